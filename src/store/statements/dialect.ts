/** What differs between the databases, and what Kysely cannot express: the one place for SQL as text. */
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresQueryCompiler,
  sql,
  SqliteAdapter,
  SqliteQueryCompiler,
} from 'kysely';
import type {
  AliasedRawBuilder,
  Compilable,
  Dialect as KyselyDialect,
  Expression,
  RawBuilder,
  Selectable,
  SelectQueryBuilder,
  SqlBool,
} from 'kysely';
import { namedColumns } from './named-columns.ts';
import { shared } from './tables.ts';
import type { Column, Tables } from './tables.ts';

interface Pair {
  first: string;
  second: string;
}

export interface Dialect {
  /** Compiles statements, and runs none. */
  readonly db: Kysely<Tables>;
  /** Whether a value is in a list, see `listed`. */
  readonly isIn: RawBuilder<'in'>;
  /** A list of any length for `isIn`, given as a JSON array of strings: one statement for all lengths. */
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
  /**
   * Whether a stretch of an index is compared as rows, and ordered by all its columns: no other index has that order.
   */
  readonly comparesRows: boolean;
  /** Rows of a table that are given as a JSON array of objects; null where they are given one by one. */
  readonly passed:
    | (<Table extends keyof Tables>(
        table: Table,
        json: Expression<string>,
      ) => AliasedRawBuilder<Selectable<Tables[Table]>, 'passed'>)
    | null;
  /** Pairs that are given as a JSON array of arrays, as rows; null where `listedPairs` is enough. */
  readonly pairs: ((json: Expression<string>) => AliasedRawBuilder<Pair, 'pair'>) | null;
  /** These columns of the rows that `rowsOf` selects for each owner of a JSON array. In no particular order. */
  readonly ofEach: (
    table: keyof Tables,
    columns: readonly string[],
    owners: Expression<string>,
    rowsOf: (owner: Expression<string>) => SelectQueryBuilder<never, never, object>,
  ) => Compilable;
  /** A list for `isIn` of ids that are selected. */
  readonly idsOf: (ids: Expression<unknown>) => RawBuilder<string>;
  /** Ends a selection of rows in the order of their ids, which are locked in this order until the transaction ends. */
  readonly locked: <Rows extends SelectQueryBuilder<Tables, never, unknown>>(rows: Rows) => Rows;
  /** The same for rows that are to be deleted: nothing may begin to refer to them either. */
  readonly lockedAway: <Rows extends SelectQueryBuilder<Tables, never, unknown>>(
    rows: Rows,
  ) => Rows;
  /** Leaves out rows that another transaction has locked, and locks the others. */
  readonly unlocked: <Rows extends SelectQueryBuilder<Tables, never, unknown>>(rows: Rows) => Rows;
  /** Leaves out rows to which none may refer at present, because another transaction has locked them. */
  readonly referable: <Rows extends SelectQueryBuilder<Tables, never, unknown>>(rows: Rows) => Rows;
  /**
   * Whether an entry of the search is among the newest that meet a condition on its tokens. `limit`: how many of them
   * count at most; PostgreSQL leaves that to the list.
   */
  readonly foundBy: (
    condition: Expression<string>,
    limit: Expression<number>,
  ) => RawBuilder<SqlBool>;
  /** Whether the newest of them are found first, however many there are. */
  readonly findsNewestFirst: boolean;
  /** The greater of two. */
  readonly greater: (
    a: Expression<number | null>,
    b: Expression<number | null>,
  ) => RawBuilder<number>;
  /** A value that differs once any process has committed anything. */
  readonly version: Compilable<{ data_version: number | string }>;
  /** The greatest id of evidence: of all, or of these subjects as far as the database knows no better. */
  readonly newestEvidence: (subjects: Expression<string>) => Compilable<{ id: string | null }>;
}

/** The part of Kysely that compiles for a database. */
const compileOnly = (parts: Pick<KyselyDialect, 'createAdapter' | 'createQueryCompiler'>) =>
  new Kysely<Tables>({
    dialect: {
      ...parts,
      createDriver: () => new DummyDriver(),
      createIntrospector: () => {
        throw new Error('compiles, and reads no schema');
      },
    },
  });

const sqliteDb = compileOnly({
  createAdapter: () => new SqliteAdapter(),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});

const listedBySqlite = <Value>(json: Expression<string | null>) =>
  sql<Value>`(select value from json_each(${json}))`;

export const sqlite: Dialect = {
  db: sqliteDb,
  isIn: sql`in`,
  listed: listedBySqlite,
  listedPairs: (json) => sql`(select value ->> 0, value ->> 1 from json_each(${json}))`,
  byIndex: <Table extends keyof Tables>(table: Table, index: string) =>
    sql<Selectable<Tables[Table]>>`${sql.table(table)}`.as<Table>(
      sql`${sql.id(table)} indexed by ${sql.id(index)}`,
    ),
  rowByRow: (column, json) =>
    sql`(${json} is null or +${sql.ref(column)} in ${listedBySqlite(json)})`,
  // `byIndex` names the index.
  comparesRows: false,
  passed: null,
  // Whoever writes has the whole database.
  pairs: null,
  // `cross join`: the owners are gone through, and not the table.
  ofEach: (table, columns, owners, rowsOf) =>
    shared<'orders' | 'refunds'>(sqliteDb)
      .selectFrom(sql<{ value: string }>`json_each(${owners})`.as('owner'))
      .crossJoin(table as 'orders')
      .select(columns.map((column) => `${table}.${column}` as 'orders.id'))
      .where(
        sql.ref(`${table}.rowid`),
        'in',
        rowsOf(sql.ref('owner.value')).select(sql.ref('rowid').as('rowid')),
      ),
  idsOf: (ids) => sql`${ids}`,
  locked: (rows) => rows,
  lockedAway: (rows) => rows,
  unlocked: (rows) => rows,
  referable: (rows) => rows,
  foundBy: (condition, limit) =>
    sql`number in (select rowid from search_index where search_index match replace(replace(${condition}, '|', 'OR'), '&', 'AND') order by rowid desc limit ${limit})`,
  findsNewestFirst: true,
  greater: (a, b) => sql`max(${a}, ${b})`,
  // As a table it would be parsed anew each time.
  version: { compile: () => sql<{ data_version: number }>`pragma data_version`.compile(sqliteDb) },
  // Ids ascend, and rows are never deleted.
  newestEvidence: () =>
    sqliteDb
      .selectFrom('evidence')
      .select('id')
      .orderBy(sql`rowid`, 'desc')
      .limit(1),
};

const postgresDb = compileOnly({
  createAdapter: () => new PostgresAdapter(),
  createQueryCompiler: () => new PostgresQueryCompiler(),
}).withPlugin(namedColumns);

/** An array and not a set, which would be joined: the index of the column is read for its members, in one pass. */
const listedByPostgres = <Value>(json: Expression<string | null>) =>
  sql<Value>`any(array(select json_array_elements_text(${json}::json)))`;

export const postgres: Dialect = {
  db: postgresDb,
  isIn: sql`=`,
  listed: listedByPostgres,
  listedPairs: (json) =>
    sql`(select value ->> 0, value ->> 1 from json_array_elements(${json}::json))`,
  // PostgreSQL takes no such hint: see `comparesRows`.
  byIndex: <Table extends keyof Tables>(table: Table) =>
    sql<Selectable<Tables[Table]>>`${sql.table(table)}`.as(table),
  rowByRow: (column, json) =>
    sql`(${json}::text is null or ${sql.ref(column)} = ${listedByPostgres(json)})`,
  // Otherwise its planner would read all merchants' rows by their ids, where it takes one for a merchant of many.
  comparesRows: true,
  passed: (table, json) =>
    sql<never>`json_populate_recordset(null::${sql.table(table)}, ${json}::json)`.as('passed'),
  pairs: (json) =>
    sql<Pair>`(select value ->> 0 as first, value ->> 1 as second from json_array_elements(${json}::json))`.as(
      'pair',
    ),
  ofEach: (_table, columns, owners, rowsOf) =>
    postgresDb
      .selectFrom(
        sql<{ value: string }>`json_array_elements_text(${owners}::json)`.as(sql`owner(value)`),
      )
      .innerJoinLateral(
        rowsOf(sql.ref('owner.value'))
          .select(columns as never[])
          .as('found'),
        (join) => join.onTrue(),
      )
      .select(columns.map((column) => `found.${column}`) as never[]),
  idsOf: (ids) => sql`any(array(${ids}))`,
  // Inserted rows that refer to such a row do not wait: two that had both done so would, for each other.
  locked: (rows) => rows.orderBy('id' as never).forNoKeyUpdate() as typeof rows,
  lockedAway: (rows) => rows.orderBy('id' as never).forUpdate() as typeof rows,
  unlocked: (rows) => rows.forNoKeyUpdate().skipLocked() as typeof rows,
  referable: (rows) => rows.forKeyShare().skipLocked() as typeof rows,
  foundBy: (condition) =>
    sql`array_to_tsvector(string_to_array(tokens, ' ')) @@ ${condition}::tsquery`,
  findsNewestFirst: false,
  greater: (a, b) => sql`greatest(${a}, ${b})`,
  // Which transactions have begun, and which are under way.
  version: postgresDb.selectNoFrom(sql<string>`pg_current_snapshot()::text`.as('data_version')),
  newestEvidence: (subjects) =>
    postgresDb
      .selectFrom('evidence')
      .select(({ fn }) => fn.max('id').as('id'))
      .where('subject_id', sql`=`, listedByPostgres<string>(subjects)),
};
