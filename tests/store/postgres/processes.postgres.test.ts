import { describe, expect, it } from 'vitest';
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
});
