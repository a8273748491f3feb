import { NotSent } from './outcomes.ts';

/** Closed: calls leave. Open: they end at once. Half open: the next one leaves, to see; it is the probe. */
export type CircuitState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/**
 * Spares callers the wait for a provider that is down, and the provider a crowd when it comes back. Nothing
 * leaves while it is open, so that nothing becomes unknown either.
 */
export interface Circuit {
  readonly state: CircuitState;
  /** Throws `NotSent` while open. Every pass must be ended. */
  enter(): Pass;
}

export interface Pass {
  /** SPARED: it says nothing of the provider, for nothing was tried. The first call counts. */
  end(how: 'REACHED' | 'FAILED' | 'SPARED'): void;
}

export interface CircuitOptions {
  /** Milliseconds of a clock that never goes back. */
  now: () => number;
  /** From 0 to below 1. */
  random: () => number;
  changed?: (isOpen: boolean) => void;
}

/**
 * So many calls in a row have failed, the first of which began so long ago, with no longer pause between them.
 * Faults that come and go, however many at once, do not open it.
 */
const failuresToOpen = 20;
const failingForMs = 10_000;
const longestPauseMs = 30_000;

/**
 * How long it stays open: doubled with each failed probe. Short, because an order is tried for 5 s only
 * (docs/rules.md#what-surely-was-not-sent): one that is made once the provider is back must find the way open in that
 * time.
 */
const firstOpenMs = 1_000;
const longestOpenMs = 3_000;

interface Failing {
  count: number;
  /** When the first one began, and the last one ended. */
  since: number;
  last: number;
}

export function createCircuit({ now, random, changed = () => undefined }: CircuitOptions): Circuit {
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
        // A probe that hangs is not waited for: where it got stuck, the next one may get through.
        open.at = began;
      }
      return pass;
    },
  };
}
