import { MikroORM } from '@mikro-orm/sqlite';
import { StartError } from '../../domain/errors.ts';
import type { Snapshot } from '../snapshot.ts';
import { cannotOpen } from './file.ts';
import { assertUpToDate } from './migrate.ts';
import { ormOptions } from './open.ts';
import { prepared } from './sql.ts';
import type { OpenSqlite, Sqlite } from './sql.ts';

/** Milliseconds to wait for a process that recovers the log of another one that died. */
const patienceMs = 5_000;

/** Writers are not held up. While it is open, what they write stays in the `-wal` file. */
export async function openSqliteSnapshot(file: string): Promise<Snapshot> {
  const sqlite = await openReadOnly(file);
  try {
    sqlite.pragma(`busy_timeout = ${patienceMs}`);
    sqlite.prepare('begin').run([]);
    // The first read fixes the moment.
    assertUpToDate(file, sqlite);
    const sql = prepared(sqlite);
    return {
      sql,
      async damage() {
        const rows = sqlite.pragma('quick_check') as { quick_check: string }[];
        return rows.map(({ quick_check: line }) => line).filter((line) => line !== 'ok');
      },
      close: async () => sqlite.close(),
    };
  } catch (error) {
    sqlite.close();
    throw cannotOpen(file, error);
  }
}

/** Opens a database that nobody else has open, and lets nobody else open it. */
export async function openStopped(file: string): Promise<Pick<Snapshot, 'sql' | 'close'>> {
  const Open = await sqliteOfOrm();
  const sqlite = new Open(file, { fileMustExist: true });
  try {
    sqlite.pragma('busy_timeout = 0');
    assertUpToDate(file, sqlite);
    // Of a database with a log in a file of its own, this is refused while anybody else has it open.
    sqlite.pragma('journal_mode = delete');
    sqlite.prepare('begin exclusive').run([]);
    return { sql: prepared(sqlite), close: async () => sqlite.close() };
  } catch (error) {
    sqlite.close();
    throw isBusy(error) ? stillOpen(file, error) : cannotOpen(file, error);
  }
}

const isBusy = (error: unknown): boolean =>
  String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY');

const stillOpen = (file: string, cause: unknown): StartError =>
  new StartError(`The database ${file} is open in another process: stop that first.`, { cause });

/** Opens the file with the ORM's build of SQLite: two builds on one file in one process break each other's locks. */
export async function openReadOnly(file: string): Promise<Sqlite> {
  const Open = await sqliteOfOrm();
  try {
    return new Open(file, { readonly: true, fileMustExist: true });
  } catch (error) {
    throw cannotOpen(file, error);
  }
}

async function sqliteOfOrm(): Promise<OpenSqlite> {
  const orm = await MikroORM.init(ormOptions(':memory:'));
  try {
    const memory = (await orm.em.getConnection().getNativeClient()) as unknown as Sqlite;
    return memory.constructor as OpenSqlite;
  } finally {
    await orm.close(true);
  }
}
