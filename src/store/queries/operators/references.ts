import type { Kysely } from 'kysely';
import type { Sql } from '../../sql.ts';
import type { Dialect } from '../../statements/dialect.ts';
import { statement } from '../../statements/statement.ts';
import type { Statement } from '../../statements/statement.ts';
import type { Column, Tables } from '../../statements/tables.ts';

type Table = keyof Tables;
type Limit = { limit: number };

/** Any table, with its columns as texts. */
type AnyTables = Record<'row' | 'other', Readonly<Record<string, string | null>>>;
const anyOf = ({ db }: Dialect) => db as unknown as Kysely<AnyTables>;
const as = <Name extends 'row' | 'other'>(table: string, name: Name) =>
  `${table} as ${name}` as unknown as Name;

/** A row that does not fit: its primary key, and the value in question. */
export interface Misfit {
  table: Table;
  column: string;
  id: string;
  value: string | null;
}

/** Reads at most `limit` rows that do not fit. */
export type FindMisfits = (sql: Sql, limit: number) => Promise<Misfit[]>;

const idsOf: Partial<Record<Table, readonly string[]>> = {
  events: ['merchant_id', 'seq'],
  evidence: ['subject_id', 'digest'],
  attention_items: ['subject_id', 'reason'],
  unmatched_records: ['account_id', 'subject_type', 'provider_reference'],
  left_accounts: ['account_id', 'provider_reference'],
  awaited_subjects: ['account_id', 'reference', 'delivery_id'],
  idempotency_keys: ['merchant_id', 'mutation', 'key'],
  cancel_intentions: ['merchant_id', 'mutation', 'key'],
  personal_data: ['subject_id'],
  search_entries: ['number'],
  audit_outcomes: ['entry_id'],
  audit_subjects: ['entry_id', 'subject_id'],
};
const idOf = (table: Table): readonly string[] => idsOf[table] ?? ['id'];

const finder =
  (table: Table, column: string, found: Statement<Limit, unknown>): FindMisfits =>
  async (sql, limit) => {
    const rows = (await sql.all(found, { limit })) as Record<string, string | number | null>[];
    return rows.map((row) => ({
      table,
      column,
      id: idOf(table)
        .map((name) => row[name])
        .join(' '),
      value: row['value'] === null ? null : String(row['value']),
    }));
  };

/** Rows whose column names a row that is in none of the tables. */
export function missing<From extends Table>(
  table: From,
  column: Column<From>,
  ...targets: readonly Table[]
): FindMisfits {
  const found = statement<Limit>()((dialect, at) => {
    const rows = anyOf(dialect)
      .selectFrom(as(table, 'row'))
      .select(idOf(table).map((name) => `row.${name}` as const))
      .select(`row.${column} as value`)
      .where(`row.${column}`, 'is not', null);
    return targets
      .reduce(
        (some, target) =>
          some.where((eb) =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom(as(target, 'other'))
                  .select('other.id')
                  .whereRef('other.id', '=', `row.${column}`),
              ),
            ),
          ),
        rows,
      )
      .limit(at.limit);
  });
  return finder(table, column, found);
}

/** Rows of another merchant than the row that their column names. */
export function foreign<From extends Table>(
  table: From,
  column: Column<From>,
  target: Table,
): FindMisfits {
  const found = statement<Limit>()((dialect, at) =>
    anyOf(dialect)
      .selectFrom(as(table, 'row'))
      .innerJoin(as(target, 'other'), 'other.id', `row.${column}`)
      .select(idOf(table).map((name) => `row.${name}` as const))
      .select('row.merchant_id as value')
      .whereRef('row.merchant_id', '<>', 'other.merchant_id')
      .limit(at.limit),
  );
  return finder(table, 'merchant_id', found);
}

/** Values that several rows have in these columns together. */
export function repeated<From extends Table>(
  table: From,
  ...columns: readonly Column<From>[]
): FindMisfits {
  const found = statement<Limit>()((dialect, at) =>
    anyOf(dialect)
      .selectFrom(as(table, 'row'))
      .select(columns.map((name) => `row.${name}` as const))
      .groupBy(columns.map((name) => `row.${name}` as const))
      .having((eb) => eb.fn.countAll<number>(), '>', 1)
      .limit(at.limit),
  );
  return async (sql, limit) => {
    const rows = (await sql.all(found, { limit })) as Record<string, string>[];
    return rows.map((row) => {
      const value = columns.map((name) => row[name]).join(' ');
      return { table, column: columns.join(', '), id: value, value };
    });
  };
}

/** References that lead to an order, and to another one that has left the account. */
const ambiguous = statement<Limit>()(({ db }, at) =>
  db
    .selectFrom('left_accounts as row')
    .innerJoin('orders as other', (join) =>
      join
        .onRef('other.account_id', '=', 'row.account_id')
        .onRef('other.provider_reference', '=', 'row.provider_reference'),
    )
    .select(['row.account_id', 'row.provider_reference', 'row.order_id as value'])
    .whereRef('other.id', '<>', 'row.order_id')
    .limit(at.limit),
);

export const ambiguousReferences = finder('left_accounts', 'provider_reference', ambiguous);

/** A merchant is its own. */
const ownerOf = (target: Table) => (target === 'merchants' ? 'other.id' : 'other.merchant_id');

/** Keys of a mutation that do not lead to an object of one of these tables and of their merchant. */
export function strayKeys(
  table: 'idempotency_keys' | 'cancel_intentions',
  mutation: string,
  targets: readonly Table[],
): FindMisfits {
  const found = statement<Limit>()((dialect, at) => {
    const keys = anyOf(dialect)
      .selectFrom(as(table, 'row'))
      .select(idOf(table).map((name) => `row.${name}` as const))
      .select('row.object_id as value')
      .where('row.mutation', '=', mutation);
    return targets
      .reduce(
        (some, target) =>
          some.where((eb) =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom(as(target, 'other'))
                  .select('other.id')
                  .whereRef('other.id', '=', 'row.object_id')
                  .whereRef(ownerOf(target), '=', 'row.merchant_id'),
              ),
            ),
          ),
        keys,
      )
      .limit(at.limit);
  });
  return finder(table, 'object_id', found);
}

export function unknownMutations(
  table: 'idempotency_keys' | 'cancel_intentions',
  known: readonly string[],
): FindMisfits {
  const found = statement<Limit>()((dialect, at) =>
    anyOf(dialect)
      .selectFrom(as(table, 'row'))
      .select(idOf(table).map((name) => `row.${name}` as const))
      .select('row.mutation as value')
      .where('row.mutation', 'not in', [...known])
      .limit(at.limit),
  );
  return finder(table, 'mutation', found);
}
