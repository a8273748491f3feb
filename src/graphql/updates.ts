import { builder } from './builder.ts';
import { isForPayers } from './authorization/client-view.ts';
import { filterOf } from './connections.ts';
import { merchantOf } from './context.ts';
import type { Context } from './context.ts';
import { followLog } from './streams/log.ts';
import type { LogItem } from './streams/log.ts';
import { orderVersion } from '../store/queries/orders.ts';
import { loadExisting } from './loaders.ts';
import { refusal } from './refusals.ts';
import { StreamItemKind } from './types/enums/event.ts';
import { Event, EventFilter } from './types/event/event.ts';
import { mayRead } from './types/node.ts';
import { Order } from './types/order/order.ts';
import { Settlement } from './types/settlement/settlement.ts';
import { shared } from './types/descriptions.ts';

/** An item, and the id of what is followed. */
type Followed = Pick<LogItem, 'kind' | 'cursor' | 'event'> & { id: string };

function followed({ kind, cursor, event }: LogItem, id: string): Followed {
  return { kind, cursor, event, id };
}

const StreamItem = builder.objectRef<LogItem>('StreamItem').implement({
  description: 'An item of a stream of the whole log.',
  fields: (t) => ({
    kind: t.expose('kind', { type: StreamItemKind, description: shared.itemKind }),
    cursor: t.expose('cursor', { type: 'EventCursor', description: shared.itemCursor }),
    event: t.expose('event', { type: Event, nullable: true, description: 'Set for EVENT.' }),
  }),
});

const OrderUpdate = builder.objectRef<Followed>('OrderUpdate').implement({
  description: 'An item of a stream about one order.',
  fields: (t) => ({
    kind: t.expose('kind', { type: StreamItemKind, description: shared.itemKind }),
    cursor: t.expose('cursor', { type: 'EventCursor', description: shared.itemCursor }),
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
  description: 'An item of a stream about one settlement.',
  fields: (t) => ({
    kind: t.expose('kind', { type: StreamItemKind, description: shared.itemKind }),
    cursor: t.expose('cursor', { type: 'EventCursor', description: shared.itemCursor }),
    settlement: t.field({
      type: Settlement,
      description: 'The settlement as it is now, for every kind.',
      resolve: ({ id }, _args, { loaders }) => loadExisting(loaders.settlements, id),
    }),
    event: t.expose('event', {
      type: Event,
      nullable: true,
      description: 'Set for EVENT: an event of the settlement.',
    }),
  }),
});

function startOf({ resumeAfter }: Context, after: string | null | undefined): string | null {
  return resumeAfter ?? after ?? null;
}

/** Nothing: a CHECKPOINT of the log shows only its cursor. */
const noState = async (): Promise<string> => '';

builder.subscriptionFields((t) => ({
  orderUpdates: t.field({
    type: OrderUpdate,
    description: "Open to the order's clientToken. Otherwise scope READ.",
    authScopes: { key: 'READ', client: true },
    args: {
      id: t.arg.id({
        required: true,
        description: "The id of the order: ord_… One that is not the caller's is NOT_FOUND.",
      }),
      after: t.arg({ type: 'EventCursor', description: shared.resume }),
    },
    subscribe: async (_root, { id, after }, context, info) => {
      const order = await context.loaders.orders.load(id);
      if (order === null || !mayRead(context, order)) {
        throw refusal('NOT_FOUND', 'There is no such order.');
      }
      const { merchantId } = order;
      const state = isForPayers(info) && { state: orderVersion };
      const options = { merchantId, search: { order: id }, topic: id, ...state };
      return followLog(context.deps, options, { after: startOf(context, after), snapshot: true });
    },
    resolve: (item, { id }) => followed(item, id),
  }),
  settlementUpdates: t.field({
    type: SettlementUpdate,
    description: 'Scope READ. What happens to one settlement.',
    authScopes: { key: 'READ' },
    args: {
      id: t.arg.id({
        required: true,
        description: "The id of the settlement: stl_… One that is not the caller's is NOT_FOUND.",
      }),
      after: t.arg({ type: 'EventCursor', description: shared.resume }),
    },
    subscribe: async (_root, { id, after }, context) => {
      const settlement = await context.loaders.settlements.load(id);
      if (settlement === null || !mayRead(context, settlement)) {
        throw refusal('NOT_FOUND', 'There is no such settlement.');
      }
      const options = { merchantId: settlement.merchantId, search: { settlement: id }, topic: id };
      return followLog(context.deps, options, { after: startOf(context, after), snapshot: true });
    },
    resolve: (item, { id }) => followed(item, id),
  }),
  events: t.field({
    type: StreamItem,
    description: "The merchant's whole log. Scope READ.",
    authScopes: { key: 'READ' },
    args: {
      after: t.arg({ type: 'EventCursor', description: shared.resume }),
      filter: t.arg({
        type: EventFilter,
        description:
          'Which events. The stream passes over others, and a CHECKPOINT moves its cursor past them.',
      }),
    },
    subscribe: (_root, { after, filter }, context) => {
      const merchantId = merchantOf(context);
      const search = filterOf(filter);
      const options = { merchantId, search, topic: merchantId, state: noState };
      return followLog(context.deps, options, { after: startOf(context, after), snapshot: false });
    },
    resolve: (item) => item,
  }),
}));
