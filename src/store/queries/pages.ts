import { decodeTime, encodeTime } from 'ulid';

export interface Page {
  first: number;
  /** Id of the last row of the previous page of this list; null for the first page. */
  after: string | null;
}

/** The list of each owner that has any items, by the owner's id. */
export type ListsOf<Item> = ReadonlyMap<string, readonly Item[]>;

/**
 * The members of brief records, of each the column from which it follows. Those that are asked for most often come
 * first: a read takes the columns up to the last that is needed, so that there are few statements.
 */
export type Brief<Column extends string> = Readonly<Record<string, Column>>;

/** So many members of brief records are read; null: whole records. */
export type Extent = number | null;

/** Epoch milliseconds; both ends are included. */
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

/**
 * The first `limit` rows of several ranges together. Each range is read no further than the last row of those found
 * before, so the cost of a list is its length, however much the ranges hold. `read`: the rows before `last`, in order.
 * One range after the other: what moves to a later one meanwhile, as an order moves to its next status, is not missed.
 */
export async function merged<Of, Row>(
  ranges: readonly Of[],
  limit: number,
  read: (range: Of, last: Row | null) => Promise<readonly Row[]>,
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

export const isSet = <T>(value: T | null | undefined): value is T =>
  value !== null && value !== undefined;

/** How many letters of a ULID are its time. A ULID cannot be before 1970, and ends in the year 10889. */
const timeLetters = 10;
const lastTime = 2 ** 48 - 1;

/** Sorts after all ids, which are ASCII. */
export const lastId = '\u{10ffff}';

/** The first id of this moment. Ids ascend in time, so no id made from then on sorts before it. */
export function firstIdAt(prefix: string, at: number): string {
  return `${prefix}_${encodeTime(Math.min(Math.max(0, at), lastTime), timeLetters)}`;
}

/** When the id was made, in epoch milliseconds, as its order among other ids has it. */
export const timeOfId = (id: string): number => decodeTime(id.slice(id.indexOf('_') + 1));

/**
 * The ids between which the rows lie, with one bound at each end, the narrower one: of two bounds the database would
 * use one with its index and compare the other row by row.
 */
export function idBounds(
  prefix: string,
  { createdFrom, createdTo }: CreatedFilter,
  after: string | null,
): { above: string | null; below: string | null } {
  const end = isSet(createdTo) ? firstIdAt(prefix, createdTo + 1) : null;
  return {
    above: isSet(createdFrom) ? firstIdAt(prefix, createdFrom) : null,
    below: after === null || (end !== null && end < after) ? end : after,
  };
}
