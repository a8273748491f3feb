import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StartError } from '../../domain/errors.ts';
import type { Database } from '../database.ts';
import { cannotOpen } from './file.ts';
import { openSqlite } from './open.ts';
import { openReadOnly } from './snapshot.ts';

/** Copies the database as it is at one moment into a new file, for its owner alone, while others read and write. */
export async function copyFile(file: string, to: string): Promise<void> {
  const sqlite = await openReadOnly(file);
  try {
    makeEmpty(to);
    // Into a file that is empty.
    sqlite.prepare('vacuum into ?').run([to]);
    flush(to);
    flush(dirname(resolve(to)));
  } catch (error) {
    if (!(error instanceof StartError)) rmSync(to, { force: true });
    throw cannotOpen(to, error);
  } finally {
    sqlite.close();
  }
}

function makeEmpty(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new StartError(`${file} exists already, and nothing is overwritten`, { cause: error });
  }
}

function flush(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/**
 * Puts a copy of a backup where no database is. It is `prepared` under another name: what begins to use it finds it
 * ready.
 */
export async function restoreFile<Prepared>(
  backup: string,
  file: string,
  prepare: (database: Database) => Promise<Prepared>,
): Promise<Prepared> {
  for (const one of [file, `${file}-wal`, `${file}-shm`]) {
    if (existsSync(one)) throw new StartError(`${one} exists already: move it away first`);
  }
  const unready = `${file}.restoring`;
  const clear = () => ['', '-wal', '-shm'].map((side) => rmSync(unready + side, { force: true }));
  // What an attempt that was interrupted has left.
  clear();
  try {
    await copyFile(backup, unready);
    const database = await openSqlite(unready);
    let prepared: Prepared;
    try {
      prepared = await prepare(database);
    } finally {
      await database.close();
    }
    flush(unready);
    renameSync(unready, file);
    flush(dirname(resolve(file)));
    return prepared;
  } finally {
    clear();
  }
}
