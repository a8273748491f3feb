import { describe, expect, it } from 'vitest';
import { createBackground } from '../../src/operations/due/background.ts';
import { eventually, openWorld } from '../support/app.ts';
import type { World, WorldOptions } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { ask, callsSince, created, newKey, paid, refundAddress } from '../support/operations.ts';
import { copyRow } from './many-orders.ts';

const provider = 'W_CHECKOUT';
const sandboxOf = (world: World) => world.sandbox.provider(provider);

async function inWorld(options: WorldOptions, test: (world: World) => Promise<void>) {
  const world = await openWorld(options);
  try {
    await test(world);
  } finally {
    await world.close();
  }
}

/** As many requests a second as in production. */
const production = { requestsPerSecond: 10 };

/** So many open orders, due in five seconds, and a refund and a create whose answers were lost. */
async function crowded(world: World, count: number): Promise<void> {
  const sandbox = sandboxOf(world);
  const order = await paid(world, provider);
  const { id } = await created(world, provider);
  await world.sandbox.clock.advance(2_000);
  sandbox.faults.arm({ fault: 'cut-after', operation: 'createRefund' });
  const input = { idempotencyKey: newKey(), order: order.id, ...refundAddress(provider) };
  const { refund } = await ask(world, documents.createRefund, { input });
  expect(refund?.status).toBe('UNKNOWN');
  sandbox.faults.arm({ fault: 'cut-after', operation: 'createOrder' });
  expect((await created(world, provider)).status).toBe('UNKNOWN');
  // Due a little earlier, so that they stand before all others.
  const dueAt = String(world.app.deps.now() + 1_000);
  await copyRow(world, 'orders', id, count, { check_at: dueAt });
  const account = world.accounts[provider];
  await world.app.deps.queue.commit((tx) =>
    tx.run('update provider_accounts set reconcile_at = ? where id = ?', Number(dueAt), account),
  );
  await world.sandbox.clock.advance(6_000);
}

/** How long it took until all that is unknown was found out, and the lists of the account were being read. */
async function timeToAsk(world: World, count: number): Promise<number> {
  await crowded(world, count);
  const since = sandboxOf(world).requests().length;
  const startedAt = performance.now();
  // Goes on for long, and is stopped with the world.
  void world.app.runDue();
  const { read } = world.app.deps;
  const unknown = `select (select count(*) from orders where status = 'UNKNOWN')
    + (select count(*) from refunds where status = 'UNKNOWN') as count`;
  await eventually(async () => (await read.get<{ count: number }>(unknown))?.count === 0, 30_000);
  await eventually(async () => {
    const calls = callsSince(sandboxOf(world), since);
    return calls.includes('orderList') && calls.includes('orderInfo');
  }, 30_000);
  return performance.now() - startedAt;
}

export function describeA11(): void {
  describe('A11', () => {
    it('A11: with 400 open orders what is unknown is asked for at once, and lists are read', () =>
      inWorld(production, async (world) => {
        expect(await timeToAsk(world, 400)).toBeLessThan(10_000);
      }));

    it('A11: with 10,000 likewise, and they are polled less often rather than late', () =>
      inWorld(production, async (world) => {
        expect(await timeToAsk(world, 10_000)).toBeLessThan(30_000);
        const { read, now } = world.app.deps;
        const polled = `select check_at as at from orders
          where status = 'AWAITING_PAYMENT' and check_at > ?`;
        await eventually(async () => {
          const next = await read.all<{ at: number }>(polled, now() + 120_000);
          // Five polls a second: in half an hour, or when they expire.
          return next.length > 0 && next.every(({ at }) => at > now() + 850_000);
        });
      }));

    it('A11: a place that is freed is filled at once, without another look', () =>
      inWorld({}, async (world) => {
        const { id } = await created(world, provider);
        await copyRow(world, 'orders', id, 40);
        await world.sandbox.clock.advance(31_000);
        const since = sandboxOf(world).requests().length;
        const background = createBackground(world.app.deps);
        await background.start();
        await background.idle();
        expect(callsSince(sandboxOf(world), since)).toHaveLength(41);
        background.stop();
      }));

    it('A11: 100,000 due rows of a resting account cost a look next to nothing', () =>
      inWorld({}, async (world) => {
        const { id } = await created(world, provider);
        await copyRow(world, 'orders', id, 100_000, { check_at: '1' });
        const { deps } = world.app;
        const connections = { ...deps.connections, circuitOf: () => 'OPEN' as const };
        const background = createBackground({ ...deps, connections });
        expect(await background.start()).toBe(0);
        const before = process.threadCpuUsage();
        for (let look = 0; look < 20; look += 1) await background.start();
        const { user, system } = process.threadCpuUsage(before);
        expect((user + system) / 1_000 / 20).toBeLessThan(10);
        background.stop();
      }));
  });
}
