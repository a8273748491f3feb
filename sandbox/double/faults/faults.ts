/**
 * What a provider can do wrong on one request:
 * - `cut-before`: the socket is destroyed before the request has any effect
 * - `cut-after`: the effect happens, then the socket is destroyed without an answer
 * - `delay`: the effect happens at once, the answer comes `delayMs` of sandbox time later
 * - `error-before`, `error-after`: HTTP 500 with 90500, before or after the effect
 * - `bad-signature`: the effect happens, the answer has a wrong signature
 * - `garbage`: the effect happens, the body cannot be read
 * - `expired-token`: the access token counts as expired for this request (HTTP 401, 90401)
 * - `late`: the request arrives `delayMs` of sandbox time later; then the effect and the answer follow
 * - `stray`: the provider accepts the request and the socket is destroyed; the effect happens `delayMs` later
 * - `other-currency`, `other-amount`: the effect happens, the correctly signed answer states another currency or amount
 */
export const FAULTS = [
  'cut-before',
  'cut-after',
  'delay',
  'error-before',
  'error-after',
  'bad-signature',
  'garbage',
  'expired-token',
  'late',
  'stray',
  'other-currency',
  'other-amount',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface ArmedFault<Operation extends string> {
  fault: Fault;
  /** Default: the next request of any kind, the token call included. */
  operation?: Operation | undefined;
  /** How many requests it affects. Default 1. */
  times?: number | undefined;
  /** Milliseconds of sandbox time, for `delay`, `late` and `stray`. Default 1000. */
  delayMs?: number | undefined;
}

const DEFAULT_DELAY_MS = 1_000;

export class Faults<Operation extends string> {
  #armed: { fault: Fault; operation: Operation | null; left: number; delayMs: number }[] = [];

  arm(armed: ArmedFault<Operation>): void {
    const { fault, operation = null, times = 1, delayMs = DEFAULT_DELAY_MS } = armed;
    this.#armed.push({ fault, operation, left: times, delayMs });
  }

  clear(): void {
    this.#armed = [];
  }

  /** Uses up one occurrence. Returns its delay in milliseconds, or null where the fault is not armed. */
  take(fault: Fault, operation: Operation): number | null {
    const armed = this.#armed.find(
      (candidate) =>
        candidate.fault === fault &&
        (candidate.operation === null || candidate.operation === operation),
    );
    if (armed === undefined) return null;
    armed.left -= 1;
    if (armed.left <= 0) this.#armed = this.#armed.filter((other) => other !== armed);
    return armed.delayMs;
  }

  takes(fault: Fault, operation: Operation): boolean {
    return this.take(fault, operation) !== null;
  }
}
