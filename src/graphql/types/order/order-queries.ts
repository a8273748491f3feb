import { briefOrder, findOrders } from '../../../store/queries/orders.ts';
import { builder } from '../../builder.ts';
import { connectionType } from '../../connections.ts';
import { madeWithKey, searchArgs, searching } from '../lookups.ts';
import { mayRead } from '../node.ts';
import { briefFields } from '../selected-fields.ts';
import { OrderFilter } from './order-inputs.ts';
import { Order } from './order.ts';
import { shared } from '../descriptions.ts';

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
    description:
      "Scope READ, or the order's own client token. Null where there is no such order, or it is not the caller's.",
    authScopes: { key: 'READ', client: true },
    args: { id: t.arg.id({ required: true, description: 'The id of the order: ord_…' }) },
    resolve: async (_root, { id }, context) => {
      const order = await context.loaders.orders.load(id);
      return order !== null && mayRead(context, order) ? order : null;
    },
  }),
  orders: t.field({
    type: OrderConnection,
    description: 'Newest first. `first` is at most 100. Scope READ.',
    authScopes: { key: 'READ' },
    args: searchArgs(OrderFilter),
    resolve: searching('ord', findOrders, ofBrief),
  }),
  orderByIdempotencyKey: t.field({
    type: Order,
    nullable: true,
    description:
      'Scope READ. What createOrder has made with this key; null where it has made nothing.',
    authScopes: { key: 'READ' },
    args: { key: t.arg.id({ required: true, description: shared.keyArgument }) },
    resolve: madeWithKey(['createOrder'], (loaders) => loaders.orders),
  }),
}));
