import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWatchdog } from '../../clients/typescript/src/line/watchdog.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

it('a line whose server sends by itself is given up after 7 s of silence, and not because it is checked', () => {
  const dead = vi.fn<() => void>();
  const watchdog = createWatchdog(dead);
  watchdog.opened(null);
  for (let second = 0; second < 20; second += 3) {
    watchdog.check();
    vi.advanceTimersByTime(3_600);
    watchdog.received();
  }
  expect(dead).not.toHaveBeenCalled();
  vi.advanceTimersByTime(7_000);
  expect(dead).toHaveBeenCalledOnce();
});

it('a line that is probed has 3 s to answer, and is probed at once where it is checked', () => {
  const dead = vi.fn<() => void>();
  const probe = vi.fn<() => void>();
  const watchdog = createWatchdog(dead);
  watchdog.opened(probe);
  vi.advanceTimersByTime(4_000);
  expect(probe).toHaveBeenCalledTimes(1);
  watchdog.received();
  watchdog.check();
  expect(probe).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(2_999);
  expect(dead).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(dead).toHaveBeenCalledOnce();
});

it('a line that does not open is given up after 5 s', () => {
  const dead = vi.fn<() => void>();
  createWatchdog(dead);
  vi.advanceTimersByTime(5_000);
  expect(dead).toHaveBeenCalledOnce();
});
