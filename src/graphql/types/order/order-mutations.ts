import {
  IdempotencyConflictError,
  NoRouteError,
  NotFoundError,
  OperationInProgressError,
  ProviderUnavailableError,
  ValidationError,
} from '../../../domain/errors.ts';
import { cancel } from '../../../operations/instructions/cancel.ts';
import { createOrder } from '../../../operations/orders/create-order.ts';
import { orders } from '../../../operations/instructions/orders.ts';
import { refresh } from '../../../operations/instructions/refresh.ts';
import type { OrderRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { merchantOf } from '../../context.ts';
import { cancelFailures, failing } from '../errors.ts';
import { CancelOrderInput, CreateOrderInput } from './order-inputs.ts';
import { Order } from './order.ts';
import { shared } from '../descriptions.ts';

const CreateOrderSuccess = builder
  .objectRef<{ order: OrderRecord; replayed: boolean; clientToken: string }>('CreateOrderSuccess')
  .implement({
    description:
      'A decline, an outage before anything was sent, and an unknown outcome are all successes here: look at order.status.',
    fields: (t) => ({
      order: t.expose('order', {
        type: Order,
        description: 'In its present state. A replay shows what has become of it since.',
      }),
      replayed: t.exposeBoolean('replayed', {
        description: shared.replayed,
      }),
      clientToken: t.exposeString('clientToken', {
        description:
          "A bearer token for the payer's browser. It can only read and follow this order, until a day after the order expires. Each answer has a new one.",
      }),
    }),
  });

const OrderSuccess = builder.objectRef<{ order: OrderRecord }>('OrderSuccess').implement({
  description: 'The order as it is after the mutation.',
  fields: (t) => ({
    order: t.expose('order', {
      type: Order,
      description: 'In its present state. A refresh that changed nothing is a success too.',
    }),
  }),
});

builder.mutationFields((t) => ({
  createOrder: t.field({
    type: CreateOrderSuccess,
    description:
      'Scope ORDERS_WRITE. Stores an order and sends it to the first account that can take it.',
    authScopes: { key: 'ORDERS_WRITE' },
    errors: failing(
      'CreateOrderResult',
      ValidationError,
      IdempotencyConflictError,
      OperationInProgressError,
      NoRouteError,
      NotFoundError,
    ),
    args: { input: t.arg({ type: CreateOrderInput, required: true, description: shared.input }) },
    resolve: (_root, { input }, context) => createOrder(context.deps, merchantOf(context), input),
  }),
  cancelOrder: t.field({
    type: OrderSuccess,
    description:
      'Scope ORDERS_WRITE. Asks the provider to cancel it, or to let go of what was authorised. A success means that it was canceled. A payment that came first wins: then it is an InvalidStateError with PAID.',
    authScopes: { key: 'ORDERS_WRITE' },
    errors: failing('CancelOrderResult', ...cancelFailures),
    args: { input: t.arg({ type: CancelOrderInput, required: true, description: shared.input }) },
    resolve: async (_root, { input }, context) => ({
      order: await cancel(context.deps, orders, merchantOf(context), input),
    }),
  }),
  refreshOrder: t.field({
    type: OrderSuccess,
    description: 'Asks the provider now, as refreshRefund and refreshSettlement do. Scope READ.',
    authScopes: { key: 'READ' },
    errors: failing('RefreshOrderResult', NotFoundError, ProviderUnavailableError),
    args: { id: t.arg.id({ required: true, description: 'The id of the order: ord_…' }) },
    resolve: async (_root, { id }, context) => ({
      order: await refresh(context.deps, orders, merchantOf(context), id),
    }),
  }),
}));
