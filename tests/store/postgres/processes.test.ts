import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/store/open.ts';
import { emptyDatabase, isServerThere } from './server.ts';

describe.skipIf(!(await isServerThere()))('the processes of a database', () => {
  it('are those that have it open, however many connections each has', async () => {
    await using empty = await emptyDatabase();
    await using elsewhere = await emptyDatabase();
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
  });
});
