import { decodeTime, encodeTime } from 'ulid';

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

/**
 * The first `limit` rows of several ranges together. Each is read no further than the last of those found before:
 * what a list costs is its length, however much the ranges hold. `read`: what comes before `last`, in order.
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

/** Of a ULID, how many of its letters are its time; it has none before 1970, and ends in the year 10889. */
const timeLetters = 10;
const lastTime = 2 ** 48 - 1;

/** Behind all of them: they are of ASCII. */
export const lastId = '\u{10ffff}';

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
  const end = isSet(createdTo) ? firstIdAt(prefix, createdTo + 1) : null;
  return {
    above: isSet(createdFrom) ? firstIdAt(prefix, createdFrom) : null,
    below: after === null || (end !== null && end < after) ? end : after,
  };
}
