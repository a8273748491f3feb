/**
 * Whether `instanceof` holds, for a class whose instances have a mark. A provider from outside brings its own copy of
 * these classes, and what it throws is judged here: all copies mark their instances with the same symbol.
 */
export const hasMark = (value: unknown, mark: symbol): boolean =>
  typeof value === 'object' && value !== null && mark in value;

const notSent = Symbol.for('paygraph.NotSent');
const notMade = Symbol.for('paygraph.NotMade');
const refusedForNow = Symbol.for('paygraph.RefusedForNow');
const outcomeUnknown = Symbol.for('paygraph.OutcomeUnknown');

/** Nothing was handed to a socket: refused connection, DNS, connect timeout, failed signing, no access token. */
export class NotSent extends Error {
  override readonly name = 'NotSent';

  get [notSent](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasMark(value, notSent);
  }
}

/** The request could not be written or signed, so it has no exchange whose record would tell why. */
export class NotMade extends NotSent {
  get [notMade](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasMark(value, notMade);
  }
}

/** The provider answered that it has not looked at the request and that it may be sent again later: HTTP 429. */
export class RefusedForNow extends NotSent {
  get [refusedForNow](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasMark(value, refusedForNow);
  }
}

/**
 * The request may have arrived: timeout, reset, 5xx, unreadable or badly signed answer. Query the provider; never
 * repeat blindly.
 */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';

  get [outcomeUnknown](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasMark(value, outcomeUnknown);
  }
}

/**
 * NotSent only if nothing was handed to a socket (`started`), whatever the error is, or if the provider has refused the
 * request for now. The error does not become the `cause`: its message may name the address, which may carry
 * credentials.
 */
export function classify(
  error: unknown,
  started: boolean,
  operation: string,
): NotSent | OutcomeUnknown {
  const message = `${operation}: ${describeLoss(error)}`;
  if (error instanceof RefusedForNow) return new RefusedForNow(message);
  return started ? new OutcomeUnknown(message) : new NotSent(message);
}

/** Why a call was lost. Of other errors only the code or the name: their messages may name the address. */
function describeLoss(error: unknown): string {
  if (error instanceof NotSent || error instanceof OutcomeUnknown) return error.message;
  if (!(error instanceof Error)) return 'failed';
  const { code, cause } = error as Error & { code?: unknown };
  if (typeof code === 'string') return code;
  return cause instanceof Error ? describeLoss(cause) : error.name;
}
