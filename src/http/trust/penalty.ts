import { setTimeout as sleep } from 'node:timers/promises';
import { createRateLimiter } from './rate-limiter.ts';
import { networkOf } from '../source.ts';

/** Slows down a source that is refused again and again, without affecting others at the same address. */
export interface Penalty {
  /**
   * Counts a refusal. Resolves when its answer may be sent, at once while the source is within its rate. True means
   * that the rate is exceeded: the answer is then 429 in place of the original refusal.
   */
  refused(source: string): Promise<boolean>;
}

/** Most milliseconds that an answer waits. */
const longestWait = 1000;

/** Answers to all sources that may wait at once. More are sent without a delay. */
const mostWaiting = 5000;

/** Headers of a 429. */
export const slowDown = { 'retry-after': '1', connection: 'close' } as const;

/**
 * At most `perSecond` refusals a second are sent to one source, with a burst of as many. A client that waits for each
 * answer is slowed down to that rate. One that does not gets 429 and must reconnect. Requests with valid credentials
 * are never delayed or refused because of their source.
 */
export function createPenalty(perSecond: number, now?: () => number): Penalty {
  const limiter = createRateLimiter(perSecond, now);
  let waiting = 0;
  return {
    async refused(source) {
      const delay = limiter.take(networkOf(source), longestWait);
      const wait = delay ?? longestWait;
      if (wait > 0 && waiting < mostWaiting) {
        waiting += 1;
        await sleep(wait);
        waiting -= 1;
      }
      return delay === null;
    },
  };
}
