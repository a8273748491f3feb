import { expressionBuilder } from 'kysely';
import type { Expression } from 'kysely';
import type { Sql } from '../sql.ts';
import type { Dialect } from '../statements/dialect.ts';
import { statement } from '../statements/statement.ts';
import type { Slots } from '../statements/statement.ts';
import { shared } from '../statements/tables.ts';
import type { Tables } from '../statements/tables.ts';
import { leasesOf } from './due/leases.ts';
import type { Laned, Lease } from './due/leases.ts';

/** Tables with due work. An account is a lane of its own, whatever its status. */
export type DueTable = Laned | 'provider_accounts';

/** The work with one status of one account: one queue, the longest due first. */
export interface DueLane {
  status: string;
  account: string;
}

/** Sorts before all other lanes. */
export const firstLane: DueLane = { status: '', account: '' };

type Limited = DueLane & { limit: number };

interface Due extends Limited {
  now: number;
}

interface Near extends Limited {
  at: number;
  after: number;
}

/** Stands for any of the tables, with the columns that all have. */
type AnyLaned = 'orders';
const any = ({ db }: Pick<Dialect, 'db'>) => shared<Laned>(db);
const ofStatus = (at: Slots<DueLane>) => at.status as Expression<never>;

/** Goes from the first row of one lane to the first of the next, and reads nothing behind it. */
function lanesAfterOne(dialect: Dialect, table: AnyLaned, at: Slots<Limited>) {
  const first = (qb: ReturnType<typeof any>) =>
    qb
      .selectFrom(`${table} as row`)
      .select('row.id')
      .where('row.check_at', 'is not', null)
      .orderBy('row.status')
      .orderBy('row.account_id')
      .orderBy('row.check_at')
      .limit(1);
  const next = (db: ReturnType<typeof any>, one: 'before' | 'one') => {
    const inStatus = first(db)
      .whereRef('row.status', '=', db.dynamic.ref(`${one}.status`))
      .whereRef('row.account_id', '>', db.dynamic.ref(`${one}.account_id`));
    const behind = first(db).whereRef('row.status', '>', db.dynamic.ref(`${one}.status`));
    return expressionBuilder().fn.coalesce(inStatus, behind).as('id');
  };
  return any(dialect)
    .withRecursive('before', (db) =>
      db.selectNoFrom((eb) => [
        eb.cast<string>(at.status, 'text').as('status'),
        eb.cast<string>(at.account, 'text').as('account_id'),
      ]),
    )
    .with('lanes', (db) =>
      db
        .selectFrom('before')
        .select(next(any(dialect), 'before'))
        .unionAll(
          db
            .selectFrom('lanes' as never)
            .innerJoin(`${table} as one`, 'one.id', 'lanes.id' as never)
            .select(next(any(dialect), 'one')) as never,
        ),
    )
    .with('some', (db) => db.selectFrom('lanes').select('id').limit(at.limit))
    .selectFrom('some')
    .crossJoin(`${table} as one`)
    .whereRef('one.id', '=', 'some.id')
    .select(['one.status', 'one.account_id as account', 'one.check_at as dueAt'])
    .$narrowType<{ dueAt: number }>();
}

/** The statements of one table. `writtenAt`: when a row was last written, as far as that is stored. */
function lanesOf(laned: Laned, writtenAt: (dialect: Dialect) => Expression<number>) {
  const table = laned as AnyLaned;
  return {
    after: statement<Limited>()((dialect, at) => lanesAfterOne(dialect, table, at)),
    due: statement<Due>()(({ db }, at) =>
      any({ db })
        .selectFrom(table)
        .select(['id', 'check_at as dueAt'])
        .where('status', '=', ofStatus(at))
        .where('account_id', '=', at.account)
        .where('check_at', '<=', at.now)
        .orderBy('check_at')
        .limit(at.limit)
        .$narrowType<{ dueAt: number }>(),
    ),
    bringNear: statement<Near>()((dialect, at) =>
      any(dialect)
        .updateTable(table)
        .set({ check_at: at.at })
        .where('id', 'in', (eb) =>
          eb
            .selectFrom(table)
            .select('id')
            .where('status', '=', ofStatus(at))
            .where('account_id', '=', at.account)
            .where('check_at', '>', at.at)
            .where(writtenAt(dialect), '>', at.after)
            .orderBy('check_at', 'desc')
            .limit(at.limit),
        ),
    ),
    // A range, so that rows that are over are not read: `is not null` would not use the index.
    submitting: statement()(({ db }) =>
      any({ db })
        .selectFrom(table)
        .select('id')
        .where('check_at', '>=', 0)
        .where('status', '=', 'SUBMITTING' as never),
    ),
    ...leasesOf(laned),
  };
}

const lastChecked = ({ greater }: Dialect): Expression<number> => {
  const eb = expressionBuilder<Tables, 'orders' | 'refunds' | 'settlements'>();
  return greater(eb.ref('updated_at'), eb.fn.coalesce('last_check_at', eb.lit(0)));
};

const statements = {
  orders: lanesOf('orders', lastChecked),
  refunds: lanesOf('refunds', lastChecked),
  settlements: lanesOf('settlements', lastChecked),
  abnormal_payments: lanesOf('abnormal_payments', () =>
    expressionBuilder<Tables, 'abnormal_payments'>().ref('updated_at'),
  ),
  webhook_deliveries: lanesOf('webhook_deliveries', () =>
    expressionBuilder<Tables, 'webhook_deliveries'>().ref('received_at'),
  ),
  provider_accounts: {
    after: statement<Limited>()(({ db }, at) =>
      db
        .selectFrom('provider_accounts')
        .select((eb) => [eb.val('').as('status'), 'id as account', 'reconcile_at as dueAt'])
        .where('id', '>', at.account)
        .where('reconcile_at', 'is not', null)
        .orderBy('id')
        .limit(at.limit)
        .$narrowType<{ dueAt: number }>(),
    ),
    due: statement<Due>()(({ db }, at) =>
      db
        .selectFrom('provider_accounts')
        .select(['id', 'reconcile_at as dueAt'])
        .where('id', '=', at.account)
        .where('reconcile_at', '<=', at.now)
        .$narrowType<{ dueAt: number }>(),
    ),
    bringNear: statement<Near>()(({ db }, at) =>
      db
        .updateTable('provider_accounts')
        .set({ reconcile_at: at.at })
        .where('id', '=', at.account)
        .where('reconcile_at', '>', at.at),
    ),
    lease: statement<Lease>()(({ db }, at) =>
      db
        .updateTable('provider_accounts')
        .set({ reconcile_at: at.until })
        .where('id', '=', at.id)
        .where('reconcile_at', '<=', at.at),
    ),
    renewLease: statement<Lease>()(({ db }, at) =>
      db
        .updateTable('provider_accounts')
        .set({ reconcile_at: at.until })
        .where('id', '=', at.id)
        .where('reconcile_at', '=', at.at),
    ),
  },
};

/** The ids of instructions that were being sent when they were last written. */
export async function inFlight(
  sql: Sql,
  table: 'orders' | 'refunds' | 'settlements',
): Promise<string[]> {
  return (await sql.all(statements[table].submitting, {})).map(({ id }) => id);
}

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** The next lanes after this one, at most `limit`, with the time at which the first row of each is due. */
export async function lanesAfter(
  sql: Sql,
  table: DueTable,
  { status, account }: DueLane,
  limit: number,
): Promise<(DueLane & { dueAt: number })[]> {
  const lanes = await sql.all<Limited, DueLane & { dueAt: number }>(statements[table].after, {
    status,
    account,
    limit,
  });
  // PostgreSQL joins them in any order.
  return lanes.toSorted((a, b) => compare(a.status, b.status) || compare(a.account, b.account));
}

/** The due rows of a lane, the longest due first. */
export function dueIn(
  sql: Sql,
  table: DueTable,
  { status, account }: DueLane,
  now: number,
  limit: number,
): Promise<{ id: string; dueAt: number }[]> {
  return sql.all(statements[table].due, { status, account, now, limit });
}

/**
 * Makes rows of a lane due at `at` that are due later and were written later than `after`; the latest first, at most
 * `limit`. Returns how many.
 */
export function bringNear(
  tx: Sql,
  table: DueTable,
  { status, account }: DueLane,
  at: number,
  after: number,
  limit: number,
): Promise<number> {
  return tx.run(statements[table].bringNear, { status, account, at, after, limit });
}

/** Leases a due row until `until`. False: another process was faster. */
export async function leaseDue(
  tx: Sql,
  table: DueTable,
  id: string,
  now: number,
  until: number,
): Promise<boolean> {
  return (await tx.run(statements[table].lease, { id, at: now, until })) === 1;
}

/** Renews a lease that ran until `since`, until `until`. False: another process has it. */
export async function renewLease(
  tx: Sql,
  table: DueTable,
  id: string,
  since: number,
  until: number,
): Promise<boolean> {
  return (await tx.run(statements[table].renewLease, { id, at: since, until })) === 1;
}
