import type { Clock } from '../../clock.ts';

/** Limits how often unsigned notices, which anybody can send, make us query the provider about one subject. */
export interface NoticeLimiter {
  /** When the provider is queried because of a notice that is received now, in epoch milliseconds. */
  dueAt: (subject: string) => number;
}

/** As long as the first wait of a delivery that is tried again. Milliseconds. */
const leastMs = 5_000;

export function createNoticeLimiter({
  now,
  monotonic,
}: Pick<Clock, 'now' | 'monotonic'>): NoticeLimiter {
  /**
   * Milliseconds of `monotonic` at which the provider is queried about each subject. Those from which nothing follows
   * any more are dropped, oldest first.
   */
  const planned = new Map<string, number>();
  return {
    dueAt(subject) {
      const at = monotonic();
      for (const [oldest, last] of planned) {
        if (last > at - leastMs) break;
        planned.delete(oldest);
      }
      const last = planned.get(subject);
      const next = last === undefined ? at : at < last ? last : last + leastMs;
      planned.delete(subject);
      planned.set(subject, next);
      return now() + Math.ceil(next - at);
    },
  };
}
