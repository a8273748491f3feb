import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { openTestApp } from '../support/app.ts';
import { openExamplepay } from '../support/examplepay.ts';
import type { Examplepay } from '../support/examplepay.ts';
import { created } from '../support/operations.ts';

let examplepay: Examplepay;
let apps: App[] = [];
beforeAll(async () => {
  examplepay = await openExamplepay({ refundQueryEnabled: true });
  const { testApp } = examplepay;
  apps = [testApp.app, (await testApp.another()).app, (await testApp.another()).app];
});
afterAll(() => examplepay.close());

/** The time passes, and all three see the same due work at the same moment. */
async function advance(ms: number): Promise<void> {
  await examplepay.testApp.sandbox.clock.advance(ms);
  await Promise.all(apps.map((app) => app.runDue()));
}

/** The steps of the ladder within which what is absent is sent again. */
const steps = [5_001, 30_001, 60_001, 120_001, 60_001, 120_001];

const count = 9;
const several = <T>(make: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, make));

describe('of three processes that see the same due work', () => {
  it('one polls what is open, each time that it is due', async () => {
    await several(() => examplepay.order());
    for (let times = 1; times <= 2; times += 1) {
      await advance(31_000);
      expect(examplepay.calls('queryPayment')).toBe(times * count);
    }
  });

  it('one sends again what never arrived', async () => {
    const { sandbox } = examplepay;
    const before = sandbox.effects().ordersCreated;
    sandbox.faults.arm({ fault: 'cut-before', operation: 'createPayment', times: count });
    const orders = await several(() => examplepay.order());
    expect(sandbox.effects().ordersCreated).toBe(before);
    const sent = examplepay.calls('createPayment');
    for (const ms of steps) await advance(ms);
    const now = await Promise.all(orders.map(({ id }) => examplepay.orderNow(id)));
    expect(now.map(({ status }) => status)).toEqual(now.map(() => 'AWAITING_PAYMENT'));
    expect(sandbox.effects().ordersCreated - before).toBe(count);
    expect(examplepay.calls('createPayment') - sent).toBe(count);
  });

  it('one queries what was lost, and nothing is done twice', async () => {
    const { sandbox } = examplepay;
    const paid = await several(() => examplepay.paidOrder());
    for (const operation of ['createRefund', 'createPayout'] as const) {
      sandbox.faults.arm({ fault: 'cut-after', operation, times: count });
    }
    const before = sandbox.effects();
    const refunds = await Promise.all(paid.map(({ id }) => examplepay.refund(id)));
    const settlements = await several(() => examplepay.settlement());
    const queried = examplepay.calls('queryRefund') + examplepay.calls('queryPayout');
    await advance(5_001);
    expect(examplepay.calls('queryRefund') + examplepay.calls('queryPayout') - queried).toBe(
      2 * count,
    );
    for (const ms of steps) await advance(ms);
    for (const { id } of refunds) {
      expect((await examplepay.refundNow(id)).status).toMatch(/^(?:PENDING|PROCESSING|SUCCEEDED)$/);
    }
    for (const { id } of settlements) {
      expect((await examplepay.settlementNow(id)).status).toMatch(
        /^(?:PENDING|PROCESSING|SUCCEEDED)$/,
      );
    }
    const { refundsCreated, settlementsCreated } = sandbox.effects();
    expect(refundsCreated - before.refundsCreated).toBe(count);
    expect(settlementsCreated - before.settlementsCreated).toBe(count);
  });
});

it('of three processes, one reconciles an account each hour', async () => {
  const testApp = await openTestApp();
  const sandbox = testApp.sandbox.provider('W_CHECKOUT');
  const lists = () => sandbox.requests().filter(({ operation }) => operation === 'orderList');
  const all = [testApp.app, (await testApp.another()).app, (await testApp.another()).app];
  for (let hour = 0; hour < 3; hour += 1) await created(testApp, 'W_CHECKOUT');
  const counts: number[] = [];
  for (const some of [all.slice(0, 1), all, all]) {
    const before = lists().length;
    await testApp.sandbox.clock.advance(3_700_000);
    await Promise.all(some.map((app) => app.runDue()));
    counts.push(lists().length - before);
  }
  const [alone = 0] = counts;
  expect(alone).toBeGreaterThan(0);
  expect(counts).toEqual([alone, alone, alone]);
  await testApp.close();
});
