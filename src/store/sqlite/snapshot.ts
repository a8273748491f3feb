import { MikroORM } from '@mikro-orm/sqlite';
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

/** Opens the file with the ORM's build of SQLite: two builds on one file in one process break each other's locks. */
export async function openReadOnly(file: string): Promise<Sqlite> {
  const orm = await MikroORM.init(ormOptions(':memory:'));
  try {
    const memory = (await orm.em.getConnection().getNativeClient()) as unknown as Sqlite;
    const Open = memory.constructor as OpenSqlite;
    return new Open(file, { readonly: true, fileMustExist: true });
  } catch (error) {
    throw cannotOpen(file, error);
  } finally {
    await orm.close(true);
  }
}
