import { RoundRobin } from '../round-robin.ts';
import type { Queryable } from './sql.ts';

/** Begins to wait no longer. */
type Begin = () => boolean;

/**
 * Queries a pool for callers in turn. The pool itself lends its connections in the order of requests. `most`: how many
 * connections it has. `patienceMs`: how long a query waits for one, as the pool would let it wait.
 */
export function roundRobinPool(pool: Queryable, most: number, patienceMs: number): Queryable {
  const waiting = new RoundRobin<Begin>();
  let running = 0;

  const place = (): Promise<void> =>
    new Promise((resolve, reject) => {
      let isOver = false;
      const giveUp = (): void => {
        isOver = true;
        reject(new Error('timeout exceeded when trying to connect'));
      };
      const timer = setTimeout(giveUp, patienceMs);
      waiting.add(() => {
        clearTimeout(timer);
        if (!isOver) resolve();
        return !isOver;
      });
    });

  function release(): void {
    while (!waiting.isEmpty) if (waiting.next()?.() === true) return;
    running -= 1;
  }

  return {
    async query(config) {
      if (running < most) running += 1;
      else await place();
      try {
        return await pool.query(config);
      } finally {
        release();
      }
    },
  };
}
