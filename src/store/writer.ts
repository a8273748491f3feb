import type { EntityManager } from '@mikro-orm/sqlite';
import type { Sql, Texts } from './sql.ts';

/** What the queue of all writers needs of a database. */
export interface Writer {
  /** Opens a write transaction. Rejects with UnavailableError where none can be opened now. */
  begin(): Promise<Transaction>;
  /** So many may be open at once. */
  atOnce: number;
  /** An error of the database as the rest of the house knows it: UnavailableError, StaleRecordError or itself. */
  asKnown(error: unknown): unknown;
  /** Writes without a change. */
  probe: string;
}

/** A write transaction. It has ended once `commit` or `rollback` has, however that did. */
export interface Transaction {
  sql: Sql & Texts;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** For the cold paths. */
  entities(): EntityManager;
}
