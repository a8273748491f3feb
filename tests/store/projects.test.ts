import { expect, it } from 'vitest';
import { isPostgres } from '../../src/store/open.ts';
import { ownDatabase } from '../support/own-database.ts';

it('tests have a database of PostgreSQL in the project of that name, and of SQLite elsewhere', async ({
  task,
}) => {
  const own = await ownDatabase();
  expect(isPostgres(own.url)).toBe(task.file.projectName === 'postgres');
  await own.remove();
});
