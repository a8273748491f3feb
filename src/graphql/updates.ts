import { builder } from './builder.ts';
import { isForPayers } from './client-view.ts';
import { filterOf } from './connections.ts';
import { merchantOf } from './context.ts';
import type { Context } from './context.ts';
import { followLog } from './follow-log.ts';
import type { FollowedItem } from './follow-log.ts';
import { orderVersion } from '../store/queries/orders.ts';
import { loadExisting } from './loaders.ts';
import { refusal } from './refusals.ts';
import { StreamItemKind } from './types/enums.ts';
import { Event, EventFilter } from './types/event.ts';
import { mayRead } from './types/node.ts';
import { Order } from './types/order/order.ts';
import { Settlement } from './types/settlement/settlement.ts';

type Followed = FollowedItem & { id: string };

const StreamItem = builder.objectRef<FollowedItem>('StreamItem').implement({
  fields: (t) => ({
    kind: t.expose('kind', { type: StreamItemKind }),
    cursor: t.expose('cursor', { type: 'EventCursor' }),
    event: t.expose('event', { type: Event, nullable: true, description: 'Set for EVENT.' }),
  }),
});

const OrderUpdate = builder.objectRef<Followed>('OrderUpdate').implement({
  fields: (t) => ({
    kind: t.expose('kind', { type: StreamItemKind }),
    cursor: t.expose('cursor', { type: 'EventCursor' }),
    order: t.field({
      type: Order,
      description: 'The order as it is now, for every kind.',
      resolve: ({ id }, _args, { loaders }) => loadExisting(loaders.orders, id),
    }),
    event: t.expose('event', {
      type: Event,
      nullable: true,
      description:
        'Set for EVENT: an event of the order, of one of its refunds or of its abnormal payments.',
    }),
  }),
});

const SettlementUpdate = builder.objectRef<Followed>('SettlementUpdate').implement({
  fields: (t) => ({
    kind: t.expose('kind', { type: StreamItemKind }),
    cursor: t.expose('cursor', { type: 'EventCursor' }),
    settlement: t.field({
      type: Settlement,
      resolve: ({ id }, _args, { loaders }) => loadExisting(loaders.settlements, id),
    }),
    event: t.expose('event', { type: Event, nullable: true }),
  }),
});

function startOf({ resumeAfter }: Context, after: string | null | undefined): string | null {
  return resumeAfter ?? after ?? null;
}

builder.subscriptionFields((t) => ({
  orderUpdates: t.field({
    type: OrderUpdate,
    description: "Open to the order's clientToken.",
    authScopes: { key: 'READ', client: true },
    args: { id: t.arg.id({ required: true }), after: t.arg({ type: 'EventCursor' }) },
    subscribe: async (_root, { id, after }, context, info) => {
      const order = await context.loaders.orders.load(id);
      if (order === null || !mayRead(context, { ...order, orderId: id })) {
        throw refusal('NOT_FOUND', 'There is no such order.');
      }
      return followLog(context.deps, {
        merchantId: order.merchantId,
        after: startOf(context, after),
        snapshot: true,
        search: { order: id },
        topic: id,
        ...(isForPayers(info) && { state: () => orderVersion(context.deps.read, id) }),
      });
    },
    resolve: (item, { id }) => ({ ...item, id }),
  }),
  settlementUpdates: t.field({
    type: SettlementUpdate,
    authScopes: { key: 'READ' },
    args: { id: t.arg.id({ required: true }), after: t.arg({ type: 'EventCursor' }) },
    subscribe: async (_root, { id, after }, context) => {
      const settlement = await context.loaders.settlements.load(id);
      if (settlement === null || !mayRead(context, settlement)) {
        throw refusal('NOT_FOUND', 'There is no such settlement.');
      }
      return followLog(context.deps, {
        merchantId: settlement.merchantId,
        after: startOf(context, after),
        snapshot: true,
        search: { settlement: id },
        topic: id,
      });
    },
    resolve: (item, { id }) => ({ ...item, id }),
  }),
  events: t.field({
    type: StreamItem,
    description: "The merchant's whole log.",
    authScopes: { key: 'READ' },
    args: { after: t.arg({ type: 'EventCursor' }), filter: t.arg({ type: EventFilter }) },
    subscribe: (_root, { after, filter }, context) => {
      const merchantId = merchantOf(context);
      return followLog(context.deps, {
        merchantId,
        after: startOf(context, after),
        snapshot: false,
        search: filterOf(filter),
        topic: merchantId,
        // A CHECKPOINT of this stream shows only its cursor.
        state: async () => 'nothing',
      });
    },
    resolve: (item) => item,
  }),
}));
