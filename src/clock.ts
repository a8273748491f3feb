/** A wall clock for stored times and a monotonic clock for durations. */
export interface Clock {
  /** Epoch milliseconds. The clock may be set forwards and backwards, and it goes on while the machine sleeps. */
  now: () => number;
  /** Milliseconds since an arbitrary moment. The clock is never set and never goes back. */
  monotonic: () => number;
  /**
   * Epoch milliseconds since when `now` has run steadily: since it was last set, since the machine last slept for long,
   * or since this clock was created. A time stored before this does not tell how long ago it was.
   */
  steadySince: () => number;
}

/**
 * Milliseconds that the wall clock may deviate from the monotonic one between two readings. The limit ahead is greater:
 * a wait that ends a little early does no harm, and a machine that slept for a moment was not set.
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
