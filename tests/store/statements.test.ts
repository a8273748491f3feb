import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allStatements } from '../../src/store/statements/statement.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { readSources } from '../support/sources.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
  const modules = readSources('src/store').filter(({ path }) => !path.includes('/migrations/'));
  await Promise.all(modules.map(({ path }) => import(`../../${path}`)));
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
});

describe('the statements of the house', () => {
  it('are all taken by a database that was made by the migrations', async () => {
    const { reader } = opened.database;
    const texts = allStatements.map((one) => reader.compiled(one));
    const refused: string[] = [];
    for (const { text, places } of texts) {
      // To explain it the database has to prepare it, and runs nothing.
      const explained = reader.all(`explain ${text}`, ...places.map(() => null));
      await explained.catch((error: unknown) => refused.push(`${String(error)}: ${text}`));
    }
    expect(refused).toEqual([]);
    expect(texts.length).toBeGreaterThan(100);
  });
});
