/** Milliseconds in each turn of the event loop for what waits here. What is under way then is finished first. */
const sliceMs = 3;

/** Work that waits in one queue. */
export interface Lane {
  /** Resolves when it is this caller's turn: what follows, up to its next turn, is one step. */
  slice(): Promise<void>;
}

/** Lanes move one step each in turn, so that what fills one holds up the other by a single step. */
export interface TimeSlices {
  /** Of callers who wait for an answer. */
  requests: Lane;
  /** Of everything else: those who follow the log, reconciliation, work that is due. */
  background: Lane;
}

/**
 * A read of SQLite is synchronous, and an `await` on it never leaves the microtask queue: a loop over reads would hold
 * the process until it ends. So each read waits for its slice. They are given one by one, each when all that followed
 * from the one before has run, until the slice is over; the rest has to wait until the event loop has been round.
 */
export function createTimeSlices(elapsed: () => number = () => performance.now()): TimeSlices {
  const queues: [(() => void)[], (() => void)[]] = [[], []];
  let last: 0 | 1 = 1;
  /** When the slice of this turn of the event loop is over; null: it has not begun. */
  let ends: number | null = null;
  let isDue = false;

  const isOver = (): boolean => ends !== null && elapsed() >= ends;

  const nextWaiting = (): (() => void) | undefined => {
    const other = last === 0 ? 1 : 0;
    if (queues[other].length > 0) last = other;
    return queues[last].shift();
  };

  function step(): void {
    isDue = false;
    if (isOver()) return;
    nextWaiting()?.();
    // From a microtask behind the one that goes on now: a tick that is asked for there comes when none is left.
    if (queues[0].length + queues[1].length > 0) queueMicrotask(arrange);
  }

  function arrange(): void {
    if (isDue) return;
    if (ends === null) {
      ends = elapsed() + sliceMs;
      setImmediate(roundAgain);
    }
    if (isOver()) return;
    isDue = true;
    process.nextTick(step);
  }

  function roundAgain(): void {
    ends = null;
    if (queues[0].length + queues[1].length > 0) arrange();
  }

  const laneOf = (queue: (() => void)[]): Lane => ({
    slice: () =>
      new Promise((resolve) => {
        queue.push(resolve);
        arrange();
      }),
  });
  return { requests: laneOf(queues[0]), background: laneOf(queues[1]) };
}
