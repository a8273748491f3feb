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
import { shared } from '../descriptions.ts';

const CreateRefundInput = builder.inputType('CreateRefundInput', {
  description: 'What createRefund takes.',
  fields: (t) => ({
    idempotencyKey: t.id({ required: true, description: shared.idempotencyKey }),
    order: t.id({ required: true, description: 'The id of the order: ord_… It must be PAID.' }),
    amount: t.field({
      type: MoneyInput,
      description: 'In the currency paid. Left out: all that is refundable.',
    }),
    address: t.string({
      description: 'The destination, for providers that pay refunds to an address in the request.',
    }),
    reference: t.string({
      description: "The merchant's own reference, 1 to 128 characters. Left out: the refund's id.",
    }),
    reason: t.string({
      description: 'Goes to the provider, where it takes one. 1 to 255 characters.',
    }),
  }),
});

const CancelRefundInput = builder.inputType('CancelRefundInput', {
  description: 'What cancelRefund takes.',
  fields: (t) => ({
    idempotencyKey: t.id({ required: true, description: shared.idempotencyKey }),
    id: t.id({ required: true, description: 'The id of the refund: rfd_…' }),
  }),
});

const RefundAbnormalPaymentInput = builder.inputType('RefundAbnormalPaymentInput', {
  description: 'What refundAbnormalPayment takes.',
  fields: (t) => ({
    idempotencyKey: t.id({ required: true, description: shared.idempotencyKey }),
    abnormalPayment: t.id({
      required: true,
      description: 'The id of the abnormal payment: abn_… It must be OPEN.',
    }),
    reference: t.string({
      description: "The merchant's own reference, 1 to 128 characters. Left out: the refund's id.",
    }),
    reason: t.string({
      description: 'Goes to the provider, where it takes one. 1 to 255 characters.',
    }),
  }),
});

const CreateRefundSuccess = builder
  .objectRef<{ refund: RefundRecord; replayed: boolean }>('CreateRefundSuccess')
  .implement({
    description:
      'The refund is stored and holds its amount. A decline and an unknown outcome are successes too: look at refund.status.',
    fields: (t) => ({
      refund: t.expose('refund', {
        type: Refund,
        description: 'In its present state. A replay shows what has become of it since.',
      }),
      replayed: t.exposeBoolean('replayed', { description: shared.replayed }),
    }),
  });

const RefundSuccess = builder.objectRef<{ refund: RefundRecord }>('RefundSuccess').implement({
  description: 'The refund as it is after the mutation.',
  fields: (t) => ({
    refund: t.expose('refund', {
      type: Refund,
      description: 'In its present state: a refresh that changed nothing is a success too.',
    }),
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
    description:
      'Scope REFUNDS_WRITE. Gives back what was paid of an order, as far as it is refundable.',
    authScopes: { key: 'REFUNDS_WRITE' },
    errors: createFailures,
    args: { input: t.arg({ type: CreateRefundInput, required: true, description: shared.input }) },
    resolve: (_root, { input }, context) => createRefund(context.deps, merchantOf(context), input),
  }),
  refundAbnormalPayment: t.field({
    type: CreateRefundSuccess,
    description: 'Scope REFUNDS_WRITE. Gives back all that is pending of an abnormal payment.',
    authScopes: { key: 'REFUNDS_WRITE' },
    errors: createFailures,
    args: {
      input: t.arg({ type: RefundAbnormalPaymentInput, required: true, description: shared.input }),
    },
    resolve: (_root, { input }, context) =>
      refundAbnormalPayment(context.deps, merchantOf(context), input),
  }),
  cancelRefund: t.field({
    type: RefundSuccess,
    description:
      'Scope REFUNDS_WRITE. A success means that it was canceled and holds its amount no more. One that was never sent is canceled without a call.',
    authScopes: { key: 'REFUNDS_WRITE' },
    errors: failing('CancelRefundResult', ...cancelFailures),
    args: { input: t.arg({ type: CancelRefundInput, required: true, description: shared.input }) },
    resolve: async (_root, { input }, context) => ({
      refund: await cancel(context.deps, refunds, merchantOf(context), input),
    }),
  }),
  refreshRefund: t.field({
    type: RefundSuccess,
    description:
      'Scope READ. Queries the provider now. UnsupportedOperationError where it has no query for refunds.',
    authScopes: { key: 'READ' },
    errors: failing(
      'RefreshRefundResult',
      NotFoundError,
      UnsupportedOperationError,
      ProviderUnavailableError,
    ),
    args: { id: t.arg.id({ required: true, description: 'The id of the refund: rfd_…' }) },
    resolve: async (_root, { id }, context) => ({
      refund: await refresh(context.deps, refunds, merchantOf(context), id),
    }),
  }),
}));
