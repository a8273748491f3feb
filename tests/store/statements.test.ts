import { globSync } from 'node:fs';
import { posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqlite } from '../../src/store/statements/dialect.ts';
import { allStatements, compile, statement } from '../../src/store/statements/statement.ts';
import type { AnyStatement } from '../../src/store/statements/statement.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { onPostgres } from '../support/own-database.ts';
import { readSources } from '../support/sources.ts';

let opened: TestDatabase;
const own: AnyStatement[] = [];
beforeAll(async () => {
  opened = await openTestDatabase();
  const modules = globSync('src/store/{queries,queries/*,aggregates,statements,copying}/*.ts');
  for (const path of modules) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as a program loads them
    await import(/* @vite-ignore */ posix.join('../..', path));
  }
  own.push(...allStatements);
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
});

/** Explaining a statement makes the database prepare it, and runs nothing. */
async function refusals(statements: readonly AnyStatement[]): Promise<string[]> {
  const { reader } = opened.database;
  const found: string[] = [];
  for (const { text, names } of statements.map((one) => reader.compiled(one))) {
    const explained = reader.all(`explain ${text}`, ...names.map(() => null));
    await explained.catch((error: unknown) => found.push(`${String(error)}: ${text}`));
  }
  return found;
}

describe('the statements of the store', () => {
  it('are all accepted by a database that was made by the migrations', async () => {
    expect(await refusals(own)).toEqual([]);
    expect(own.length).toBeGreaterThan(250);
  });

  it('are refused there where a column, a table or an index does not exist', async () => {
    const wrong = [
      statement()(({ db }) => db.selectFrom('orders').select('no_column' as 'id')),
      statement()(({ db }) => db.selectFrom('no_table' as 'orders').selectAll()),
      statement()(({ db }) =>
        db.updateTable('orders').set((_eb) => ({ version: 1, no_column: 2 }) as { version: 1 }),
      ),
    ];
    // PostgreSQL chooses its indexes itself.
    if (!onPostgres) {
      wrong.push(
        statement()(({ db, byIndex }) => db.selectFrom(byIndex('orders', 'no_index')).selectAll()),
      );
    }
    expect(await refusals(wrong)).toHaveLength(wrong.length);
  });

  it('are compiled once, and bind their parameters to their places', () => {
    const one = statement<{ id: string }>()(({ db }, at) =>
      db.selectFrom('orders').select('id').where('status', '=', 'PAID').where('id', '=', at.id),
    );
    const compiled = compile(sqlite, one);
    expect(compile(sqlite, one)).toBe(compiled);
    expect([compiled.names, compiled.constants]).toEqual([
      [null, 'id'],
      ['PAID', null],
    ]);
  });

  it('refuse to run where a parameter is missing', async () => {
    const one = statement<{ id: string }>()(({ db }, at) =>
      db.selectFrom('orders').select('id').where('id', '=', at.id),
    );
    await expect(opened.database.reader.get(one, {} as { id: string })).rejects.toThrow(
      'id is not given',
    );
  });
});

const sources = readSources('src').filter(({ path }) => !path.startsWith('src/store/migrations/'));

/** The places of a forbidden pattern, and what to do instead. */
const found = (pattern: RegExp, instead: string, except: readonly string[] = []): string[] =>
  sources
    .filter(({ path }) => !except.some((start) => path.startsWith(start)))
    .flatMap(({ path, code }) =>
      Array.from(code.matchAll(pattern), ([what]) => `${path}: ${what.trim()}: ${instead}`),
    );

/** What the types do not check. */
const unseen: readonly [what: string, pattern: RegExp, instead: string, except: string[]][] = [
  [
    'SQL as text',
    /['"`]\s*(?:select|insert into|update \w+ set|delete from|with recursive)\b/gi,
    'write a statement in src/store/queries/',
    // The migrations’ own table, locks and transactions, and triggers.
    ['src/store/sqlite/', 'src/store/postgres/', 'src/store/entities/', 'src/notifier/postgres.ts'],
  ],
  [
    'statements outside of the store',
    /\b(?:tx|sql|read|reader|backgroundReader)\.(?:run|get|all)\(/g,
    'give it a function in src/store/queries/',
    ['src/store/'],
  ],
  [
    'texts that are run',
    /\b(?:tx|sql|read)\.(?:run|get|all)(?:<[^>]*>)?\(\s*(?:['"`]|text\b)/g,
    'run a statement',
    [],
  ],
  [
    'columns that are set out of sight of the types',
    /\.(?:set|doUpdateSet)\(\s*(?:\(?\w+\)?\s*=>|\w+\s*\)|\w+\([^()]*\)\s*\))/g,
    'hand it an object literal: of another the columns are not compared one by one',
    // A gauge's statement, and lists of columns that have their own types.
    ['src/http/', 'src/store/statements/rows.ts'],
  ],
  [
    'inserts of what is selected',
    /\.(?:expression|fromSelect)\(/g,
    'insert values: the number of columns is not compared',
    // It selects the columns that it inserts.
    ['src/store/statements/rows.ts'],
  ],
  [
    'pieces of SQL',
    /import \{[^}]*\bsql\b[^}]*\} from 'kysely'/g,
    'keep it in src/store/statements/dialect.ts',
    ['src/store/statements/dialect.ts'],
  ],
  ['SQL put together', /\bsql\s*\.\s*(?:raw|lit)\b|\bsql(?:<[^`]*>)?\(/g, 'use `sql.ref`', []],
];

describe('the sources', () => {
  it.each(unseen)('have no %s', (_what, pattern, instead, except) => {
    expect(found(pattern, instead, except)).toEqual([]);
  });

  it.each([
    ["read.get('select 1')", 3],
    ['deps.read.all(text)', 2],
    ['.set((eb) => ({ a: 1 }))', 1],
    ['.set(columns)', 1],
    ['.set(columnsOf(order))', 1],
    ['known.set(id, order)', 0],
    ['.doUpdateSet(columns)', 1],
    ['.set({ a: at.a })', 0],
    ["import { sql } from 'kysely';", 1],
    ['sql.raw(`a ${b}`)', 1],
  ])('would not have %s', (code, times) => {
    const met = unseen.filter(([, pattern]) => code.match(pattern) !== null);
    expect(met).toHaveLength(times);
  });
});
