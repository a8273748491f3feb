import type { AliasedExpression, Expression, Kysely, SelectExpression } from 'kysely';
import { idBounds, lastId, merged } from '../queries/pages.ts';
import type { Brief, CreatedFilter, Extent, Page, Range } from '../queries/pages.ts';
import type { Sql } from '../sql.ts';
import { along } from './along.ts';
import type { Along } from './along.ts';
import type { Dialect } from './dialect.ts';
import { statement } from './statement.ts';
import type { Param, Slots, Statement } from './statement.ts';
import type { Column, Row, Tables } from './tables.ts';

/** How a list of rows is read: along an index that begins with these columns and ends with the order of the list. */
export interface Shape<Table extends keyof Tables> {
  columns: readonly Column<Table>[];
  /** A unique index, whose ranges have one row at most, instead of the one in the order of ids. */
  index?: string;
  /** Columns that are compared row by row, because few rows are read. */
  rest?: readonly Column<Table>[];
}

/** For columns that are compared row by row: the values that match; null for all. */
export type Rest = Readonly<Record<string, readonly string[] | null>>;

/** Newest first. One row more than requested shows that there are more. */
export type ReadNewest<Found> = (
  sql: Sql,
  ranges: readonly Range[],
  page: Page,
  created?: CreatedFilter,
  rest?: Rest,
) => Promise<Found[]>;

/** The rows of one owner, oldest first. */
export type ReadOldest<Found> = (sql: Sql, owner: string, page: Page) => Promise<Found[]>;

/** The columns to read, where not all are read. */
export type Selection<Table extends keyof Tables> = readonly SelectExpression<Tables, Table>[];

interface ListParams extends Readonly<Record<string, Param>> {
  limit: number;
}

/** Lists are built for tables that the caller names. Here a table stands for any of them, and its columns are texts. */
interface AnyTable {
  row: Readonly<Record<string, string>>;
}

const anyOf = ({ db }: Dialect) => db as unknown as Kysely<AnyTable>;

/** Rows of the table by this index. */
export const rowsBy = (dialect: Dialect, table: keyof Tables, index: string) =>
  anyOf(dialect).selectFrom(
    dialect.byIndex(table, index) as unknown as AliasedExpression<AnyTable['row'], 'row'>,
  );

const place = (at: Slots<ListParams>, name: string) => at[name] as Expression<string>;

/** The parameter name of a list. A prefix, because a column can be in the range too. */
const listOf = (column: string): string => `list of ${column}`;

/** Named as the ORM names them. */
export const indexOf = (table: string, columns: readonly string[]): string =>
  [table, ...columns, 'index'].join('_');

type What<Table extends keyof Tables> = Selection<Table> | 'all';

function newest<Table extends keyof Tables>(
  table: Table,
  what: What<Table>,
  { columns, index, rest = [] }: Shape<Table>,
  isBounded: boolean,
): Statement<ListParams, unknown> {
  return statement<ListParams>()((dialect, at) => {
    const equal = columns.map((column) => [column, place(at, column)] as const);
    const bounds = { below: place(at, 'below'), above: isBounded ? place(at, 'above') : undefined };
    let rows =
      index === undefined
        ? along(dialect, rowsBy(dialect, table, indexOf(table, [...columns, 'id'])), {
            equal,
            last: 'id',
            ...bounds,
            order: 'desc',
          })
        : theOne(rowsBy(dialect, table, index), equal, bounds);
    for (const column of rest) {
      rows = rows.where(dialect.rowByRow(column, place(at, listOf(column))));
    }
    const some = what === 'all' ? rows.selectAll() : rows.select(what as never);
    return some.limit(at.limit);
  });
}

/** The row of a unique index, where its id lies within the bounds. */
function theOne(
  rows: ReturnType<typeof rowsBy>,
  equal: Along['equal'],
  { above, below }: { above: Expression<string> | undefined; below: Expression<string> },
): ReturnType<typeof rowsBy> {
  let found = rows.where('id', '<', below);
  if (above !== undefined) found = found.where('id', '>', above);
  for (const [column, value] of equal) found = found.where(column, '=', value as never);
  return found;
}

/** One statement for each shape, and one more that reads only the ids, of several ranges at once. */
export function newestOf<Table extends keyof Tables, Found = Row<Table>>(
  table: Table,
  prefix: string,
  shapes: readonly Shape<Table>[],
  what: What<Table> = 'all',
): ReadNewest<Found> {
  const both = (of: What<Table>, shape: Shape<Table>) => ({
    bounded: newest(table, of, shape, true),
    open: newest(table, of, shape, false),
  });
  const statements = new Map(
    shapes.map((shape) => [
      shape.columns.join(),
      { rows: both(what, shape), ids: both(['id' as never], shape) },
    ]),
  );
  const byIds = statement<{ ids: string }>()((dialect, at) => {
    const rows = anyOf(dialect)
      .selectFrom(table as 'row')
      .where('id', dialect.isIn, dialect.listed(at.ids));
    return what === 'all' ? rows.selectAll() : rows.select(what as never);
  });
  return async (sql, ranges, { first, after }, created = {}, rest = {}) => {
    const [only, ...more] = ranges;
    if (only === undefined) return [];
    const limit = first + 1;
    const bounds = idBounds(prefix, created, after);
    const below = bounds.below ?? lastId;
    const others = Object.fromEntries(
      Object.entries(rest).map(([column, values]) => [
        listOf(column),
        values && JSON.stringify(values),
      ]),
    );
    const shape = Object.keys(only).join();
    const read = (
      which: 'rows' | 'ids',
      range: Range,
      above: string | null,
    ): Promise<unknown[]> => {
      const of = statements.get(shape)?.[which];
      if (of === undefined) throw new Error(`${table} has no list by ${shape}`);
      const params = { ...others, ...range, below, limit };
      return above === null ? sql.all(of.open, params) : sql.all(of.bounded, { ...params, above });
    };
    if (more.length === 0) return (await read('rows', only, bounds.above)) as Found[];
    const found = await merged<Range, { id: string }>(
      ranges,
      limit,
      async (range, end) => (await read('ids', range, end?.id ?? bounds.above)) as { id: string }[],
      descending,
    );
    if (found.length === 0) return [];
    const ids = JSON.stringify(found.map(({ id }) => id));
    const rows = (await sql.all(byIds, { ids })) as { id: string }[];
    return rows.toSorted(descending) as Found[];
  };
}

const descending = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? 1 : -1);

export function oldestOf<Table extends keyof Tables, Found = Row<Table>>(
  table: Table,
  of: Column<Table>,
  what: What<Table> = 'all',
): ReadOldest<Found> {
  const owner: string = of;
  const some = statement<{ owner: string; after: string; first: number }>()((dialect, at) => {
    const rows = along(dialect, rowsBy(dialect, table, indexOf(table, [owner, 'id'])), {
      equal: [[owner, at.owner]],
      last: 'id',
      above: at.after,
    });
    const read = what === 'all' ? rows.selectAll() : rows.select(what as never);
    return read.limit(at.first);
  });
  return (sql, id, { first, after }) => sql.all(some, { owner: id, after: after ?? '', first });
}

/** What reads whole records and, made when it is first needed, what reads brief ones. `always`: columns of all. */
export function byExtent<Column extends string, Read>(
  whole: Read,
  always: readonly Column[],
  brief: Brief<Column>,
  readOf: (columns: readonly Column[]) => Read,
): (extent: Extent) => Read {
  const columns = Object.values(brief);
  const made: Read[] = [];
  return (extent) => {
    if (extent === null) return whole;
    return (made[extent] ??= readOf([...new Set([...always, ...columns.slice(0, extent)])]));
  };
}
