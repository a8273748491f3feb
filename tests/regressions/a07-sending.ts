import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { OutcomeUnknown } from '../../src/providers/provider.ts';
import { sourceOf } from '../../src/operations/instructions/change.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { observing } from '../support/core.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  exchangesOf,
  newKey,
  nowhere,
  orderOf,
  paid,
  redirect,
  refundInPortal,
  refundOf,
} from '../support/operations.ts';
import { connectionOf } from '../support/reconciliation.ts';

const provider = 'W_CHECKOUT';

export function describeSending(): void {
  describe('A7: a refund that waits, or was sent late', () => {
    let testApp: TestApp;

    beforeAll(async () => {
      testApp = await openTestApp({ timeoutMs: 1_000 });
    });
    afterAll(() => testApp.close());
    afterEach(() => {
      vi.restoreAllMocks();
    });

    const sends = () =>
      testApp.sandbox
        .provider(provider)
        .requests()
        .filter(({ operation }) => operation === 'createRefund').length;

    async function requested(orderId: string) {
      await redirect(testApp, provider, nowhere);
      const input = { idempotencyKey: newKey(), order: orderId };
      const { refund } = await mutate(testApp, documents.createRefund, { input });
      expect(refund?.status).toBe('REQUESTED');
      return refund?.id ?? '';
    }

    async function expectUnsent(id: string, why: RegExp): Promise<void> {
      const before = sends();
      await redirect(testApp, provider);
      await testApp.advance(30_000);
      expect(await refundOf(testApp, id)).toMatchObject({
        status: 'FAILED',
        failure: { code: 'OTHER', message: expect.stringMatching(why) },
      });
      expect(sends()).toBe(before);
    }

    it('A7: is not sent once its order is REVERSED, and reports that', async () => {
      const order = await paid(testApp, provider);
      const id = await requested(order.id);
      const { deps } = testApp.app;
      const { merchantId } = testApp;
      const account = { merchantId, accountId: testApp.accounts[provider] };
      const { providerReference } = order;
      const reversed = {
        subject: 'ORDER',
        providerReference,
        status: 'REVERSED',
        occurredAt: null,
      } as const;
      await deps.queue.change(observing(deps, sourceOf(deps, account, 'WEBHOOK'), [reversed]));
      expect((await orderOf(testApp, order.id)).status).toBe('REVERSED');
      await expectUnsent(id, /REVERSED/);
    });

    it('A7: is not sent once what was paid has been refunded in the portal', async () => {
      const order = await paid(testApp, provider);
      const id = await requested(order.id);
      await redirect(testApp, provider);
      const portal = await refundInPortal(testApp, provider, order, '60');
      testApp.sandbox.provider(provider).advanceRefund(portal, 'REFUNDED');
      await testApp.sandbox.provider(provider).webhooks.idle();
      await expectUnsent(id, /given back/);
      expect(await orderOf(testApp, order.id)).toMatchObject({
        refunded: { amount: '60.00' },
        refundable: { amount: '41.00' },
        resolution: null,
      });
    });

    it('A7: is not found absent before the visibility delay, counted from the end of its call', async () => {
      const order = await paid(testApp, provider);
      const connection = await connectionOf(testApp, provider);
      vi.spyOn(connection, 'createRefund').mockImplementationOnce(async () => {
        // It waits for its turn, leaves, and no answer comes.
        await testApp.sandbox.clock.advance(44_000);
        throw new OutcomeUnknown('timed out');
      });
      const input = { idempotencyKey: newKey(), order: order.id };
      const { refund } = await mutate(testApp, documents.createRefund, { input });
      const id = refund?.id ?? '';
      expect(refund?.status).toBe('UNKNOWN');
      const before = sends();
      for (const ms of [5_000, 16_000]) {
        await testApp.advance(ms);
        await mutate(testApp, documents.refreshRefund, { id });
      }
      const { order: explained } = await testApp.request(documents.explanations, {
        order: order.id,
      });
      const [explainedRefund] = explained?.refunds.nodes ?? [];
      const rules = explainedRefund?.explanation.evidence.map(({ rule }) => rule);
      expect(rules).toContain('ABSENCE_TOO_EARLY');
      expect(rules).not.toContain('ABSENCE_COUNTS');
      expect([await exchangesOf(testApp, id).then(({ length }) => length > 1), sends()]).toEqual([
        true,
        before,
      ]);
    });
  });
}
