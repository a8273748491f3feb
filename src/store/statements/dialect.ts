/** What differs between the databases, and what Kysely cannot express: the one place for SQL as text. */
import { DummyDriver, Kysely, sql, SqliteAdapter, SqliteQueryCompiler } from 'kysely';
import type { AliasedRawBuilder, Expression, RawBuilder, Selectable, SqlBool } from 'kysely';
import type { Column, Tables } from './tables.ts';

export interface Dialect {
  /** Compiles statements, and runs none. */
  readonly db: Kysely<Tables>;
  /** A list of any length for `in`, given as a JSON array of strings: one statement for all lengths. */
  readonly listed: <Value extends string>(json: Expression<string | null>) => RawBuilder<Value>;
  /** A list of pairs, given as a JSON array of arrays. */
  readonly listedPairs: (json: Expression<string>) => RawBuilder<[string, string]>;
  /** The table, read by this index. The database itself may choose another one and read all rows of a merchant. */
  readonly byIndex: <Table extends keyof Tables>(
    table: Table,
    index: string,
  ) => AliasedRawBuilder<Selectable<Tables[Table]>, Table>;
  /** Whether the column's value is in such a list, or the list is null. It is compared row by row, without an index. */
  readonly rowByRow: <Table extends keyof Tables>(
    column: Column<Table>,
    json: Expression<string | null>,
  ) => RawBuilder<SqlBool>;
  /** The greater of two. */
  readonly greater: (
    a: Expression<number | null>,
    b: Expression<number | null>,
  ) => RawBuilder<number>;
  /** A value that differs once any process has committed anything. */
  readonly version: RawBuilder<number>;
  /** The order in which rows were inserted, for tables whose rows are never deleted. */
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
