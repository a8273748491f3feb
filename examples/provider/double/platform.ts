import type { Account, Platform } from '@paygraph/provider-kit/double';

export type StripeAccount = Account<{ secretKey: string; webhookSecret: string }>;

export interface Switches {
  /** How long a session lives that is not told, in milliseconds. */
  livesForMs: number;
}

/** What an event is about, for those who look at it. */
export interface About {
  object: string;
}

export type StripePlatform = Platform<StripeAccount, Switches, About>;
