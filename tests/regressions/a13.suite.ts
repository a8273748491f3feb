import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClock } from '../../src/clock.ts';
import { openWorld } from '../support/app.ts';
import type { World, WorldOptions } from '../support/app.ts';
import { callsSince, created, orderOf } from '../support/operations.ts';

const provider = 'W_CHECKOUT';
const minute = 60_000;

/** Sets the wall clock of the machine, ours and the provider's, and no other. */
function stepClock(ms: number): void {
  const real = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => real() + ms);
}

async function inWorld(options: WorldOptions, test: (world: World) => Promise<void>) {
  const world = await openWorld(options);
  try {
    await test(world);
  } finally {
    await world.close();
  }
}

const statusOf = async (world: World, id: string) => (await orderOf(world, id)).status;
const sends = (world: World) => world.sandbox.provider(provider).effects().ordersCreated;

export function describeA13(): void {
  describe('A13', () => {
    afterEach(() => void vi.restoreAllMocks());

    it('A13: calls leave as before when the clock is set back ten minutes', () =>
      inWorld({ requestsPerSecond: 4 }, async (world) => {
        await Promise.all([created(world, provider), created(world, provider)]);
        stepClock(-10 * minute);
        const since = performance.now();
        const all = await Promise.all([1, 2, 3].map(() => created(world, provider)));
        expect(all.map(({ status }) => status)).toEqual(Array(3).fill('AWAITING_PAYMENT'));
        expect(performance.now() - since).toBeLessThan(5_000);
      }));

    it('A13: what waits is looked at soon when the clock was set back, by a running process', () =>
      inWorld({}, async (world) => {
        const { faults } = world.sandbox.provider(provider);
        faults.arm({ fault: 'cut-after', operation: 'createOrder' });
        const { id, status } = await created(world, provider);
        expect(status).toBe('UNKNOWN');
        await world.app.runDue();
        stepClock(-10 * minute);
        await world.app.runDue();
        expect(await statusOf(world, id)).toBe('AWAITING_PAYMENT');
      }));

    it('A13: and by one that starts after it was set back', () =>
      inWorld({}, async (world) => {
        const { faults } = world.sandbox.provider(provider);
        faults.arm({ fault: 'cut-after', operation: 'createOrder' });
        const { id } = await created(world, provider);
        stepClock(-10 * minute);
        await world.restart();
        await world.app.runDue();
        expect(await statusOf(world, id)).toBe('AWAITING_PAYMENT');
      }));

    it('A13: a jump of the clock proves no absence', () =>
      inWorld({}, async (world) => {
        const sandbox = world.sandbox.provider(provider);
        sandbox.faults.arm({ fault: 'cut-before', operation: 'createOrder' });
        const { id } = await created(world, provider);
        const before = sends(world);
        stepClock(11 * minute);
        const since = sandbox.requests().length;
        for (const ms of [0, 16_000, 10_000]) await world.advance(ms);
        expect(callsSince(sandbox, since)).toContain('orderInfo');
        expect([await statusOf(world, id), sends(world)]).toEqual(['UNKNOWN', before]);
        for (const ms of [5_000, 15_000]) await world.advance(ms);
        // Eleven minutes old by now, so that it is not sent again.
        expect([await statusOf(world, id), sends(world)]).toEqual(['FAILED', before]);
      }));

    it('A13: a clock tells since when it has run steadily', () => {
      const time = { wall: 1_000_000, monotonic: 5 };
      const clock = createClock(
        () => time.wall,
        () => time.monotonic,
      );
      const pass = (ms: number): void => {
        time.wall += ms;
        time.monotonic += ms;
      };
      expect(clock.steadySince()).toBe(1_000_000);
      pass(3_600_000);
      expect(clock.steadySince()).toBe(1_000_000);
      // Corrected little by little, as a time server does it.
      for (let second = 0; second < 3_600; second += 1) {
        pass(1_000);
        time.wall += 1;
        expect(clock.steadySince()).toBe(1_000_000);
      }
      time.wall += 11 * minute;
      expect(clock.steadySince()).toBe(time.wall);
      const jumpedAt = time.wall;
      pass(1_000);
      expect(clock.steadySince()).toBe(jumpedAt);
      time.wall -= 10 * minute;
      expect(clock.now()).toBe(time.wall);
      expect(clock.steadySince()).toBe(time.wall);
    });
  });
}
