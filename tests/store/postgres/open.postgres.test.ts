import { globSync } from 'node:fs';
import { posix } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StartError, UnavailableError } from '../../../src/domain/errors.ts';
import { WriteQueue } from '../../../src/store/commit.ts';
import type { Database } from '../../../src/store/database.ts';
import { openDatabase } from '../../../src/store/open.ts';
import { sqlite } from '../../../src/store/statements/dialect.ts';
import { allStatements, compile } from '../../../src/store/statements/statement.ts';
import { bareDatabase } from '../../support/own-database.ts';
import type { OwnDatabase } from '../../support/own-database.ts';
import { openProxy } from '../../support/proxy.ts';

async function bare() {
  const own = await bareDatabase();
  return { ...own, [Symbol.asyncDispose]: () => own.remove() };
}

describe('a database of PostgreSQL', () => {
  let empty: OwnDatabase;
  let database: Database;
  beforeAll(async () => {
    empty = await bareDatabase();
    database = await openDatabase(empty.url);
  });
  afterAll(async () => {
    await database.close();
    await empty.remove();
  });

  it('reads along the index that SQLite is told, before it knows anything of its tables', async () => {
    const url = new URL(empty.url);
    url.searchParams.set('options', '-c plan_cache_mode=force_generic_plan');
    const opened = await openDatabase(url.href, { pool: { reads: 1, writes: 1 } });
    const { reader } = opened;
    for (const path of globSync('src/store/{queries,queries/*,aggregates,statements}/*.ts')) {
      await import(/* @vite-ignore */ posix.join('../../..', path));
    }
    // Another test adds some with wrong names. Those of queries/operators go through all rows.
    const isLeftOut = /"no_\w+"|^select "row"\./;
    // Of event_senders there is a row for each process. The index of tokens is read as a bitmap only.
    const mayBe =
      /Seq Scan on event_senders|Bitmap Heap Scan (?=on search_entries .*\n.*\n.*search_entries_tokens_index)/g;
    const own = allStatements.filter((one) => !isLeftOut.test(compile(sqlite, one).text));
    const other: string[] = [];
    for (const [at, one] of own.entries()) {
      const { text, names } = reader.compiled(one);
      await reader.run(`prepare plan_${at} as ${text}`);
      const values = names.map(() => 'null').join();
      const rows = await reader.all<{ 'QUERY PLAN': string }>(
        `explain execute plan_${at}${values && `(${values})`}`,
      );
      const plan = rows
        .map((row) => row['QUERY PLAN'])
        .join('\n')
        .replaceAll(mayBe, '');
      const index = /indexed by "(\w+)"/.exec(compile(sqlite, one).text)?.[1] ?? '';
      const isOther = !plan.includes(index) || (index !== '' && /Sort|Filter: \(id/.test(plan));
      // A row is locked once it is found by its id, and before that it is found by its unique index.
      const isLate =
        text.endsWith(' for no key update') &&
        /Index Scan.*\n(?:.*Index Cond.*\n)?.*Filter/.test(plan);
      if (isOther || isLate || /(?:Seq|Bitmap Heap) Scan|(?:Hash|Merge) Join/.test(plan)) {
        other.push(`${text}\n${plan}`);
      }
    }
    await opened.close();
    expect(other).toEqual([]);
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

  it('cannot be reached where something takes its connections and never answers', async () => {
    await using proxy = await openProxy(empty.url);
    proxy.silence();
    const error: unknown = await openDatabase(proxy.url).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toContain('cannot be reached');
  });

  it.each([
    ['-c search_path=nowhere', 'has no schema of the search_path'],
    ['-c no_such_setting=1', 'does not take the options of the URL'],
    ['-c work_mem=little', 'does not take the options of the URL'],
  ])('is not opened with the options %s, and the reason is told', async (options, reason) => {
    await using own = await bare();
    const url = new URL(own.url);
    url.searchParams.set('options', options);
    const error: unknown = await openDatabase(url.href).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toContain(reason);
  });

  it('is unavailable where it is not in the state that a write needs', async () => {
    const queue = new WriteQueue(database.writer, () => undefined);
    const text = "do $$ begin raise exception 'not now' using errcode = '55000'; end $$";
    await expect(queue.commit((tx) => tx.run(text))).rejects.toThrow(UnavailableError);
  });

  it('has limits of time for statements, locks and transactions that do nothing', async () => {
    const limits = await database.sql.get(
      `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
        current_setting('idle_in_transaction_session_timeout') as idle`,
    );
    expect(limits).toEqual({ statement: '5s', lock: '500ms', idle: '10s' });
  });

  it('is unavailable to a writer while somebody holds what it needs, and then writes', async () => {
    const queue = new WriteQueue(database.writer, () => undefined);
    const locked = await database.writer.begin();
    await locked.sql.run('lock table merchants in exclusive mode');
    const write = () => queue.commit((tx) => tx.run("update merchants set name = ''"));
    const began = performance.now();
    await expect(write()).rejects.toThrow(UnavailableError);
    expect(performance.now() - began).toBeLessThan(4_000);
    await locked.rollback();
    await write();
  });

  it.each(['require', 'verify-full'])(
    'is not opened without TLS where its URL has sslmode=%s',
    async (mode) => {
      const url = new URL(empty.url);
      url.searchParams.set('sslmode', mode);
      const error: unknown = await openDatabase(url.href).catch((reason: unknown) => reason);
      expect(String(error)).toContain('does not support SSL');
      expect(error).toBeInstanceOf(StartError);
    },
  );
});
