import { describe, expect, it } from 'vitest';
import { createCoalescer } from '../../src/operations/locks.ts';
import { kinds } from '../../src/operations/instructions/kinds.ts';
import { refresh as refreshNow } from '../../src/operations/instructions/refresh.ts';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { mutate, callsSince, created } from '../support/operations.ts';
import { copyRow } from './many-orders.ts';

const provider = 'W_CHECKOUT';
const refresh = (testApp: TestApp, id: string) => mutate(testApp, documents.refreshOrder, { id });

export function describeA14(): void {
  describe('A14: a crowd of requests', () => {
    it('A14: of two hundred refreshes does not crowd out a createOrder', async () => {
      const testApp = await openTestApp({ requestsPerSecond: 60 });
      try {
        const { id } = await created(testApp, provider);
        const ids = await copyRow(testApp, 'orders', id, 200);
        const sandbox = testApp.sandbox.provider(provider);
        const since = sandbox.requests().length;
        const { deps } = testApp.app;
        const refreshes = ids.map((one) => refreshNow(deps, kinds.ORDER, testApp.merchantId, one));
        await eventually(async () => sandbox.requests().length > since);
        expect((await created(testApp, provider)).status).toBe('AWAITING_PAYMENT');
        await Promise.all(refreshes);
        // As many as leave while it comes in and is stored, and not all that waited before it.
        expect(callsSince(sandbox, since).indexOf('createOrder')).toBeLessThan(100);
      } finally {
        await testApp.close();
      }
    });

    it('A14: for the same object at once shares one query', async () => {
      const testApp = await openTestApp();
      try {
        const { id } = await created(testApp, provider);
        const sandbox = testApp.sandbox.provider(provider);
        const since = sandbox.requests().length;
        // Longer than it takes until all have sent their requests.
        const delayMs = 2_000;
        sandbox.faults.arm({ fault: 'delay', operation: 'orderInfo', delayMs, times: 2 });
        const all = await Promise.all(Array.from({ length: 100 }, () => refresh(testApp, id)));
        expect(new Set(all.map(({ order }) => order?.status))).toEqual(
          new Set(['AWAITING_PAYMENT']),
        );
        expect(callsSince(sandbox, since)).toEqual(['orderInfo', 'orderInfo']);
      } finally {
        await testApp.close();
      }
    });

    it('A14: that comes after the query has left waits for its own answer', async () => {
      const shared = createCoalescer();
      const leaves: (() => void)[] = [];
      const answers: ((answer: number) => void)[] = [];
      const queryOf = (name: string) =>
        shared.run(name, (leaving) => {
          leaves.push(leaving);
          return new Promise<number>((resolve) => answers.push(resolve));
        });
      const [first, second, other] = [queryOf('a'), queryOf('a'), queryOf('b')];
      await Promise.resolve();
      expect(leaves).toHaveLength(2);
      leaves[0]?.();
      const [third, fourth] = [queryOf('a'), queryOf('a')];
      await Promise.resolve();
      expect(leaves).toHaveLength(3);
      for (const [index, answer] of answers.entries()) answer(index);
      expect(await Promise.all([first, second, other, third, fourth])).toEqual([0, 0, 1, 2, 2]);
      const fifth = queryOf('a');
      await Promise.resolve();
      answers[3]?.(3);
      expect(await fifth).toBe(3);
    });
  });
}
