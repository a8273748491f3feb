import type { Sandbox, SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { Random } from '../random.ts';

/**
 * What must be here for each state there, by the providers' documentation. Each provider writes it a second time instead
 * of taking it from the mappings of src, because those are what is being judged.
 */
export interface OrderTruth {
  /** More than one where the provider does not distinguish them. */
  statuses: readonly string[];
  amount: string;
  paid: string | null;
  /** The part of what was paid that can be refunded. */
  limit: string | null;
  abnormalPayments: readonly AbnormalTruth[];
}

export interface PayoutTruth {
  status: string;
  amount: string;
}

export interface AbnormalTruth {
  number: string;
  type: string;
  status: string;
  received: string;
  pending: string;
}

/** A plain copy of the provider's state of one number, in its own terms, and what it means here. */
export interface Book<Truth> {
  snapshot: object;
  truth: Truth;
}

/** An account of the merchant's. */
export interface Opened {
  /** The configuration of a Paygraph account, credentials included. */
  config: Readonly<Record<string, unknown>>;
  /** The account has no address for its payers, so its orders go to the next account. */
  isUnpayable?: boolean;
}

/** The provider's double, its payers and its operator. Each throws where something is not possible any more. */
export interface Played {
  /** Sets how the double behaves, and opens the merchant's accounts in the order of routing. */
  open: () => Opened[];
  /** Omitted where requests name the address. */
  setWebhookUrl?: (config: Opened['config'], url: string) => void;
  /** `part` and `over` are relative to the amount due, at a provider whose payers choose the amount. */
  pay: (number: string, how: 'full' | 'part' | 'over') => void;
  decline: (number: string) => void;
  expire: (number: string) => void;
  /** Omitted where the provider has none. `ends`: whether it succeeds. */
  endRefund?: (number: string, ends: boolean, random: Random) => void;
  endSettlement?: (number: string, ends: boolean, random: Random) => void;
  /** Null for an order that cannot be paid, which does not count as one. */
  order: (number: string) => Book<OrderTruth> | null;
  refund?: (number: string) => Book<PayoutTruth>;
  settlement?: (number: string) => Book<PayoutTruth>;
  /** How many orders cannot be paid. Default: none. */
  unpayableOrders?: () => number;
}

/** One provider as the harness plays it: what its merchants request, its payers, its operator and its books. */
export interface CrashProvider {
  name: SandboxProvider;
  /** In the process of the outside world. */
  play: (sandbox: Sandbox) => Played;
  /** The operations that move money, in its own names. */
  operations: readonly string[];
  /** Operations whose answers repeat the requested money, so that other money in them is noticed. */
  namingMoney: readonly string[];
  /** The reference in a webhook that is only a reason to query, which is stored under what it queries. */
  referenceOf?: (webhook: string) => string | undefined;
  /** Whether some orders stay open although they are paid. */
  ignoresPayers?: true;
  /** The input of an order that the provider accepts, without its key and its account. */
  order: (random: Random) => object;
  /**
   * An order of so many whole units, of the hundreds that wait for their payers, and the provider's name of the call for
   * a refund. One provider is enough: what it tries is the order of due work.
   */
  crowd?: { order: (whole: number) => object; createRefund: string };
  /** What a refund's input has besides order and amount. Omitted where the provider has no refunds. */
  refund?: (network: string | null) => object;
  /** The input of a settlement, without its key and its account. Omitted where the provider has none. */
  settlement?: (random: Random) => object;
  /** Whether a settlement may name the orders that it settles. */
  settlesOrders?: true;
}
