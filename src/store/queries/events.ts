import { instant } from '../../domain/observation.ts';
import type { EventCause, EventRecord, EventType } from '../records.ts';
import { rowById } from '../sql.ts';
import type { Owner, Sql, Tx } from '../sql.ts';
import { along, isGiven, merged, oldest, rangesOf, within } from './pages.ts';
import type { Page, Range } from './pages.ts';

interface EventRow {
  merchant_id: string;
  seq: number;
  id: string;
  type: EventType;
  subject_id: string;
  order_id: string | null;
  settlement_id: string | null;
  version: number;
  from_status: string | null;
  to_status: string | null;
  cause: EventCause;
  delivery_id: string | null;
  occurred_at: number | null;
  recorded_at: number;
}

function fromRow(row: EventRow): EventRecord {
  return {
    merchantId: row.merchant_id,
    seq: row.seq,
    id: row.id,
    type: row.type,
    subjectId: row.subject_id,
    orderId: row.order_id,
    settlementId: row.settlement_id,
    version: row.version,
    from: row.from_status,
    to: row.to_status,
    cause: row.cause,
    deliveryId: row.delivery_id,
    occurredAt: instant(row.occurred_at),
    recordedAt: row.recorded_at,
  };
}

/**
 * Appends to the logs in the transaction of the changes that the events tell, and rings for whoever follows them. A
 * merchant's numbers are taken under its own row, all at once, so they have no holes and follow the order of commits;
 * merchants come in order, so that two that write for the same ones do not wait for each other.
 */
export async function appendEvents(
  tx: Tx,
  events: readonly Omit<EventRecord, 'seq'>[],
): Promise<void> {
  const ofMerchants = [...Map.groupBy(events, ({ merchantId }) => merchantId)];
  for (const [merchantId, own] of ofMerchants.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const counter = await tx.get<{ last_seq: number }>(
      'update merchants set last_seq = last_seq + ? where id = ? returning last_seq',
      own.length,
      merchantId,
    );
    if (counter === undefined) throw new Error(`no merchant ${merchantId}`);
    const first = counter.last_seq - own.length + 1;
    for (const [at, event] of own.entries()) await insertEvent(tx, event, first + at);
  }
}

async function insertEvent(tx: Tx, event: Omit<EventRecord, 'seq'>, seq: number): Promise<void> {
  await tx.run(
    `insert into events (merchant_id, seq, id, type, subject_id, order_id, settlement_id, version,
      from_status, to_status, cause, delivery_id, occurred_at, recorded_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    event.merchantId,
    seq,
    event.id,
    event.type,
    event.subjectId,
    event.orderId,
    event.settlementId,
    event.version,
    event.from,
    event.to,
    event.cause,
    event.deliveryId,
    event.occurredAt,
    event.recordedAt,
  );
  tx.ring(event.merchantId);
  if (event.orderId !== null) tx.ring(event.orderId);
  if (event.settlementId !== null) tx.ring(event.settlementId);
}

export interface EventSearch {
  types?: readonly EventType[] | null;
  order?: string | null;
  settlement?: string | null;
  /** Number of the last event that is looked at. */
  until?: number | null;
}

/** Who asks for what is another's finds nothing, and has nothing looked through. */
const own = (table: string): string => `(select id from ${table} where id = ? and merchant_id = ?)`;

/** Oldest first, from after `afterSeq`. */
export async function readLog(
  sql: Sql,
  merchantId: string,
  afterSeq: number,
  limit: number,
  search: EventSearch = {},
): Promise<EventRecord[]> {
  const { order, settlement, until } = search;
  // No event is about both.
  if (isGiven(order) && isGiven(settlement)) return [];
  const types = search.types ? { type: search.types } : null;
  const read = (range: Range, last: EventRow | null): Promise<EventRow[]> => {
    const conditions = within(range).and('seq > ?', afterSeq);
    const below = last?.seq ?? (isGiven(until) ? until + 1 : null);
    if (below !== null) conditions.and('seq < ?', below);
    if (isGiven(order)) conditions.and(`order_id = ${own('orders')}`, order, merchantId);
    if (isGiven(settlement)) {
      conditions.and(`settlement_id = ${own('settlements')}`, settlement, merchantId);
      // A settlement has few.
      conditions.oneOf('+type', search.types);
    }
    const subject = isGiven(order) ? ['order_id'] : isGiven(settlement) ? ['settlement_id'] : [];
    const columns = [...subject, ...Object.keys(range)];
    // A merchant's log has the primary key.
    const from =
      columns.join() === 'merchant_id' ? 'events' : along(sql, 'events', [...columns, 'seq']);
    const text = `select * from ${from} ${conditions.where} order by seq limit ?`;
    return sql.all<EventRow>(text, ...conditions.params, limit);
  };
  if (isGiven(settlement)) return (await read({}, null)).map(fromRow);
  const ranges = rangesOf({ ...(!isGiven(order) && { merchant_id: [merchantId] }), ...types });
  const [only, ...more] = ranges;
  if (only === undefined) return [];
  const rows = await (more.length === 0
    ? read(only, null)
    : merged(ranges, limit, read, (a, b) => a.seq - b.seq));
  return rows.map(fromRow);
}

/** Of the events of a log from after `after` to `until`, oldest first, what they are about. */
export function subjectsOfEvents(
  sql: Sql,
  merchantId: string,
  { after, until }: { after: number; until: number },
  limit: number,
): Promise<{ seq: number; orderId: string | null; settlementId: string | null }[]> {
  const text = `select seq, order_id as orderId, settlement_id as settlementId from events
    where merchant_id = ? and seq > ? and seq <= ? order by seq limit ?`;
  return sql.all(text, merchantId, after, until, limit);
}

export async function eventById(sql: Sql, id: string, owner?: Owner): Promise<EventRecord | null> {
  const row = await rowById<EventRow>(sql, 'events', id, owner);
  return row === undefined ? null : fromRow(row);
}

/** Oldest first. */
export async function eventsOfDelivery(sql: Sql, id: string, page: Page): Promise<EventRecord[]> {
  return (await oldest<EventRow>(sql, { table: 'events' }, { delivery_id: id }, page)).map(fromRow);
}

/** The number of each merchant's last event. */
export async function logHeads(
  sql: Sql,
  merchantIds: readonly string[],
): Promise<{ id: string; last_seq: number }[]> {
  const text = `select id, last_seq from merchants where id in ${sql.fromJsonArray}`;
  return sql.all(text, JSON.stringify(merchantIds));
}

/** Another one once anything has been committed, by whichever process. */
export async function databaseVersion(sql: Sql): Promise<string> {
  const text = 'select data_version as version from pragma_data_version';
  const row = await sql.get<{ version: number }>(text);
  if (row === undefined) throw new Error('a database without a version');
  return String(row.version);
}
