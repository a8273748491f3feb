import { NotSent } from './outcomes.ts';

/** Closed: calls leave. Open: calls end at once. Half open: the next call leaves as a probe. */
export type CircuitState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/**
 * A circuit breaker. It spares callers the wait for a provider that is down, and the provider a burst of calls when it
 * comes back. Nothing leaves while it is open, so no outcome becomes unknown either.
 */
export interface Circuit {
  readonly state: CircuitState;
  /** Throws `NotSent` while open. The caller must end every pass. */
  enter(): Pass;
}

export interface Pass {
  /** Only the first call counts. SPARED: nothing was tried, so the call says nothing about the provider. */
  end(how: 'REACHED' | 'FAILED' | 'SPARED'): void;
}

export interface CircuitOptions {
  /** Milliseconds of a clock that never goes back. */
  now: () => number;
  /** From 0 to below 1. */
  random: () => number;
  changed?: (isOpen: boolean) => void;
  /** Called for each call that was tried. */
  ended?: ((isReached: boolean) => void) | undefined;
}

/**
 * The circuit opens after 20 failed calls in a row. The first must have begun at least 10 s ago, and no pause between
 * two may exceed 30 s. So a short burst of faults does not open it, however many calls fail at once.
 */
const failuresToOpen = 20;
const failingForMs = 10_000;
const longestPauseMs = 30_000;

/**
 * How long the circuit stays open; each failed probe doubles it. It is short because an order is tried for only 5 s
 * (docs/rules.md#what-surely-was-not-sent): an order that is made once the provider is back must find the circuit half
 * open within that time.
 */
const firstOpenMs = 1_000;
const longestOpenMs = 3_000;

interface Failing {
  count: number;
  /** When the first failed call began. */
  since: number;
  /** When the last failed call ended. */
  last: number;
}

export function createCircuit({
  now,
  random,
  changed = () => undefined,
  ended: tried = () => undefined,
}: CircuitOptions): Circuit {
  let failing: Failing | null = null;
  let open: { at: number; forMs: number; probes: number } | null = null;
  let probe: Pass | null = null;

  function openFor(probes: number): void {
    const forMs = Math.min(longestOpenMs, firstOpenMs * 2 ** probes) * (1 - random() / 4);
    open = { at: now(), forMs, probes };
  }

  function fail(began: number): void {
    const at = now();
    const goesOn = failing !== null && at - failing.last <= longestPauseMs;
    const { count, since } = goesOn && failing !== null ? failing : { count: 0, since: began };
    failing = { count: count + 1, since, last: at };
    if (failing.count < failuresToOpen || at - since < failingForMs) return;
    openFor(0);
    changed(true);
  }

  function close(): void {
    failing = null;
    probe = null;
    if (open === null) return;
    open = null;
    changed(false);
  }

  const stateNow = (): CircuitState => {
    if (open === null) return 'CLOSED';
    return now() - open.at >= open.forMs ? 'HALF_OPEN' : 'OPEN';
  };

  return {
    get state() {
      return stateNow();
    },
    enter() {
      if (stateNow() === 'OPEN') throw new NotSent('the circuit is open');
      const began = now();
      let ended = false;
      const pass: Pass = {
        end(how) {
          if (ended) return;
          ended = true;
          if (how !== 'SPARED') tried(how === 'REACHED');
          if (how === 'REACHED') close();
          else if (open === null) {
            if (how === 'FAILED') fail(began);
          } else if (probe === pass) {
            probe = null;
            if (how === 'FAILED') openFor(open.probes + 1);
            else open.forMs = 0;
          }
        },
      };
      if (open !== null) {
        probe = pass;
        // Do not wait for a probe that hangs: the next one may get through.
        open.at = began;
      }
      return pass;
    },
  };
}
