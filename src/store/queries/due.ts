import type { Sql, Tx } from '../sql.ts';

/** Tables of what is looked at again when its time has come. */
export type DueTable =
  | 'orders'
  | 'refunds'
  | 'settlements'
  | 'abnormal_payments'
  | 'webhook_deliveries'
  | 'provider_accounts';

/** What waits in one line, the longest due first: what has one status, of one account. */
export interface DueLane {
  status: string;
  account: string;
}

/** Before all others. */
export const firstLane: DueLane = { status: '', account: '' };

/** Where the time is kept; an account is a lane of its own, whatever its status. */
const dueColumn = (table: DueTable): string =>
  table === 'provider_accounts' ? 'reconcile_at' : 'check_at';

/** The lanes that there are after this one, of at most so many, and when the first of each is due. */
export async function lanesAfter(
  sql: Sql,
  table: DueTable,
  { status, account }: DueLane,
  limit: number,
): Promise<(DueLane & { dueAt: number })[]> {
  if (table === 'provider_accounts') {
    const text = `select '' as status, id as account, reconcile_at as dueAt from ${table}
      where id > ? and reconcile_at is not null order by id limit ?`;
    return sql.all(text, account, limit);
  }
  // From the first of one lane to the first of the next: what waits behind it is not read.
  const first = (condition: string): string => `(select row.id from ${table} row
    where row.check_at is not null and ${condition}
    order by row.status, row.account_id, row.check_at limit 1)`;
  const next = (one: string): string => `coalesce(
    ${first(`row.status = ${one}.status and row.account_id > ${one}.account_id`)},
    ${first(`row.status > ${one}.status`)})`;
  const text = `with recursive before(status, account_id) as (select ?, ?), lanes(id) as (
      select ${next('before')} from before
      union all
      select ${next('one')} from lanes join ${table} one on one.id = lanes.id
      limit ?
    )
    select one.status, one.account_id as account, one.check_at as dueAt
    from lanes cross join ${table} one on one.id = lanes.id`;
  return sql.all(text, status, account, limit);
}

/** What is due in a lane, longest due first. */
export async function dueIn(
  sql: Sql,
  table: DueTable,
  { status, account }: DueLane,
  now: number,
  limit: number,
): Promise<{ id: string; dueAt: number }[]> {
  if (table === 'provider_accounts') {
    const text = `select id, reconcile_at as dueAt from ${table}
      where id = ? and reconcile_at <= ?`;
    return sql.all(text, account, now);
  }
  const text = `select id, check_at as dueAt from ${table}
    where status = ? and account_id = ? and check_at <= ? order by check_at limit ?`;
  return sql.all(text, status, account, now, limit);
}

/** How many are followed in a lane, due or not; counted no further than to `most`. */
export async function countIn(
  sql: Sql,
  table: Exclude<DueTable, 'provider_accounts'>,
  { status, account }: DueLane,
  most: number,
): Promise<number> {
  const text = `select count(*) as count from
    (select 1 from ${table} where status = ? and account_id = ? and check_at >= 0 limit ?)`;
  return (await sql.get<{ count: number }>(text, status, account, most))?.count ?? 0;
}

/** What tells when a row was last written, as far as it is kept. */
const writtenAt: Readonly<Record<Exclude<DueTable, 'provider_accounts'>, string>> = {
  orders: 'max(updated_at, coalesce(last_check_at, 0))',
  refunds: 'max(updated_at, coalesce(last_check_at, 0))',
  settlements: 'max(updated_at, coalesce(last_check_at, 0))',
  abnormal_payments: 'updated_at',
  webhook_deliveries: 'received_at',
};

/**
 * Brings what is due later than `at` in a lane near, of what was written later than `after`; the latest first. How many
 * there were, of `limit`.
 */
export async function bringNear(
  tx: Tx,
  table: DueTable,
  { status, account }: DueLane,
  at: number,
  after: number,
  limit: number,
): Promise<number> {
  if (table === 'provider_accounts') {
    const text = `update ${table} set reconcile_at = ? where id = ? and reconcile_at > ?`;
    return tx.run(text, at, account, at);
  }
  const text = `update ${table} set check_at = ? where id in
    (select id from ${table} where status = ? and account_id = ? and check_at > ?
     and ${writtenAt[table]} > ? order by check_at desc limit ?)`;
  return tx.run(text, at, status, account, at, after, limit);
}

/** Moves what is due on to `until`. False: somebody else was faster. */
export async function takeDue(
  tx: Sql,
  table: DueTable,
  id: string,
  now: number,
  until: number,
): Promise<boolean> {
  const due = dueColumn(table);
  const text = `update ${table} set ${due} = ? where id = ? and ${due} <= ?`;
  return (await tx.run(text, until, id, now)) === 1;
}

/** Moves what was taken until `since` on to `until`. False: somebody else has it. */
export async function takeOn(
  tx: Sql,
  table: DueTable,
  id: string,
  since: number,
  until: number,
): Promise<boolean> {
  const due = dueColumn(table);
  const text = `update ${table} set ${due} = ? where id = ? and ${due} = ?`;
  return (await tx.run(text, until, id, since)) === 1;
}

/** When the newest event was written; null where there is none. Its id begins with its time. */
export async function newestEventAt(sql: Sql): Promise<number | null> {
  const text = 'select recorded_at as at from events order by id desc limit 1';
  return (await sql.get<{ at: number }>(text))?.at ?? null;
}
