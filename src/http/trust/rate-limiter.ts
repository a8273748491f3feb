/** So many in a second for each source, and as many at once. What is not used for a second is lost. */
export interface RateLimiter {
  /**
   * Milliseconds until its turn, 0 at once; null where that would be longer than `longestWait`: then it has not
   * been counted.
   */
  take(source: string, longestWait: number): number | null;
}

/** Sources that are remembered. Who is forgotten begins anew, so this many addresses must be had to gain by it. */
const mostSources = 20_000;

/** `now`: milliseconds of a clock that never goes back. */
export function createRateLimiter(
  perSecond: number,
  now: () => number = () => performance.now(),
): RateLimiter {
  const every = 1000 / perSecond;
  // When all that a source has asked for is worked off, by its source; who came longest ago is first.
  const busyUntil = new Map<string, number>();
  return {
    take(source, longestWait) {
      const at = now();
      const until = Math.max(busyUntil.get(source) ?? 0, at) + every;
      const wait = until - at - 1000;
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
