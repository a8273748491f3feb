import { expect, it, vi } from 'vitest';
import { later } from '../../src/graphql/event-loop.ts';

it('long waits wake the process at most every 400 ms, none too early and none much too late', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  try {
    const began = performance.now();
    const late: number[] = [];
    const times = new Set<number>();
    for (let ms = 15_000; ms < 17_000; ms += 10) {
      later(ms, () => {
        times.add(performance.now());
        late.push(performance.now() - began - ms);
      });
    }
    vi.advanceTimersByTime(18_000);
    expect(late).toHaveLength(200);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...late)).toBeLessThanOrEqual(500);
    expect(times.size).toBeLessThanOrEqual(6);
  } finally {
    vi.useRealTimers();
  }
});
