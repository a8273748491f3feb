import type { Statement } from './statement.ts';

/**
 * An SQL statement that is run for each of some rows: once for all of them on PostgreSQL, which gets them as a JSON
 * array, and row by row on SQLite, where that is faster. No two of the rows may have the same key.
 */
export interface Each<in Row, out Found> {
  readonly statement: Statement<never, Found>;
  /** The columns by which a row that was inserted is recognised. */
  readonly key: readonly string[];
  /** Only a type. */
  readonly of?: (row: Row) => void;
}

/** The parameter that has the rows, where they are given as one. */
export interface Rows {
  rows: string;
}

/** Bytes as PostgreSQL reads them from a text. */
const inJson = (value: unknown): unknown =>
  value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value;

export function rowsInJson(rows: readonly object[]): string {
  const [first] = rows;
  const hasBytes = Object.values(first ?? {}).some((value) => value instanceof Uint8Array);
  if (!hasBytes) return JSON.stringify(rows);
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, inJson(value)])),
    ),
  );
}
