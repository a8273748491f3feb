/** What is said otherwise by each database, and what Kysely has no words for: the one home of SQL as text. */
import { DummyDriver, Kysely, sql, SqliteAdapter, SqliteQueryCompiler } from 'kysely';
import type { AliasedRawBuilder, Expression, RawBuilder, Selectable, SqlBool } from 'kysely';
import type { Column, Tables } from './tables.ts';

export interface Dialect {
  /** Compiles, and runs nothing. */
  readonly db: Kysely<Tables>;
  /** `in` a list of any length, given as a JSON array of strings: one statement for all. */
  readonly listed: <Value extends string>(json: Expression<string | null>) => RawBuilder<Value>;
  /** The same of pairs, given as a JSON array of arrays. */
  readonly listedPairs: (json: Expression<string>) => RawBuilder<[string, string]>;
  /** The table, read by this index. The database's own guess may be another, and read all of a merchant. */
  readonly byIndex: <Table extends keyof Tables>(
    table: Table,
    index: string,
  ) => AliasedRawBuilder<Selectable<Tables[Table]>, Table>;
  /**
   * Whether the column is one of such a list, or no list is given. Looked at row by row: no index is looked for.
   */
  readonly rowByRow: <Table extends keyof Tables>(
    column: Column<Table>,
    json: Expression<string | null>,
  ) => RawBuilder<SqlBool>;
  /** The greater of two. */
  readonly greater: (
    a: Expression<number | null>,
    b: Expression<number | null>,
  ) => RawBuilder<number>;
  /** Another one once anything has been committed, by whichever process. */
  readonly version: RawBuilder<number>;
  /** Of rows that are never deleted, the order in which they were inserted. */
  readonly arrival: RawBuilder<number>;
}

const listed = <Value>(json: Expression<string | null>) =>
  sql<Value>`(select value from json_each(${json}))`;

export const sqlite: Dialect = {
  db: new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createIntrospector: () => {
        throw new Error('compiles, and reads no schema');
      },
    },
  }),
  listed,
  listedPairs: (json) => sql`(select value ->> 0, value ->> 1 from json_each(${json}))`,
  byIndex: <Table extends keyof Tables>(table: Table, index: string) =>
    sql<Selectable<Tables[Table]>>`${sql.table(table)}`.as<Table>(
      sql`${sql.id(table)} indexed by ${sql.id(index)}`,
    ),
  rowByRow: (column, json) => sql`(${json} is null or +${sql.ref(column)} in ${listed(json)})`,
  greater: (a, b) => sql`max(${a}, ${b})`,
  version: sql`(select data_version from pragma_data_version)`,
  arrival: sql`rowid`,
};
