import type { KeyObject } from 'node:crypto';
import { signingKey } from '../../src/providers/stablecoin-gateway/signature.ts';
import type { SandboxClock } from '../clock.ts';
import type { Decimal } from '../decimal.ts';
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

/** All instants are epoch milliseconds, all amounts of money are in the order's token. */
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
  /** Seconds, as asked for. */
  readonly expiredIn: number;
  readonly createdAt: number;
  expiresAt: number;
  updatedAt: number;
  status: OrderStatus;
  /** What came in time and counts towards what is due; the surplus included. */
  received: Decimal;
  refunded: Decimal;
  everPaid: boolean;
  /** Of the latest payment that counted. */
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
  /** The order's status to go back to on failure or cancellation. */
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
  /** Not refunded yet. */
  pending: Decimal;
  /** The part of `pending` that refunds under way will take. */
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
  /** The sign key, ready for use. */
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

/** One provider's world: the first argument of everything that happens in it. */
export interface Platform {
  readonly brand: Brand;
  readonly clock: SandboxClock;
  readonly strict: boolean;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly autoAdvanceMs: number | null;
  readonly accounts: Map<string, Account>;
  readonly effects: Effects;
  fiatSettlement: boolean;
  /** Whether a new order is told of by a notice too. */
  announcesOrders: boolean;
  /** Whether an abnormal payment shows as pending only what no refund under way will take. */
  showsUnreserved: boolean;
  publish(account: Account, eventType: EventType, data: unknown): void;
}

export function newAccount(
  credentials: MerchantCredentials,
  webhookUrl: string | null,
  disabledTokens: readonly string[],
): Account {
  return {
    credentials,
    key: signingKey(credentials.signKey),
    webhookUrl,
    disabledTokens: new Set(disabledTokens),
    orders: new Map(),
    refunds: new Map(),
    settlements: new Map(),
    abnormalPayments: [],
  };
}

/** Moves something on by itself, one step per `autoAdvanceMs`, until `step` says it has ended. */
export function autoAdvance(platform: Platform, step: () => 'moved' | 'ended'): void {
  const { autoAdvanceMs, clock } = platform;
  if (autoAdvanceMs === null) return;
  clock.schedule(clock.now() + autoAdvanceMs, () => {
    if (step() === 'moved') autoAdvance(platform, step);
  });
}
