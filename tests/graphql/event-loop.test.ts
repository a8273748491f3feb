import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inTurn, inWholeSteps, later } from '../../src/graphql/event-loop.ts';

const busyFor = (ms: number): void => {
  for (const until = performance.now() + ms; performance.now() < until;);
};

/** Counts the turns of the event loop while the work goes on. */
async function countingTurns<T>(work: (turn: () => number) => Promise<T>): Promise<T> {
  let turn = 0;
  let isOver = false;
  const next = (): void => {
    turn += 1;
    if (!isOver) setImmediate(next);
  };
  next();
  try {
    return await work(() => turn);
  } finally {
    isOver = true;
  }
}

const most = (numbers: readonly number[]): number => {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return Math.max(...counts.values());
};

it('a timer calls back those whose times are close together at once, and none too early', async () => {
  const began = performance.now();
  const called = await Promise.all(
    Array.from(
      { length: 100 },
      (_, at) =>
        new Promise<{ due: number; at: number }>((resolve) => {
          later(100 + at, () => resolve({ due: began + 100 + at, at: performance.now() }));
        }),
    ),
  );
  expect(called.every(({ due, at }) => at >= due)).toBe(true);
  // Timers of their own would give each a time of its own.
  const groups = called.filter(({ at }, index) => at - (called[index - 1]?.at ?? 0) > 20);
  expect(groups.length).toBeLessThan(6);
});

it('a timer does not call back a caller that has canceled, even at the last moment', async () => {
  const called: string[] = [];
  await new Promise<void>((resolve) => {
    later(10, () => {
      called.push('first');
      second.cancel();
    });
    const second = later(10, () => called.push('second'));
    later(100, resolve);
  });
  expect(called).toEqual(['first']);
});

function holdAndCancel(): WeakRef<object>[] {
  const timers = Array.from({ length: 3 }, () => {
    const held = {};
    return { timer: later(60_000, () => void held), ref: new WeakRef(held) };
  });
  for (const { timer } of timers.toReversed()) timer.cancel();
  return timers.map(({ ref }) => ref);
}

it('a timer holds nothing of a caller that has canceled', async () => {
  // The option counts for contexts that are made later.
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const refs = holdAndCancel();
  // A WeakRef holds its object until the turn of the event loop ends.
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  expect(refs.map((ref) => ref.deref())).toEqual([undefined, undefined, undefined]);
});

it('a step includes the work that follows it at once', async () => {
  const turns = await countingTurns(async (turn) => {
    const all: number[] = [];
    const items = Array.from({ length: 30 });
    await inWholeSteps(items, () => {
      all.push(turn());
      process.nextTick(() => busyFor(0.4));
    });
    return all;
  });
  expect(turns).toHaveLength(30);
  // Three items make up the millisecond of a step.
  expect(most(turns)).toBeLessThan(5);
});

describe('values that are visited in turn', () => {
  beforeEach(
    () => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }),
  );
  afterEach(() => void vi.useRealTimers());

  it.each([1, 2, 40])('each of %i is visited once in the time that is given', (count) => {
    const visits = Array.from({ length: count }, () => 0);
    const stop = inTurn(new Map(visits.map((_, at) => [at, at])), 200, (at) => {
      visits[at] = (visits[at] ?? 0) + 1;
    });
    vi.advanceTimersByTime(800);
    stop();
    expect(new Set(visits)).toEqual(new Set([4]));
  });

  it('none is visited after the end, also when that comes from a visit of many that are due', () => {
    const visited: number[] = [];
    const stop = inTurn(new Map([1, 2, 3, 4].map((at) => [at, at])), 200, (at) => {
      visited.push(at);
      if (at === 2) stop();
    });
    const nothingRunsFor = 200;
    const now = performance.now.bind(performance);
    performance.now = () => now() + nothingRunsFor;
    vi.advanceTimersByTime(1_000);
    performance.now = now;
    expect(visited).toEqual([1, 2]);
  });
});
