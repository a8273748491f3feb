import { describe, expect, it } from 'vitest';
import { followProcesses } from '../../../src/app/processes.ts';
import { openDatabase } from '../../../src/store/open.ts';
import { bareDatabase } from '../../support/own-database.ts';

describe('the processes of a database', () => {
  it('are those that have it open, however many connections each has', async () => {
    const empty = await bareDatabase();
    const elsewhere = await bareDatabase();
    const first = await openDatabase(empty.url);
    const other = await openDatabase(elsewhere.url);
    expect(await first.processes()).toBe(1);
    const second = await openDatabase(empty.url);
    await Promise.all(Array.from({ length: 5 }, () => second.reader.get('select pg_sleep(0.01)')));
    expect(await first.processes()).toBe(2);
    await second.close();
    // The server ends what is closed a moment later.
    await expect.poll(() => first.processes()).toBe(1);
    await Promise.all([first.close(), other.close()]);
    await Promise.all([empty.remove(), elsewhere.remove()]);
  });

  it('are known to be gone once none of their connections is open', async () => {
    const own = await bareDatabase();
    const first = await openDatabase(own.url);
    const second = await openDatabase(own.url);
    const names = [first, second].map(({ peers }) => peers?.own ?? '');
    await second.reader.get('select 1');
    expect(await first.peers?.gone([...names, 'another'])).toEqual([]);
    await second.close();
    await expect.poll(() => first.peers?.gone(names)).toEqual([names[1]]);
    await first.close();
    await own.remove();
  });

  it('are counted where the URL gives their connections one name', async () => {
    const own = await bareDatabase();
    const url = new URL(own.url);
    url.searchParams.set('application_name', 'shop');
    const first = await openDatabase(url.href);
    const second = await openDatabase(url.href);
    expect(await second.processes()).toBe(1);
    expect(await first.processes()).toBe(2);
    await Promise.all([first.close(), second.close()]);
    await own.remove();
  });

  it.each([-90_000, 90_000])(
    'are warned where their clock is %d ms from the database’s',
    async (apart) => {
      const own = await bareDatabase();
      const database = await openDatabase(own.url);
      const warnings: object[] = [];
      const warn = (details: object): void => void warnings.push(details);
      const log = { debug: warn, info: warn, warn, error: warn };
      (await followProcesses(database, log)).close();
      expect(warnings).toEqual([]);
      (await followProcesses(database, log, () => Date.now() + apart)).close();
      const [found, ...more] = warnings as { aheadMs: number }[];
      expect(more).toEqual([]);
      expect(Math.abs((found?.aheadMs ?? 0) - apart)).toBeLessThan(5_000);
      await database.close();
      await own.remove();
    },
  );
});
