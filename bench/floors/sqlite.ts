import { createRequire } from 'node:module';

/** The part of better-sqlite3 that is used here. The package ships no types. */
export interface Sqlite {
  prepare(text: string): Statement;
  pragma(text: string): unknown;
}
export interface Statement {
  run(...params: unknown[]): { changes: number };
  get(...params: unknown[]): unknown;
  all(...params: unknown[]): unknown[];
}

/** Opens the SQLite build that Paygraph uses, with the same settings. */
export function openSqlite(file: string): Sqlite {
  const require = createRequire(import.meta.resolve('@mikro-orm/sqlite'));
  const Database = require('better-sqlite3') as new (path: string) => Sqlite;
  const sqlite = new Database(file);
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('wal_autocheckpoint = 1000');
  sqlite.pragma('cache_size = -65536');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('temp_store = memory');
  return sqlite;
}

export function insertInto(
  sqlite: Sqlite,
  table: string,
  columns: string,
  onConflict = '',
): Statement {
  const places = columns.replaceAll(/\w+/g, '?');
  return sqlite.prepare(`insert into ${table} (${columns}) values (${places}) ${onConflict}`);
}

/** Runs `write` in one transaction with all writes that wait at that moment, and `done` after its commit. */
export function createGroups(sqlite: Sqlite): (write: () => void, done: () => void) => void {
  const [begin, commit] = [sqlite.prepare('begin immediate'), sqlite.prepare('commit')];
  let waiting: { write: () => void; done: () => void }[] = [];
  const writeAll = (): void => {
    const group = waiting;
    waiting = [];
    begin.run();
    for (const { write } of group) write();
    commit.run();
    for (const { done } of group) done();
  };
  return (write, done) => {
    waiting.push({ write, done });
    if (waiting.length === 1) setImmediate(writeAll);
  };
}
