import { setTimeout as sleep } from 'node:timers/promises';
import { createRateLimiter } from './rate-limiter.ts';
import { networkOf } from '../source.ts';

/** Slows down who is refused again and again, without a word about anybody else who shares the address. */
export interface Penalty {
  /**
   * Counts a refusal. Resolves when its answer may leave: at once, as long as the source keeps to its pace. True:
   * it is one too many, to be answered with 429 in the place of what it was refused for.
   */
  refused(source: string): Promise<boolean>;
}

/** Milliseconds that an answer waits at most. */
const longestWait = 1000;

/** Answers that wait at once, of all sources; beyond that they leave without a wait. */
const mostWaiting = 5000;

/** What a refusal that is one too many is answered with. */
export const slowDown = { 'retry-after': '1', connection: 'close' } as const;

/**
 * Refused answers to one source leave at most `perSecond` a second, the first so many at once. Who waits for an answer
 * before asking again is slowed down to that pace; who does not is told to, and has to connect anew. Nothing is ever
 * refused because of the source: who comes with the right credentials meets none of this.
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
