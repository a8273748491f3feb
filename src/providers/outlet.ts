import { createCircuit } from './circuit.ts';
import type { Circuit, CircuitOptions } from './circuit.ts';
import { NotSent } from './outcomes.ts';
import { anyTarget } from './targets.ts';
import type { Targets } from './targets.ts';

/** The way out of one account: where it may lead, whether it is open, and how many go at once. */
export interface Outlet {
  targets: Targets;
  circuit: Circuit;
  slots: Slots;
}

/** What changes something at the provider goes before what only asks. */
export type Lane = 'SEND' | 'QUERY';

export const usualCallsPerAccount = 32;

export interface OutletOptions extends CircuitOptions {
  targets?: Targets | undefined;
  callsPerAccount?: number | undefined;
}

export function createOutlet(options: OutletOptions): Outlet {
  return {
    targets: options.targets ?? anyTarget,
    circuit: createCircuit(options),
    slots: createSlots(options.callsPerAccount ?? usualCallsPerAccount),
  };
}

/** How many requests of one account are under way at once. */
export interface Slots {
  readonly count: number;
  /**
   * Resolves to what gives the slot back. Throws `NotSent` where none was free within so many milliseconds, or
   * where too many of the lane wait already.
   */
  take(waitMs: number, lane?: Lane): Promise<() => void>;
}

/** Waiting is bounded by time; this bounds what a flood can pile up in that time. */
const waitingPerSlot = 64;

export function createSlots(count: number): Slots {
  let free = count;
  const waiting = createLanes<() => void>();

  const give = (): (() => void) => {
    let isOurs = true;
    return () => {
      if (!isOurs) return;
      isOurs = false;
      const next = waiting.next();
      if (next === null) free += 1;
      else next.waiter();
    };
  };

  return {
    count,
    take(waitMs, lane = 'SEND') {
      if (free > 0) {
        free -= 1;
        return Promise.resolve(give());
      }
      if (waiting.size(lane) >= count * waitingPerSlot) {
        return Promise.reject(new NotSent('too many calls are waiting'));
      }
      return new Promise((resolve, reject) => {
        const turn = (): void => {
          clearTimeout(timer);
          resolve(give());
        };
        const timer = setTimeout(() => {
          waiting.delete(turn);
          reject(new NotSent('too many calls are under way'));
        }, waitMs);
        waiting.add(lane, turn);
      });
    },
  };
}

/** How many requests leave in a second. */
export interface Pace {
  /**
   * Resolves when it is the caller's turn. Throws `NotSent` where that would be after `leaveBy`, milliseconds of
   * `performance.now()`, or where as many of the lane wait already as can leave in the longest wait.
   */
  take(lane: Lane, leaveBy: number): Promise<void>;
}

const second = 1_000;

/** Adds one, and forgets those of more than a second ago. */
function note(departures: number[], now: number): void {
  while ((departures[0] ?? now) < now - second) departures.shift();
  departures.push(now);
}

/** Never more than `perSecond` in any second. It waits by timers, so it goes by their clock, which nobody sets. */
export function createPace(perSecond: number, longestWaitMs: number): Pace {
  // A fifth is kept for sends: otherwise a burst of queries would make them wait for the next second.
  const most = { SEND: perSecond, QUERY: perSecond - Math.floor(perSecond / 5) };
  /** When each of the last second left, oldest first: all of them, and the queries among them. */
  const left: Record<Lane, number[]> = { SEND: [], QUERY: [] };
  const waiting = createLanes<{ leaveBy: number; end(isLate: boolean): void }>();
  let timer: NodeJS.Timeout | null = null;

  const freeAt = (lane: Lane): number => {
    const before = [left.SEND.at(-most.SEND), left[lane].at(-most[lane])];
    return Math.max(...before.map((at) => (at ?? -Infinity) + second));
  };
  const letGo = (): void => {
    timer = null;
    for (;;) {
      const now = performance.now();
      const next = waiting.next((lane) => freeAt(lane) <= now);
      if (next === null) break;
      const isLate = now > next.waiter.leaveBy;
      if (!isLate) note(left.SEND, now);
      if (!isLate && next.lane === 'QUERY') note(left.QUERY, now);
      next.waiter.end(isLate);
    }
    const lanes = (['SEND', 'QUERY'] as const).filter((lane) => waiting.size(lane) > 0);
    if (lanes.length === 0) return;
    const wait = Math.min(...lanes.map(freeAt)) - performance.now();
    timer = setTimeout(letGo, Math.max(wait, 1));
  };

  return {
    take(lane, leaveBy) {
      if (waiting.size(lane) >= (most[lane] * longestWaitMs) / second) {
        return Promise.reject(new NotSent('too many requests are waiting'));
      }
      return new Promise((resolve, reject) => {
        const end = (isLate: boolean): void => {
          if (isLate) reject(new NotSent('it would have left too late'));
          else resolve();
        };
        waiting.add(lane, { leaveBy, end });
        if (timer !== null) clearTimeout(timer);
        letGo();
      });
    },
  };
}

/** Who waits, in the order of asking within each lane. */
interface Lanes<Waiter> {
  add(lane: Lane, waiter: Waiter): void;
  delete(waiter: Waiter): void;
  size(lane: Lane): number;
  /** Whose turn it is, of the lanes that may; it waits no longer. */
  next(may?: (lane: Lane) => boolean): { lane: Lane; waiter: Waiter } | null;
}

/** So many sends in a row, and then a query, so that no flood of the ones holds up the others for ever. */
const sendsInARow = 3;

function createLanes<Waiter>(): Lanes<Waiter> {
  const waiting = { SEND: new Set<Waiter>(), QUERY: new Set<Waiter>() };
  let inARow = 0;
  return {
    add: (lane, waiter) => void waiting[lane].add(waiter),
    delete(waiter) {
      waiting.SEND.delete(waiter);
      waiting.QUERY.delete(waiter);
    },
    size: (lane) => waiting[lane].size,
    next(may = () => true) {
      const lanes: readonly Lane[] = inARow < sendsInARow ? ['SEND', 'QUERY'] : ['QUERY', 'SEND'];
      for (const lane of lanes) {
        const [waiter] = may(lane) ? waiting[lane] : [];
        if (waiter === undefined) continue;
        waiting[lane].delete(waiter);
        inARow = lane === 'SEND' ? inARow + 1 : 0;
        return { lane, waiter };
      }
      return null;
    },
  };
}
