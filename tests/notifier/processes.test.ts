import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/app.ts';
import { onPostgres, ownDatabase } from '../support/own-database.ts';
import { openProxy } from '../support/proxy.ts';
import { figuresOf, payAll } from './latency.ts';
import { openSite } from './site.ts';

/** Real processes, with their timers. `npm run prove -- notifications` measures more. */
const { TEST_REDIS_URL: redis = '' } = process.env;
const patienceMs = 120_000;

const linesWith = (lines: readonly string[], text: string): number =>
  lines.filter((line) => line.includes(text)).length;

describe('an event that comes of a webhook at one process', () => {
  // On PostgreSQL something always notifies. The tests below tell events there, before a cut and after it.
  it.skipIf(onPostgres)(
    'is told at another within 3 s, and once, where nothing notifies it',
    async () => {
      const own = await ownDatabase();
      try {
        await using site = await openSite({ database: own.url });
        await using follower = await site.follow();
        const latencies = await payAll(site, follower, { count: 40, everyMs: 20 });
        expect(figuresOf(latencies).most).toBeLessThan(3_000);
        expect(new Set(follower.events).size).toBe(follower.events.length);
      } finally {
        await own.remove();
      }
    },
    patienceMs,
  );

  it.skipIf(redis === '' || !onPostgres)(
    'is told while Redis is cut off for five seconds, which is logged once, and soon again after it',
    async () => {
      const own = await ownDatabase();
      try {
        await using proxy = await openProxy(redis);
        await using site = await openSite({ database: own.url, redis: proxy.url });
        await using follower = await site.follow();
        // Two connections of each process.
        await eventually(async () => proxy.connections() === 4);
        const healed = Promise.withResolvers<void>();
        const cut = async (): Promise<void> => {
          await proxy.cut();
          await sleep(5_000);
          await proxy.heal();
        };
        const latencies = await payAll(site, follower, {
          count: 80,
          everyMs: 100,
          at: (index) => {
            if (index === 10) cut().then(healed.resolve, healed.reject);
          },
        });
        await healed.promise;
        expect(figuresOf(latencies).most).toBeLessThan(3_000);
        expect(new Set(follower.events).size).toBe(follower.events.length);
        await eventually(async () => linesWith(site.lines, 'are notified again') === 2);
        expect(linesWith(site.lines, 'are not notified now')).toBe(2);
        const after = await payAll(site, follower, { count: 20, everyMs: 20 });
        expect(figuresOf(after).p50).toBeLessThan(1_000);
      } finally {
        await own.remove();
      }
    },
    patienceMs,
  );

  it.skipIf(!onPostgres)(
    'is told while PostgreSQL ends the connections of the notifier, which is logged once',
    async () => {
      const own = await ownDatabase();
      const client = new Client({ connectionString: own.url });
      await client.connect();
      try {
        await using site = await openSite({ database: own.url });
        await using follower = await site.follow();
        const latencies = await payAll(site, follower, {
          count: 40,
          everyMs: 50,
          at: (index) => {
            if (index !== 10) return;
            void client.query(
              `select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and application_name = 'paygraph notifier'`,
            );
          },
        });
        expect(figuresOf(latencies).most).toBeLessThan(3_000);
        expect(new Set(follower.events).size).toBe(follower.events.length);
        await eventually(async () => linesWith(site.lines, 'are notified again') === 2);
        expect(linesWith(site.lines, 'are not notified now')).toBe(2);
      } finally {
        await client.end();
        await own.remove();
      }
    },
    patienceMs,
  );
});
