import type { Fields } from '../fields/fields.ts';
import type { Reader } from '../fields/readers.ts';

/** The filters of a list call: how each is read, and with what it is compared. */
export type Filters<Row> = Readonly<
  Record<string, { read: Reader<string>; of: (row: Row) => string | null }>
>;

/** Reads the filters of a list call. Returns whether a row meets all of them. */
export function readFilters<Row>(fields: Fields, filters: Filters<Row>): (row: Row) => boolean {
  const wanted = Object.entries(filters)
    .map(([name, { read, of }]) => ({ value: fields.optional(name, read), of }))
    .filter(({ value }) => value !== null);
  return (row) => wanted.every(({ value, of }) => of(row) === value);
}

/** The rows of a page, the first of which is 1. */
export function pageOf<Row>(rows: readonly Row[], page: number, size: number): Row[] {
  return rows.slice((page - 1) * size, page * size);
}

/**
 * The rows that follow a cursor, which is the id of a row. `after`: null for the first rows. Null where the cursor is
 * of no row.
 */
export function rowsAfter<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  { after, limit }: { after: string | null; limit: number },
): { rows: Row[]; hasMore: boolean } | null {
  const at = after === null ? -1 : rows.findIndex((row) => idOf(row) === after);
  if (after !== null && at === -1) return null;
  const end = at + 1 + limit;
  return { rows: rows.slice(at + 1, end), hasMore: rows.length > end };
}
