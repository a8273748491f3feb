import type { Expression } from 'kysely';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';
import { shared } from '../../statements/tables.ts';
import type { DueLane } from '../due.ts';
import type { Laned } from './leases.ts';

/** Rows of a lane that are due after one time and until another. */
interface Part extends DueLane {
  after: number;
  until: number;
  limit: number;
}

const countOf = (table: Laned) =>
  statement<Part>()(({ db }, at) => {
    const some = shared<Laned>(db)
      .selectFrom(table)
      .select('check_at')
      .where('status', '=', at.status as Expression<never>)
      .where('account_id', '=', at.account)
      .where('check_at', '>', at.after)
      .where('check_at', '<=', at.until)
      .orderBy('check_at')
      .limit(at.limit);
    return db
      .selectFrom(some.as('some'))
      .select(({ fn }) => [
        fn.countAll<number>().as('count'),
        fn.max<number | null>('check_at').as('last'),
      ]);
  });

const counts = {
  orders: countOf('orders'),
  refunds: countOf('refunds'),
  settlements: countOf('settlements'),
  abnormal_payments: countOf('abnormal_payments'),
  webhook_deliveries: countOf('webhook_deliveries'),
};

/** Rows that are counted in one read: nobody waits for a long one. */
const atOnce = 1000;

/** How many rows a lane has, due or not. Stops counting at `most`. */
export async function countIn(
  sql: Sql,
  table: Laned,
  { status, account }: DueLane,
  most: number,
): Promise<number> {
  const count = async (after: number, until: number, limit: number) =>
    (await sql.get(counts[table], { status, account, after, until, limit })) ?? none;
  let counted = 0;
  for (let after = -1; counted < most;) {
    const limit = Math.min(atOnce, most - counted);
    const part = await count(after, Number.MAX_SAFE_INTEGER, limit);
    if (part.last === null || part.count < limit) return counted + part.count;
    // With all that are due at the time of its last one.
    counted += (await count(after, part.last, most - counted)).count;
    after = part.last;
  }
  return counted;
}

const none = { count: 0, last: null };
