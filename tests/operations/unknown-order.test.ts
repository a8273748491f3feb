import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openWorld, providersOfSandbox } from '../support/app.ts';
import type { World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  ask,
  created,
  exchangesOf,
  orderInput,
  orderOf,
  pathOf,
  resolve,
} from '../support/operations.ts';

describe.each(providersOfSandbox)('orders of unknown outcome at %s', (provider) => {
  let world: World;
  const sandbox = () => world.sandbox.provider(provider);
  const create = (input: object) => ask(world, documents.createOrder, { input });

  beforeAll(async () => {
    world = await openWorld({ disabledTokens: ['TRX_USDC'], timeoutMs: 1_000 });
  });

  afterAll(() => world.close());

  describe('an outcome that is not known', () => {
    it('R2: is no failure when the provider says "not found" straight after', async () => {
      sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
      const order = await created(world, provider);
      for (let count = 0; count < 3; count += 1) {
        const told = await ask(world, documents.refreshOrder, { id: order.id });
        expect(told.order).toMatchObject({ status: 'UNKNOWN', failure: null });
      }
      await resolve(world);
      expect((await orderOf(world, order.id)).status).toBe('AWAITING_PAYMENT');
    });

    it('R19: is told apart from an order that does not exist', async () => {
      sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
      const { id } = await created(world, provider);
      expect(await orderOf(world, id)).toMatchObject({
        status: 'UNKNOWN',
        phase: 'OPEN',
        failure: null,
        resolution: { checks: 0, lastCheckAt: null, needsAttention: false },
      });
      const absent = { id: 'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV' };
      expect(await world.request(documents.order, absent)).toEqual({ order: null });
      await resolve(world);
    });

    it('R21: said as an error of HTTP is unknown, not failed', async () => {
      sandbox().faults.arm({ fault: 'error-after', operation: 'createOrder' });
      const order = await created(world, provider);
      expect(order).toMatchObject({ status: 'UNKNOWN', failure: null });
      expect(await exchangesOf(world, order.id)).toContain('createOrder UNKNOWN 500');
    });

    it('is a failure once the provider has said twice, after ten minutes, that it has nothing', async () => {
      sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
      const { id } = await created(world, provider);
      const before = sandbox().effects();
      // Nobody can tell for eleven minutes.
      sandbox().faults.arm({ fault: 'error-before', operation: 'orderInfo', times: 10_000 });
      for (const ms of [5_000, 30_000, 120_000, 600_000]) await world.advance(ms);
      expect((await orderOf(world, id)).status).toBe('UNKNOWN');
      sandbox().faults.clear();
      await world.advance(3_600_000);
      expect((await orderOf(world, id)).status).toBe('UNKNOWN');
      await world.advance(15_000);
      expect(await orderOf(world, id)).toMatchObject({
        status: 'FAILED',
        failure: { code: 'PROVIDER_UNAVAILABLE' },
        resolution: null,
      });
      expect(sandbox().effects()).toEqual(before);
    });

    it('is no failure while a question has no answer, whatever had been said before', async () => {
      sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
      const { id } = await created(world, provider);
      const silence = { fault: 'error-before', operation: 'orderInfo', times: 10_000 } as const;
      const refresh = async () => {
        sandbox().faults.clear();
        await ask(world, documents.refreshOrder, { id });
        sandbox().faults.arm(silence);
      };
      sandbox().faults.arm(silence);
      for (const ms of [5_000, 30_000, 120_000, 600_000]) await world.advance(ms);
      await refresh();
      await world.advance(20_000);
      await refresh();
      await world.advance(86_400_000);
      expect((await orderOf(world, id)).status).toBe('UNKNOWN');
      sandbox().faults.clear();
      await world.advance(86_400_000);
      expect((await orderOf(world, id)).status).toBe('FAILED');
    });

    it('asks for attention, and never gives up, while nobody can tell', async () => {
      sandbox().webhooks.mode = 'hold';
      sandbox().faults.arm({ fault: 'cut-after', operation: 'createOrder' });
      const { id } = await created(world, provider);
      for (const operation of ['orderInfo', 'orderList'] as const) {
        sandbox().faults.arm({ fault: 'error-before', operation, times: 10_000 });
      }
      for (const seconds of [5, 30, 120, 600, 3_600, 21_600]) await world.advance(seconds * 1000);
      expect(await orderOf(world, id)).toMatchObject({
        status: 'UNKNOWN',
        resolution: { checks: 6, needsAttention: true },
      });
      await world.advance(86_400_000);
      expect(await orderOf(world, id)).toMatchObject({
        status: 'UNKNOWN',
        resolution: { checks: 7, needsAttention: true },
      });
      sandbox().faults.clear();
      // Meanwhile its time has run out at the provider.
      await world.advance(86_400_000);
      expect(await orderOf(world, id)).toMatchObject({ status: 'EXPIRED', resolution: null });
      sandbox().webhooks.mode = 'deliver';
      await sandbox().webhooks.release();
    });

    it.each([
      ['once', 1],
      ['and what remains cannot be written either', 2],
    ])('R14: is found out when the second transaction fails %s', async (_, failures) => {
      const before = sandbox().effects().ordersCreated;
      const input = orderInput(world, provider);
      const { queue } = world.app.deps;
      const change = queue.change.bind(queue);
      const spied = vi.spyOn(queue, 'change').mockImplementationOnce(change);
      for (let count = 0; count < failures; count += 1) {
        spied.mockRejectedValueOnce(new Error('the disk is full'));
      }
      const told = await create(input).catch(() => null);
      spied.mockRestore();
      expect(told?.order?.status).toBe(failures === 1 ? 'UNKNOWN' : undefined);
      await world.advance(60_000);
      const { order } = await create(input);
      expect(order).toMatchObject({ status: 'AWAITING_PAYMENT' });
      expect(await pathOf(world, order?.id ?? '')).toEqual([
        'SUBMITTING',
        'UNKNOWN',
        'AWAITING_PAYMENT',
      ]);
      expect(sandbox().effects().ordersCreated - before).toBe(1);
    });
  });
});
