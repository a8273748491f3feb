import type { SandboxClock } from '../double/clock.ts';

export type PaymentStatus = 'PENDING' | 'PAID' | 'FAILED' | 'CLOSED';
export type PayoutStatus = 'PENDING' | 'PAID' | 'FAILED';
export type RefundStatus = 'PROCESSING' | 'REFUNDED' | 'FAILED';

export const CURRENCIES = ['INR', 'BRL'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** Each method with its currency (docs/providers/examplepay.md#the-life-of-a-payment). */
export const PAY_METHODS = {
  UPI: 'INR',
  UPI_COLLECT: 'INR',
  UPI_INTENT: 'INR',
  PIX: 'BRL',
  PIX_QRCODE: 'BRL',
} as const satisfies Record<string, Currency>;
export type PayMethod = keyof typeof PAY_METHODS;

/** All times are epoch milliseconds, all amounts hundredths of the currency. */
export interface Payment {
  readonly paymentNo: string;
  readonly merchantTradeNo: string;
  readonly amount: bigint;
  readonly currency: Currency;
  readonly description: string;
  readonly payerName: string;
  readonly payMethod: PayMethod;
  /** Of UPI_COLLECT. */
  readonly vpa: string | null;
  readonly merchantAttach: string | null;
  readonly notifyUrl: string;
  readonly returnUrl: string;
  readonly createdAt: number;
  /** The cashier page, which every method has. */
  readonly cashierUrl: string;
  readonly refunds: Refund[];
  status: PaymentStatus;
  paidAt: number | null;
  rrn: string | null;
  errorCode: string | null;
  errorInfo: string | null;
}

export interface Refund {
  readonly refundNo: string;
  readonly merchantRefundNo: string;
  readonly payment: Payment;
  readonly amount: bigint;
  readonly description: string;
  readonly createdAt: number;
  status: RefundStatus;
  refundedAt: number | null;
  errorCode: string | null;
  errorInfo: string | null;
}

export interface Payout {
  readonly payoutNo: string;
  readonly merchantTradeNo: string;
  readonly amount: bigint;
  readonly currency: Currency;
  readonly description: string;
  /** The destination: its type and members. */
  readonly payoutMethod: Readonly<Record<string, string>>;
  readonly merchantAttach: string | null;
  readonly notifyUrl: string;
  readonly totalFee: bigint;
  readonly createdAt: number;
  status: PayoutStatus;
  paidAt: number | null;
  rrn: string | null;
  errorCode: string | null;
  errorInfo: string | null;
}

export interface MerchantCredentials {
  appId: string;
  appSecret: string;
}

export interface Balance {
  available: bigint;
  frozen: bigint;
}

export interface Account {
  readonly credentials: MerchantCredentials;
  readonly payments: Map<string, Payment>;
  readonly refunds: Map<string, Refund>;
  readonly payouts: Map<string, Payout>;
  readonly balances: Record<Currency, Balance>;
}

export interface Effects {
  ordersCreated: number;
  ordersPaid: number;
  refundsCreated: number;
  refundsCompleted: number;
  settlementsCreated: number;
  settlementsSettled: number;
}

/** A notification that is to be sent. */
export interface NewNotification {
  eventType: 'PAYMENT' | 'PAYOUT';
  account: Account;
  /** The provider's number of the payment or payout. */
  number: string;
  url: string;
  data: object;
  outcome: Outcome;
}

/** The state of the simulated provider. Every function of the provider takes it as its first argument. */
export interface Platform {
  readonly clock: SandboxClock;
  /** Has no trailing slash. */
  readonly baseUrl: string;
  /** Milliseconds until payments end by themselves. Null: they end when the cashier page is confirmed. */
  readonly autoPayMs: number | null;
  /** Milliseconds until refunds and payouts end by themselves. Null: the operator ends them. */
  readonly autoAdvanceMs: number | null;
  readonly accounts: Map<string, Account>;
  readonly effects: Effects;
  publish(notification: NewNotification): void;
  /** A number of P, W or R, the time in China, and six digits. */
  nextNumber(kind: 'P' | 'W' | 'R'): string;
}

/** 100000.00 of each currency, in hundredths. */
const OPENING_BALANCE = 10_000_000n;

const opening = (): Balance => ({ available: OPENING_BALANCE, frozen: 0n });

export function newAccount(credentials: MerchantCredentials): Account {
  return {
    credentials,
    payments: new Map(),
    refunds: new Map(),
    payouts: new Map(),
    balances: { INR: opening(), BRL: opening() },
  };
}

/**
 * What happens to a payment or payout, decided by the cents of its amount
 * (docs/providers/examplepay.md#in-the-sandbox).
 */
export type Outcome =
  | 'REFUSED'
  | 'FAILS'
  | 'STAYS'
  | 'ERROR_AFTER'
  | 'NOT_NOTIFIED'
  | 'NOTIFIED_THRICE'
  | 'NOTIFIED_BADLY'
  | 'ANSWERED_BADLY'
  | 'NORMAL';

const OUTCOMES: readonly (Outcome | undefined)[] = [
  undefined,
  'REFUSED',
  'FAILS',
  'STAYS',
  'ERROR_AFTER',
  undefined,
  'NOT_NOTIFIED',
  'NOTIFIED_THRICE',
  'NOTIFIED_BADLY',
  'ANSWERED_BADLY',
];

export const outcomeOf = (amount: bigint): Outcome => OUTCOMES[Number(amount % 100n)] ?? 'NORMAL';

/** Faults of an answer that the amount selects, without an armed fault. */
export type Mishap = 'ERROR_AFTER' | 'ANSWERED_BADLY' | null;

export const mishapOf = (outcome: Outcome): Mishap =>
  outcome === 'ERROR_AFTER' || outcome === 'ANSWERED_BADLY' ? outcome : null;

export const amountText = (cents: bigint): string => {
  const digits = cents.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** `yyyy-MM-ddTHH:mm:ss+08:00`. */
export const timeText = (at: number): string =>
  `${new Date(at + CHINA_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;

/** `yyyyMMddHHmmss` in China. */
export const compactTime = (at: number): string =>
  new Date(at + CHINA_OFFSET_MS).toISOString().replaceAll(/\D/g, '').slice(0, 14);
