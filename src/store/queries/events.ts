import type { SelectQueryBuilder } from 'kysely';
import { instant } from '../../domain/observation.ts';
import type { EventRecord, EventType } from '../records.ts';
import type { Owner, Sql } from '../sql.ts';
import type { Dialect } from '../statements/dialect.ts';
import { along } from '../statements/along.ts';
import type { Along } from '../statements/along.ts';
import { firstOfEach } from '../statements/first-of-each.ts';
import { oldestOf } from '../statements/lists.ts';
import { recordsBy } from '../statements/members.ts';
import type { Members } from '../statements/members.ts';
import { byIdOf } from '../statements/owned.ts';
import { statement } from '../statements/statement.ts';
import type { Slots } from '../statements/statement.ts';
import { shared } from '../statements/tables.ts';
import type { Column, Row, Tables } from '../statements/tables.ts';
import { isSet, merged } from './pages.ts';
import type { Brief, Page } from './pages.ts';

type EventRow = Row<'events'>;

const members: Members<EventRow, EventRecord> = {
  merchantId: (row) => row.merchant_id,
  seq: (row) => row.seq,
  id: (row) => row.id,
  type: (row) => row.type,
  subjectId: (row) => row.subject_id,
  orderId: (row) => row.order_id,
  settlementId: (row) => row.settlement_id,
  version: (row) => row.version,
  from: (row) => row.from_status,
  to: (row) => row.to_status,
  cause: (row) => row.cause,
  deliveryId: (row) => row.delivery_id,
  occurredAt: (row) => instant(row.occurred_at),
  recordedAt: (row) => row.recorded_at,
};

export const eventFromRow = recordsBy(members);

export interface EventSearch {
  types?: readonly EventType[] | null;
  order?: string | null;
  settlement?: string | null;
  /** Number of the last event that is read. */
  until?: number | null;
}

interface LogPart {
  merchant: string;
  /** The id of an order or a settlement. */
  subject: string;
  type: EventType;
  /** JSON; null for all. */
  types: string | null;
  after: number;
  below: number;
  limit: number;
}

type Part = (
  dialect: Dialect,
  at: Slots<LogPart>,
) => [rows: SelectQueryBuilder<Tables, 'events', EventRow>, equal: Along['equal']];

/** Two statements: to the end of the log, and to before a number. */
const bothEnds = (part: Part) => ({
  open: statement<LogPart>()((dialect, at) => inOrder(dialect, part, at)),
  ended: statement<LogPart>()((dialect, at) => inOrder(dialect, part, at, at.below)),
});

function inOrder(
  dialect: Dialect,
  part: Part,
  at: Slots<LogPart>,
  below?: Slots<LogPart>['below'],
) {
  const [rows, equal] = part(dialect, at);
  return along(dialect, rows, { equal, last: 'seq', above: at.after, below }).limit(at.limit);
}

const rowsBy = ({ db, byIndex }: Dialect, index: string) =>
  db.selectFrom(byIndex('events', index)).selectAll();

/** The object, if it is the merchant's own. For another merchant's object nothing is found and nothing is scanned. */
const own = ({ db }: Dialect, table: 'orders' | 'settlements', at: Slots<LogPart>) =>
  shared<'orders' | 'settlements'>(db)
    .selectFrom(table)
    .select('id')
    .where('id', '=', at.subject)
    .where('merchant_id', '=', at.merchant);

const parts = {
  // By the primary key.
  merchant: bothEnds(({ db }, at) => [
    db.selectFrom('events').selectAll(),
    [['merchant_id', at.merchant]],
  ]),
  merchantType: bothEnds((dialect, at) => [
    rowsBy(dialect, 'events_merchant_id_type_seq_index'),
    [
      ['merchant_id', at.merchant],
      ['type', at.type],
    ],
  ]),
  order: bothEnds((dialect, at) => [
    rowsBy(dialect, 'events_order_id_seq_index'),
    [['order_id', own(dialect, 'orders', at)]],
  ]),
  orderType: bothEnds((dialect, at) => [
    rowsBy(dialect, 'events_order_id_type_seq_index'),
    [
      ['order_id', own(dialect, 'orders', at)],
      ['type', at.type],
    ],
  ]),
  // A settlement has few events, so their types are compared row by row.
  settlement: bothEnds((dialect, at) => [
    rowsBy(dialect, 'events_settlement_id_seq_index').where(
      dialect.rowByRow<'events'>('type', at.types),
    ),
    [['settlement_id', own(dialect, 'settlements', at)]],
  ]),
};

/** Events oldest first, from after the number `after`. */
export async function readLog(
  sql: Sql,
  merchant: string,
  after: number,
  limit: number,
  { types, order, settlement, until }: EventSearch = {},
): Promise<EventRecord[]> {
  // No event is about both.
  if (isSet(order) && isSet(settlement)) return [];
  // Types are read one after the other: what is committed between two of these reads comes with the next page.
  const isRead = types && types.length > 1 && !isSet(until);
  const last = isRead ? (await logHeads(sql, [merchant]))[0]?.last_seq : until;
  const end = isSet(last) ? last + 1 : null;
  const some = types ? JSON.stringify(types) : null;
  const params = { merchant, subject: order ?? settlement ?? '', types: some, after, limit };
  const read = (part: keyof typeof parts, type: EventType | null, below: number | null) => {
    const { open, ended } = parts[part];
    // Parameters that the statement does not use are ignored.
    const all = { ...params, type: type as EventType, below: below ?? after };
    return sql.all(below === null ? open : ended, all);
  };
  if (isSet(settlement)) return (await read('settlement', null, end)).map(eventFromRow);
  if (!types) return (await read(isSet(order) ? 'order' : 'merchant', null, end)).map(eventFromRow);
  const part = isSet(order) ? 'orderType' : 'merchantType';
  const rows = await merged(
    [...new Set(types)],
    limit,
    (type, last: EventRow | null) => read(part, type, last?.seq ?? end),
    (a, b) => a.seq - b.seq,
  );
  return rows.map(eventFromRow);
}

export const briefEvent = {
  type: 'type',
  to: 'to_status',
  recordedAt: 'recorded_at',
  from: 'from_status',
} as const satisfies Brief<Column<'events'>>;

/** The same for each order, which is known to be the reader's. */
export const readLogOfOrders = firstOfEach<'events', number, EventRecord>('events', {
  owner: 'order_id',
  last: 'seq',
  members,
  brief: briefEvent,
});

interface Stretch {
  merchant: string;
  after: number;
  until: number;
  limit: number;
}

const subjects = statement<Stretch>()(({ db }, at) =>
  db
    .selectFrom('events')
    .select(['seq', 'order_id as orderId', 'settlement_id as settlementId'])
    .where('merchant_id', '=', at.merchant)
    .where('seq', '>', at.after)
    .where('seq', '<=', at.until)
    .orderBy('seq')
    .limit(at.limit),
);

/** What the events of a log are about, from after `after` to `until`, oldest first. */
export function subjectsOfEvents(
  sql: Sql,
  merchant: string,
  { after, until }: { after: number; until: number },
  limit: number,
): Promise<{ seq: number; orderId: string | null; settlementId: string | null }[]> {
  return sql.all(subjects, { merchant, after, until, limit });
}

const events = byIdOf('events');

export async function eventById(sql: Sql, id: string, owner?: Owner): Promise<EventRecord | null> {
  const row = await events.byId(sql, id, owner);
  return row === undefined ? null : eventFromRow(row);
}

const ofDelivery = oldestOf('events', 'delivery_id');

/** Oldest first. */
export async function eventsOfDelivery(sql: Sql, id: string, page: Page): Promise<EventRecord[]> {
  return (await ofDelivery(sql, id, page)).map(eventFromRow);
}

const heads = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db.selectFrom('merchants').select(['id', 'last_seq']).where('id', isIn, listed(at.ids)),
);

/** The number of each merchant's last event. */
export async function logHeads(
  sql: Sql,
  merchantIds: readonly string[],
): Promise<{ id: string; last_seq: number }[]> {
  return sql.all(heads, { ids: JSON.stringify(merchantIds) });
}

const version = statement()((dialect) => dialect.version);

/** A text that differs once any process has committed anything. */
export async function databaseVersion(sql: Sql): Promise<string> {
  const row = await sql.get(version, {});
  if (row === undefined) throw new Error('a database without a version');
  return String(row.data_version);
}

const newest = statement()(({ db }) =>
  db.selectFrom('events').select('recorded_at').orderBy('id', 'desc').limit(1),
);

/**
 * When the newest event was written, in epoch milliseconds; null where there is none. Event ids begin with their time.
 */
export async function newestEventAt(sql: Sql): Promise<number | null> {
  return (await sql.get(newest, {}))?.recorded_at ?? null;
}
