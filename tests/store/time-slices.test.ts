import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createTimeSlices } from '../../src/store/time-slices.ts';
import { asCaller } from '../../src/store/round-robin.ts';

/** A clock that moves only when work is done. */
function createWork() {
  let now = 0;
  const slices = createTimeSlices(() => now);
  return { ...slices, work: (ms: number) => (now += ms), now: () => now };
}

/** Counts turns of the event loop until it is stopped. */
function countTurns() {
  let turns = 0;
  const stopped = new AbortController();
  const count = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      turns += 1;
      await nextTurn();
    }
  };
  const counting = count();
  return async (): Promise<number> => {
    stopped.abort();
    await counting;
    return turns;
  };
}

describe('time slices', () => {
  it('let the event loop run under a loop that waits for nothing else', async () => {
    const { requests, work } = createWork();
    const turns = countTurns();
    for (let step = 0; step < 100; step += 1) {
      await requests.slice();
      work(1);
    }
    // Three steps in each slice.
    expect(await turns()).toBeGreaterThan(30);
  });

  it('let it run under many that came at once', async () => {
    const { background, work } = createWork();
    const turns = countTurns();
    const one = async (): Promise<void> => {
      await background.slice();
      await Promise.resolve();
      work(1);
    };
    await Promise.all(Array.from({ length: 100 }, one));
    expect(await turns()).toBeGreaterThan(30);
  });

  it('are given in the order in which they were requested, and one at a time', async () => {
    const { requests } = createWork();
    const seen: string[] = [];
    const one = async (name: string): Promise<void> => {
      await requests.slice();
      seen.push(`${name} begins`);
      for (let hop = 0; hop < 5; hop += 1) await Promise.resolve();
      seen.push(`${name} ends`);
    };
    await Promise.all(['a', 'b', 'c'].map(one));
    expect(seen).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it('let no lane wait for more than one step of the other', async () => {
    const { requests, background, work, now } = createWork();
    const behind = Array.from({ length: 100 }, async () => {
      await background.slice();
      work(1);
    });
    await nextTurn();
    const began = now();
    await requests.slice();
    expect(now() - began).toBeLessThanOrEqual(1);
    await Promise.all(behind);
  });

  it('let no caller wait for more than one step of another for each of its own', async () => {
    const { requests, work, now } = createWork();
    const step = async (): Promise<void> => {
      await requests.slice();
      work(1);
    };
    const large = asCaller('large', () => Array.from({ length: 100 }, step));
    await nextTurn();
    const began = now();
    await asCaller('small', async () => {
      await step();
      await step();
    });
    expect(now() - began).toBeLessThanOrEqual(4);
    await Promise.all(large);
  });

  it('leave nothing behind that keeps the event loop going', async () => {
    const { requests } = createWork();
    await requests.slice();
    await nextTurn();
    await nextTurn();
    expect(process.getActiveResourcesInfo()).not.toContain('Immediate');
  });
});
