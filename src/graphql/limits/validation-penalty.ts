import { setTimeout as sleep } from 'node:timers/promises';
import type { Principal } from '../../domain/principal.ts';

/** Slows down who is refused at our expense, and nobody else. */
export interface ValidationPenalty {
  /** Resolves when the refusal may be told: `ms` of work were for nothing. */
  refused(principal: Principal, ms: number): Promise<void>;
}

/** So much of it is free: a mistake of somebody who writes a query. Milliseconds. */
const free = 1;
/** Who does nothing else has at most a tenth of the process, however many connections ask for it. */
const times = 10;
const longestWait = 1000;
/** Refusals that wait at once, of all; beyond that they are told without a wait. */
const mostWaiting = 5000;
/** Callers that are remembered; who came longest ago is forgotten. */
const mostCallers = 20_000;

/**
 * The next refusal of a caller is told after ten times what finding it out has cost, one after the other: refusing
 * what is long and wrong takes milliseconds of the only thread. What is not refused never waits.
 */
export function createValidationPenalty(
  now: () => number = () => performance.now(),
): ValidationPenalty {
  const owesUntil = new Map<string, number>();
  let waiting = 0;
  return {
    async refused(principal, ms) {
      if (ms < free) return;
      const caller = callerOf(principal);
      const at = now();
      const until = Math.max(owesUntil.get(caller) ?? 0, at) + ms * times;
      const wait = Math.min(until - at, longestWait);
      owesUntil.delete(caller);
      owesUntil.set(caller, at + wait);
      const [oldest] = owesUntil.keys();
      if (owesUntil.size > mostCallers && oldest !== undefined) owesUntil.delete(oldest);
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
