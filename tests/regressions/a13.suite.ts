import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClock } from '../../src/clock.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp, TestAppOptions } from '../support/app.ts';
import { callsSince, created, orderOf } from '../support/operations.ts';

const provider = 'W_CHECKOUT';
const minute = 60_000;

/** Sets the machine's wall clock, ours and the provider's, and no other clock. */
function stepClock(ms: number): void {
  const real = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => real() + ms);
}

async function inTestApp(options: TestAppOptions, test: (testApp: TestApp) => Promise<void>) {
  const testApp = await openTestApp(options);
  try {
    await test(testApp);
  } finally {
    await testApp.close();
  }
}

const statusOf = async (testApp: TestApp, id: string) => (await orderOf(testApp, id)).status;
const sends = (testApp: TestApp) => testApp.sandbox.provider(provider).effects().ordersCreated;

export function describeA13(): void {
  describe('A13: the clock', () => {
    afterEach(() => void vi.restoreAllMocks());

    it('A13: lets calls leave as before when it is set back ten minutes', () =>
      inTestApp({ requestsPerSecond: 4 }, async (testApp) => {
        await Promise.all([created(testApp, provider), created(testApp, provider)]);
        stepClock(-10 * minute);
        const since = performance.now();
        const all = await Promise.all([1, 2, 3].map(() => created(testApp, provider)));
        expect(all.map(({ status }) => status)).toEqual(Array(3).fill('AWAITING_PAYMENT'));
        expect(performance.now() - since).toBeLessThan(5_000);
      }));

    it('A13: lets a running process resolve what waits soon when it was set back', () =>
      inTestApp({}, async (testApp) => {
        const { faults } = testApp.sandbox.provider(provider);
        faults.arm({ fault: 'cut-after', operation: 'createOrder' });
        const { id, status } = await created(testApp, provider);
        expect(status).toBe('UNKNOWN');
        await testApp.app.runDue();
        stepClock(-10 * minute);
        await testApp.app.runDue();
        expect(await statusOf(testApp, id)).toBe('AWAITING_PAYMENT');
      }));

    it('A13: lets a process do the same that starts after it was set back', () =>
      inTestApp({}, async (testApp) => {
        const { faults } = testApp.sandbox.provider(provider);
        faults.arm({ fault: 'cut-after', operation: 'createOrder' });
        const { id } = await created(testApp, provider);
        stepClock(-10 * minute);
        await testApp.restart();
        await testApp.app.runDue();
        expect(await statusOf(testApp, id)).toBe('AWAITING_PAYMENT');
      }));

    it('A13: proves no absence by a jump', () =>
      inTestApp({}, async (testApp) => {
        const sandbox = testApp.sandbox.provider(provider);
        sandbox.faults.arm({ fault: 'cut-before', operation: 'createOrder' });
        const { id } = await created(testApp, provider);
        const before = sends(testApp);
        stepClock(11 * minute);
        const since = sandbox.requests().length;
        for (const ms of [0, 16_000, 10_000]) await testApp.advance(ms);
        expect(callsSince(sandbox, since)).toContain('orderInfo');
        expect([await statusOf(testApp, id), sends(testApp)]).toEqual(['UNKNOWN', before]);
        for (const ms of [5_000, 15_000]) await testApp.advance(ms);
        // Eleven minutes old by now, so that it is not sent again.
        expect([await statusOf(testApp, id), sends(testApp)]).toEqual(['FAILED', before]);
      }));

    it('A13: states since when it has run steadily', () => {
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
