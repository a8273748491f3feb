import type { Secret } from '../domain/secret.ts';
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
  /** The account's access token. Default: this connection has a token of its own. */
  sharedToken?: SharedToken;
  /** Shorter limits for tests and the sandbox. */
  limits?: { timeoutMs?: number; requestsPerSecond?: number; longestWaitMs?: number };
  /** The egress policy of the account: allowed addresses, circuit breaker, calls at once. Used by `http.ts`. */
  egress?: Egress;
}

/**
 * An access token that all processes of an account use together, for a provider whose new token ends the one before.
 */
export interface SharedToken {
  /**
   * The token in use, unless it is to be renewed or is the one that was `refused`; then what `request` gets. One
   * process requests at a time, and the others wait for its token. Throws `NotSent` where none came.
   */
  get<Refused extends { ok: false }>(
    refused: Secret | null,
    request: () => Promise<GrantedToken | Refused>,
  ): Promise<GrantedToken | Refused>;
}

export interface GrantedToken {
  ok: true;
  value: Secret;
  /** Epoch milliseconds from which a new token is requested. */
  renewAt: number;
}
