import { findOrders, isPlain, usualSort } from '../../../operations/search/find-orders.ts';
import { briefOrder, findOrders as findNewest } from '../../../store/queries/orders.ts';
import { builder } from '../../builder.ts';
import { connectionOf, connectionType, filterOf } from '../../connections.ts';
import { merchantOf } from '../../context.ts';
import { madeWithKey, searchArgs, searching } from '../lookups.ts';
import { mayRead } from '../node.ts';
import { briefFields } from '../selected-fields.ts';
import { OrderFilter } from './order-inputs.ts';
import { OrderSortInput, readSortedPage, sortedCursorOf } from './order-sort.ts';
import { Order } from './order.ts';
import { shared } from '../descriptions.ts';

const ofBrief = briefFields(briefOrder, {
  id: null,
  method: 'request',
  amount: 'request',
  description: 'request',
  metadata: 'request',
  captureMode: 'request',
  account: 'accountId',
  providerCalls: null,
  refunds: null,
  events: null,
  abnormalPayments: null,
  paymentLink: null,
});

export const OrderConnection = connectionType('Order', Order);

const newestFirst = searching('ord', findNewest, ofBrief);

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
    description: 'Newest first, unless `sort` says otherwise. `first` is at most 100. Scope READ.',
    authScopes: { key: 'READ' },
    args: {
      ...searchArgs(OrderFilter),
      sort: t.arg({ type: OrderSortInput, description: 'Left out: newest first.' }),
    },
    resolve: async (root, { sort, ...args }, context, info) => {
      const by = { ...usualSort, ...sort };
      const filter = filterOf(args.filter);
      if (isPlain(filter, by)) return newestFirst(root, args, context, info);
      const page = readSortedPage(args, by);
      const { first } = page;
      const rows = await findOrders(context.deps, merchantOf(context), page, filter, by);
      const cursorOf = sortedCursorOf(by);
      const connection = connectionOf(rows, { first, after: page.after?.id ?? null });
      return { ...connection, ...(cursorOf && { cursorOf }), isLarge: true };
    },
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
