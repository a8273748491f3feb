import type { ListsOf } from '../queries/pages.ts';
import type { Sql } from '../sql.ts';
import { along } from './along.ts';
import { columnsOf } from './columns.ts';
import { indexOf, rowsBy } from './lists.ts';
import { recordsBy, viewsBy } from './members.ts';
import type { Members } from './members.ts';
import { schemas } from './named-columns.ts';
import { statement } from './statement.ts';
import type { Column, Row, Tables } from './tables.ts';

/** Lists of one table, each of an owner and by an index of the owner and the column `last`. */
interface Lists<Table extends keyof Tables, Found> {
  owner: Column<Table>;
  last: Column<Table>;
  order?: 'asc' | 'desc';
  members: Members<Row<Table>, Found>;
  /** The columns from which a brief record follows (`members.ts`). */
  brief: readonly Column<Table>[];
}

/** `start`: where the lists begin, how long they are at most, and whether their records are brief. */
export type ReadEach<Start, Found> = (
  sql: Sql,
  owners: readonly string[],
  start: { first: number; after: Start; isBrief: boolean },
) => Promise<ListsOf<Found>>;

/**
 * Reads the first rows of several owners, beyond a bound, by one statement. For a list of objects, each with a list of
 * its own: a statement for each would take twice the time.
 */
export function firstOfEach<Table extends keyof Tables, Start extends string | number, Found>(
  table: Table,
  { owner, last, order = 'asc', members, brief }: Lists<Table, Found>,
): ReadEach<Start, Found> {
  const reading = (columns: readonly string[]) =>
    statement<{ owners: string; start: Start; first: number }>()((dialect, at) =>
      dialect.ofEach(table, columns, at.owners, (one) =>
        along(dialect, rowsBy(dialect, table, indexOf(table, [owner, last])), {
          equal: [[owner, one]],
          last,
          [order === 'asc' ? 'above' : 'below']: at.start,
          order,
        }).limit(at.first),
      ),
    );
  const whole = reading(allColumns(table));
  const briefly = reading([...new Set([owner, last, ...brief])]);
  const [record, view] = [recordsBy(members), viewsBy(members)];
  const isBefore = (a: Row<Table>, b: Row<Table>): boolean =>
    a[last] < b[last] === (order === 'asc');
  return async (sql, owners, { first, after: start, isBrief }) => {
    const params = { owners: JSON.stringify(owners), start, first };
    const rows = (await sql.all(isBrief ? briefly : whole, params)) as Row<Table>[];
    const lists = new Map<string, Row<Table>[]>();
    for (const row of rows) {
      const list = lists.get(row[owner] as string);
      if (list === undefined) lists.set(row[owner] as string, [row]);
      else list.push(row);
    }
    const records = new Map<string, Found[]>();
    for (const [id, list] of lists) {
      list.sort((a, b) => (isBefore(a, b) ? -1 : 1));
      records.set(id, list.map(isBrief ? view : record));
    }
    return records;
  };
}

function allColumns(table: keyof Tables): readonly string[] {
  const schema = schemas.get(table);
  if (schema === undefined) throw new Error(`${table} has no schema`);
  return columnsOf(schema);
}
