import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresTransport } from '../../src/notifier/postgres.ts';
import { ownDatabase } from '../support/own-database.ts';
import type { OwnDatabase } from '../support/own-database.ts';
import { openProxy } from '../support/proxy.ts';
import { connected, openEnd } from './channels.ts';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.remove());

async function terminateListeners(): Promise<number> {
  const client = new Client({ connectionString: own.url });
  await client.connect();
  const { rowCount } = await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'paygraph notifier'`,
  );
  await client.end();
  return rowCount ?? 0;
}

describe('over LISTEN and NOTIFY', () => {
  it('topics reach other processes of the same database alone', async () => {
    const another = await ownDatabase();
    try {
      await using a = openEnd(postgresTransport(own.url));
      await using b = openEnd(postgresTransport(own.url));
      await using foreign = openEnd(postgresTransport(another.url));
      await using alike = openEnd(postgresTransport(another.url));
      await connected(a, b);
      await connected(foreign, alike);
      a.channel.send(['ord_1']);
      await b.hears('ord_1');
      foreign.channel.send(['ord_2']);
      await alike.hears('ord_2');
      expect(foreign.received.flat()).not.toContain('ord_1');
    } finally {
      await another.remove();
    }
  });

  it('connections that the server ends come back', async () => {
    await using a = openEnd(postgresTransport(own.url));
    await using b = openEnd(postgresTransport(own.url));
    await connected(a, b);
    expect(await terminateListeners()).toBe(2);
    await Promise.all([a.toldOf('back', 1), b.toldOf('back', 1)]);
    await connected(a, b);
    expect(a.told).toEqual(['away', 'back', 'missed']);
  });

  it('topics that were notified while it was cut off or not answered come after it', async () => {
    await using proxy = await openProxy(own.url);
    await using a = openEnd(postgresTransport(proxy.url));
    await using b = openEnd(postgresTransport(own.url));
    await connected(a, b);
    await proxy.cut();
    await a.toldOf('away', 1);
    a.channel.send(['ord_cut']);
    await proxy.heal();
    await b.hears('ord_cut');
    proxy.silence();
    a.channel.send(['ord_silent']);
    await a.toldOf('away', 2);
    await proxy.heal();
    await b.hears('ord_silent');
    await a.toldOf('back', 2);
    expect(b.told).toEqual([]);
  });

  it('no connection is left behind, also of a server that does not answer', async () => {
    await using proxy = await openProxy(own.url);
    {
      await using a = openEnd(postgresTransport(proxy.url));
      await using b = openEnd(postgresTransport(proxy.url));
      await connected(a, b);
      proxy.silence();
    }
    await expect.poll(() => proxy.connections()).toBe(0);
  });
});
