/** The two ways of telling the time. What lasts goes by the monotonic one, what is written down by the wall. */
export interface Clock {
  /** Epoch milliseconds. It may be set, forwards and backwards, and it goes on while the machine sleeps. */
  now: () => number;
  /** Milliseconds since some moment: never set, never back. */
  monotonic: () => number;
  /**
   * From when on `now` has run steadily: since it was last set, or since the machine last slept, or since this
   * clock was made. What was noted before tells nothing of how long ago it was.
   */
  steadySince: () => number;
}

/** Further apart than this, from one look to the next, the two clocks do not get by themselves. */
const stepMs = 1_000;

export function createClock(now = () => Date.now(), monotonic = () => performance.now()): Clock {
  let since = now();
  let apart = since - monotonic();
  const look = (): number => {
    const wall = now();
    const apartNow = wall - monotonic();
    if (Math.abs(apartNow - apart) > stepMs) since = wall;
    apart = apartNow;
    return wall;
  };
  return {
    now: look,
    monotonic,
    steadySince() {
      look();
      return since;
    },
  };
}
