import type { KeyObject } from 'node:crypto';
import { signingKey } from '../../src/providers/nexapay/signature.ts';
import type { SignForm } from '../../src/providers/nexapay/signature.ts';
import type { SandboxClock } from '../double/clock.ts';

export type PayStatus = 'P' | 'S' | 'F';

/** Money is in centavos, times are epoch milliseconds. */
export interface Payment {
  readonly account: Account;
  readonly orderId: string;
  readonly requestId: string;
  readonly txId: string;
  /** Identifies the payment in the addresses of its pages. */
  readonly uuid: string;
  readonly amount: bigint;
  readonly fees: readonly Fee[];
  /** `amount` plus all fees. */
  readonly payAmount: bigint;
  readonly currency: string;
  readonly orderName: string;
  readonly payerName: string;
  readonly notifyUrl: string;
  /** Null for direct orders. */
  readonly callbackUrl: string | null;
  readonly cashierPayUrl: string | null;
  /** In the answer to a direct order; on the cashier page of a hosted one. */
  readonly qrCode: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  status: PayStatus;
  paidAt: number | null;
}

export interface Fee {
  type: string;
  amount: bigint;
}

export interface Refund {
  readonly payment: Payment;
  readonly refundRequestId: string;
  readonly refundTxId: string;
  readonly amount: bigint;
  readonly reason: string;
  readonly notifyUrl: string | null;
  readonly createdAt: number;
  status: PayStatus;
  finishedAt: number | null;
}

export interface MerchantCredentials {
  apiKey: string;
  secretKey: string;
  merchantId: string;
  subMerchantId: string;
}

/** The first use of an idempotency key (docs/providers/nexapay.md#repetition). */
export interface Replay {
  path: string;
  /** Form J of the request. */
  canonical: string;
  /** The bytes of the successful answer. */
  answer: string;
}

export interface Account {
  readonly credentials: MerchantCredentials;
  readonly key: KeyObject;
  readonly allowedCurrencies: readonly string[];
  readonly payments: Map<string, Payment>;
  readonly refunds: Map<string, Refund>;
  /** Payments by requestId, refunds by refundRequestId. */
  readonly replays: { payments: Map<string, Replay>; refunds: Map<string, Replay> };
}

export interface Effects {
  ordersCreated: number;
  ordersPaid: number;
  refundsCreated: number;
  refundsCompleted: number;
}

export interface Switches {
  /** The documented sample by which notifications are signed (docs/providers/nexapay.md#delivery-of-notifications). */
  notifySignForm: SignForm;
  /** The status in notifications (docs/providers/nexapay.md#delivery-of-notifications). */
  notifyPayStatus: 'T' | 'S';
  /** Whether direct payments are paid by themselves, two seconds after their creation. */
  autoPay: boolean;
}

export type NotifyType = 'PAYMENT_RESULT' | 'REFUND_RESULT';

/** The state of the simulated provider. Every function of the provider takes it as its first argument. */
export interface Platform {
  readonly clock: SandboxClock;
  /** Has no trailing slash. */
  readonly baseUrl: string;
  /** Milliseconds until a refund ends by itself. Null: the operator ends it. */
  readonly autoAdvanceMs: number | null;
  readonly accounts: Map<string, Account>;
  readonly effects: Effects;
  readonly switches: Switches;
  /** How many numbers of a kind were assigned on a day. */
  readonly sequences: Map<string, number>;
  readonly notices: Notices;
}

export interface Notices {
  /** Sends the notifications of a paid order. Its amount decides how often, how late and with which faults. */
  paid(payment: Payment): void;
  refunded(refund: Refund): void;
}

export function newAccount(
  credentials: MerchantCredentials,
  allowedCurrencies: readonly string[],
): Account {
  return withKey({
    credentials,
    allowedCurrencies,
    payments: new Map(),
    refunds: new Map(),
    replays: { payments: new Map(), refunds: new Map() },
  });
}

/** Adds the key to what is stored of an account. It cannot be stored, so it is not enumerable. */
export function withKey(account: Omit<Account, 'key'>): Account {
  const value = signingKey(account.credentials.secretKey);
  return Object.defineProperty(account, 'key', { value }) as Account;
}

const zoneMs = 8 * 3_600_000;

/** `yyyy-MM-dd HH:mm:ss` in UTC+8 (docs/providers/nexapay.md#amounts-and-times). */
export function localTime(at: number): string {
  return new Date(at + zoneMs).toISOString().slice(0, 19).replace('T', ' ');
}

/** A number of 27 digits: the day, the kind and a sequence from 1 (docs/providers/nexapay.md#orders). */
export function newNumber(platform: Platform, kind: '02101101' | '02101102'): string {
  const day = localTime(platform.clock.now()).slice(0, 10).replaceAll('-', '');
  const next = (platform.sequences.get(day + kind) ?? 0) + 1;
  platform.sequences.set(day + kind, next);
  return `${day}${kind}${String(next).padStart(11, '0')}`;
}

/** Centavos as reais, with two or sixteen decimals (docs/providers/nexapay.md#amounts-and-times). */
export function reais(centavos: bigint, places: 2 | 16 = 2): string {
  const digits = centavos.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}${'0'.repeat(places - 2)}`;
}
