import {
  IdempotencyConflictError,
  InvalidStateError,
  NotFoundError,
  OperationInProgressError,
  ProviderUnavailableError,
  RefundExceedsRefundableError,
  UnsupportedOperationError,
  ValidationError,
} from '../../../domain/errors.ts';
import { cancel } from '../../../operations/instructions/cancel.ts';
import { createRefund } from '../../../operations/payouts/create-refund.ts';
import { refundAbnormalPayment } from '../../../operations/payouts/refund-abnormal-payment.ts';
import { refunds } from '../../../operations/instructions/refunds.ts';
import { refresh } from '../../../operations/instructions/refresh.ts';
import type { RefundRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { merchantOf } from '../../context.ts';
import { cancelFailures, failing } from '../errors.ts';
import { MoneyInput } from '../money.ts';
import { Refund } from './refund.ts';

const CreateRefundInput = builder.inputType('CreateRefundInput', {
  fields: (t) => ({
    idempotencyKey: t.id({ required: true }),
    order: t.id({ required: true }),
    amount: t.field({
      type: MoneyInput,
      description: 'In the currency paid. Left out: all that is refundable.',
    }),
    address: t.string({
      description: 'The destination, for providers that pay refunds to an address in the request.',
    }),
    reference: t.string(),
    reason: t.string(),
  }),
});

const CancelRefundInput = builder.inputType('CancelRefundInput', {
  fields: (t) => ({
    idempotencyKey: t.id({ required: true }),
    id: t.id({ required: true }),
  }),
});

const RefundAbnormalPaymentInput = builder.inputType('RefundAbnormalPaymentInput', {
  fields: (t) => ({
    idempotencyKey: t.id({ required: true }),
    abnormalPayment: t.id({ required: true }),
    reference: t.string(),
    reason: t.string(),
  }),
});

const CreateRefundSuccess = builder
  .objectRef<{ refund: RefundRecord; replayed: boolean }>('CreateRefundSuccess')
  .implement({
    fields: (t) => ({
      refund: t.expose('refund', { type: Refund }),
      replayed: t.exposeBoolean('replayed'),
    }),
  });

const RefundSuccess = builder.objectRef<{ refund: RefundRecord }>('RefundSuccess').implement({
  fields: (t) => ({
    refund: t.expose('refund', { type: Refund }),
  }),
});

const createFailures = failing(
  'CreateRefundResult',
  ValidationError,
  NotFoundError,
  InvalidStateError,
  UnsupportedOperationError,
  RefundExceedsRefundableError,
  IdempotencyConflictError,
  OperationInProgressError,
);

builder.mutationFields((t) => ({
  createRefund: t.field({
    type: CreateRefundSuccess,
    description: 'Scope REFUNDS_WRITE.',
    authScopes: { key: 'REFUNDS_WRITE' },
    errors: createFailures,
    args: { input: t.arg({ type: CreateRefundInput, required: true }) },
    resolve: (_root, { input }, context) => createRefund(context.deps, merchantOf(context), input),
  }),
  refundAbnormalPayment: t.field({
    type: CreateRefundSuccess,
    authScopes: { key: 'REFUNDS_WRITE' },
    errors: createFailures,
    args: { input: t.arg({ type: RefundAbnormalPaymentInput, required: true }) },
    resolve: (_root, { input }, context) =>
      refundAbnormalPayment(context.deps, merchantOf(context), input),
  }),
  cancelRefund: t.field({
    type: RefundSuccess,
    authScopes: { key: 'REFUNDS_WRITE' },
    errors: failing('CancelRefundResult', ...cancelFailures),
    args: { input: t.arg({ type: CancelRefundInput, required: true }) },
    resolve: async (_root, { input }, context) => ({
      refund: await cancel(context.deps, refunds, merchantOf(context), input),
    }),
  }),
  refreshRefund: t.field({
    type: RefundSuccess,
    authScopes: { key: 'READ' },
    errors: failing(
      'RefreshRefundResult',
      NotFoundError,
      UnsupportedOperationError,
      ProviderUnavailableError,
    ),
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, context) => ({
      refund: await refresh(context.deps, refunds, merchantOf(context), id),
    }),
  }),
}));
