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
