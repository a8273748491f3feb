import { decodeTime, encodeTime } from 'ulid';
import { Conditions } from '../sql.ts';
import type { Sql } from '../sql.ts';

export interface Page {
  first: number;
  /** Id of the last row of the page before, of this list. */
  after: string | null;
}

/** Epoch milliseconds; both ends belong to it. */
export interface CreatedFilter {
  createdFrom?: number | null;
  createdTo?: number | null;
}

/** Values of the first columns of an index that ends with the order of the list. */
export type Range = Readonly<Record<string, string>>;

/** A range for each combination of values. */
export function rangesOf(values: Readonly<Record<string, readonly string[]>>): Range[] {
  let ranges: Range[] = [{}];
  for (const [column, each] of Object.entries(values)) {
    const different = [...new Set(each)];
    ranges = ranges.flatMap((range) => different.map((value) => ({ ...range, [column]: value })));
  }
  return ranges;
}

/** Of a table: read by the index of these columns, followed by the order of the list. */
export function along(sql: Sql, table: string, columns: readonly string[]): string {
  return `${table} ${sql.byIndex([table, ...columns, 'index'].join('_'))}`;
}

export function within(range: Range): Conditions {
  const conditions = new Conditions();
  for (const [column, value] of Object.entries(range)) conditions.equal(column, value);
  return conditions;
}

/**
 * The first `limit` rows of several ranges together. Each is read no further than the last of those found before:
 * what a list costs is its length, however much the ranges hold. `read`: what comes before `last`, in order.
 */
export async function merged<Row>(
  ranges: readonly Range[],
  limit: number,
  read: (range: Range, last: Row | null) => Promise<readonly Row[]>,
  inOrder: (a: Row, b: Row) => number,
): Promise<Row[]> {
  let found: Row[] = [];
  for (const range of ranges) {
    const last = found.length === limit ? (found.at(-1) ?? null) : null;
    const more = await read(range, last);
    if (more.length > 0) found = [...found, ...more].toSorted(inOrder).slice(0, limit);
  }
  return found;
}

const descending = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? 1 : -1);

interface Newest extends Page {
  table: string;
  /** What the ids begin with. */
  prefix: string;
  /** Columns that are read. */
  columns?: string;
  /** An index of ranges with hardly a row, instead of the one in the order of ids. */
  index?: string;
  /** What is looked at row by row, of hardly a row. */
  rest?: Conditions;
}

/** Newest first; one row more than asked for tells that there are more. */
export async function newest<Row extends { id: string }>(
  sql: Sql,
  ranges: readonly Range[],
  { table, prefix, columns = '*', index, rest, first, after }: Newest,
  created: CreatedFilter = {},
): Promise<Row[]> {
  const limit = first + 1;
  const bounds = idBounds(prefix, created, after);
  const read = <Read>(what: string, range: Range, last: { id: string } | null): Promise<Read[]> => {
    const conditions = within(range).between('id', last?.id ?? bounds.above, bounds.below);
    if (rest) conditions.also(rest);
    const from = index
      ? `${table} ${sql.byIndex(index)}`
      : along(sql, table, [...Object.keys(range), 'id']);
    const text = `select ${what} from ${from} ${conditions.where} order by id desc limit ?`;
    return sql.all<Read>(text, ...conditions.params, limit);
  };
  const [only, ...more] = ranges;
  if (only === undefined) return [];
  if (more.length === 0) return read<Row>(columns, only, null);
  const found = await merged<{ id: string }>(
    ranges,
    limit,
    (range, last) => read('id', range, last),
    descending,
  );
  if (found.length === 0) return [];
  const text = `select ${columns} from ${table} where id in ${sql.fromJsonArray}`;
  const rows = await sql.all<Row>(text, JSON.stringify(found.map(({ id }) => id)));
  return rows.toSorted(descending);
}

/** Of one owner, oldest first. */
export function oldest<Row>(
  sql: Sql,
  { table, columns = '*' }: { table: string; columns?: string },
  owner: Range,
  { first, after }: Page,
): Promise<Row[]> {
  const conditions = within(owner).between('id', after, null);
  const from = along(sql, table, [...Object.keys(owner), 'id']);
  const text = `select ${columns} from ${from} ${conditions.where} order by id limit ?`;
  return sql.all<Row>(text, ...conditions.params, first);
}

export const isGiven = <T>(value: T | null | undefined): value is T =>
  value !== null && value !== undefined;

/** Of a ULID, how many of its letters are its time; it has none before 1970, and ends in the year 10889. */
const timeLetters = 10;
const lastTime = 2 ** 48 - 1;

/** Ids ascend in time: all that were made from this moment on are not before it. */
export function firstIdAt(prefix: string, at: number): string {
  return `${prefix}_${encodeTime(Math.min(Math.max(0, at), lastTime), timeLetters)}`;
}

/** When it was made, as far as its order among others tells. */
export const timeOfId = (id: string): number => decodeTime(id.slice(id.indexOf('_') + 1));

/**
 * Between which ids the rows lie. One bound at each end, the narrower: of two the database looks for one by its
 * index and at the other row by row.
 */
export function idBounds(
  prefix: string,
  { createdFrom, createdTo }: CreatedFilter,
  after: string | null,
): { above: string | null; below: string | null } {
  const end = isGiven(createdTo) ? firstIdAt(prefix, createdTo + 1) : null;
  return {
    above: isGiven(createdFrom) ? firstIdAt(prefix, createdFrom) : null,
    below: after === null || (end !== null && end < after) ? end : after,
  };
}

/** Conditions on each row that is found: a `+` keeps the planner from looking for an index for them. */
export function rowByRow(given: {
  readonly [column in string]?: string | readonly string[] | null | undefined;
}): Conditions {
  const conditions = new Conditions();
  for (const [column, value] of Object.entries(given)) {
    if (typeof value === 'string') conditions.equal(`+${column}`, value);
    else conditions.oneOf(`+${column}`, value);
  }
  return conditions;
}
