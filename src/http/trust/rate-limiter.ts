/** Allows each source a number of uses per window, with a burst of as many. Unused allowance is lost after a window. */
export interface RateLimiter {
  /**
   * Counts a use. Returns the milliseconds until it is allowed, 0 at once. Null where that exceeds `longestWait`: the
   * use is then not counted.
   */
  take(source: string, longestWait: number): number | null;
}

/**
 * Sources that are remembered. A forgotten source begins anew, so an attacker needs this many addresses to gain from
 * it.
 */
const mostSources = 20_000;

/** `now`: monotonic milliseconds. `windowMs`: a second. */
export function createRateLimiter(
  perWindow: number,
  now: () => number = () => performance.now(),
  windowMs = 1000,
): RateLimiter {
  const every = windowMs / perWindow;
  // By source, the time until which its allowance is used up. The source whose last use is oldest comes first.
  const busyUntil = new Map<string, number>();
  return {
    take(source, longestWait) {
      const at = now();
      const until = Math.max(busyUntil.get(source) ?? 0, at) + every;
      const wait = until - at - windowMs;
      if (wait > longestWait) return null;
      busyUntil.delete(source);
      busyUntil.set(source, until);
      if (busyUntil.size > mostSources) forgetOldest(busyUntil);
      return Math.max(wait, 0);
    },
  };
}

function forgetOldest(sources: Map<string, unknown>): void {
  const [oldest] = sources.keys();
  if (oldest !== undefined) sources.delete(oldest);
}
