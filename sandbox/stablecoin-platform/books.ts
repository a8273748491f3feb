import type { KeyObject } from 'node:crypto';
import { signingKey } from '../../src/providers/stablecoin-gateway/signature.ts';
import type { SandboxClock } from '../double/clock.ts';
import type { Decimal } from '../double/fields/decimal.ts';
import type { Brand } from './brands.ts';

export type OrderStatus =
  'PAYING' | 'PAID' | 'CANCELLED' | 'REFUNDING' | 'PARTIAL_REFUNDED' | 'REFUNDED' | 'TIMEOUT';
export type RefundStatus = 'PENDING_REFUND' | 'REFUNDING' | 'REFUNDED' | 'CANCELLED' | 'FAILED';
export type SettlementStatus =
  'PENDING_SETTLEMENT' | 'SETTLING' | 'SETTLED' | 'FAILED' | 'REJECTED' | 'CANCELLED';
export type AbnormalPaymentType = 'OVER_PAID' | 'UNDER_PAID' | 'LATE_PAYMENT';
export type AbnormalPaymentStatus = 'PENDING' | 'HANDLED';

export const ORDER_STATUSES: readonly OrderStatus[] = [
  'PAYING',
  'PAID',
  'CANCELLED',
  'REFUNDING',
  'PARTIAL_REFUNDED',
  'REFUNDED',
  'TIMEOUT',
];
export const REFUND_STATUSES: readonly RefundStatus[] = [
  'PENDING_REFUND',
  'REFUNDING',
  'REFUNDED',
  'CANCELLED',
  'FAILED',
];
export const SETTLEMENT_STATUSES: readonly SettlementStatus[] = [
  'PENDING_SETTLEMENT',
  'SETTLING',
  'SETTLED',
  'FAILED',
  'REJECTED',
  'CANCELLED',
];

/** All times are epoch milliseconds, all amounts of money are in the order's token. */
export interface Transfer {
  orderNo: string;
  depositAddress: string;
  token: string;
  amount: string;
  txHash: string;
  from: string;
  at: number;
}

export interface Order {
  readonly sysid: string;
  readonly orderNo: string;
  readonly customerId: string;
  readonly merchantId: string | null;
  readonly token: string;
  readonly depositAddress: string;
  readonly paymentUrl: string;
  readonly pcCallbackUrl: string | null;
  readonly appCallbackUrl: string | null;
  /** In USD. */
  readonly orderAmount: Decimal;
  readonly payingAmount: Decimal;
  readonly exchangeRate: Decimal;
  /** The requested lifetime in seconds. */
  readonly expiredIn: number;
  readonly createdAt: number;
  expiresAt: number;
  updatedAt: number;
  status: OrderStatus;
  /** What was received in time, with a surplus. */
  received: Decimal;
  refunded: Decimal;
  everPaid: boolean;
  /** The transaction of the latest payment that counted. */
  txHash: string | null;
  payer: string | null;
  readonly transfers: Transfer[];
}

export interface Refund {
  readonly sysid: string;
  readonly refundOrderNo: string;
  readonly order: Order;
  readonly abnormalPayment: AbnormalPayment | null;
  readonly amount: Decimal;
  readonly address: string;
  readonly remark: string | null;
  readonly createdAt: number;
  /** The order's status that is restored on failure or cancellation. */
  readonly orderStatusBefore: OrderStatus;
  updatedAt: number;
  status: RefundStatus;
  txHash: string | null;
}

export interface Settlement {
  readonly sysid: string;
  readonly settlementOrderNo: string;
  readonly token: string;
  /** Null for a fiat settlement. */
  readonly address: string | null;
  readonly merchantId: string | null;
  readonly amount: Decimal;
  readonly orderNos: readonly string[] | null;
  readonly createdAt: number;
  updatedAt: number;
  status: SettlementStatus;
  txHash: string | null;
}

export interface AbnormalPayment {
  readonly abnormalPaymentNo: string;
  readonly order: Order;
  readonly type: AbnormalPaymentType;
  readonly amount: Decimal;
  readonly hash: string;
  readonly from: string;
  readonly createdAt: number;
  updatedAt: number;
  status: AbnormalPaymentStatus;
  /** The amount that is not yet refunded. */
  pending: Decimal;
  /** The part of `pending` that open refunds will take. */
  reserved: Decimal;
  readonly showsUnreserved: boolean;
}

export interface MerchantCredentials {
  apiKey: string;
  apiSecret: string;
  signKey: string;
  merchantId: string;
}

export interface Account {
  readonly credentials: MerchantCredentials;
  /** The sign key, imported. */
  readonly key: KeyObject;
  webhookUrl: string | null;
  readonly disabledTokens: ReadonlySet<string>;
  readonly orders: Map<string, Order>;
  readonly refunds: Map<string, Refund>;
  readonly settlements: Map<string, Settlement>;
  readonly abnormalPayments: AbnormalPayment[];
}

export type EventType =
  | 'CHECKOUT_ORDER_CHANGED'
  | 'REFUND_ORDER_CHANGED'
  | 'SETTLEMENT_ORDER_CHANGED'
  | 'ABNORMAL_PAYMENT';

export interface Effects {
  ordersCreated: number;
  refundsCreated: number;
  refundsCompleted: number;
  settlementsCreated: number;
  settlementsSettled: number;
}

/** The state of one simulated provider. Every function of the provider takes it as its first argument. */
export interface Platform {
  readonly brand: Brand;
  readonly clock: SandboxClock;
  readonly strict: boolean;
  /** Has no trailing slash. */
  readonly baseUrl: string;
  readonly autoAdvanceMs: number | null;
  readonly accounts: Map<string, Account>;
  readonly effects: Effects;
  fiatSettlement: boolean;
  /** Whether a webhook is sent for a new order too. */
  announcesOrders: boolean;
  /** Whether the pending amount of an abnormal payment excludes what open refunds will take. */
  showsUnreserved: boolean;
  publish(account: Account, eventType: EventType, data: unknown): void;
}

export function newAccount(
  credentials: MerchantCredentials,
  webhookUrl: string | null,
  disabledTokens: readonly string[],
): Account {
  return withKey({
    credentials,
    webhookUrl,
    disabledTokens: new Set(disabledTokens),
    orders: new Map(),
    refunds: new Map(),
    settlements: new Map(),
    abnormalPayments: [],
  });
}

/** Adds the key to what is stored of an account. It cannot be stored, so it is not enumerable. */
export function withKey(account: Omit<Account, 'key'>): Account {
  const value = signingKey(account.credentials.signKey);
  return Object.defineProperty(account, 'key', { value }) as Account;
}

/** Calls `step` every `autoAdvanceMs` milliseconds until it returns 'ended'. */
export function autoAdvance(platform: Platform, step: () => 'moved' | 'ended'): void {
  const { autoAdvanceMs, clock } = platform;
  if (autoAdvanceMs === null) return;
  clock.schedule(clock.now() + autoAdvanceMs, () => {
    if (step() === 'moved') autoAdvance(platform, step);
  });
}
