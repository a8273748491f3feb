import type { EventCause, EventRecord, EventType } from '../records.ts';
import { Conditions, rowById } from '../sql.ts';
import type { Owner, Sql, Tx } from '../sql.ts';

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
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
  };
}

/**
 * Appends to the merchant's log in the transaction of the change that it tells, and rings for whoever
 * follows it. The number is taken under the merchant's own row, so it has no holes and follows the order
 * of commits.
 */
export async function appendEvent(tx: Tx, event: Omit<EventRecord, 'seq'>): Promise<void> {
  const counter = await tx.get<{ last_seq: number }>(
    'update merchants set last_seq = last_seq + 1 where id = ? returning last_seq',
    event.merchantId,
  );
  if (counter === undefined) throw new Error(`no merchant ${event.merchantId}`);
  await tx.run(
    `insert into events (merchant_id, seq, id, type, subject_id, order_id, settlement_id, version,
      from_status, to_status, cause, delivery_id, occurred_at, recorded_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    event.merchantId,
    counter.last_seq,
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

/** Oldest first, from after `afterSeq`. */
export async function readLog(
  sql: Sql,
  merchantId: string,
  afterSeq: number,
  limit: number,
  search: EventSearch = {},
): Promise<EventRecord[]> {
  const conditions = new Conditions()
    .equal('merchant_id', merchantId)
    .and('seq > ?', afterSeq)
    .within('seq', null, search.until)
    .equal('order_id', search.order)
    .equal('settlement_id', search.settlement)
    .oneOf('type', search.types);
  const text = `select * from events ${conditions.where} order by seq limit ?`;
  return (await sql.all<EventRow>(text, ...conditions.params, limit)).map(fromRow);
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

/** The first `limit` events of each of these orders, oldest first: one statement for a whole list. */
export async function firstEventsOfOrders(
  sql: Sql,
  orderIds: readonly string[],
  limit: number,
): Promise<EventRecord[]> {
  const text = `select * from (
      select *, row_number() over (partition by order_id order by seq) as place from events
      where order_id in ${sql.fromJsonArray}
    ) placed where place <= ? order by seq`;
  return (await sql.all<EventRow>(text, JSON.stringify(orderIds), limit)).map(fromRow);
}

export async function eventById(sql: Sql, id: string, owner?: Owner): Promise<EventRecord | null> {
  const row = await rowById<EventRow>(sql, 'events', id, owner);
  return row === undefined ? null : fromRow(row);
}

export async function eventsOfDeliveries(sql: Sql, ids: readonly string[]): Promise<EventRecord[]> {
  const text = `select * from events where delivery_id in ${sql.fromJsonArray} order by seq`;
  return (await sql.all<EventRow>(text, JSON.stringify(ids))).map(fromRow);
}

/** The number of each merchant's last event. */
export async function logHeads(
  sql: Sql,
  merchantIds: readonly string[],
): Promise<{ id: string; last_seq: number }[]> {
  const text = `select id, last_seq from merchants where id in ${sql.fromJsonArray}`;
  return sql.all(text, JSON.stringify(merchantIds));
}
