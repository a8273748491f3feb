import type { CreateOrderInput } from '../../../src/domain/input/order.ts';
import type { CreateSettlementInput } from '../../../src/domain/input/settlement.ts';
import type { OrderRecord } from '../../../src/store/records.ts';
import type { Faults } from '../../../sandbox/double/faults/faults.ts';
import type { OutboxDelivery } from '../../../sandbox/double/webhooks/outbox.ts';
import type { Sandbox, SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { Random } from '../random.ts';

/**
 * The provider's own books, translated by the files in this folder and not by the mapping under test. Amounts are
 * minor units.
 */
export interface OrderBook {
  /**
   * Statuses that are true of the order now. There are several where it depends on when it was recorded
   * (docs/rules.md#failed-or-expired).
   */
  statuses: readonly string[];
  paid: bigint | null;
  /** The maximum of all refunds; null while nothing is paid. */
  refundLimit: bigint | null;
}

export interface PayoutBook {
  status: string;
  amount: bigint;
}

export interface AbnormalBook {
  number: string;
  type: string;
  received: bigint;
  pending: bigint;
}

/** One webhook of the provider, delivered or not. */
export interface Notice {
  eventId: string;
  attempts: number;
  /** Acknowledged. */
  delivered: boolean;
  body: string;
}

export interface Outbox {
  mode: 'deliver' | 'hold';
  events(): Notice[];
  resend(eventId: string): Promise<OutboxDelivery>;
  resendChanged(eventId: string, change: (body: string) => string): Promise<OutboxDelivery>;
  misdirect(eventId: string, change: (url: string) => string): Promise<OutboxDelivery>;
  forge(options: { eventId?: string }): Promise<OutboxDelivery>;
  idle(): Promise<void>;
}

/** An account at the provider. */
export interface Access {
  /** The input of `createProviderAccount`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Where its webhooks go. Providers that receive the address with each request need not know it. */
  readonly setWebhookUrl?: (url: string) => void;
}

/** One provider as the simulation plays it: its payers, its operator, its books. */
export interface Counterpart extends Access {
  readonly name: SandboxProvider;
  readonly baseUrl: string;
  readonly outbox: Outbox;
  readonly faults: Faults<string>;
  /** The provider's names of its calls; undefined where it has none. */
  readonly calls: {
    createOrder: readonly string[];
    cancelOrder?: string;
    createRefund?: string;
    refundAbnormalPayment?: string;
    createSettlement?: string;
    /** Calls made on the way of others: tokens, queries. */
    others: readonly string[];
    /** The calls whose answer repeats the requested money. */
    namingMoney: readonly string[];
  };
  /** A second account of the same merchant at the same provider, for orders that the first one cannot take. */
  spare(): Access;
  /** Milliseconds by which a clock may be off before the provider refuses requests. */
  readonly clockTolerance: number;
  /** Whether a webhook is only a reason to query, so that the true state is known once it is acknowledged. */
  readonly isNotice?: (body: string) => boolean;
  /** The webhook as if its subject had succeeded. */
  readonly asIfDone?: (body: string) => string;
  /** Requests received so far: the name of the call, and the code of the answer once there is one. */
  received(): { operation: string | null; code: string | null }[];
  effects(): { orders: number; refunds: number; settlements: number };

  order(random: Random): Pick<CreateOrderInput, 'amount' | 'method' | 'customer' | 'expiresIn'>;
  settlement?(
    random: Random,
    order: OrderRecord,
  ): Pick<CreateSettlementInput, 'amount' | 'destination'>;
  /** Whether a second refund of an order may be requested while one is in progress. */
  readonly allowsConcurrentRefunds: boolean;
  /** Whether a failed refund looks as if it had never been requested. */
  readonly hidesFailedRefunds?: boolean;
  /** Whether it reports refunds that merchants make without us. */
  readonly hasPortal?: boolean;
  /** Where refunds go, at providers that receive the address with the request. */
  refundAddress?(order: OrderRecord): string;

  /** The payer does something with an order. Returns what, or null where nothing is possible. */
  payer(random: Random, reference: string): string | null;
  /** The payer pays what is due, or more. */
  pay(reference: string, withSurplus: boolean): void;
  /** One step, or all steps to the end. Returns what, or null where nothing is left to do. */
  changeRefund?(random: Random, reference: string, toItsEnd: boolean): string | null;
  changeSettlement?(random: Random, reference: string, toItsEnd: boolean): string | null;

  orderBook(reference: string): OrderBook | null;
  refundBook(reference: string): PayoutBook | null;
  settlementBook(reference: string): PayoutBook | null;
  abnormalBooks(reference: string): AbnormalBook[];
}

export type OpenCounterpart = (sandbox: Sandbox, random: Random) => Counterpart;

/** Null where the sandbox does not know this reference. */
export function found<T>(find: () => T): T | null {
  try {
    return find();
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('no such')) return null;
    throw error;
  }
}

/** Minor units of an exact decimal. Throws a RangeError where digits would be lost. */
export function minor(text: string, decimals: number): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  const digits = fraction.slice(0, decimals).padEnd(decimals, '0');
  if (/[1-9]/.test(fraction.slice(decimals))) throw new RangeError(`${text} has too many decimals`);
  return BigInt(whole + digits);
}

/** The decimal of so many minor units. */
export function decimalOf(units: bigint, decimals: number): string {
  if (decimals === 0) return units.toString();
  const digits = units.toString().padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/**
 * One status for declined and for unpaid: the order's own time decides when it is recorded
 * (docs/rules.md#failed-or-expired).
 */
export function endedStatuses(isTimedOut: boolean, now: number, expiresAt: number): string[] {
  if (isTimedOut) return ['EXPIRED'];
  return now < expiresAt ? ['FAILED'] : ['FAILED', 'EXPIRED'];
}
