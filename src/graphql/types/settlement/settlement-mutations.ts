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
import { shared } from '../descriptions.ts';

const CreateSettlementSuccess = builder
  .objectRef<{ settlement: SettlementRecord; replayed: boolean }>('CreateSettlementSuccess')
  .implement({
    description:
      'The settlement is stored. A refusal in the answer and an unknown outcome are successes too: look at settlement.status.',
    fields: (t) => ({
      settlement: t.expose('settlement', {
        type: Settlement,
        description: 'In its present state. A replay shows what has become of it since.',
      }),
      replayed: t.exposeBoolean('replayed', { description: shared.replayed }),
    }),
  });

const SettlementSuccess = builder
  .objectRef<{ settlement: SettlementRecord }>('SettlementSuccess')
  .implement({
    description: 'The settlement as it is after the mutation.',
    fields: (t) => ({
      settlement: t.expose('settlement', {
        type: Settlement,
        description: 'In its present state: a refresh that changed nothing is a success too.',
      }),
    }),
  });

builder.mutationFields((t) => ({
  createSettlement: t.field({
    type: CreateSettlementSuccess,
    description: 'Scope SETTLEMENTS_WRITE. Pays collected money out of an account.',
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
    args: {
      input: t.arg({ type: CreateSettlementInput, required: true, description: shared.input }),
    },
    resolve: (_root, { input }, context) =>
      createSettlement(context.deps, merchantOf(context), input),
  }),
  cancelSettlement: t.field({
    type: SettlementSuccess,
    description:
      'Scope SETTLEMENTS_WRITE. A success means that it was canceled. One that was never sent is canceled without a call.',
    authScopes: { key: 'SETTLEMENTS_WRITE' },
    errors: failing('CancelSettlementResult', ...cancelFailures),
    args: {
      input: t.arg({ type: CancelSettlementInput, required: true, description: shared.input }),
    },
    resolve: async (_root, { input }, context) => ({
      settlement: await cancel(context.deps, settlements, merchantOf(context), input),
    }),
  }),
  refreshSettlement: t.field({
    type: SettlementSuccess,
    description: 'Scope READ. Queries the provider now.',
    authScopes: { key: 'READ' },
    errors: failing('RefreshSettlementResult', NotFoundError, ProviderUnavailableError),
    args: { id: t.arg.id({ required: true, description: 'The id of the settlement: stl_…' }) },
    resolve: async (_root, { id }, context) => ({
      settlement: await refresh(context.deps, settlements, merchantOf(context), id),
    }),
  }),
}));
