/** Limits how often unsigned notices, which anybody can send, make us query the provider about one subject. */
export interface NoticeLimiter {
  /** Whether the subject may be queried now. If so, it may not be again for a while. */
  take(subject: string): boolean;
}

/** As long as the first wait of a delivery that is tried again. Milliseconds. */
const leastMs = 5_000;

/** `now`: milliseconds of a clock that never goes back. */
export function createNoticeLimiter(now: () => number): NoticeLimiter {
  /** When each subject was queried last, oldest first. Those from which nothing follows any more are dropped. */
  const queried = new Map<string, number>();
  return {
    take(subject) {
      const at = now();
      for (const [oldest, last] of queried) {
        if (last > at - leastMs) break;
        queried.delete(oldest);
      }
      if (queried.has(subject)) return false;
      queried.set(subject, at);
      return true;
    },
  };
}
