import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnavailableError } from '../../src/domain/errors.ts';
import { WriteQueue } from '../../src/store/commit.ts';
import { asUnavailable } from '../../src/store/outage.ts';
import { eventually, openWorld } from '../support/app.ts';
import type { World } from '../support/app.ts';
import { writing } from '../support/core.ts';
import { beforeSteps, openTestDatabase } from '../support/database.ts';
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

  it('A15: what is kept is written once, and does not hold up the end of the process', async () => {
    let locked = true;
    const told: string[] = [];
    await using opened = await openTestDatabase();
    const { writer } = opened.database;
    const error = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    const held = beforeSteps((step) => {
      if (locked && step === 'begin') throw asUnavailable(error);
    });
    const queue = new WriteQueue(held(writer), () => undefined, {
      began: () => undefined,
      ended: () => undefined,
      lost: (reason) => told.push((reason as Error).message),
      otherMoney: () => told.push('other money'),
    });
    const runs = [0, 0, 0];
    const keep = (at: number) =>
      queue.keep(
        writing(async () => {
          runs[at] = (runs[at] ?? 0) + 1;
        }),
      );
    // One after the other, so that the second comes while the first is tried again.
    await expect(keep(0)).rejects.toThrow(UnavailableError);
    await expect(keep(1)).rejects.toThrow(UnavailableError);
    locked = false;
    await eventually(async () => queue.kept === 0);
    expect(runs).toEqual([1, 1, 0]);
    locked = true;
    await expect(keep(2)).rejects.toThrow(UnavailableError);
    await queue.close();
    expect(runs).toEqual([1, 1, 0]);
    expect(told).toEqual(['the process ends']);
  });
}
