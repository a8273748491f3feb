import type { Fields, FieldReader } from './fields.ts';
import { integer, localTime } from './fields.ts';

/** The filters of a list call: how each is read, and with what it is compared. */
export type Filters<Row> = Readonly<
  Record<string, { read: FieldReader<string>; of: (row: Row) => string | null }>
>;

export interface Page {
  records: object[];
  total: number;
  pageSize: number;
  pageNo: number;
}

/**
 * Reads filters and paging of a list call (docs/providers/stablecoin-gateway.md#lists), and returns the page of `rows`,
 * oldest first.
 */
export function listPage<Row extends { createdAt: number }>(
  fields: Fields,
  rows: Iterable<Row>,
  filters: Filters<Row>,
  view: (row: Row) => object,
): Page {
  const pageNo = fields.optional('pageNum', integer(1, Number.MAX_SAFE_INTEGER)) ?? 1;
  const pageSize = fields.optional('pageSize', integer(1, 100)) ?? 20;
  const startTime = fields.optional('startTime', localTime) ?? -Infinity;
  const endTime = fields.optional('endTime', localTime) ?? Infinity;
  const wanted = Object.entries(filters)
    .map(([name, filter]) => ({ value: fields.optional(name, filter.read), of: filter.of }))
    .filter(({ value }) => value !== null);
  fields.end();

  const matching = [...rows].filter((row) => {
    // Bounds are whole seconds, and both are inclusive.
    const second = row.createdAt - (row.createdAt % 1000);
    if (second < startTime || second > endTime) return false;
    return wanted.every(({ value, of }) => of(row) === value);
  });
  const start = (pageNo - 1) * pageSize;
  const records = matching.toReversed().slice(start, start + pageSize);
  return { records: records.map((row) => view(row)), total: matching.length, pageSize, pageNo };
}
