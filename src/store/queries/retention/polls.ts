import type { Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';

/** A call that got the answer of an earlier one about the same subject. */
export interface RepeatedCall {
  id: string;
  /** The earliest call with this answer. */
  first: string;
  times: number;
  /** When the last that is counted on it was sent. */
  at: number;
}

const repeated = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('provider_calls as call')
    .innerJoin('provider_calls as earlier', (join) =>
      join
        .onRef('earlier.subject_id', '=', 'call.subject_id')
        .onRef('earlier.id', '<', 'call.id')
        .onRef('earlier.operation', '=', 'call.operation')
        .onRef('earlier.outcome', '=', 'call.outcome')
        .onRef('earlier.http_status', '=', 'call.http_status')
        .onRef('earlier.response', '=', 'call.response'),
    )
    .select(({ fn }) => [
      'call.id',
      'call.subject_id',
      'call.times',
      'call.last_at',
      'call.at',
      fn.min('earlier.id').as('first'),
    ])
    .where('call.id', isIn, listed(at.ids))
    .where('call.outcome', '=', 'ANSWERED')
    .groupBy(['call.id', 'call.subject_id', 'call.times', 'call.last_at', 'call.at'])
    .orderBy('call.id'),
);

const ordersOf = statement<{ refunds: string }>()(({ db, isIn, listed }, at) =>
  db.selectFrom('refunds').select('order_id').where('id', isIn, listed<string>(at.refunds)),
);
const refundsOf = statement<{ orders: string }>()(({ db, isIn, listed }, at) =>
  db.selectFrom('refunds').select('id').where('order_id', isIn, listed<string>(at.orders)),
);
const paymentsOf = statement<{ orders: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('abnormal_payments')
    .select('id')
    .where('order_id', isIn, listed<string>(at.orders)),
);

const named = statement<{ subjects: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('evidence')
    .select('call_id')
    .distinct()
    .where('subject_id', isIn, listed(at.subjects))
    .where('call_id', 'is not', null),
);

/** The calls that evidence names: an answer about an order may tell of its refunds and abnormal payments, and back. */
async function namedByEvidence(
  sql: Sql,
  subjects: readonly string[],
): Promise<ReadonlySet<string | null>> {
  const about = await sql.all(ordersOf, { refunds: JSON.stringify(subjects) });
  const known = [...new Set([...subjects, ...about.map(({ order_id: order }) => order)])];
  const orders = JSON.stringify(known);
  const refunds = await sql.all(refundsOf, { orders });
  const payments = await sql.all(paymentsOf, { orders });
  const all = [...known, ...[...refunds, ...payments].map(({ id }) => id)];
  const rows = await sql.all(named, { subjects: JSON.stringify(all) });
  return new Set(rows.map(({ call_id: call }) => call));
}

/** Those of these calls that only repeat an answer, and prove nothing, oldest first. */
export async function repeatedCalls(sql: Sql, ids: readonly string[]): Promise<RepeatedCall[]> {
  const rows = await sql.all(repeated, { ids: JSON.stringify(ids) });
  if (rows.length === 0) return [];
  const subjects = [...new Set(rows.map((row) => row.subject_id))];
  const proving = await namedByEvidence(sql, subjects);
  return rows
    .filter(({ id }) => !proving.has(id))
    .map(({ id, first, times, last_at: lastAt, at }) => ({ id, first, times, at: lastAt ?? at }));
}

interface Folded {
  id: string;
  times: number;
  at: number;
}

const count = statement<Folded>()((dialect, at) =>
  dialect.db
    .updateTable('provider_calls')
    .set({
      times: (eb) => eb('times', '+', at.times),
      last_at: (eb) => dialect.greater(eb.fn.coalesce('last_at', 'at'), at.at),
    })
    .where('id', '=', at.id),
);

const remove = statement<{ id: string }>()(({ db }, at) =>
  db.deleteFrom('provider_calls').where('id', '=', at.id),
);

/** Counts calls on the first one with their answer, and removes them. Where one is gone already, nothing is counted. */
export async function foldCalls(tx: Sql, calls: readonly RepeatedCall[]): Promise<void> {
  for (const { id, first, times, at } of calls) {
    if ((await tx.run(remove, { id })) > 0) await tx.run(count, { id: first, times, at });
  }
}
