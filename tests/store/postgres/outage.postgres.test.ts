import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WriteQueue } from '../../../src/store/commit.ts';
import { openDatabase } from '../../../src/store/open.ts';
import { readLog } from '../../../src/store/queries/events.ts';
import { merchantById } from '../../../src/store/queries/merchants.ts';
import { signWebhook } from '../../../src/providers/stablecoin-gateway/webhook.ts';
import { eventually, openTestApp } from '../../support/app.ts';
import type { Another, TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { created, footprint, mutate, orderInput, pathOf } from '../../support/operations.ts';
import { openProxy } from '../../support/proxy.ts';
import type { Proxy } from '../../support/proxy.ts';
import { ownDatabase } from '../../support/own-database.ts';

const provider = 'ANEXPAY_XCHECKOUT';

describe('while PostgreSQL cannot be reached', () => {
  let testApp: TestApp;
  let proxy: Proxy;
  let behind: Another;
  beforeAll(async () => {
    testApp = await openTestApp();
    proxy = await openProxy(testApp.databaseUrl);
    behind = await testApp.another({ DATABASE_URL: proxy.url });
  });
  afterEach(() => proxy.heal());
  afterAll(async () => {
    await testApp.close();
    await proxy[Symbol.asyncDispose]();
  });

  const pay = async (orderNo: string): Promise<number> => {
    const at = testApp.sandbox.clock.now();
    const data = { orderNo, orderStatus: 'PAID', token: 'ETH_USDT', payingAmount: 101 };
    const body = JSON.stringify({
      eventId: `paid-${orderNo}`,
      eventType: 'CHECKOUT_ORDER_CHANGED',
      timestamp: Math.floor(at / 1000),
      data,
    });
    const { signKey } = testApp.credentials[provider];
    const headers = { 'content-type': 'application/json', ...signWebhook(body, signKey, at) };
    const url = `${behind.app.deps.publicUrl}/webhooks/${testApp.accounts[provider]}`;
    const response = await fetch(url, { method: 'POST', headers, body });
    await response.arrayBuffer();
    return response.status;
  };

  const ask = async (): Promise<{ status: number; codes: string[] }> => {
    const response = await fetch(`${behind.app.deps.publicUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${testApp.key}` },
      body: JSON.stringify({ query: '{ orders { edges { node { id } } } }' }),
    });
    const answer = (await response.json()) as { errors: { extensions: { code: string } }[] };
    return {
      status: response.status,
      codes: answer.errors.map(({ extensions }) => extensions.code),
    };
  };

  const outages: [how: string, begin: () => Promise<void>][] = [
    ['connections are cut, and new ones refused', () => proxy.cut()],
    ['nothing passes', async () => proxy.silence()],
  ];

  it.each(outages)(
    'where %s, webhooks are answered 503, nothing is half done, and all goes on afterwards',
    async (_how, begin) => {
      const order = await created(testApp, provider);
      const before = await footprint(testApp);
      await begin();
      const statuses = await Promise.all(
        Array.from({ length: 5 }, () => pay(order.providerReference)),
      );
      expect(statuses).toEqual(statuses.map(() => 503));
      expect(await footprint(testApp)).toEqual(before);
      await proxy.heal();
      await eventually(async () => (await pay(order.providerReference)) === 200);
      expect((await pathOf(testApp, order.id)).at(-1)).toBe('PAID');
      const input = orderInput(testApp, provider);
      const later = await eventually(async () => {
        const result = await mutate(behind, documents.createOrder, { input }).catch(() => null);
        return result?.order;
      });
      expect(later.status).toBe('AWAITING_PAYMENT');
      const log = await readLog(testApp.app.deps.read, testApp.merchantId, 0, 1_000);
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1));
    },
  );

  it.each(outages)(
    'where %s, requests with credentials are answered UNAVAILABLE',
    async (_how, begin) => {
      await begin();
      // For a second the credentials are known, and only what they read cannot be.
      expect((await ask()).codes).toEqual(['UNAVAILABLE']);
      const later = await eventually(async () => {
        const answer = await ask();
        return answer.status === 503 && answer;
      });
      expect(later.codes).toEqual(['UNAVAILABLE']);
    },
  );

  it('a server that was restarted is used again without a restart of ours', async () => {
    const order = await created(testApp, provider);
    const database = await openDatabase(testApp.databaseUrl);
    const ended = await database.sql.all(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
          and application_name like 'paygraph:%'`,
    );
    expect(ended.length).toBeGreaterThan(0);
    await database.close();
    await eventually(async () => (await pay(order.providerReference)) === 200);
    await eventually(async () => (await pathOf(testApp, order.id)).at(-1) === 'PAID');
  });
});

/** A proxy that passes everything on until it swallows the answer to a commit and closes. */
async function losingCommits(target: string) {
  const { hostname, port } = new URL(target);
  let lost = 0;
  const server = createServer((client) => {
    const upstream = connect({ host: hostname, port: Number(port) });
    let isLosing = false;
    client.on('data', (data) => {
      isLosing ||= lost === 0 && data.includes('commit\0');
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (!isLosing) client.write(data);
      else {
        lost += 1;
        client.destroy();
      }
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      socket.on('error', () => undefined);
      socket.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: url.href, lost: () => lost, close: () => server.close() };
}

it('a commit whose answer is lost is looked up, and its caller told that it was written', async () => {
  const own = await ownDatabase();
  const proxy = await losingCommits(own.url);
  const database = await openDatabase(proxy.url);
  const notified: string[] = [];
  const queue = new WriteQueue(database.writer, (topics) => void notified.push(...topics));
  await queue.commit(async (tx) => {
    await tx.run(
      "insert into merchants (id, name, timeline, last_seq, created_at) values ('mer_1', '', '', 0, 1)",
    );
    tx.notify('mer_1');
  });
  expect(proxy.lost()).toBe(1);
  expect(notified).toEqual(['mer_1']);
  expect(await merchantById(database.reader, 'mer_1')).not.toBeNull();
  await database.close();
  proxy.close();
  await own.remove();
});
