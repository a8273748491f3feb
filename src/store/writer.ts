import type { EntityManager } from '@mikro-orm/sqlite';
import type { Sql, Texts } from './sql.ts';

/** What the write queue needs of a database. */
export interface Writer {
  /** Opens a write transaction. Rejects with UnavailableError where none can be opened now. */
  begin(): Promise<Transaction>;
  /** Whether a transaction keeps all other writers out, also those of other processes. */
  isExclusive: boolean;
  /** How many may be open at once. */
  atOnce: number;
  /** Translates an error of the database: to UnavailableError or StaleRecordError, or returns it unchanged. */
  asKnown(error: unknown): unknown;
  /** Leaves nothing of what was deleted in the database's files, as far as these are its own. May fail silently. */
  scrub(): Promise<void>;
  /** A statement that writes without changing anything, to test whether writing works. */
  probe: string;
}

/** A write transaction. It has ended once `commit` or `rollback` has, whatever their result. */
export interface Transaction {
  sql: Sql & Texts;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Looks at what is locked, and undoes what `work` has done for it. From now on it waits for a lock only shortly. */
  look<T>(work: () => Promise<T>): Promise<T>;
  /** For rarely used paths. */
  entities(): EntityManager;
}
