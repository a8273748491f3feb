import { array, assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRateLimiter, createSlots } from '../../src/providers/egress.ts';
import type { Priority } from '../../src/providers/egress.ts';
import { NotSent } from '../../src/providers/provider.ts';

describe('the slots of an account', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('are given in the order of requests, and once each', async () => {
    const slots = createSlots(2);
    const order: string[] = [];
    const [first] = await Promise.all([slots.acquire(1_000), slots.acquire(1_000)]);
    void slots.acquire(1_000).then(() => order.push('third'));
    void slots.acquire(1_000).then(() => order.push('fourth'));
    first?.();
    first?.();
    await vi.advanceTimersByTimeAsync(1);
    expect(order).toEqual(['third']);
  });

  test('are waited for no longer than requested, and the place in the queue is given up then', async () => {
    const slots = createSlots(1);
    const giveBack = await slots.acquire(1_000);
    const late = slots.acquire(500).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(500);
    expect(await late).toBeInstanceOf(NotSent);
    giveBack();
    await slots.acquire(0);
  });

  test('are not waited for by more than 64 for each', async () => {
    const slots = createSlots(1);
    await slots.acquire(1_000);
    const ends = Array.from({ length: 64 }, () => slots.acquire(1_000).catch(() => 'late'));
    await expect(slots.acquire(1_000)).rejects.toThrow('too many calls are waiting');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(new Set(await Promise.all(ends))).toEqual(new Set(['late']));
  });
});

describe('the slots of an account, with queries waiting,', () => {
  test('go to sendings first, and to a query after three of them', async () => {
    const slots = createSlots(1);
    let giveBack = await slots.acquire(1_000);
    const order: string[] = [];
    const wait = (name: string, lane: Priority): void => {
      void (async () => {
        const give = await slots.acquire(60_000, lane);
        order.push(name);
        giveBack = give;
      })();
    };
    for (const name of ['q1', 'q2']) wait(name, 'QUERY');
    for (const name of ['s1', 's2', 's3', 's4']) wait(name, 'SEND');
    for (let round = 0; round < 6; round += 1) {
      giveBack();
      await new Promise(setImmediate);
    }
    expect(order).toEqual(['s1', 's2', 's3', 'q1', 's4', 'q2']);
  });
});

interface Departure {
  at: number;
  lane: Priority;
  number: number;
}

/** Starts requests at the given times, and collects when each of them left. */
async function departures(
  pace: ReturnType<typeof createRateLimiter>,
  arrivals: readonly { afterMs: number; lane: Priority }[],
  leaveWithinMs = Infinity,
) {
  const left: Departure[] = [];
  const rejected: number[] = [];
  for (const [number, { afterMs, lane }] of arrivals.entries()) {
    await vi.advanceTimersByTimeAsync(afterMs);
    void pace.acquire(lane, performance.now() + leaveWithinMs).then(
      () => left.push({ at: performance.now(), lane, number }),
      () => rejected.push(number),
    );
  }
  await vi.advanceTimersByTimeAsync(120_000);
  return { left, rejected };
}

const many = (count: number, of: Priority) =>
  Array.from({ length: count }, () => ({ afterMs: 0, lane: of }));

describe('the pace of an account', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const lane = constantFrom<Priority>('SEND', 'QUERY');
  const arrival = record({ afterMs: integer({ min: 0, max: 700 }), lane });

  test('is never exceeded in any second, and within a lane no request is overtaken', async () => {
    await assert(
      asyncProperty(
        integer({ min: 1, max: 12 }),
        array(arrival, { maxLength: 60 }),
        async (perSecond, arrivals) => {
          const { left, rejected } = await departures(
            createRateLimiter(perSecond, 60_000),
            arrivals,
          );
          expect(rejected).toEqual([]);
          expect(left).toHaveLength(arrivals.length);
          for (const [index, { at }] of left.entries()) {
            const next = left[index + perSecond]?.at ?? Infinity;
            expect(next - at).toBeGreaterThanOrEqual(1_000);
          }
          for (const one of ['SEND', 'QUERY'] as const) {
            const numbers = left.filter((each) => each.lane === one).map(({ number }) => number);
            expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([
    { perSecond: 10, processes: 3 },
    { perSecond: 10, processes: 10 },
    { perSecond: 4, processes: 7 },
  ])(
    'is kept by $processes processes together: $perSecond a second',
    async ({ perSecond, processes }) => {
      const all = await Promise.all(
        Array.from({ length: processes }, () =>
          departures(
            createRateLimiter(perSecond, 60_000, () => processes),
            many(12, 'SEND'),
          ),
        ),
      );
      const left = all.flatMap((one) => one.left.map(({ at }) => at)).toSorted((a, b) => a - b);
      expect(left).toHaveLength(12 * processes);
      // With more processes than requests in a second, each makes one at first.
      for (const [index, at] of left.entries()) {
        const next = left[index + Math.max(perSecond, processes)] ?? Infinity;
        expect(next - at).toBeGreaterThanOrEqual(1_000);
      }
    },
  );

  test('is a smaller share as soon as another process is there', async () => {
    let processes = 1;
    const limiter = createRateLimiter(10, 60_000, () => processes);
    expect((await departures(limiter, many(10, 'SEND'))).left).toHaveLength(10);
    processes = 5;
    const { left } = await departures(limiter, many(6, 'SEND'));
    const [first = 0, second = 0, third = 0] = left.map(({ at }) => at);
    expect(second - first).toBe(0);
    expect(third - first).toBeGreaterThanOrEqual(1_000);
  });

  test('lets a sending leave at once while two hundred queries wait', async () => {
    const pace = createRateLimiter(10, 30_000);
    const arrivals = [...many(200, 'QUERY'), { afterMs: 50, lane: 'SEND' as const }];
    const { left } = await departures(pace, arrivals);
    const sent = left.find((one) => one.lane === 'SEND');
    expect((sent?.at ?? Infinity) - (left[0]?.at ?? 0)).toBe(50);
    expect(left).toHaveLength(201);
  });

  test('lets queries leave, one in four, while sendings never stop', async () => {
    const pace = createRateLimiter(8, 60_000);
    const { left } = await departures(pace, [...many(200, 'SEND'), ...many(20, 'QUERY')]);
    const inTenSeconds = left.filter(({ at }) => at - (left[0]?.at ?? 0) < 10_000);
    expect(inTenSeconds.filter((one) => one.lane === 'QUERY').length).toBeGreaterThanOrEqual(18);
  });

  test('refuses at once what could not leave within the longest wait, in each lane by itself', async () => {
    const pace = createRateLimiter(10, 1_000);
    const queries = many(30, 'QUERY').map(() =>
      pace.acquire('QUERY', Infinity).catch(() => 'away'),
    );
    await expect(pace.acquire('QUERY', Infinity)).rejects.toThrow('too many requests are waiting');
    await pace.acquire('SEND', Infinity);
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await Promise.all(queries)).filter((end) => end === undefined)).toHaveLength(16);
  });

  test('lets nothing leave that is late, and gives its slot to the next', async () => {
    const pace = createRateLimiter(1, 60_000);
    await pace.acquire('SEND', Infinity);
    const late = pace.acquire('SEND', performance.now() + 500).catch((error: unknown) => error);
    const next = pace.acquire('SEND', Infinity);
    await vi.advanceTimersByTimeAsync(1_001);
    expect(await late).toBeInstanceOf(NotSent);
    await next;
  });

  test('continues when the wall clock is set back', async () => {
    const pace = createRateLimiter(2, 60_000);
    await Promise.all([pace.acquire('SEND', Infinity), pace.acquire('SEND', Infinity)]);
    vi.setSystemTime(Date.now() - 600_000);
    const third = pace.acquire('SEND', Infinity);
    await vi.advanceTimersByTimeAsync(1_001);
    await expect(third).resolves.toBeUndefined();
  });
});
