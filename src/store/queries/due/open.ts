import type { Expression } from 'kysely';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';
import { shared } from '../../statements/tables.ts';
import type { DueLane } from '../due.ts';
import { timeOfId } from '../pages.ts';
import type { Laned } from './leases.ts';

interface Part extends DueLane {
  after: number;
  id: string;
  limit: number;
}

const openOf = (table: Laned) =>
  statement<Part>()(({ db }, at) =>
    shared<Laned>(db)
      .selectFrom(table)
      .select(['id', 'check_at'])
      .where('status', '=', at.status as Expression<never>)
      .where('account_id', '=', at.account)
      .where('check_at', '>=', at.after)
      .where((eb) => eb.or([eb('check_at', '>', at.after), eb('id', '>', at.id)]))
      .orderBy('check_at')
      .orderBy('id')
      .limit(at.limit)
      .$narrowType<{ check_at: number }>(),
  );

const open = {
  orders: openOf('orders'),
  refunds: openOf('refunds'),
  settlements: openOf('settlements'),
  abnormal_payments: openOf('abnormal_payments'),
  webhook_deliveries: openOf('webhook_deliveries'),
};

/** Rows of one read: nobody waits for a long one. */
const atOnce = 500;

/** When each of what waits in a lane was created, in epoch milliseconds: of the first `most` that are due. */
export async function createdInLane(
  sql: Sql,
  table: Laned,
  { status, account }: DueLane,
  most: number,
): Promise<number[]> {
  const created: number[] = [];
  let last = { id: '', check_at: -1 };
  for (;;) {
    const { id, check_at: after } = last;
    const rows = await sql.all(open[table], { status, account, after, id, limit: atOnce });
    for (const row of rows) created.push(timeOfId(row.id));
    last = rows.at(-1) ?? last;
    if (rows.length < atOnce || created.length >= most) return created;
  }
}
