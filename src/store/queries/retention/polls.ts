import type { Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';

/** A call that got the answer of an earlier one of the same subject. */
export interface RepeatedCall {
  id: string;
  /** The earliest call with this answer. */
  first: string;
  times: number;
  at: number;
}

/**
 * Nothing in it is new, and no evidence names it. Evidence of an order or of its refunds may come from a call for any of
 * them.
 */
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
      'call.times',
      'call.last_at',
      'call.at',
      fn.min('earlier.id').as('first'),
    ])
    .where('call.id', isIn, listed(at.ids))
    .where('call.outcome', '=', 'ANSWERED')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('evidence')
            .select('evidence.id')
            .whereRef('evidence.call_id', '=', 'call.id')
            .where((eb) =>
              eb.or([
                eb('evidence.subject_id', '=', eb.ref('call.subject_id')),
                eb(
                  'evidence.subject_id',
                  'in',
                  eb
                    .selectFrom('refunds')
                    .select('refunds.id')
                    .whereRef('refunds.order_id', '=', 'call.subject_id'),
                ),
                eb(
                  'evidence.subject_id',
                  'in',
                  eb
                    .selectFrom('refunds')
                    .select('refunds.order_id')
                    .whereRef('refunds.id', '=', 'call.subject_id'),
                ),
                eb(
                  'evidence.subject_id',
                  'in',
                  eb
                    .selectFrom('refunds as own')
                    .innerJoin('refunds as other', 'other.order_id', 'own.order_id')
                    .select('other.id')
                    .whereRef('own.id', '=', 'call.subject_id'),
                ),
              ]),
            ),
        ),
      ),
    )
    .groupBy(['call.id', 'call.times', 'call.last_at', 'call.at'])
    .orderBy('call.id'),
);

/** Those of these calls that only repeat an answer, oldest first. */
export async function repeatedCalls(sql: Sql, ids: readonly string[]): Promise<RepeatedCall[]> {
  const rows = await sql.all(repeated, { ids: JSON.stringify(ids) });
  return rows.map(({ id, times, last_at: lastAt, at, first }) => ({
    id,
    first,
    times,
    at: lastAt ?? at,
  }));
}

interface Folded {
  id: string;
  times: number;
  at: number;
}

const count = statement<Folded>()((dialect, at) =>
  dialect.db
    .updateTable('provider_calls')
    .set((eb) => ({
      times: eb('times', '+', at.times),
      last_at: dialect.greater(eb.fn.coalesce('last_at', 'at'), at.at),
    }))
    .where('id', '=', at.id),
);

const remove = statement<{ id: string }>()(({ db }, at) =>
  db.deleteFrom('provider_calls').where('id', '=', at.id),
);

/** Counts a call on the first one with its answer, and removes it. Where it is gone already, nothing is counted. */
export async function foldCall(tx: Sql, { id, first, times, at }: RepeatedCall): Promise<void> {
  if ((await tx.run(remove, { id })) === 0) return;
  await tx.run(count, { id: first, times, at });
}
