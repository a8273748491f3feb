import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, openWorld } from '../support/app.ts';
import type { World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { holdWriteLock } from '../support/lock.ts';
import {
  ask,
  callsSince,
  exchangesOf,
  newKey,
  orderInput,
  orderOf,
  paid,
  pathOf,
  refundAddress,
  refundOf,
} from '../support/operations.ts';
import { createOrder, metric, provider, unavailable } from './a15-outage.ts';

/** What became of a call is known to this process alone until it is written. */
export function describeA15Kept(): void {
  describe('A15: an outcome that comes in while nothing can be written', () => {
    let world: World;
    beforeAll(async () => {
      world = await openWorld({ timeoutMs: 60_000 });
    });
    afterAll(() => world.close());

    const sandbox = () => world.sandbox.provider(provider);

    /** The request has arrived, its answer is on its way, and nothing can be written when it comes. */
    const lockedAtAnswer = async (
      operation: 'createOrder' | 'createRefund',
      send: () => Promise<unknown>,
    ) => {
      sandbox().faults.arm({ fault: 'delay', operation, delayMs: 1_000 });
      const since = sandbox().requests().length;
      const answer = send();
      await eventually(async () => callsSince(sandbox(), since).includes(operation));
      const lock = await holdWriteLock(world.databaseUrl);
      await world.sandbox.clock.advance(1_000);
      return { answer: await answer, lock, since };
    };

    it('A15: of an order is written afterwards, as the provider told it', async () => {
      const input = orderInput(world, provider);
      const { answer, lock, since } = await lockedAtAnswer('createOrder', () =>
        createOrder(world, input),
      );
      expect(answer).toMatchObject(unavailable);
      expect(await metric(world, 'paygraph_outcomes_kept')).toBe(1);
      await lock.release();
      await eventually(async () => (await metric(world, 'paygraph_outcomes_kept')) === 0);
      const again = await ask(world, documents.createOrder, { input });
      expect(again).toMatchObject({ replayed: true, order: { status: 'AWAITING_PAYMENT' } });
      const { id } = again.order ?? { id: '' };
      expect(await pathOf(world, id)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT']);
      expect(await exchangesOf(world, id)).toEqual([
        'getAccessToken ANSWERED 200',
        'createOrder ANSWERED 200',
      ]);
      expect(callsSince(sandbox(), since).filter((call) => call === 'orderInfo')).toEqual([]);
    });

    it('A15: of a refund likewise, and it is not sent twice', async () => {
      const order = await paid(world, provider);
      const effects = sandbox().effects().refundsCreated;
      const input = { idempotencyKey: newKey(), order: order.id, ...refundAddress(provider) };
      const { lock } = await lockedAtAnswer('createRefund', () =>
        ask(world, documents.createRefund, { input }).catch((error: unknown) => error),
      );
      await lock.release();
      const told = await eventually(async () => {
        const { refund } = await ask(world, documents.createRefund, { input });
        return refund?.status === 'PENDING' && refund;
      });
      expect(await refundOf(world, told.id)).toMatchObject({ status: 'PENDING' });
      expect(sandbox().effects().refundsCreated).toBe(effects + 1);
    });

    it('A15: is asked for where the process ended before it could be written, which starts all the same', async () => {
      const input = orderInput(world, provider);
      const { lock, since } = await lockedAtAnswer('createOrder', () => createOrder(world, input));
      await world.restart();
      expect((await world.post({ query: '{ viewer { id } }' })).status).toBe(200);
      await lock.release();
      const { order } = await ask(world, documents.createOrder, { input });
      expect(order?.status).toBe('SUBMITTING');
      await world.advance(60_000);
      await world.advance(60_000);
      expect(await orderOf(world, order?.id ?? '')).toMatchObject({ status: 'AWAITING_PAYMENT' });
      const calls = callsSince(sandbox(), since).filter((call) => call === 'createOrder');
      expect(calls).toHaveLength(1);
    });
  });
}
