import type { Reader, Sql, Texts } from './sql.ts';
import type { Writer } from './writer.ts';

export interface Database {
  /** The names of the migrations that opening it has applied. */
  migrated: readonly string[];
  writer: Writer;
  /** Reads committed data, never a half-done change. */
  reader: Reader;
  /** The same, in another lane than callers who wait for an answer. */
  backgroundReader: Reader;
  /** For tools and tests. Each statement is a transaction of its own that bypasses the queue. */
  sql: Sql & Texts;
  /** How many processes have it open, this one included. SQLite does not know of others: always 1. */
  processes(): Promise<number>;
  /** Null on SQLite, which does not know of other processes. */
  peers: Peers | null;
  /** Its own clock, in epoch milliseconds; null where that is the clock of this machine. */
  clock(): Promise<number | null>;
  /**
   * For tests: how the schema that the migrations made differs from what the entities describe; empty where it does
   * not.
   */
  schemaDrift(): Promise<string>;
  close(): Promise<void>;
}

/** The processes that have a database open, by name. */
export interface Peers {
  /** Names this process. */
  own: string;
  /** Of these processes, those that have no connection any more: they were killed, or cannot write. */
  gone(names: readonly string[]): Promise<string[]>;
}

export interface OpenOptions {
  /** A clock in milliseconds by which work on this thread is sliced; left out: the monotonic clock. */
  elapsed?: (() => number) | undefined;
  /**
   * Only for SQLite: the thread that moves what is committed to the file has died. Called once, until one works again.
   */
  onCheckpointsDead?: ((error: unknown) => void) | undefined;
  /** Only for PostgreSQL. */
  pool?: PoolSizes;
}

/** How many connections this process opens to the database, by their use. */
export interface PoolSizes {
  reads: number;
  /** Groups of changes that are written at once. Each takes a connection. */
  writes: number;
}
