import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, openSnapshot } from '../../src/store/open.ts';
import { runCommand } from '../support/command.ts';
import { bareDatabase } from '../support/own-database.ts';
import type { OwnDatabase } from '../support/own-database.ts';

let own: OwnDatabase;
beforeAll(async () => {
  own = await bareDatabase();
});
afterAll(() => own.remove());

const migrate = () => runCommand('migrate', { DATABASE_URL: own.url });

describe('npm run migrate', () => {
  it(
    'is done by one of many that run at once, and the others wait for it',
    { timeout: 60_000 },
    async () => {
      const ended = await Promise.all([migrate(), migrate(), migrate()]);
      expect(ended.map(({ code, errors }) => ({ code, errors }))).toEqual(
        ended.map(() => ({ code: 0, errors: '' })),
      );
      const outputs = ended.map(({ output }) => output.trim().split('\n'));
      const [mover, ...waiters] = outputs.toSorted((a, b) => b.length - a.length);
      expect(mover?.[0]).toBe('applied 0001-foundation');
      expect(mover?.at(-1)).toMatch(/^The database is up to date: \d+ migrations were applied\.$/);
      expect(waiters).toEqual(waiters.map(() => ['The database is up to date.']));
      const database = await openDatabase(own.url);
      expect(database.migrated).toEqual([]);
      expect(await database.schemaDrift()).toBe('');
      await database.close();
    },
  );

  it('refuses a newer database in one sentence, and so does whoever only reads it', async () => {
    const database = await openDatabase(own.url);
    await database.sql.run(
      "insert into mikro_orm_migrations (name, executed_at) values ('9998-of-the-future', '2030-01-01')",
    );
    const { code, output, errors } = await migrate();
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toMatch(/^The database .* is of a newer version: .*9998-of-the-future.*\n$/);
    await expect(openSnapshot(own.url)).rejects.toThrow('9998-of-the-future');
    await database.sql.run("delete from mikro_orm_migrations where name = '9998-of-the-future'");
    await database.close();
  });

  it('is required by whoever only reads an older database', async () => {
    const database = await openDatabase(own.url);
    await database.sql.run("delete from mikro_orm_migrations where name = '0001-foundation'");
    const opening = openSnapshot(own.url);
    await expect(opening).rejects.toThrow(
      /older version: it lacks 0001-foundation\. .*npm run migrate/,
    );
    await database.close();
  });
});
