import { detached } from '../log/work.ts';
import { RoundRobin } from './round-robin.ts';

/** Milliseconds in each turn of the event loop for work that waits here. A step under way is finished first. */
const sliceMs = 1;

/** Work that waits for its turn among that of the same kind. Callers alternate too (`round-robin.ts`). */
export interface Lane {
  /** Resolves when it is this caller's turn. The work until the next call is one step. */
  slice(): Promise<void>;
}

/** The lanes alternate step by step, so that a full lane delays the other by a single step. */
export interface TimeSlices {
  /** For callers who wait for an answer. */
  requests: Lane;
  /** For everything else: followers of the log, reconciliation, due work. */
  background: Lane;
}

/**
 * A read of SQLite is synchronous, and an `await` on it never leaves the microtask queue: a loop over reads would block
 * the process until it ends. So each read waits for its slice. Slices are granted one by one, each when all that
 * followed from the one before has run, until the time of this turn is used up. The rest waits for the next turn of the
 * event loop.
 */
export function createTimeSlices(elapsed: () => number = () => performance.now()): TimeSlices {
  const lanes = [new RoundRobin<() => void>(), new RoundRobin<() => void>()] as const;
  let last: 0 | 1 = 1;
  /** When the time of this turn of the event loop is used up; null: it has not begun. */
  let ends: number | null = null;
  let isDue = false;

  const isWaited = (): boolean => lanes.some(({ isEmpty }) => !isEmpty);
  const isOver = (): boolean => ends !== null && elapsed() >= ends;

  const nextWaiting = (): (() => void) | undefined => {
    const other = last === 0 ? 1 : 0;
    if (!lanes[other].isEmpty) last = other;
    return lanes[last].next();
  };

  function step(): void {
    isDue = false;
    if (isOver()) return;
    nextWaiting()?.();
    // Queued as a microtask behind the one that runs now: a tick requested there comes when no microtask is left.
    if (isWaited()) queueMicrotask(arrange);
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
    if (isWaited()) arrange();
  }

  const laneOf = (queue: RoundRobin<() => void>): Lane => ({
    slice: () =>
      new Promise((resolve) => {
        queue.add(resolve);
        arrange();
      }),
  });
  return { requests: laneOf(lanes[0]), background: laneOf(lanes[1]) };
}

/** Lets all other work run first that is ready now. */
export const yieldToLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Calls `begin` after the first turn of the event loop in which `arrived` has not grown, or once it is `most`. So work
 * that is done together is not begun while more of it comes in, and does not wait while the process is idle.
 */
export function onceQuiet(arrived: () => number, most: number, begin: () => void): void {
  const before = arrived();
  const look = (): void => {
    const now = arrived();
    if (now > before && now < most) onceQuiet(arrived, most, begin);
    else begin();
  };
  // It is nobody's work alone: many wait for it.
  detached(() => setImmediate(look));
}
