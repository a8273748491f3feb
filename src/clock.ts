/** The two ways of telling the time. What lasts goes by the monotonic one, what is written down by the wall. */
export interface Clock {
  /** Epoch milliseconds. It may be set, forwards and backwards, and it goes on while the machine sleeps. */
  now: () => number;
  /** Milliseconds since some moment: never set, never back. */
  monotonic: () => number;
  /**
   * From when on `now` has run steadily: since it was last set, or since the machine last slept for long, or since
   * this clock was made. What was noted before tells nothing of how long ago it was.
   */
  steadySince: () => number;
}

/**
 * How far the wall clock may get from the other one between two looks. Ahead it may be by more: what waits a little
 * less than it was meant to does no harm, and a machine that has slept for a moment has not been set.
 */
const mostBehindMs = 1_000;
const mostAheadMs = 60_000;

export function createClock(now = () => Date.now(), monotonic = () => performance.now()): Clock {
  let since = now();
  let offset = since - monotonic();
  const readWall = (): number => {
    const wall = now();
    const offsetNow = wall - monotonic();
    if (offsetNow < offset - mostBehindMs || offsetNow > offset + mostAheadMs) since = wall;
    offset = offsetNow;
    return wall;
  };
  return {
    now: readWall,
    monotonic,
    steadySince() {
      readWall();
      return since;
    },
  };
}
