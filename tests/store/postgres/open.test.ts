import { globSync } from 'node:fs';
import { posix } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/store/database.ts';
import { openDatabase } from '../../../src/store/open.ts';
import { allStatements } from '../../../src/store/statements/statement.ts';
import { emptyDatabase, isServerThere } from './server.ts';
import type { EmptyDatabase } from './server.ts';

describe.skipIf(!(await isServerThere()))('a database of PostgreSQL', () => {
  let empty: EmptyDatabase;
  let database: Database;
  beforeAll(async () => {
    empty = await emptyDatabase();
    database = await openDatabase(empty.url);
  });
  afterAll(async () => {
    await database.close();
    await empty[Symbol.asyncDispose]();
  });

  it('is made by the migrations exactly as the entities describe it', async () => {
    expect(await database.schemaDrift()).toBe('');
  });

  it('accepts all statements of the store', async () => {
    for (const path of globSync('src/store/{queries,aggregates,statements}/*.ts')) {
      await import(/* @vite-ignore */ posix.join('../../..', path));
    }
    const refused: string[] = [];
    for (const { text, names } of allStatements.map((one) => database.reader.compiled(one))) {
      const explained = database.reader.all(`explain ${text}`, ...names.map(() => null));
      await explained.catch((error: unknown) => refused.push(`${String(error)}: ${text}`));
    }
    // Explaining an update is refused only where it is run; the reader may explain it.
    expect(refused).toEqual([]);
  });

  it('cannot be written to through the reader, whatever its URL says', async () => {
    const url = new URL(empty.url);
    url.searchParams.set('options', '-c default_transaction_read_only=off -c work_mem=1MB');
    const opened = await openDatabase(url.href);
    try {
      expect(await opened.reader.get('show work_mem')).toEqual({ work_mem: '1MB' });
      const change = opened.reader.run("update merchants set name = ''");
      await expect(change).rejects.toThrow('read-only transaction');
    } finally {
      await opened.close();
    }
  });

  it('does not show its password where it is inspected, nor where it cannot be opened', async () => {
    const url = new URL(empty.url);
    url.password = 'hidden';
    const opened = await openDatabase(url.href);
    expect(inspect(opened, { depth: null, showHidden: true })).not.toContain('hidden');
    await opened.close();
    url.pathname = '/nowhere';
    const error: unknown = await openDatabase(url.href).catch((reason: unknown) => reason);
    expect(String(error)).toContain('nowhere at 127.0.0.1:5432 does not exist');
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('hidden');
  });
});
