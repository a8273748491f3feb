import type { Sql } from './sql.ts';

/** A database as it was at one moment, however long it is read while others write. Nothing can be written. */
export interface Snapshot {
  sql: Sql;
  /** What the database itself finds wrong with its file. */
  damage(): Promise<readonly string[]>;
  close(): Promise<void>;
}
