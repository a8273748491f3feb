import {
  IdempotencyConflictError,
  InvalidStateError,
  NotFoundError,
  OperationInProgressError,
  ValidationError,
} from '../../../domain/errors.ts';
import { resolveAbnormalPayment } from '../../../operations/orders/resolve-abnormal-payment.ts';
import type { ResolvedAbnormalPayment } from '../../../operations/orders/resolve-abnormal-payment.ts';
import { builder } from '../../builder.ts';
import { keyOf } from '../../context.ts';
import { AbnormalPayment } from './abnormal-payment.ts';
import { AbnormalPaymentResolutionKind } from '../enums/decision.ts';
import { failing } from '../errors.ts';
import { shared } from '../descriptions.ts';

const ResolveAbnormalPaymentInput = builder.inputType('ResolveAbnormalPaymentInput', {
  description: 'What resolveAbnormalPayment takes.',
  fields: (t) => ({
    idempotencyKey: t.id({ required: true, description: shared.idempotencyKey }),
    abnormalPayment: t.id({
      required: true,
      description: 'The id of the abnormal payment: abn_… It must be OPEN.',
    }),
    resolution: t.field({
      type: AbnormalPaymentResolutionKind,
      required: true,
      description: 'What is to become of all that is pending. It cannot be undone.',
    }),
    note: t.string({ required: true, description: 'Why: 1 to 500 characters.' }),
  }),
});

const ResolveAbnormalPaymentSuccess = builder
  .objectRef<ResolvedAbnormalPayment>('ResolveAbnormalPaymentSuccess')
  .implement({
    description: 'The decision is stored.',
    fields: (t) => ({
      abnormalPayment: t.expose('abnormalPayment', {
        type: AbnormalPayment,
        description: 'As it is now: RESOLVED, unless the provider has reported more since.',
      }),
      replayed: t.exposeBoolean('replayed', { description: shared.replayed }),
    }),
  });

builder.mutationField('resolveAbnormalPayment', (t) =>
  t.field({
    type: ResolveAbnormalPaymentSuccess,
    description: `Scope REFUNDS_WRITE. Lets all that is pending count towards the order, or dismisses it. Possible once, while the
payment is OPEN. The provider is not notified.`,
    authScopes: { key: 'REFUNDS_WRITE' },
    errors: failing(
      'ResolveAbnormalPaymentResult',
      ValidationError,
      NotFoundError,
      InvalidStateError,
      IdempotencyConflictError,
      OperationInProgressError,
    ),
    args: {
      input: t.arg({
        type: ResolveAbnormalPaymentInput,
        required: true,
        description: shared.input,
      }),
    },
    resolve: (_root, { input }, context) =>
      resolveAbnormalPayment(context.deps, keyOf(context), input),
  }),
);
