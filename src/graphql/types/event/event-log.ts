import type { Cursors } from '../../../store/cursor.ts';
import { briefEvent, readLog } from '../../../store/queries/events.ts';
import type { EventRecord, MerchantRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { connectionType, filterOf, logPaging, pageSize } from '../../connections.ts';
import type { Connection } from '../../connections.ts';
import { merchantOf } from '../../context.ts';
import type { Context } from '../../context.ts';
import { loadExisting } from '../../loaders.ts';
import { badUserInput, refusal } from '../../refusals.ts';
import { shared } from '../descriptions.ts';
import { Event, EventFilter } from './event.ts';
import { Order } from '../order/order.ts';
import { briefFields, extentOf } from '../selected-fields.ts';
import { Settlement } from '../settlement/settlement.ts';

/** The log of a merchant, and the parts of it that are about one order or settlement. */

const EventConnection = connectionType('Event', Event, 'EventCursor');

interface LogPaging {
  first?: number | null | undefined;
  after?: string | null | undefined;
}

/** `read` returns at most `limit` events after `seq`, oldest first. */
async function readEvents(
  { deps: { cursors }, loaders }: Context,
  merchantId: string,
  { first, after = null }: LogPaging,
  read: (seq: number, limit: number) => Promise<readonly EventRecord[]>,
): Promise<Connection<EventRecord>> {
  const size = pageSize(first, 50);
  const seq =
    after === null
      ? 0
      : positionIn(cursors, await loadExisting(loaders.merchants, merchantId), after);
  const events = await read(seq, size + 1);
  return {
    nodes: events.slice(0, size),
    cursorOf: async (event) =>
      cursors.encode({ timeline: await loaders.timelineOf(merchantId), seq: event.seq }),
    hasNextPage: events.length > size,
    hasPreviousPage: after !== null,
    isBegun: false,
    isLarge: false,
  };
}

function positionIn(
  cursors: Cursors,
  log: Pick<MerchantRecord, 'timeline' | 'lastSeq' | 'archivedSeq'>,
  after: string,
): number {
  const position = cursors.decode(after);
  if (position === null) throw badUserInput('"after" is not a cursor of an event log.');
  const isOfThis = position !== 'FOREIGN' && position.timeline === log.timeline;
  if (!isOfThis || position.seq > log.lastSeq || position.seq < log.archivedSeq) {
    throw refusal('CURSOR_RESET', 'The cursor cannot be continued from: begin without one.');
  }
  return position.seq;
}

const ofBrief = briefFields(briefEvent, { id: null, fromStatus: 'from', toStatus: 'to' });

builder.objectField(Order, 'events', (t) =>
  t.field({
    type: EventConnection,
    description:
      "Oldest first: the order's own events, those of its refunds and of its abnormal payments.",
    args: logPaging,
    resolve: ({ id, merchantId }, args, context, info) => {
      const extent = extentOf(ofBrief, info);
      return readEvents(context, merchantId, args, (after, first) =>
        context.loaders.eventsOfOrders.load(id, { first, after, extent }),
      );
    },
  }),
);

builder.objectField(Settlement, 'events', (t) =>
  t.field({
    type: EventConnection,
    description: 'Its own events, oldest first.',
    args: logPaging,
    resolve: ({ id, merchantId }, args, context) =>
      readEvents(context, merchantId, args, async (seq, limit) =>
        readLog(context.deps.read, merchantId, seq, limit, { settlement: id }),
      ),
  }),
);

builder.queryField('events', (t) =>
  t.field({
    type: EventConnection,
    description:
      'Oldest first, from after the cursor. The log that the subscriptions read from. Scope READ.',
    authScopes: { key: 'READ' },
    args: {
      ...logPaging,
      filter: t.arg({ type: EventFilter, description: shared.filter }),
    },
    resolve: (_root, { filter, ...paging }, context) => {
      const merchantId = merchantOf(context);
      return readEvents(context, merchantId, paging, async (seq, limit) =>
        readLog(context.deps.read, merchantId, seq, limit, filterOf(filter)),
      );
    },
  }),
);
