import type { SandboxClock } from './clock.ts';

/** A merchant's account at the provider. It is stored with all that is in it. Times are epoch milliseconds. */
export interface Account<Credentials extends object = object> {
  /** By which requests name it. */
  readonly id: string;
  readonly credentials: Credentials;
  /** Where its webhooks go, at providers that get no address with a request. */
  webhookUrl: string | null;
  /** By kind, then by number. */
  readonly entities: Map<string, Map<string, Entity>>;
  /** Answers by idempotency key. */
  readonly replies: Map<string, Reply>;
}

/** What a merchant makes at the provider, and what comes of it: an order, a refund, a payout. */
export interface Entity<Status extends string = string, A extends Account = Account> {
  /** Unique among those of its kind in the account. */
  readonly number: string;
  readonly account: A;
  readonly createdAt: number;
  updatedAt: number;
  status: Status;
}

/** The first answer under an idempotency key. */
export interface Reply {
  readonly fingerprint: string;
  readonly at: number;
  /** Of plain data, because it is stored. */
  readonly data: object;
}

/** A webhook that is to be sent. */
export interface NewEvent<About extends object = object> {
  type: string;
  /** Where it goes, at providers that get an address with a request. Null: nowhere. */
  url?: string | null;
  body: string | ((eventId: string) => string);
  /** Further members of the event for those who look at it. */
  about: About;
  /** `never`: it is only recorded. `thrice`: two more times at once. Default: once, with retries. */
  sent?: 'never' | 'once' | 'thrice' | undefined;
  /** `first attempt`: that one is forged. `beforehand`: a forged one comes first, whatever is answered to it. */
  forged?: 'first attempt' | 'beforehand' | undefined;
}

/** The state of a double. Every function of a provider takes it as its first argument. */
export interface Platform<
  A extends Account = Account,
  Switches extends object = object,
  About extends object = object,
> {
  readonly clock: SandboxClock;
  /** The origin, without a trailing slash. */
  readonly baseUrl: string;
  /** Milliseconds between the steps that are made by themselves. Null: the operator makes them. */
  readonly autoAdvanceMs: number | null;
  readonly accounts: Map<string, A>;
  /** How many effects there were, over all accounts. */
  readonly effects: Record<string, number>;
  /** How many numbers of each sequence were assigned. */
  readonly sequences: Map<string, number>;
  readonly switches: Switches;
  publish(account: A, event: NewEvent<About>): void;
}

export type AccountOf<P extends Platform> = P extends Platform<infer A> ? A : never;
export type SwitchesOf<P extends Platform> = P['switches'];
export type AboutOf<P extends Platform> =
  Parameters<P['publish']>[1] extends NewEvent<infer About> ? About : never;

export function count({ effects }: Platform, effect: string): void {
  effects[effect] = (effects[effect] ?? 0) + 1;
}

/** The next number of a sequence, from 1. */
export function nextOf({ sequences }: Platform, sequence: string): number {
  const next = (sequences.get(sequence) ?? 0) + 1;
  sequences.set(sequence, next);
  return next;
}

/** What is derived of an account and cannot be stored, such as an imported key. It is computed once. */
export function derived<A extends Account, T>(derive: (account: A) => T): (account: A) => T {
  const known = new WeakMap<A, T>();
  return (account) => {
    const before = known.get(account);
    if (before !== undefined) return before;
    const now = derive(account);
    known.set(account, now);
    return now;
  };
}
