import { eventDeliveryStatuses } from '../../../domain/event-endpoints/event-delivery.ts';
import type {
  EventDelivery,
  EventDeliveryStatus,
} from '../../../domain/event-endpoints/event-delivery.ts';
import { EventDeliverySchema } from '../../entities/event-endpoints/event-delivery.ts';
import type { Sql } from '../../sql.ts';
import { along } from '../../statements/along.ts';
import type { Along } from '../../statements/along.ts';
import type { Dialect } from '../../statements/dialect.ts';
import { insertInto } from '../../statements/rows.ts';
import { statement } from '../../statements/statement.ts';
import type { Slots } from '../../statements/statement.ts';
import type { Row } from '../../statements/tables.ts';

/** What is read and written by those who send. A delivery of a later event than `readTo` is of an earlier round. */

type DeliveryRow = Row<'event_deliveries'>;

export const deliveryFromRow = (row: DeliveryRow): EventDelivery => ({
  id: row.id,
  merchantId: row.merchant_id,
  endpointId: row.endpoint_id,
  seq: row.seq,
  eventId: row.event_id,
  subjectId: row.subject_id,
  status: row.status,
  attempts: row.attempts,
  httpStatus: row.http_status,
  lastError: row.last_error,
  nextAttemptAt: row.status === 'FAILED' ? row.at : null,
  endedAt: row.status === 'FAILED' ? null : row.at,
  createdAt: row.created_at,
});

const store = insertInto('event_deliveries', EventDeliverySchema, {
  conflict: (inserting) =>
    inserting.onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        status: (eb) => eb.ref('excluded.status'),
        attempts: (eb) => eb.ref('excluded.attempts'),
        http_status: (eb) => eb.ref('excluded.http_status'),
        last_error: (eb) => eb.ref('excluded.last_error'),
        at: (eb) => eb.ref('excluded.at'),
      }),
    ),
});

/** Stores how far these deliveries have got. */
export async function storeEventDeliveries(
  tx: Sql,
  deliveries: readonly EventDelivery[],
): Promise<void> {
  const rows = deliveries.map((delivery) => ({
    id: delivery.id,
    merchant_id: delivery.merchantId,
    endpoint_id: delivery.endpointId,
    seq: delivery.seq,
    event_id: delivery.eventId,
    subject_id: delivery.subjectId,
    status: delivery.status,
    attempts: delivery.attempts,
    http_status: delivery.httpStatus,
    last_error: delivery.lastError,
    at: delivery.nextAttemptAt ?? delivery.endedAt,
    created_at: delivery.createdAt,
  }));
  await tx.runEach(store, rows);
}

interface OfStatus {
  endpoint: string;
  status: EventDeliveryStatus;
  /** Exclusive bounds of the number or the moment. */
  above: number;
  below: number;
  readTo: number;
  limit: number;
}

const byIndex = ({ db, byIndex: by }: Dialect, index: string) =>
  db.selectFrom(by('event_deliveries', index)).selectAll();

const equal = (at: Slots<OfStatus>): Along['equal'] => [
  ['endpoint_id', at.endpoint],
  ['status', at.status],
];

const inOrder = statement<OfStatus>()((dialect, at) =>
  along(dialect, byIndex(dialect, 'event_deliveries_endpoint_id_status_seq_index'), {
    equal: equal(at),
    last: 'seq',
    above: at.above,
    below: at.below,
  }).limit(at.limit),
);

/** The number of the first event up to `readTo` that is neither delivered nor given up; null where there is none. */
export async function firstUndelivered(
  sql: Sql,
  endpoint: string,
  readTo: number,
): Promise<number | null> {
  return firstOf(sql, endpoint, ['WAITING', 'FAILED'], readTo);
}

/** The number of the first event that has a delivery; null where there is none. */
export const firstWithDelivery = (sql: Sql, endpoint: string): Promise<number | null> =>
  firstOf(sql, endpoint, eventDeliveryStatuses, Number.MAX_SAFE_INTEGER - 1);

async function firstOf(
  sql: Sql,
  endpoint: string,
  statuses: readonly EventDeliveryStatus[],
  readTo: number,
): Promise<number | null> {
  const found: number[] = [];
  for (const status of statuses) {
    const params = { endpoint, status, above: 0, below: readTo + 1, readTo, limit: 1 };
    const [row] = await sql.all(inOrder, params);
    if (row !== undefined) found.push(row.seq);
  }
  return found.length === 0 ? null : Math.min(...found);
}

/** Deliveries that wait, from after the event `after`, in the order of their events. */
export async function waitingDeliveries(
  sql: Sql,
  endpoint: string,
  { after, readTo }: { after: number; readTo: number },
  limit: number,
): Promise<EventDelivery[]> {
  const bounds = { above: after, below: readTo + 1, readTo, limit };
  return (await sql.all(inOrder, { endpoint, status: 'WAITING', ...bounds })).map(deliveryFromRow);
}

const byMoment = statement<OfStatus>()((dialect, at) =>
  along(
    dialect,
    byIndex(dialect, 'event_deliveries_endpoint_id_status_at_index').where('seq', '<=', at.readTo),
    { equal: equal(at), last: 'at', above: at.above, below: at.below },
  ).limit(at.limit),
);

/** Failed deliveries that are to be tried again by `now`, the longest due first. */
export async function dueDeliveries(
  sql: Sql,
  endpoint: string,
  { now, readTo }: { now: number; readTo: number },
  limit: number,
): Promise<EventDelivery[]> {
  const bounds = { above: 0, below: now + 1, readTo, limit };
  return (await sql.all(byMoment, { endpoint, status: 'FAILED', ...bounds })).map(deliveryFromRow);
}

/** When the next failed delivery is tried again after `after`, in epoch milliseconds; null where there is none. */
export async function nextDueAt(
  sql: Sql,
  endpoint: string,
  { after, readTo }: { after: number; readTo: number },
): Promise<number | null> {
  const bounds = { above: after, below: Number.MAX_SAFE_INTEGER, readTo, limit: 1 };
  const [row] = await sql.all(byMoment, { endpoint, status: 'FAILED', ...bounds });
  return row?.at ?? null;
}

interface OfSubject {
  endpoint: string;
  subject: string;
  after: number;
  readTo: number;
  limit: number;
}

const ofSubject = statement<OfSubject>()((dialect, at) =>
  along(
    dialect,
    byIndex(dialect, 'event_deliveries_endpoint_id_subject_id_seq_index')
      .where('status', 'in', ['WAITING', 'FAILED'])
      .where('seq', '<=', at.readTo),
    {
      equal: [
        ['endpoint_id', at.endpoint],
        ['subject_id', at.subject],
      ],
      last: 'seq',
      above: at.after,
    },
  ).limit(at.limit),
);

/** What is neither delivered nor given up of a subject, from after the event `after`, in order. */
export async function undeliveredOfSubject(
  sql: Sql,
  params: Omit<OfSubject, 'limit'>,
  limit: number,
): Promise<EventDelivery[]> {
  return (await sql.all(ofSubject, { ...params, limit })).map(deliveryFromRow);
}

interface OfSubjects {
  endpoint: string;
  subjects: string;
  readTo: number;
}

const held = statement<OfSubjects>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('event_deliveries')
    .select((eb) => ['subject_id', eb.fn.min<number>('seq').as('first')])
    .where('endpoint_id', '=', at.endpoint)
    .where('subject_id', isIn, listed(at.subjects))
    .where('status', 'in', ['WAITING', 'FAILED'])
    .where('seq', '<=', at.readTo)
    .groupBy('subject_id'),
);

/** Of these subjects, those that have something undelivered, each with the number of its first such event. */
export async function firstUndeliveredOfSubjects(
  sql: Sql,
  endpoint: string,
  subjects: readonly string[],
  readTo: number,
): Promise<ReadonlyMap<string, number>> {
  const params = { endpoint, subjects: JSON.stringify(subjects), readTo };
  const rows = await sql.all(held, params);
  return new Map(rows.map(({ subject_id: subject, first }) => [subject, first]));
}
