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
   * Resolves to what gives the slot back, in the order of asking. Throws `NotSent` where none was free within so
   * many milliseconds, or where too many wait already.
   */
  take(waitMs: number): Promise<() => void>;
}

/** Waiting is bounded by time; this bounds what a flood can pile up in that time. */
const waitingPerSlot = 64;

export function createSlots(count: number): Slots {
  let free = count;
  /** In the order of asking. */
  const waiting = new Set<() => void>();

  const give = (): (() => void) => {
    let isOurs = true;
    return () => {
      if (!isOurs) return;
      isOurs = false;
      const [next] = waiting;
      if (next === undefined) free += 1;
      else next();
    };
  };

  return {
    count,
    take(waitMs) {
      if (free > 0) {
        free -= 1;
        return Promise.resolve(give());
      }
      if (waiting.size >= count * waitingPerSlot) {
        return Promise.reject(new NotSent('too many calls are waiting'));
      }
      return new Promise((resolve, reject) => {
        const turn = (): void => {
          waiting.delete(turn);
          clearTimeout(timer);
          resolve(give());
        };
        const timer = setTimeout(() => {
          waiting.delete(turn);
          reject(new NotSent('too many calls are under way'));
        }, waitMs);
        waiting.add(turn);
      });
    },
  };
}
