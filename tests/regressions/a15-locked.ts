import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signWebhook } from '../../src/providers/stablecoin-gateway/webhook.ts';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { holdWriteLock } from '../support/lock.ts';
import { onPostgres } from '../support/own-database.ts';
import {
  mutate,
  created,
  footprint,
  orderInput,
  orderOf,
  pathOf,
  settlementInput,
} from '../support/operations.ts';
import {
  createOrder,
  freezeMs,
  longestStretch,
  provider,
  readiness,
  timed,
  unavailable,
  viewer,
} from './a15-outage.ts';

/**
 * Milliseconds that a write waits for a lock (docs/running.md#when-nothing-can-be-written); on PostgreSQL with the wait of
 * the group before.
 */
const longestWait = onPostgres ? 2000 : 1000;

export function describeA15Locked(): void {
  describe('A15: while another process holds the write lock', () => {
    let testApp: TestApp;
    beforeAll(async () => {
      testApp = await openTestApp();
    });
    afterAll(() => testApp.close());

    const locked = async (work: () => Promise<void>): Promise<void> => {
      const lock = await holdWriteLock(testApp.databaseUrl);
      try {
        await work();
      } finally {
        await lock.release();
      }
    };

    /** A key whose use has not been recorded yet. */
    const freshKey = async (): Promise<string> => {
      const input = { name: 'fresh', scopes: ['READ'] };
      return String((await mutate(testApp, documents.createApiKey, { input }))['secret']);
    };

    const webhook = async (orderNo: string): Promise<Response> => {
      const { signKey } = testApp.credentials[provider];
      const at = testApp.sandbox.clock.now();
      const data = { orderNo, orderStatus: 'PAID', token: 'ETH_USDT', payingAmount: 101 };
      const body = JSON.stringify({
        eventId: `paid-${orderNo}`,
        eventType: 'CHECKOUT_ORDER_CHANGED',
        timestamp: Math.floor(at / 1000),
        data,
      });
      const url = testApp.url.replace('/graphql', `/webhooks/${testApp.accounts[provider]}`);
      const headers = { 'content-type': 'application/json', ...signWebhook(body, signKey, at) };
      return fetch(url, { method: 'POST', headers, body });
    };

    it('A15: queries are answered at once, with a key whose use cannot be recorded too', async () => {
      const keys = await Promise.all([freshKey(), freshKey(), freshKey()]);
      await locked(async () => {
        const longest = await longestStretch(async () => {
          const refused = createOrder(testApp, orderInput(testApp, provider));
          for (const key of keys) {
            const [answer, ms] = await timed(() => testApp.post(viewer, key));
            expect(answer).toMatchObject({ status: 200, data: { viewer: {} } });
            expect(ms).toBeLessThan(freezeMs);
          }
          await refused;
        });
        expect(longest).toBeLessThan(freezeMs);
      });
    });

    it('A15: a mutation is soon UNAVAILABLE and has no effect; the same key works afterwards', async () => {
      const input = orderInput(testApp, provider);
      const before = await footprint(testApp);
      await locked(async () => {
        const [refused, ms] = await timed(() => createOrder(testApp, input));
        expect(refused).toMatchObject(unavailable);
        expect(JSON.stringify(refused)).not.toMatch(/sqlite|locked|database/i);
        expect(ms).toBeLessThan(longestWait + freezeMs);
        expect(await footprint(testApp)).toEqual(before);
      });
      expect(await mutate(testApp, documents.createOrder, { input })).toMatchObject({
        replayed: false,
        order: { status: 'AWAITING_PAYMENT' },
      });
    });

    it.each([
      ['createSettlement', documents.createSettlement, () => settlementInput(testApp, provider)],
      ['createApiKey', documents.createApiKey, () => ({ name: 'another', scopes: ['READ'] })],
    ] as const)('A15: %s behaves alike', async (_name, document, inputOf) => {
      const before = await footprint(testApp);
      await locked(async () => {
        const refused = mutate(testApp, document, { input: inputOf() });
        await expect(refused).rejects.toThrow('Nothing can be written at present');
        expect(await footprint(testApp)).toEqual(before);
      });
    });

    it('A15: a webhook is answered 503 with retry-after, and counts when it comes again', async () => {
      const order = await created(testApp, provider);
      await locked(async () => {
        const refused = await webhook(order.providerReference);
        expect(refused.status).toBe(503);
        expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(await readiness(testApp)).toEqual({ status: 200, state: 'ready', writable: false });
      });
      expect((await webhook(order.providerReference)).status).toBe(200);
      expect(await orderOf(testApp, order.id)).toMatchObject({ status: 'PAID' });
      await eventually(async () => {
        // Any write that succeeds shows that the outage is over.
        await webhook(order.providerReference);
        const input = { name: 'writes', scopes: ['READ'] };
        await mutate(testApp, documents.createApiKey, { input });
        const now = (await readiness(testApp)) as { writable: boolean };
        return now.writable;
      });
    });

    it('A15: a write that succeeds after a short while fails no request and blocks none', async () => {
      const order = await created(testApp, provider);
      const lock = await holdWriteLock(testApp.databaseUrl);
      const longest = await longestStretch(async () => {
        const waiting = Promise.all([
          webhook(order.providerReference),
          createOrder(testApp, orderInput(testApp, provider)),
          mutate(testApp, documents.createApiKey, { input: { name: 'waits', scopes: ['READ'] } }),
        ]);
        for (let count = 0; count < 20; count += 1) await testApp.post(viewer);
        await lock.release();
        const [acknowledged, made, apiKey] = await waiting;
        expect(acknowledged.status).toBe(200);
        expect(made.errors).toBeUndefined();
        expect(apiKey).toHaveProperty('secret');
      });
      expect(longest).toBeLessThan(freezeMs);
      expect(await pathOf(testApp, order.id)).toContain('PAID');
    });

    it('A15: background work makes no calls, and continues where it was', async () => {
      const sandbox = testApp.sandbox.provider(provider);
      sandbox.faults.arm({ fault: 'cut-before', operation: 'createOrder' });
      const order = await created(testApp, provider);
      expect(order.status).toBe('UNKNOWN');
      const count = sandbox.requests().length;
      await locked(async () => {
        await testApp.advance(5_000);
        await testApp.advance(1_000);
        expect(sandbox.requests()).toHaveLength(count);
      });
      await testApp.advance(1_000);
      expect(sandbox.requests().length).toBeGreaterThan(count);
    });
  });
}
