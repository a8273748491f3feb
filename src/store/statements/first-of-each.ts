import type { Brief, Extent, ListsOf } from '../queries/pages.ts';
import type { Sql } from '../sql.ts';
import { along } from './along.ts';
import { columnsOf } from './columns.ts';
import type { Dialect } from './dialect.ts';
import { byExtent, indexOf, rowsBy } from './lists.ts';
import { recordsBy, viewsBy } from './members.ts';
import type { Members } from './members.ts';
import { schemas } from './named-columns.ts';
import { statement } from './statement.ts';
import type { Slots } from './statement.ts';
import type { Column, Row, Tables } from './tables.ts';

/** Lists of one table, each of an owner and by an index of the owner and the column `last`. */
interface Lists<Table extends keyof Tables, Found> {
  owner: Column<Table>;
  last: Column<Table>;
  order?: 'asc' | 'desc';
  members: Members<Row<Table>, Found>;
  brief: Brief<Column<Table>>;
}

/** `start`: where the lists begin, how long they are at most, and how much of their records is read. */
export type ReadEach<Start, Found> = (
  sql: Sql,
  owners: readonly string[],
  start: { first: number; after: Start; extent: Extent },
) => Promise<ListsOf<Found>>;

/** Most rows that are read without a look at how many each list has: as many as `ListLoader` asks for at once. */
const mostTogether = 600;

interface Reading<Start> {
  owners: string;
  start: Start;
  first: number;
  limit: number;
}

/**
 * Reads the first rows of several owners, beyond a bound, by one statement. For a list of objects, each with a list of
 * its own: a statement for each would take twice the time. Usually their lists are short, and with SQLite all of their
 * rows are read: to end each list at its limit takes half as long again, and is done where there are many rows.
 */
export function firstOfEach<Table extends keyof Tables, Start extends string | number, Found>(
  table: Table,
  { owner, last, order = 'asc', members, brief }: Lists<Table, Found>,
): ReadEach<Start, Found> {
  const index = indexOf(table, [owner, last]);
  const beyond = order === 'asc' ? '>' : '<';
  const first = (dialect: Dialect, at: Slots<Reading<Start>>, columns: readonly string[]) =>
    dialect.ofEach(table, columns, at.owners, (one) =>
      along(dialect, rowsBy(dialect, table, index), {
        equal: [[owner, one]],
        last,
        [order === 'asc' ? 'above' : 'below']: at.start,
        order,
      }).limit(at.first),
    );
  const readsOf = (columns: readonly string[]) => ({
    all: statement<Reading<Start>>()((dialect, at) =>
      // The planner of PostgreSQL would take another index.
      dialect.comparesRows
        ? first(dialect, at, columns)
        : rowsBy(dialect, table, index)
            .select(columns as never)
            .where(owner as never, dialect.isIn, dialect.listed(at.owners) as never)
            .where(last as never, beyond, at.start as never)
            .limit(at.limit),
    ),
    first: statement<Reading<Start>>()((dialect, at) => first(dialect, at, columns)),
  });
  const readsBy = byExtent(
    readsOf(allColumns(table)),
    ['id' as Column<Table>, owner, last],
    brief,
    readsOf,
  );
  const [record, view] = [recordsBy(members), viewsBy(members)];
  const isBefore = (a: Row<Table>, b: Row<Table>): boolean =>
    a[last] < b[last] === (order === 'asc');
  return async (sql, ids, { first: length, after: start, extent }) => {
    const reads = readsBy(extent);
    const at = { owners: JSON.stringify(ids), start, first: length, limit: mostTogether + 1 };
    let rows: unknown[] = await sql.all(reads.all, at);
    if (rows.length > mostTogether) rows = await sql.all(reads.first, at);
    const lists = new Map<string, Row<Table>[]>();
    for (const row of rows as Row<Table>[]) {
      const list = lists.get(row[owner] as string);
      if (list === undefined) lists.set(row[owner] as string, [row]);
      else list.push(row);
    }
    const records = new Map<string, Found[]>();
    for (const [id, list] of lists) {
      list.sort((a, b) => (isBefore(a, b) ? -1 : 1));
      records.set(id, list.slice(0, length).map(extent === null ? record : view));
    }
    return records;
  };
}

function allColumns(table: keyof Tables): readonly string[] {
  const schema = schemas.get(table);
  if (schema === undefined) throw new Error(`${table} has no schema`);
  return columnsOf(schema);
}
