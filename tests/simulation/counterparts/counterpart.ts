import type { CreateOrderInput } from '../../../src/domain/input/order.ts';
import type { CreateSettlementInput } from '../../../src/domain/input/settlement.ts';
import type { OrderRecord } from '../../../src/store/records.ts';
import type { Faults } from '../../../sandbox/faults.ts';
import type { OutboxDelivery } from '../../../sandbox/outbox.ts';
import type { Sandbox, SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { Random } from '../random.ts';

/**
 * What the provider's own books say, put into our words by this file's neighbours and not by the mapping
 * under test. Amounts are minor units.
 */
export interface OrderBook {
  /**
   * What may be said of the order now: more than one word where it depends on when it was heard
   * (docs/rules.md#failed-or-expired).
   */
  statuses: readonly string[];
  paid: bigint | null;
  /** What refunds may take in all; null while nothing is paid. */
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

/** One notice of the provider, delivered or not. */
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
  /** As `createProviderAccount` takes it. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Where its notices go; providers that are told with each request need not know. */
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
    /** Made on the way of others: tokens, queries. */
    others: readonly string[];
    /** Those of which the answer repeats what was asked for. */
    namingMoney: readonly string[];
  };
  /** An account of the same merchant at the same provider, where orders go that the first one cannot take. */
  spare(): Access;
  /** Milliseconds by which a clock may be off before the provider takes no more requests. */
  readonly clockTolerance: number;
  /** Whether a notice is nothing but a reason to ask, so that what is so is known once it is acknowledged. */
  readonly isNotice?: (body: string) => boolean;
  /** The notice as if what it is about had ended well. */
  readonly asIfDone?: (body: string) => string;
  /** Requests received so far: the name of the call, and the code of the answer once there is one. */
  received(): { operation: string | null; code: string | null }[];
  effects(): { orders: number; refunds: number; settlements: number };

  order(random: Random): Pick<CreateOrderInput, 'amount' | 'method' | 'customer' | 'expiresIn'>;
  settlement?(
    random: Random,
    order: OrderRecord,
  ): Pick<CreateSettlementInput, 'amount' | 'destination'>;
  /** Whether a second refund of an order may be asked for while one is under way. */
  readonly allowsConcurrentRefunds: boolean;
  /** Whether a refund that failed looks as if it had never been asked for. */
  readonly hidesFailedRefunds?: boolean;
  /** Whether it tells of refunds that merchants make without us. */
  readonly hasPortal?: boolean;
  /** Where refunds go, at providers that are told with the request. */
  refundAddress?(order: OrderRecord): string;

  /** The payer does something about an order; what, or null where nothing is possible. */
  payer(random: Random, reference: string): string | null;
  /** The payer pays what is due, or more. */
  pay(reference: string, withSurplus: boolean): void;
  /** A step on, or to the end; what, or null where nothing is left to do. */
  changeRefund?(random: Random, reference: string, toItsEnd: boolean): string | null;
  changeSettlement?(random: Random, reference: string, toItsEnd: boolean): string | null;

  orderBook(reference: string): OrderBook | null;
  refundBook(reference: string): PayoutBook | null;
  settlementBook(reference: string): PayoutBook | null;
  abnormalBooks(reference: string): AbnormalBook[];
}

export type OpenCounterpart = (sandbox: Sandbox, random: Random) => Counterpart;

/** Null where the sandbox knows nothing by this reference. */
export function found<T>(find: () => T): T | null {
  try {
    return find();
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('no such')) return null;
    throw error;
  }
}

/** Minor units of an exact decimal; throws a RangeError where digits would be lost. */
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
