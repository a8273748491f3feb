import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isPostgres } from '../../src/store/open.ts';
import { createReadingPool } from '../../src/store/postgres/pool.ts';
import { sqlOver } from '../../src/store/postgres/sql.ts';
import { prepared } from '../../src/store/sqlite/sql.ts';
import type { Sqlite } from '../../src/store/sqlite/sql.ts';
import type { Sql, Texts } from '../../src/store/sql.ts';

/** The SQLite build that Paygraph uses: two builds on one file in one process break each other's locks. */
const require = createRequire(fileURLToPath(import.meta.resolve('@mikro-orm/sqlite')));
const SqliteFile = require('better-sqlite3') as new (
  path: string,
  options: { readonly: true },
) => Sqlite;

/**
 * Reads at once, without waiting for a slice: on SQLite in the very turn of the event loop in which something was
 * written, on PostgreSQL as soon as the server answers. After it is closed it sees nothing.
 */
export interface SyncReader {
  wrap(read: Sql): Sql & Texts;
  close(): Promise<void>;
}

/** `url`: as in DATABASE_URL. */
export function openSyncReader(url: string): SyncReader {
  const { sql, close } = isPostgres(url) ? onServer(url) : onFile(url.replace(/^sqlite:/, ''));
  let isOpen = true;
  return {
    wrap: (read) =>
      ({
        ...read,
        get: async (...params: unknown[]) => (isOpen ? sql.get(...params) : undefined),
        all: async (...params: unknown[]) => (isOpen ? sql.all(...params) : []),
      }) as Sql & Texts,
    async close() {
      isOpen = false;
      await close();
    },
  };
}

type Reads = Record<'get' | 'all', (...params: unknown[]) => unknown>;

function onFile(path: string) {
  const sqlite = new SqliteFile(path, { readonly: true });
  return { sql: prepared(sqlite) as Reads, close: async () => sqlite.close() };
}

function onServer(url: string) {
  const pool = createReadingPool(url, 2, 'checker');
  return { sql: sqlOver(pool) as Reads, close: () => pool.end() };
}
