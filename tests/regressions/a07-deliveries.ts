import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { created, deliver, newKey, pathOf } from '../support/operations.ts';

const provider = 'W_CHECKOUT';

export function describeDeadDeliveries(): void {
  describe('A7: a dead delivery that comes again', () => {
    let testApp: TestApp;

    beforeAll(async () => {
      testApp = await openTestApp();
    });
    afterAll(() => testApp.close());

    const deliveriesOf = async (eventId: string) => {
      const { webhookDeliveries } = await testApp.request(documents.webhookDeliveries, {
        account: testApp.accounts[provider],
        statuses: ['UNMATCHED', 'FAILED', 'DEAD', 'APPLIED', 'IGNORED'],
      });
      return webhookDeliveries.nodes.filter((one) => one.eventId === eventId);
    };
    /** A webhook about an order that is made later, with this key; the delivery is dead. */
    const dead = async () => {
      const idempotencyKey = newKey();
      const { merchantId } = testApp;
      const use = { merchantId, mutation: 'createOrder', key: idempotencyKey };
      const orderNo = testApp.app.deps.ids.providerReference(use);
      const eventId = newKey();
      const send = () =>
        deliver(
          testApp,
          provider,
          'CHECKOUT_ORDER_CHANGED',
          { orderNo, orderStatus: 'CANCELLED' },
          { eventId },
        );
      expect(await send()).toBe(200);
      for (const seconds of [5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200]) {
        await testApp.advance(seconds * 1000);
      }
      expect(await deliveriesOf(eventId)).toMatchObject([{ status: 'DEAD' }]);
      return { idempotencyKey, eventId, send };
    };

    it('A7: is applied, and from then on a repetition', async () => {
      const { idempotencyKey, eventId, send } = await dead();
      const { id } = await created(testApp, provider, { idempotencyKey });
      expect(await send()).toBe(200);
      expect((await pathOf(testApp, id)).at(-1)).toBe('CANCELED');
      const [delivery] = await deliveriesOf(eventId);
      expect(delivery).toMatchObject({ status: 'APPLIED', attempts: 1, lastError: null });
      expect(await send()).toBe(200);
      expect(await deliveriesOf(eventId)).toEqual([delivery]);
    });

    it('A7: waits again for its subject', async () => {
      const { idempotencyKey, eventId, send } = await dead();
      expect([await send(), await send()]).toEqual([200, 200]);
      expect(await deliveriesOf(eventId)).toMatchObject([{ status: 'UNMATCHED', attempts: 1 }]);
      const { id } = await created(testApp, provider, { idempotencyKey });
      await testApp.app.runDue();
      expect((await pathOf(testApp, id)).at(-1)).toBe('CANCELED');
    });

    it('A7: is tried once more where it could not be applied', async () => {
      const { idempotencyKey, eventId, send } = await dead();
      const { id } = await created(testApp, provider, { idempotencyKey });
      const { queue } = testApp.app.deps;
      const change = vi.spyOn(queue, 'change').mockRejectedValueOnce(new Error('not now'));
      expect(await send()).toBe(200);
      change.mockRestore();
      expect(await deliveriesOf(eventId)).toMatchObject([{ status: 'FAILED', attempts: 1 }]);
      await testApp.advance(5_000);
      expect((await pathOf(testApp, id)).at(-1)).toBe('CANCELED');
    });
  });
}
