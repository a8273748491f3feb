import { createCircuit } from './circuit.ts';
import type { Circuit, CircuitOptions } from './circuit.ts';
import { NotSent } from './outcomes.ts';
import { anyTarget } from './targets.ts';
import type { Targets } from './targets.ts';

/** The egress policy of one account: where calls may lead, whether any leave, and how many at once. */
export interface Egress {
  targets: Targets;
  circuit: Circuit;
  slots: Slots;
}

/** Calls that change something at the provider (SEND) go before calls that only query. */
export type Priority = 'SEND' | 'QUERY';

export const defaultCallsPerAccount = 32;

export interface EgressOptions extends CircuitOptions {
  targets?: Targets | undefined;
  callsPerAccount?: number | undefined;
}

export function createEgress(options: EgressOptions): Egress {
  return {
    targets: options.targets ?? anyTarget,
    circuit: createCircuit(options),
    slots: createSlots(options.callsPerAccount ?? defaultCallsPerAccount),
  };
}

/** Limits how many requests of one account are under way at once. */
export interface Slots {
  readonly count: number;
  /**
   * Takes a slot and resolves to a function that releases it. Rejects with `NotSent` if none is free within `waitMs`
   * milliseconds, or if too many calls of the same priority already wait.
   */
  acquire(waitMs: number, priority?: Priority): Promise<() => void>;
}

/** Bounds how many calls a flood can queue. The wait of each is bounded by time. */
const waitingPerSlot = 64;

export function createSlots(count: number): Slots {
  let free = count;
  const waiting = createPriorityQueue<() => void>();

  const releaseOnce = (): (() => void) => {
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
    acquire(waitMs, priority = 'SEND') {
      if (free > 0) {
        free -= 1;
        return Promise.resolve(releaseOnce());
      }
      if (waiting.size(priority) >= count * waitingPerSlot) {
        return Promise.reject(new NotSent('too many calls are waiting'));
      }
      return new Promise((resolve, reject) => {
        const grant = (): void => {
          clearTimeout(timer);
          resolve(releaseOnce());
        };
        const timer = setTimeout(() => {
          waiting.delete(grant);
          reject(new NotSent('too many calls are under way'));
        }, waitMs);
        waiting.add(priority, grant);
      });
    },
  };
}

/** Limits how many requests leave in a time. */
export interface RateLimiter {
  /**
   * Resolves when the caller's request may leave. Rejects with `NotSent` if that would be after `leaveBy` (milliseconds
   * of `performance.now()`), or if as many of the same priority already wait as can leave in the longest wait.
   */
  acquire(priority: Priority, leaveBy: number): Promise<void>;
}

const second = 1_000;

/** Adds a departure and drops those that are older than `withinMs`. */
function note(departures: number[], now: number, withinMs: number): void {
  while ((departures[0] ?? now) < now - withinMs) departures.shift();
  departures.push(now);
}

/** How many requests may leave in any period of `withinMs` milliseconds. */
interface Share {
  most: Readonly<Record<Priority, number>>;
  withinMs: number;
}

/** Of a rate, the equal share of one process (docs/decisions/0010-each-process-has-its-share-of-a-rate.md). */
function shareOf(perSecond: number, processes: number): Share {
  const all = Math.max(1, Math.floor(perSecond / processes));
  return {
    // A fifth is reserved for sends: otherwise a burst of queries would make them wait for the next second.
    most: { SEND: all, QUERY: all - Math.floor(all / 5) },
    withinMs: Math.max(second, (processes / perSecond) * second),
  };
}

/**
 * Lets at most `perSecond` requests leave in any second from all processes together. It uses the clock of its timers,
 * which nobody can set.
 */
export function createRateLimiter(
  perSecond: number,
  longestWaitMs: number,
  processes: () => number = () => 1,
): RateLimiter {
  const share = (): Share => shareOf(perSecond, processes());
  /** The latest departures, oldest first. SEND holds all of them, QUERY the queries among them. */
  const sent: Record<Priority, number[]> = { SEND: [], QUERY: [] };
  const waiting = createPriorityQueue<{ leaveBy: number; end(isLate: boolean): void }>();
  let timer: NodeJS.Timeout | null = null;

  const freeAt = (priority: Priority): number => {
    const { most, withinMs } = share();
    const before = [sent.SEND.at(-most.SEND), sent[priority].at(-most[priority])];
    return Math.max(...before.map((at) => (at ?? -Infinity) + withinMs));
  };
  const dispatch = (): void => {
    timer = null;
    for (;;) {
      const now = performance.now();
      const next = waiting.next((priority) => freeAt(priority) <= now);
      if (next === null) break;
      const isLate = now > next.waiter.leaveBy;
      const { withinMs } = share();
      if (!isLate) note(sent.SEND, now, withinMs);
      if (!isLate && next.priority === 'QUERY') note(sent.QUERY, now, withinMs);
      next.waiter.end(isLate);
    }
    const priorities = (['SEND', 'QUERY'] as const).filter(
      (priority) => waiting.size(priority) > 0,
    );
    if (priorities.length === 0) return;
    const wait = Math.min(...priorities.map(freeAt)) - performance.now();
    timer = setTimeout(dispatch, Math.max(wait, 1));
  };

  return {
    acquire(priority, leaveBy) {
      const { most, withinMs } = share();
      if (waiting.size(priority) >= (most[priority] * longestWaitMs) / withinMs) {
        return Promise.reject(new NotSent('too many requests are waiting'));
      }
      return new Promise((resolve, reject) => {
        const end = (isLate: boolean): void => {
          if (isLate) reject(new NotSent('it would have left too late'));
          else resolve();
        };
        waiting.add(priority, { leaveBy, end });
        if (timer !== null) clearTimeout(timer);
        dispatch();
      });
    },
  };
}

/** Waiters in order of arrival within each priority. */
interface PriorityQueue<Waiter> {
  add(priority: Priority, waiter: Waiter): void;
  delete(waiter: Waiter): void;
  size(priority: Priority): number;
  /** Removes and returns the next waiter among the priorities that `may` admits; null if there is none. */
  next(may?: (priority: Priority) => boolean): { priority: Priority; waiter: Waiter } | null;
}

/** After this many sends in a row a query goes first, so that a flood of sends never holds up queries for ever. */
const sendsInARow = 3;

function createPriorityQueue<Waiter>(): PriorityQueue<Waiter> {
  const waiting = { SEND: new Set<Waiter>(), QUERY: new Set<Waiter>() };
  let inARow = 0;
  return {
    add: (priority, waiter) => void waiting[priority].add(waiter),
    delete(waiter) {
      waiting.SEND.delete(waiter);
      waiting.QUERY.delete(waiter);
    },
    size: (priority) => waiting[priority].size,
    next(may = () => true) {
      const priorities: readonly Priority[] =
        inARow < sendsInARow ? ['SEND', 'QUERY'] : ['QUERY', 'SEND'];
      for (const priority of priorities) {
        const [waiter] = may(priority) ? waiting[priority] : [];
        if (waiter === undefined) continue;
        waiting[priority].delete(waiter);
        inARow = priority === 'SEND' ? inARow + 1 : 0;
        return { priority, waiter };
      }
      return null;
    },
  };
}
