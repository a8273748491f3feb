/** The only file that knows which databases exist. It loads the one that is used: the other is a tenth of a start. */
import { existsSync } from 'node:fs';
import type { CopiedTable } from './copying/copy.ts';
import type { Database, OpenOptions } from './database.ts';
import type { Snapshot } from './snapshot.ts';

const sqlite = 'sqlite:';

export const isPostgres = (url: string): boolean => /^postgres(?:ql)?:/.test(url);

/** Whether the file exists. A server cannot be checked before a connection, so it counts as existing. */
export function databaseExists(url: string): boolean {
  return isPostgres(url) || existsSync(fileOf(url));
}

/**
 * Opens the database of `sqlite:<path>` or `postgres://…` and brings its schema up to date. Throws StartError before
 * anything is written where that is impossible.
 */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<Database> {
  if (isPostgres(url)) {
    const { openPostgres } = await import('./postgres/open.ts');
    return openPostgres(url, options);
  }
  const { openSqlite } = await import('./sqlite/open.ts');
  return openSqlite(fileOf(url), options);
}

/** Opens the database to be read as it is now. Throws StartError where it is of another version. */
export async function openSnapshot(url: string): Promise<Snapshot> {
  if (isPostgres(url)) {
    const { openPostgresSnapshot } = await import('./postgres/snapshot.ts');
    return openPostgresSnapshot(url);
  }
  const { openSqliteSnapshot } = await import('./sqlite/snapshot.ts');
  return openSqliteSnapshot(fileOf(url));
}

/** Copies the SQLite database of `url` into a new file, while others read and write. */
export async function backUp(url: string, to: string): Promise<void> {
  const { copyFile } = await import('./sqlite/backup.ts');
  await copyFile(fileOf(url), to);
}

/** Copies a stopped SQLite database into an empty one of PostgreSQL. `onTable`: called when a table is done. */
export async function copyDatabase(
  from: string,
  to: string,
  onTable: (copied: CopiedTable) => void,
): Promise<void> {
  const { openStopped } = await import('./sqlite/snapshot.ts');
  const { copyIntoPostgres } = await import('./postgres/copy.ts');
  const source = await openStopped(fileOf(from));
  try {
    await copyIntoPostgres(source.sql, to, onTable);
  } finally {
    await source.close();
  }
}

/** Puts a copy of a backup at `url`, where nothing is yet, once it is prepared. */
export async function restore<Prepared>(
  backup: string,
  url: string,
  prepare: (database: Database) => Promise<Prepared>,
): Promise<Prepared> {
  const { restoreFile } = await import('./sqlite/backup.ts');
  return restoreFile(backup, fileOf(url), prepare);
}

function fileOf(url: string): string {
  if (!url.startsWith(sqlite)) throw new RangeError(`no such database: ${url.split(':')[0]}`);
  return url.slice(sqlite.length);
}
