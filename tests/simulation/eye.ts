import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Sql } from '../../src/store/sql.ts';

interface Statement {
  get(...params: unknown[]): unknown;
  all(...params: unknown[]): unknown;
}

interface Sqlite {
  prepare(text: string): Statement;
  close(): void;
}

/** The build of SQLite that Paygraph uses: two builds on one file in one process break each other's locks. */
const require = createRequire(fileURLToPath(import.meta.resolve('@mikro-orm/sqlite')));
const SqliteFile = require('better-sqlite3') as new (
  path: string,
  options: { readonly: true },
) => Sqlite;

/**
 * Reads at once, and not when it is its turn: in the very turn of the event loop in which something was written. Once
 * it is closed it sees nothing.
 */
export interface Eye {
  see(read: Sql): Sql;
  close(): void;
}

export function openEye(path: string): Eye {
  const sqlite = new SqliteFile(path, { readonly: true });
  let isOpen = true;
  // Looked at after every commit: each statement is prepared once.
  const statements = new Map<string, Statement>();
  const prepared = (text: string): Statement => {
    const statement = statements.get(text) ?? sqlite.prepare(text);
    statements.set(text, statement);
    return statement;
  };
  return {
    see: (read) => ({
      ...read,
      get: async <Row>(text: string, ...params: unknown[]) =>
        isOpen ? (prepared(text).get(...params) as Row | undefined) : undefined,
      all: async <Row>(text: string, ...params: unknown[]) =>
        isOpen ? (prepared(text).all(...params) as Row[]) : [],
    }),
    close() {
      isOpen = false;
      sqlite.close();
    },
  };
}
