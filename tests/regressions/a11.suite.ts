import { describe, expect, it } from 'vitest';
import { createBackground } from '../../src/operations/due/background.ts';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp, TestAppOptions } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { mutate, callsSince, created, newKey, paid, refundAddress } from '../support/operations.ts';
import { copyRow } from './many-orders.ts';

const provider = 'W_CHECKOUT';
const sandboxOf = (testApp: TestApp) => testApp.sandbox.provider(provider);

async function inTestApp(options: TestAppOptions, test: (testApp: TestApp) => Promise<void>) {
  const testApp = await openTestApp(options);
  try {
    await test(testApp);
  } finally {
    await testApp.close();
  }
}

/** As many requests a second as in production. */
const production = { requestsPerSecond: 10 };

/** So many open orders, due in five seconds, and a refund and a create whose answers were lost. */
async function crowded(testApp: TestApp, count: number): Promise<void> {
  const sandbox = sandboxOf(testApp);
  const order = await paid(testApp, provider);
  const { id } = await created(testApp, provider);
  await testApp.sandbox.clock.advance(2_000);
  sandbox.faults.arm({ fault: 'cut-after', operation: 'createRefund' });
  const input = { idempotencyKey: newKey(), order: order.id, ...refundAddress(provider) };
  const { refund } = await mutate(testApp, documents.createRefund, { input });
  expect(refund?.status).toBe('UNKNOWN');
  sandbox.faults.arm({ fault: 'cut-after', operation: 'createOrder' });
  expect((await created(testApp, provider)).status).toBe('UNKNOWN');
  // Due a little earlier, so that they stand before all others.
  const dueAt = String(testApp.app.deps.now() + 1_000);
  await copyRow(testApp, 'orders', id, count, { check_at: dueAt });
  const account = testApp.accounts[provider];
  await testApp.app.deps.queue.commit((tx) =>
    tx.run('update provider_accounts set reconcile_at = ? where id = ?', Number(dueAt), account),
  );
  await testApp.sandbox.clock.advance(6_000);
}

/** The time until every unknown outcome was resolved, while the lists of the account were being read. */
async function timeToQuery(testApp: TestApp, count: number): Promise<number> {
  await crowded(testApp, count);
  const since = sandboxOf(testApp).requests().length;
  const startedAt = performance.now();
  // Runs for long, and is stopped with the test app.
  void testApp.app.runDue();
  const { read } = testApp.app.deps;
  const unknown = `select (select count(*) from orders where status = 'UNKNOWN')
    + (select count(*) from refunds where status = 'UNKNOWN') as count`;
  await eventually(async () => (await read.get<{ count: number }>(unknown))?.count === 0, 30_000);
  await eventually(async () => {
    const calls = callsSince(sandboxOf(testApp), since);
    return calls.includes('orderList') && calls.includes('orderInfo');
  }, 30_000);
  return performance.now() - startedAt;
}

export function describeA11(): void {
  describe('A11: the schedule', () => {
    it('A11: queries what is unknown at once with 400 open orders, and lists are read', () =>
      inTestApp(production, async (testApp) => {
        expect(await timeToQuery(testApp, 400)).toBeLessThan(10_000);
      }));

    it('A11: does the same with 10,000, and polls them less often rather than late', () =>
      inTestApp(production, async (testApp) => {
        expect(await timeToQuery(testApp, 10_000)).toBeLessThan(30_000);
        const { read, now } = testApp.app.deps;
        const polled = `select check_at as at from orders
          where status = 'AWAITING_PAYMENT' and check_at > ?`;
        await eventually(async () => {
          const next = await read.all<{ at: number }>(polled, now() + 120_000);
          // Five polls a second: in half an hour, or when they expire.
          return next.length > 0 && next.every(({ at }) => at > now() + 850_000);
        });
      }));

    it('A11: fills a free place at once, without another poll', () =>
      inTestApp({}, async (testApp) => {
        const { id } = await created(testApp, provider);
        await copyRow(testApp, 'orders', id, 40);
        await testApp.sandbox.clock.advance(31_000);
        const since = sandboxOf(testApp).requests().length;
        const background = createBackground(testApp.app.deps);
        await background.start();
        await background.idle();
        expect(callsSince(sandboxOf(testApp), since)).toHaveLength(41);
        background.stop();
      }));

    it('A11: spends almost no time on 100,000 due rows of a resting account', () =>
      inTestApp({}, async (testApp) => {
        const { id } = await created(testApp, provider);
        await copyRow(testApp, 'orders', id, 100_000, { check_at: '1' });
        const { deps } = testApp.app;
        const connections = { ...deps.connections, circuitOf: () => 'OPEN' as const };
        const background = createBackground({ ...deps, connections });
        expect(await background.start()).toBe(0);
        const before = process.threadCpuUsage();
        for (let run = 0; run < 20; run += 1) await background.start();
        const { user, system } = process.threadCpuUsage(before);
        expect((user + system) / 1_000 / 20).toBeLessThan(10);
        background.stop();
      }));
  });
}
