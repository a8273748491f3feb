import { captureFailure, captureOf, captureStatus } from '../../../domain/capture/authorization.ts';
import type { Capture as CaptureValue } from '../../../domain/capture/authorization.ts';
import { capturable } from '../../../domain/capture/capture.ts';
import {
  CaptureExceedsAuthorizedError,
  ExpectedError,
  IdempotencyConflictError,
  InvalidStateError,
  NotFoundError,
  OperationInProgressError,
  ProviderUnavailableError,
  UnsupportedOperationError,
  ValidationError,
} from '../../../domain/errors.ts';
import { authorizedOf } from '../../../domain/order-money.ts';
import { captureOrder } from '../../../operations/orders/capture-order.ts';
import type { CapturedOrder } from '../../../operations/orders/capture-order.ts';
import type { OrderRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { merchantOf } from '../../context.ts';
import { shared } from '../descriptions.ts';
import { CaptureMode } from '../enums/payment.ts';
import { CaptureStatus } from '../enums/status.ts';
import { failing } from '../errors.ts';
import { Money, MoneyInput } from '../money.ts';
import { Failure } from '../work.ts';
import { Order } from './order.ts';

/** Authorisation and capture of an order. */

interface OfOrder {
  order: OrderRecord;
  capture: CaptureValue;
}

const Capture = builder.objectRef<OfOrder>('Capture').implement({
  description: 'A request to take what the payer has authorised, or a part of it.',
  fields: (t) => ({
    status: t.field({
      type: CaptureStatus,
      description: 'What became of it.',
      resolve: ({ order, capture }) => captureStatus(order, capture),
    }),
    amount: t.field({
      type: Money,
      description: 'What was to be taken. What was taken is `Order.paid`.',
      resolve: ({ capture }) => capture.amount,
    }),
    failure: t.field({
      type: Failure,
      nullable: true,
      description: 'Set while the status is FAILED; null otherwise.',
      resolve: ({ order, capture }) => captureFailure(order, capture),
    }),
    requestedAt: t.field({
      type: 'DateTime',
      description: 'When it was stored.',
      resolve: ({ capture }) => capture.requestedAt,
    }),
  }),
});

/** Whether captureOrder may be called now. */
export function canBeCaptured(order: OrderRecord): boolean {
  try {
    return capturable(order).minor > 0n;
  } catch (error) {
    if (error instanceof ExpectedError) return false;
    throw error;
  }
}

builder.objectFields(Order, (t) => ({
  captureMode: t.field({
    type: CaptureMode,
    description: 'When its money is taken, as requested. Hidden from client tokens.',
    resolve: ({ request }) => request.capture ?? 'AUTOMATIC',
  }),
  authorized: t.field({
    type: Money,
    nullable: true,
    description:
      'What may be captured. Null unless the status is AUTHORIZED. Hidden from client tokens.',
    resolve: authorizedOf,
  }),
  authorizedUntil: t.field({
    type: 'DateTime',
    nullable: true,
    description:
      'When the authorisation lapses: capture before. Null where the provider does not say, and unless the status is AUTHORIZED. Hidden from client tokens.',
    resolve: ({ status, evidence }) =>
      status === 'AUTHORIZED' ? (evidence.authorization?.until ?? null) : null,
  }),
  capture: t.field({
    type: Capture,
    nullable: true,
    description:
      'The latest capture that was requested here; null where there was none. Hidden from client tokens.',
    resolve(order) {
      const capture = captureOf(order);
      return capture && { order, capture };
    },
  }),
}));

const CaptureOrderInput = builder.inputType('CaptureOrderInput', {
  description: 'What captureOrder takes.',
  fields: (t) => ({
    idempotencyKey: t.id({ required: true, description: shared.idempotencyKey }),
    id: t.id({ required: true, description: 'The id of the order to capture: ord_…' }),
    amount: t.field({
      type: MoneyInput,
      description:
        'At most `Order.authorized`. What is left is let go. Left out: all that is authorised.',
    }),
  }),
});

const CaptureOrderSuccess = builder.objectRef<CapturedOrder>('CaptureOrderSuccess').implement({
  description:
    'The capture is stored. A refusal and an unknown outcome are successes too: look at order.capture. It has succeeded where the order is PAID.',
  fields: (t) => ({
    order: t.expose('order', {
      type: Order,
      description: 'In its present state. A replay shows what has become of it since.',
    }),
    replayed: t.exposeBoolean('replayed', { description: shared.replayed }),
  }),
});

builder.mutationField('captureOrder', (t) =>
  t.field({
    type: CaptureOrderSuccess,
    description:
      'Scope ORDERS_WRITE. Takes what the payer of an AUTHORIZED order has authorised, or a part of it, once for each order. Another one may be requested only where it FAILED.',
    authScopes: { key: 'ORDERS_WRITE' },
    errors: failing(
      'CaptureOrderResult',
      ValidationError,
      NotFoundError,
      InvalidStateError,
      UnsupportedOperationError,
      CaptureExceedsAuthorizedError,
      ProviderUnavailableError,
      IdempotencyConflictError,
      OperationInProgressError,
    ),
    args: { input: t.arg({ type: CaptureOrderInput, required: true, description: shared.input }) },
    resolve: (_root, { input }, context) => captureOrder(context.deps, merchantOf(context), input),
  }),
);
