import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
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
 * Reads at once, without waiting for a slice: in the very turn of the event loop in which something was written.
 * After it is closed it sees nothing.
 */
export interface SyncReader {
  wrap(read: Sql): Sql & Texts;
  close(): void;
}

export function openSyncReader(path: string): SyncReader {
  const sqlite = new SqliteFile(path, { readonly: true });
  const sql = prepared(sqlite) as Record<'get' | 'all', (...params: unknown[]) => unknown>;
  let isOpen = true;
  return {
    wrap: (read) =>
      ({
        ...read,
        get: async (...params: unknown[]) => (isOpen ? sql.get(...params) : undefined),
        all: async (...params: unknown[]) => (isOpen ? sql.all(...params) : []),
      }) as Sql & Texts,
    close() {
      isOpen = false;
      sqlite.close();
    },
  };
}
