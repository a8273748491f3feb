import type { Sealer } from '../../store/sealing/sealer.ts';
import type { Sql } from '../../store/sql.ts';
import type { Findings } from './findings.ts';

/** What the checks of one verification share. */
export interface Verification {
  sql: Sql;
  findings: Findings;
  /** Null where the master key is not at hand: then nothing is opened. */
  sealer: Sealer | null;
  /** By merchant: the number up to which its events are archived. Those without are left out. */
  archived: Map<string, number>;
  /** Counts rows of a table that were checked. */
  count: (table: string, rows: number) => void;
}

/** Rows that are read at a time, each with all that belongs to it. */
export const pageSize = 100;

/** The record of a row; null where it cannot be read, which is a finding. */
export function readRow<Row extends { id: string }, Found>(
  { findings }: Verification,
  table: string,
  row: Row,
  read: (row: Row) => Found,
): Found | null {
  try {
    return read(row);
  } catch (error) {
    findings.add('readable', table, row.id, 'a row that can be read', String(error));
    return null;
  }
}

/** Null where one of the rows cannot be read. */
export function readAll<Row extends { id: string }, Found>(
  verification: Verification,
  table: string,
  rows: readonly Row[],
  read: (row: Row) => Found,
): Found[] | null {
  const found: Found[] = [];
  for (const row of rows) {
    const one = readRow(verification, table, row, read);
    if (one === null) return null;
    found.push(one);
  }
  return found;
}
