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

const ResolveAbnormalPaymentInput = builder.inputType('ResolveAbnormalPaymentInput', {
  fields: (t) => ({
    idempotencyKey: t.id({ required: true }),
    abnormalPayment: t.id({ required: true }),
    resolution: t.field({ type: AbnormalPaymentResolutionKind, required: true }),
    note: t.string({ required: true, description: 'Why: 1 to 500 characters.' }),
  }),
});

const ResolveAbnormalPaymentSuccess = builder
  .objectRef<ResolvedAbnormalPayment>('ResolveAbnormalPaymentSuccess')
  .implement({
    fields: (t) => ({
      abnormalPayment: t.expose('abnormalPayment', { type: AbnormalPayment }),
      replayed: t.exposeBoolean('replayed'),
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
    args: { input: t.arg({ type: ResolveAbnormalPaymentInput, required: true }) },
    resolve: (_root, { input }, context) =>
      resolveAbnormalPayment(context.deps, keyOf(context), input),
  }),
);
