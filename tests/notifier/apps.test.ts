import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeApiKey } from '../../src/operations/merchants/merchants.ts';
import { eventually, follow, openTestApp } from '../support/app.ts';
import type { Another, TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { created } from '../support/operations.ts';
import { onPostgres } from '../support/own-database.ts';

const { TEST_REDIS_URL: redis = '' } = process.env;
const provider = 'W_CHECKOUT';

interface Mode {
  name: string;
  environment: Record<string, string>;
}
const modes: Mode[] = [
  ...(redis === '' ? [] : [{ name: 'over Redis', environment: { REDIS_URL: redis } }]),
  ...(onPostgres ? [{ name: 'over PostgreSQL', environment: {} }] : []),
];

/** With a clock that nothing moves, no timer looks: what is told was notified. */
describe.each(modes)('two processes that notify each other $name', ({ environment }) => {
  let testApp: TestApp;
  let other: Another;
  beforeAll(async () => {
    testApp = await openTestApp({ environment });
    other = await testApp.another();
  });
  afterAll(() => testApp.close());

  it('tell subscribers of one what the other has written', async () => {
    const [first, second] = [
      follow(testApp, documents.merchantEvents, {}),
      follow({ url: other.url, key: testApp.key }, documents.merchantEvents, {}),
    ];
    for (const followed of [first, second]) {
      await followed.until(({ events }) => events.kind === 'CAUGHT_UP');
    }
    // A channel may come up after its process.
    await eventually(async () => {
      await created(testApp, provider);
      return second.items.some(({ events }) => events.kind === 'EVENT');
    });
    const { id } = await created(testApp, provider);
    await second.until(({ events }) => events.event?.subject.id === id);
    const input = { idempotencyKey: 'cancel-there', id };
    await other.post({
      query: `mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename } }`,
      variables: { input },
    });
    const canceled = await first.until(
      ({ events }) => events.event?.subject.id === id && events.event.to === 'CANCELED',
    );
    expect(canceled.events.kind).toBe('EVENT');
    await Promise.all([first.close(), second.close()]);
  });
});

describe('two processes of one database', () => {
  let testApp: TestApp;
  let other: Another;
  beforeAll(async () => {
    testApp = await openTestApp();
    other = await testApp.another();
  });
  afterAll(() => testApp.close());

  it('end the streams of a key within 3 s after the other has revoked it', async () => {
    const secret = 'pgk_revoked_at_the_other_process';
    const id = testApp.app.deps.ids.make('key');
    const { merchantId } = testApp;
    const scopes = ['READ'] as const;
    await storeApiKey(testApp.app.deps, { id, merchantId, name: 'short', scopes, secret });
    const response = await fetch(testApp.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${secret}`,
      },
      body: JSON.stringify({ query: 'subscription { events { kind } }' }),
    });
    await other.post(
      { query: `mutation { revokeApiKey(id: "${id}") { __typename } }` },
      testApp.adminKey,
    );
    const revokedAt = performance.now();
    expect(await response.text()).toContain('UNAUTHENTICATED');
    expect(performance.now() - revokedAt).toBeLessThan(3_000);
    const { status } = await testApp.post({ query: '{ viewer { id } }' }, secret);
    expect(status).toBe(401);
  });

  it('use an account no more, or with its new address, once the other has changed it', async () => {
    const before = testApp.sandbox.provider(provider).effects().ordersCreated;
    await created(testApp, provider);
    const update = (input: object) =>
      other.post(
        {
          query: `mutation ($input: UpdateProviderAccountInput!) {
            updateProviderAccount(input: $input) { __typename }
          }`,
          variables: { input: { id: testApp.accounts[provider], ...input } },
        },
        testApp.adminKey,
      );
    await update({ baseUrl: testApp.sandbox.provider('ANEXPAY_XCHECKOUT').baseUrl });
    // The other brand does not know these credentials.
    expect(await created(testApp, provider)).toMatchObject({ status: 'FAILED' });
    await update({ baseUrl: testApp.sandbox.provider(provider).baseUrl, enabled: false });
    await expect(created(testApp, provider)).rejects.toThrow(/disabled|VALIDATION|NOT_FOUND/i);
    expect(testApp.sandbox.provider(provider).effects().ordersCreated - before).toBe(1);
  });
});

const noAnswer = (): void => undefined;

describe('a Redis that accepts everything and answers nothing', () => {
  it('delays no write and no start', async () => {
    const silent = createServer(noAnswer).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const began = performance.now();
    const testApp = await openTestApp({ environment: { REDIS_URL: `redis://127.0.0.1:${port}` } });
    try {
      for (let count = 0; count < 20; count += 1) await created(testApp, provider);
    } finally {
      await testApp.close();
      silent.close();
    }
    // Each wait for Redis would take five seconds.
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});
