import type { Reader, Sql, Texts } from './sql.ts';
import type { Writer } from './writer.ts';

export interface Database {
  writer: Writer;
  /** Reads what is committed, never a unit of work half done. */
  reader: Reader;
  /** The same, in another lane than those who wait for an answer. */
  backgroundReader: Reader;
  /** For tools and tests: each statement is a transaction of its own, past the queue. */
  sql: Sql & Texts;
  /** For tests: whether the migrations have made exactly what the entities describe. */
  schemaDrift(): Promise<string>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Milliseconds that work on this thread shares out; left out: the clock's. */
  elapsed?: (() => number) | undefined;
  /** Of PostgreSQL. */
  pool?: PoolSizes;
}

/** Connections of this process to the database, by what they do. */
export interface PoolSizes {
  reads: number;
  /** Groups of changes that are written at once; each takes a connection. */
  writes: number;
}
