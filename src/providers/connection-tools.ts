import type { Egress } from './egress.ts';

/** What a connection gets. */
export interface ConnectionTools {
  baseUrl: string;
  /** Epoch milliseconds. Signatures carry this time, so tests and the sandbox must share one clock. */
  now: () => number;
  /** Milliseconds of a clock that never goes back. Default: the clock of the process. */
  monotonic?: () => number;
  /** Must never see a secret: mask bodies and headers first. */
  log: (level: 'debug' | 'warn', message: string, details: Record<string, unknown>) => void;
  /** How many processes call with the credentials of the account. They share its rate. Default: 1. */
  processes?: () => number;
  /** Shorter limits for tests and the sandbox. */
  limits?: { timeoutMs?: number; requestsPerSecond?: number; longestWaitMs?: number };
  /** The egress policy of the account: allowed addresses, circuit breaker, calls at once. Used by `http.ts`. */
  egress?: Egress;
}
