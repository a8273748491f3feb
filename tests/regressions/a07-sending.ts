import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { OutcomeUnknown } from '../../src/providers/provider.ts';
import { sourceOf } from '../../src/operations/instructions/change.ts';
import { openWorld } from '../support/app.ts';
import type { World } from '../support/app.ts';
import { observing } from '../support/core.ts';
import * as documents from '../support/documents.ts';
import {
  ask,
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
    let world: World;

    beforeAll(async () => {
      world = await openWorld({ timeoutMs: 1_000 });
    });
    afterAll(() => world.close());
    afterEach(() => {
      vi.restoreAllMocks();
    });

    const sends = () =>
      world.sandbox
        .provider(provider)
        .requests()
        .filter(({ operation }) => operation === 'createRefund').length;

    async function requested(orderId: string) {
      await redirect(world, provider, nowhere);
      const input = { idempotencyKey: newKey(), order: orderId };
      const { refund } = await ask(world, documents.createRefund, { input });
      expect(refund?.status).toBe('REQUESTED');
      return refund?.id ?? '';
    }

    async function expectUnsent(id: string, why: RegExp): Promise<void> {
      const before = sends();
      await redirect(world, provider);
      await world.advance(30_000);
      expect(await refundOf(world, id)).toMatchObject({
        status: 'FAILED',
        failure: { code: 'OTHER', message: expect.stringMatching(why) },
      });
      expect(sends()).toBe(before);
    }

    it('A7: is not sent once its order is REVERSED, and says so', async () => {
      const order = await paid(world, provider);
      const id = await requested(order.id);
      const { deps } = world.app;
      const { merchantId } = world;
      const account = { merchantId, accountId: world.accounts[provider] };
      const { providerReference } = order;
      const reversed = {
        subject: 'ORDER',
        providerReference,
        status: 'REVERSED',
        occurredAt: null,
      } as const;
      await deps.queue.change(observing(deps, sourceOf(deps, account, 'WEBHOOK'), [reversed]));
      expect((await orderOf(world, order.id)).status).toBe('REVERSED');
      await expectUnsent(id, /REVERSED/);
    });

    it('A7: is not sent once what was paid has been given back in the portal', async () => {
      const order = await paid(world, provider);
      const id = await requested(order.id);
      await redirect(world, provider);
      const portal = await refundInPortal(world, provider, order, '60');
      world.sandbox.provider(provider).advanceRefund(portal, 'REFUNDED');
      await world.sandbox.provider(provider).webhooks.idle();
      await expectUnsent(id, /given back/);
      expect(await orderOf(world, order.id)).toMatchObject({
        refunded: { amount: '60.00' },
        refundable: { amount: '41.00' },
        resolution: null,
      });
    });

    it('A7: is not found absent before the delay of visibility, counted from when its call had ended', async () => {
      const order = await paid(world, provider);
      const connection = await connectionOf(world, provider);
      vi.spyOn(connection, 'createRefund').mockImplementationOnce(async () => {
        // It waits for its turn, leaves, and no answer comes.
        await world.sandbox.clock.advance(44_000);
        throw new OutcomeUnknown('timed out');
      });
      const input = { idempotencyKey: newKey(), order: order.id };
      const { refund } = await ask(world, documents.createRefund, { input });
      const id = refund?.id ?? '';
      expect(refund?.status).toBe('UNKNOWN');
      const before = sends();
      for (const ms of [5_000, 16_000]) {
        await world.advance(ms);
        await ask(world, documents.refreshRefund, { id });
      }
      const { order: explained } = await world.request(documents.explanations, { order: order.id });
      const [told] = explained?.refunds.nodes ?? [];
      const rules = told?.explanation.evidence.map(({ rule }) => rule);
      expect(rules).toContain('ABSENCE_TOO_EARLY');
      expect(rules).not.toContain('ABSENCE_COUNTS');
      expect([await exchangesOf(world, id).then(({ length }) => length > 1), sends()]).toEqual([
        true,
        before,
      ]);
    });
  });
}
