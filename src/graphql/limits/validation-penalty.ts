import { setTimeout as sleep } from 'node:timers/promises';
import type { Principal } from '../../domain/principal.ts';

/** Delays refusals that were costly to find. Nothing else is delayed. */
export interface ValidationPenalty {
  /** Resolves when the refusal may be sent. `ms`: milliseconds of work that finding it cost. */
  refused(principal: Principal, ms: number): Promise<void>;
}

/** Milliseconds of work without a penalty: an ordinary mistake in a query costs no more. */
const free = 1;
/**
 * The delay in units of the work: a caller who sends only refused documents gets at most a tenth of the process, over
 * any number of connections.
 */
const times = 10;
const longestWait = 1000;
/** Refusals of all callers that may wait at once. More are sent without a delay. */
const mostWaiting = 5000;
/** Callers that are remembered. The one whose last refusal is oldest is forgotten first. */
const mostCallers = 20_000;

/**
 * A refusal is sent after ten times the work that finding it cost, and a caller's refusals wait one after the other:
 * refusing a long invalid document takes milliseconds of the only thread. What is valid never waits.
 */
export function createValidationPenalty(
  now: () => number = () => performance.now(),
): ValidationPenalty {
  const delayedUntil = new Map<string, number>();
  let waiting = 0;
  return {
    async refused(principal, ms) {
      if (ms < free) return;
      const caller = callerOf(principal);
      const at = now();
      const until = Math.max(delayedUntil.get(caller) ?? 0, at) + ms * times;
      const wait = Math.min(until - at, longestWait);
      delayedUntil.delete(caller);
      delayedUntil.set(caller, at + wait);
      const [oldest] = delayedUntil.keys();
      if (delayedUntil.size > mostCallers && oldest !== undefined) delayedUntil.delete(oldest);
      if (waiting >= mostWaiting) return;
      waiting += 1;
      await sleep(wait);
      waiting -= 1;
    },
  };
}

function callerOf(principal: Principal): string {
  switch (principal.kind) {
    case 'ADMINISTRATOR':
      return 'administrator';
    case 'API_KEY':
      return principal.keyId;
    case 'CLIENT':
      return principal.orderId;
  }
}
