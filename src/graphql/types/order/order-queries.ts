import { briefOrder, findOrders } from '../../../store/queries/orders.ts';
import { builder } from '../../builder.ts';
import { connectionType } from '../../connections.ts';
import { madeWithKey, searchArgs, searching } from '../lookups.ts';
import { mayRead } from '../node.ts';
import { briefFields } from '../selected-fields.ts';
import { OrderFilter } from './order-inputs.ts';
import { Order } from './order.ts';

const ofBrief = briefFields(briefOrder, {
  id: null,
  method: 'request',
  amount: 'request',
  description: 'request',
  metadata: 'request',
  account: 'accountId',
  providerCalls: null,
  refunds: null,
  events: null,
  abnormalPayments: null,
  paymentLink: null,
});

export const OrderConnection = connectionType('Order', Order);

builder.queryFields((t) => ({
  order: t.field({
    type: Order,
    nullable: true,
    authScopes: { key: 'READ', client: true },
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, context) => {
      const order = await context.loaders.orders.load(id);
      return order !== null && mayRead(context, order) ? order : null;
    },
  }),
  orders: t.field({
    type: OrderConnection,
    description: 'Newest first. `first` is at most 100.',
    authScopes: { key: 'READ' },
    args: searchArgs(OrderFilter),
    resolve: searching('ord', findOrders, ofBrief),
  }),
  orderByIdempotencyKey: t.field({
    type: Order,
    nullable: true,
    authScopes: { key: 'READ' },
    args: { key: t.arg.id({ required: true }) },
    resolve: madeWithKey(['createOrder'], (loaders) => loaders.orders),
  }),
}));
