/** The only file that knows which databases there are. */
import { existsSync } from 'node:fs';
import { openPostgres } from './postgres/open.ts';
import type { PoolSizes } from './postgres/open.ts';
import type { Reader, Sql, Texts } from './sql.ts';
import { openSqlite } from './orm.ts';
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

const sqlite = 'sqlite:';

export const isPostgres = (url: string): boolean => /^postgres(?:ql)?:/.test(url);

/** Of a file, whether it is there. A server cannot be asked before it is connected to. */
export function databaseExists(url: string): boolean {
  return isPostgres(url) || existsSync(fileOf(url));
}

/**
 * Opens the database of `sqlite:<path>` or `postgres://…` and brings its schema up to date. Throws StartError where
 * that cannot be, before anything is written.
 */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<Database> {
  if (isPostgres(url)) return openPostgres(url, options);
  return openSqlite(fileOf(url), options.elapsed);
}

function fileOf(url: string): string {
  if (!url.startsWith(sqlite)) throw new RangeError(`no such database: ${url.split(':')[0]}`);
  return url.slice(sqlite.length);
}
