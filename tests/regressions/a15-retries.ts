import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnavailableError } from '../../src/domain/errors.ts';
import { WriteQueue } from '../../src/store/commit.ts';
import { asUnavailable } from '../../src/store/outage.ts';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { writing } from '../support/core.ts';
import { beforeSteps, openTestDatabase } from '../support/database.ts';
import * as documents from '../support/documents.ts';
import { holdWriteLock } from '../support/lock.ts';
import {
  mutate,
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

/** The result of a call is known to this process alone until it is written. */
export function describeA15Retries(): void {
  describe('A15: an outcome that comes in while nothing can be written', () => {
    let testApp: TestApp;
    beforeAll(async () => {
      testApp = await openTestApp({ timeoutMs: 60_000 });
    });
    afterAll(() => testApp.close());

    const sandbox = () => testApp.sandbox.provider(provider);

    /** The request has arrived, its answer is in flight, and nothing can be written when it comes. */
    const lockedAtAnswer = async (
      operation: 'createOrder' | 'createRefund',
      send: () => Promise<unknown>,
    ) => {
      sandbox().faults.arm({ fault: 'delay', operation, delayMs: 20_000 });
      const since = sandbox().requests().length;
      const answer = send();
      await eventually(async () => callsSince(sandbox(), since).includes(operation));
      const lock = await holdWriteLock(testApp.databaseUrl);
      await testApp.sandbox.clock.advance(20_000);
      return { answer: await answer, lock, since };
    };

    it('A15: of an order is written afterwards, as the provider reported it', async () => {
      const input = orderInput(testApp, provider);
      const { answer, lock, since } = await lockedAtAnswer('createOrder', () =>
        createOrder(testApp, input),
      );
      expect(answer).toMatchObject(unavailable);
      expect(await metric(testApp, 'paygraph_outcomes_kept')).toBe(1);
      await lock.release();
      await eventually(async () => (await metric(testApp, 'paygraph_outcomes_kept')) === 0);
      const again = await mutate(testApp, documents.createOrder, { input });
      expect(again).toMatchObject({ replayed: true, order: { status: 'AWAITING_PAYMENT' } });
      const { id } = again.order ?? { id: '' };
      expect(await pathOf(testApp, id)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT']);
      expect(await exchangesOf(testApp, id)).toEqual([
        'getAccessToken ANSWERED 200',
        'createOrder ANSWERED 200',
      ]);
      expect(callsSince(sandbox(), since).filter((call) => call === 'orderInfo')).toEqual([]);
    });

    it('A15: of a refund is written afterwards too, and it is not sent twice', async () => {
      const order = await paid(testApp, provider);
      const effects = sandbox().effects().refundsCreated;
      const input = { idempotencyKey: newKey(), order: order.id, ...refundAddress(provider) };
      const { lock } = await lockedAtAnswer('createRefund', () =>
        mutate(testApp, documents.createRefund, { input }).catch((error: unknown) => error),
      );
      await lock.release();
      const logged = await eventually(async () => {
        const { refund } = await mutate(testApp, documents.createRefund, { input });
        return refund?.status === 'PENDING' && refund;
      });
      expect(await refundOf(testApp, logged.id)).toMatchObject({ status: 'PENDING' });
      expect(sandbox().effects().refundsCreated).toBe(effects + 1);
    });

    it('A15: is queried where the process ended before it could be written, and the next one starts all the same', async () => {
      const input = orderInput(testApp, provider);
      const { lock, since } = await lockedAtAnswer('createOrder', () =>
        createOrder(testApp, input),
      );
      await testApp.restart();
      expect((await testApp.post({ query: '{ viewer { id } }' })).status).toBe(200);
      await lock.release();
      const { order } = await mutate(testApp, documents.createOrder, { input });
      expect(order?.status).toBe('SUBMITTING');
      await testApp.advance(60_000);
      await testApp.advance(60_000);
      expect(await orderOf(testApp, order?.id ?? '')).toMatchObject({ status: 'AWAITING_PAYMENT' });
      const calls = callsSince(sandbox(), since).filter((call) => call === 'createOrder');
      expect(calls).toHaveLength(1);
    });
  });

  it('A15: a pending outcome is written once, and does not delay the end of the process', async () => {
    let locked = true;
    const logged: string[] = [];
    await using opened = await openTestDatabase();
    const { writer } = opened.database;
    const error = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    const held = beforeSteps((step) => {
      if (locked && step === 'begin') throw asUnavailable(error);
    });
    const queue = new WriteQueue(held(writer), () => undefined, {
      began: () => undefined,
      ended: () => undefined,
      lost: (reason) => logged.push((reason as Error).message),
      unobserved: () => logged.push('unobserved'),
      wrote: () => undefined,
      recorded: () => undefined,
      otherMoney: () => logged.push('other money'),
      attention: () => logged.push('attention'),
    });
    const runs = [0, 0, 0];
    const persist = (at: number) =>
      queue.persist(
        writing(async () => {
          runs[at] = (runs[at] ?? 0) + 1;
        }),
      );
    // One after the other, so that the second comes while the first is tried again.
    await expect(persist(0)).rejects.toThrow(UnavailableError);
    await expect(persist(1)).rejects.toThrow(UnavailableError);
    locked = false;
    await eventually(async () => queue.retrying === 0);
    expect(runs).toEqual([1, 1, 0]);
    locked = true;
    await expect(persist(2)).rejects.toThrow(UnavailableError);
    await queue.close();
    expect(runs).toEqual([1, 1, 0]);
    expect(logged).toEqual(['the process ends']);
  });
}
