/** The only file that knows which databases there are. */
import { existsSync } from 'node:fs';
import { openPostgres } from './postgres/open.ts';
import type { Database, OpenOptions } from './database.ts';
import { openSqlite } from './sqlite/open.ts';

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
