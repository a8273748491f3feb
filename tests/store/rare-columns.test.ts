import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Order } from '../../src/domain/aggregates/aggregate.ts';
import { orderById, updateOrder } from '../../src/store/queries/orders.ts';
import { openTestApp, stablecoinBrands } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { created } from '../support/operations.ts';

let testApp: TestApp;
let id: string;
beforeAll(async () => {
  testApp = await openTestApp();
  ({ id } = await created(testApp, stablecoinBrands[0]));
});
afterAll(() => testApp.close());

const changes: readonly ((order: Order) => Partial<Order>)[] = [
  ({ checks }) => ({ checks: checks + 1 }),
  () => ({
    submission: {
      state: 'IN_FLIGHT',
      firstSentAt: 1,
      lastSentAt: 2,
      absentFrom: null,
      absentTo: null,
    },
  }),
  () => ({ lastCheckAt: 3 }),
  () => ({ unknownSince: 4 }),
  () => ({ needsAttention: true }),
  () => ({ attention: { OVER_REFUNDED: { since: 5, what: ['1.00 USDT'] } } }),
  () => ({ providerOrderId: 'another' }),
  () => ({ refundsHeld: 6n }),
  () => ({ refunded: 7n }),
  () => ({ expiresAt: 8 }),
  () => ({ checkAt: null }),
];

it('an update writes each member that has changed, also alone, and leaves the others', async () => {
  const { read, queue } = testApp.app.deps;
  for (const change of changes) {
    const before = await orderById(read, id);
    if (before === null) throw new Error('no order');
    const now = { ...before, ...change(before) };
    // oxlint-disable-next-line no-await-in-loop -- Each begins with what the one before has left.
    await queue.commit((tx) => updateOrder(tx, now, before));
    expect(await orderById(read, id)).toEqual({ ...now, revision: before.revision + 1 });
  }
});
