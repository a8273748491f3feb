import {
  IdempotencyConflictError,
  InvalidStateError,
  NotFoundError,
  OperationInProgressError,
  ProviderUnavailableError,
  UnsupportedOperationError,
  ValidationError,
} from '../../../domain/errors.ts';
import { cancel } from '../../../operations/instructions/cancel.ts';
import { createSettlement } from '../../../operations/payouts/create-settlement.ts';
import { settlements } from '../../../operations/instructions/settlements.ts';
import { refresh } from '../../../operations/instructions/refresh.ts';
import type { SettlementRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { merchantOf } from '../../context.ts';
import { cancelFailures, failing } from '../errors.ts';
import { CancelSettlementInput, CreateSettlementInput } from './settlement-inputs.ts';
import { Settlement } from './settlement.ts';

const CreateSettlementSuccess = builder
  .objectRef<{ settlement: SettlementRecord; replayed: boolean }>('CreateSettlementSuccess')
  .implement({
    fields: (t) => ({
      settlement: t.expose('settlement', { type: Settlement }),
      replayed: t.exposeBoolean('replayed'),
    }),
  });

const SettlementSuccess = builder
  .objectRef<{ settlement: SettlementRecord }>('SettlementSuccess')
  .implement({
    fields: (t) => ({
      settlement: t.expose('settlement', { type: Settlement }),
    }),
  });

builder.mutationFields((t) => ({
  createSettlement: t.field({
    type: CreateSettlementSuccess,
    description: 'Scope SETTLEMENTS_WRITE.',
    authScopes: { key: 'SETTLEMENTS_WRITE' },
    errors: failing(
      'CreateSettlementResult',
      ValidationError,
      NotFoundError,
      InvalidStateError,
      UnsupportedOperationError,
      IdempotencyConflictError,
      OperationInProgressError,
    ),
    args: { input: t.arg({ type: CreateSettlementInput, required: true }) },
    resolve: (_root, { input }, context) =>
      createSettlement(context.deps, merchantOf(context), input),
  }),
  cancelSettlement: t.field({
    type: SettlementSuccess,
    authScopes: { key: 'SETTLEMENTS_WRITE' },
    errors: failing('CancelSettlementResult', ...cancelFailures),
    args: { input: t.arg({ type: CancelSettlementInput, required: true }) },
    resolve: async (_root, { input }, context) => ({
      settlement: await cancel(context.deps, settlements, merchantOf(context), input),
    }),
  }),
  refreshSettlement: t.field({
    type: SettlementSuccess,
    authScopes: { key: 'READ' },
    errors: failing('RefreshSettlementResult', NotFoundError, ProviderUnavailableError),
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, context) => ({
      settlement: await refresh(context.deps, settlements, merchantOf(context), id),
    }),
  }),
}));
