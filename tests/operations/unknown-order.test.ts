import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTestApp, triedBrands } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  created,
  exchangesOf,
  orderInput,
  orderOf,
  pathOf,
  resolve,
} from '../support/operations.ts';

describe.each(triedBrands)('orders of unknown outcome at %s', (provider) => {
  let testApp: TestApp;
  const sandbox = () => testApp.sandbox.provider(provider);
  const create = (input: object) => mutate(testApp, documents.createOrder, { input });

  beforeAll(async () => {
    testApp = await openTestApp({ disabledTokens: ['TRX_USDC'], timeoutMs: 1_000 });
  });

  afterAll(() => testApp.close());

  describe('an outcome that is not known', () => {
    it('R2: is no failure when the provider reports "not found" straight after', async () => {
      sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
      const order = await created(testApp, provider);
      for (let count = 0; count < 3; count += 1) {
        const result = await mutate(testApp, documents.refreshOrder, { id: order.id });
        expect(result.order).toMatchObject({ status: 'UNKNOWN', failure: null });
      }
      await resolve(testApp);
      expect((await orderOf(testApp, order.id)).status).toBe('AWAITING_PAYMENT');
    });

    it('R19: differs from an order that does not exist', async () => {
      sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
      const { id } = await created(testApp, provider);
      expect(await orderOf(testApp, id)).toMatchObject({
        status: 'UNKNOWN',
        phase: 'OPEN',
        failure: null,
        resolution: { checks: 0, lastCheckAt: null, needsAttention: false },
      });
      const absent = { id: 'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV' };
      expect(await testApp.request(documents.order, absent)).toEqual({ order: null });
      await resolve(testApp);
    });

    it('R21: reported as an error of HTTP is unknown, not failed', async () => {
      sandbox().faults.arm({ fault: 'error-after', operation: 'createOrder' });
      const order = await created(testApp, provider);
      expect(order).toMatchObject({ status: 'UNKNOWN', failure: null });
      expect(await exchangesOf(testApp, order.id)).toContain('createOrder UNKNOWN 500');
    });

    it('is a failure once the provider has reported twice, after ten minutes, that it has nothing', async () => {
      sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
      const { id } = await created(testApp, provider);
      const before = sandbox().effects();
      // Nobody can tell for eleven minutes.
      sandbox().faults.arm({ fault: 'error-before', operation: 'orderInfo', times: 10_000 });
      for (const ms of [5_000, 30_000, 120_000, 600_000]) await testApp.advance(ms);
      expect((await orderOf(testApp, id)).status).toBe('UNKNOWN');
      sandbox().faults.clear();
      await testApp.advance(3_600_000);
      expect((await orderOf(testApp, id)).status).toBe('UNKNOWN');
      await testApp.advance(15_000);
      expect(await orderOf(testApp, id)).toMatchObject({
        status: 'FAILED',
        failure: { code: 'PROVIDER_UNAVAILABLE' },
        resolution: null,
      });
      expect(sandbox().effects()).toEqual(before);
    });

    it('is no failure while a query has no answer, whatever was reported before', async () => {
      sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
      const { id } = await created(testApp, provider);
      const silence = { fault: 'error-before', operation: 'orderInfo', times: 10_000 } as const;
      const refresh = async () => {
        sandbox().faults.clear();
        await mutate(testApp, documents.refreshOrder, { id });
        sandbox().faults.arm(silence);
      };
      sandbox().faults.arm(silence);
      for (const ms of [5_000, 30_000, 120_000, 600_000]) await testApp.advance(ms);
      await refresh();
      await testApp.advance(20_000);
      await refresh();
      await testApp.advance(86_400_000);
      expect((await orderOf(testApp, id)).status).toBe('UNKNOWN');
      sandbox().faults.clear();
      await testApp.advance(86_400_000);
      expect((await orderOf(testApp, id)).status).toBe('FAILED');
    });

    it('needs attention, and is never given up, while no query is answered', async () => {
      sandbox().webhooks.mode = 'hold';
      sandbox().faults.arm({ fault: 'cut-after', operation: 'createOrder' });
      const { id } = await created(testApp, provider);
      for (const operation of ['orderInfo', 'orderList'] as const) {
        sandbox().faults.arm({ fault: 'error-before', operation, times: 10_000 });
      }
      for (const seconds of [5, 30, 120, 600, 3_600, 21_600]) await testApp.advance(seconds * 1000);
      expect(await orderOf(testApp, id)).toMatchObject({
        status: 'UNKNOWN',
        resolution: { checks: 6, needsAttention: true },
      });
      await testApp.advance(86_400_000);
      expect(await orderOf(testApp, id)).toMatchObject({
        status: 'UNKNOWN',
        resolution: { checks: 7, needsAttention: true },
      });
      sandbox().faults.clear();
      // Meanwhile it has expired at the provider.
      await testApp.advance(86_400_000);
      expect(await orderOf(testApp, id)).toMatchObject({ status: 'EXPIRED', resolution: null });
      sandbox().webhooks.mode = 'deliver';
      await sandbox().webhooks.release();
    });

    it.each([
      ['once', 1],
      ['and what remains cannot be written either', 2],
    ])('R14: is resolved when the second transaction fails %s', async (_, failures) => {
      const before = sandbox().effects().ordersCreated;
      const input = orderInput(testApp, provider);
      const { queue } = testApp.app.deps;
      const change = queue.change.bind(queue);
      const spied = vi.spyOn(queue, 'change').mockImplementationOnce(change);
      for (let count = 0; count < failures; count += 1) {
        spied.mockRejectedValueOnce(new Error('the disk is full'));
      }
      const result = await create(input).catch(() => null);
      spied.mockRestore();
      expect(result?.order?.status).toBe(failures === 1 ? 'UNKNOWN' : undefined);
      await testApp.advance(60_000);
      const { order } = await create(input);
      expect(order).toMatchObject({ status: 'AWAITING_PAYMENT' });
      expect(await pathOf(testApp, order?.id ?? '')).toEqual([
        'SUBMITTING',
        'UNKNOWN',
        'AWAITING_PAYMENT',
      ]);
      expect(sandbox().effects().ordersCreated - before).toBe(1);
    });
  });
});
