import type { MetadataEntry } from '../../../domain/aggregates/aggregate.ts';
import type { EventState } from '../../../domain/movements/event-state.ts';
import type { Movement } from '../../../domain/movements/movement.ts';
import type { Money } from '../../../domain/money.ts';
import type { OrderRequest } from '../../../domain/request.ts';
import { decode } from '../../json.ts';
import type { EventRecord, EventType } from '../../records.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';
import { eventFromRow } from '../events.ts';

/** An event with what only exports show. */
export interface ExportedEvent extends EventRecord {
  state: EventState;
  movements: readonly Movement[];
}

/** Positions in a log: after the first one, up to and including the second one. */
export interface Stretch {
  after: number;
  until: number;
}

/** Which events of a stretch are read; all where nothing is set. */
export interface ExportedSearch {
  types?: readonly EventType[] | undefined;
  /** Only those that state movements of money. */
  moving?: boolean | undefined;
}

type Params = Stretch & { merchant: string; types: string | null };

const stretchOf = (isMoving: boolean) =>
  statement<Params>()(({ db, rowByRow }, at) => {
    const rows = db
      .selectFrom('events')
      .leftJoin('event_states', (join) =>
        join
          .onRef('event_states.subject_id', '=', 'events.subject_id')
          .onRef('event_states.seq', '=', 'events.seq'),
      )
      .selectAll('events')
      .select(['event_states.state', 'event_states.movements'])
      .where('events.merchant_id', '=', at.merchant)
      .where('events.seq', '>', at.after)
      .where('events.seq', '<=', at.until)
      .where(rowByRow<'events'>('type', at.types))
      .orderBy('events.seq');
    return isMoving ? rows.where('event_states.movements', 'is not', null) : rows;
  });

const all = stretchOf(false);
const moving = stretchOf(true);

/** The events of a stretch, oldest first. The caller bounds its length. */
export async function exportedEvents(
  sql: Sql,
  merchant: string,
  stretch: Stretch,
  search: ExportedSearch,
): Promise<ExportedEvent[]> {
  const types = search.types ? JSON.stringify(search.types) : null;
  const rows = await sql.all(search.moving ? moving : all, { ...stretch, merchant, types });
  return rows.map((row) => ({
    ...eventFromRow(row),
    state: row.state === null ? {} : decode<EventState>(row.state),
    movements: row.movements === null ? [] : decode<Movement[]>(row.movements),
  }));
}

const last = statement<{ subjects: string; until: number }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('event_states')
    .select(({ fn }) => ['subject_id as id', fn.max('seq').as('seq')])
    .where('subject_id', isIn, listed(at.subjects))
    .where('seq', '<=', at.until)
    .groupBy('subject_id'),
);

/** By their ids: the number of the last event of these subjects, up to `until`. */
export async function lastEventsOf(
  sql: Sql,
  ids: readonly string[],
  until: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await sql.all(last, { subjects: JSON.stringify([...new Set(ids)]), until });
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}

/** What never changes of a subject. */
export interface Fixed {
  id: string;
  reference: string | null;
  providerReference: string;
  /** As requested. Null for an abnormal payment. */
  amount: Money | null;
  createdAt: number;
  /** Of an order. */
  request: (OrderRequest & { metadata: readonly MetadataEntry[] }) | null;
  /** Of a refund. */
  abnormalPaymentId: string | null;
}

const orders = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('orders')
    .select(['id', 'reference', 'provider_reference', 'request', 'created_at'])
    .where('id', isIn, listed(at.ids)),
);

const refunds = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('refunds')
    .select(['id', 'reference', 'provider_reference', 'amount', 'created_at'])
    .select('abnormal_payment_id')
    .where('id', isIn, listed(at.ids)),
);

const settlements = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('settlements')
    .select(['id', 'reference', 'provider_reference', 'request', 'created_at'])
    .where('id', isIn, listed(at.ids)),
);

const payments = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('abnormal_payments')
    .select(['id', 'provider_abnormal_payment_id', 'created_at'])
    .where('id', isIn, listed(at.ids)),
);

const plain = { reference: null, amount: null, request: null, abnormalPaymentId: null };

/** What never changes of these subjects, by their ids. */
export async function fixedParts(
  sql: Sql,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Fixed>> {
  const found = new Map<string, Fixed>();
  const of = (prefix: string): string =>
    JSON.stringify([...new Set(ids.filter((id) => id.startsWith(prefix)))]);
  const isAny = (prefix: string): boolean => ids.some((id) => id.startsWith(prefix));
  if (isAny('ord')) {
    for (const row of await sql.all(orders, { ids: of('ord') })) {
      const request = decode<NonNullable<Fixed['request']>>(row.request);
      found.set(row.id, { ...plain, ...common(row), amount: request.amount, request });
    }
  }
  if (isAny('rfd')) {
    for (const row of await sql.all(refunds, { ids: of('rfd') })) {
      const amount = decode<Money>(row.amount);
      const abnormalPaymentId = row.abnormal_payment_id;
      found.set(row.id, { ...plain, ...common(row), amount, abnormalPaymentId });
    }
  }
  if (isAny('stl')) {
    for (const row of await sql.all(settlements, { ids: of('stl') })) {
      const { amount } = decode<{ amount: Money }>(row.request);
      found.set(row.id, { ...plain, ...common(row), amount });
    }
  }
  if (isAny('abn')) {
    for (const row of await sql.all(payments, { ids: of('abn') })) {
      const providerReference = row.provider_abnormal_payment_id;
      const { id, created_at: createdAt } = row;
      found.set(id, { ...plain, id, providerReference, createdAt });
    }
  }
  return found;
}

const common = (row: {
  id: string;
  reference: string;
  provider_reference: string;
  created_at: number;
}) => ({
  id: row.id,
  reference: row.reference,
  providerReference: row.provider_reference,
  createdAt: row.created_at,
});
