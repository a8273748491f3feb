import { failure } from '../../domain/evidence.ts';
import { instant } from '../../domain/observation.ts';
import type {
  AbnormalPaymentObservation,
  AbnormalPaymentType,
  Failure,
  OrderObservation,
  ReportedOrderStatus,
  PaymentInstructions,
  ReportedPayoutStatus,
  RefundObservation,
  SettlementObservation,
} from '../../domain/observation.ts';
import { statedMoney } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import type { Refusal } from '../kit/answer.ts';
import { defined, isForPayers, lookUp } from '../kit/observing.ts';
import type { UnknownValue } from '../kit/observing.ts';
import { tokenMoney } from './assets.ts';
import type { AbnormalPayment, CreatedOrder, Order, Refund, Settlement } from './replies.ts';

/** All statuses of the gateway (docs/providers/w-checkout.md#statuses). */
type OrderStatus =
  'PAYING' | 'PAID' | 'CANCELLED' | 'REFUNDING' | 'PARTIAL_REFUNDED' | 'REFUNDED' | 'TIMEOUT';
type RefundStatus = 'PENDING_REFUND' | 'REFUNDING' | 'REFUNDED' | 'CANCELLED' | 'FAILED';
type SettlementStatus =
  'PENDING_SETTLEMENT' | 'SETTLING' | 'SETTLED' | 'FAILED' | 'REJECTED' | 'CANCELLED';
type AbnormalType = 'OVER_PAID' | 'UNDER_PAID' | 'LATE_PAYMENT';
type AbnormalStatus = 'PENDING' | 'HANDLED';

/** An order that is being refunded has been paid: refunds never show in our order status. */
export const orderStatusTable = {
  PAYING: 'AWAITING_PAYMENT',
  PAID: 'PAID',
  CANCELLED: 'CANCELED',
  REFUNDING: 'PAID',
  PARTIAL_REFUNDED: 'PAID',
  REFUNDED: 'PAID',
  TIMEOUT: 'EXPIRED',
} as const satisfies Record<OrderStatus, ReportedOrderStatus>;

export const refundStatusTable = {
  PENDING_REFUND: 'PENDING',
  REFUNDING: 'PROCESSING',
  REFUNDED: 'SUCCEEDED',
  CANCELLED: 'CANCELED',
  FAILED: 'FAILED',
} as const satisfies Record<RefundStatus, ReportedPayoutStatus>;

export const settlementStatusTable = {
  PENDING_SETTLEMENT: 'PENDING',
  SETTLING: 'PROCESSING',
  SETTLED: 'SUCCEEDED',
  FAILED: 'FAILED',
  REJECTED: 'REJECTED',
  CANCELLED: 'CANCELED',
} as const satisfies Record<SettlementStatus, ReportedPayoutStatus>;

export const abnormalTypes = {
  OVER_PAID: 'OVERPAID',
  UNDER_PAID: 'UNDERPAID',
  LATE_PAYMENT: 'LATE',
} as const satisfies Record<AbnormalType, AbnormalPaymentType>;

export const abnormalHandled = {
  PENDING: false,
  HANDLED: true,
} as const satisfies Record<AbnormalStatus, boolean>;

/*
 * Orders, refunds (of abnormal payments too) and settlements are each queried by our reference. A cancel has no query
 * of its own: the query of its subject shows whether it was done. Abnormal payments can only be listed.
 */

/**
 * The gateway's deposit address where a chain or asset is not enabled for the merchant
 * (docs/providers/stablecoin-gateway.md#new-orders).
 */
const notEnabled = '-1';

/** Throws a RangeError if an amount cannot be read. `occurredAt`: epoch milliseconds or null. */
export function orderObservation(
  order: Order,
  occurredAt: number | null,
  unknown: UnknownValue,
): OrderObservation {
  const status = lookUp(orderStatusTable, order.orderStatus, 'order status', unknown);
  const payable = amountOf(order.token, order.payingAmount);
  const observation: OrderObservation = {
    subject: 'ORDER',
    providerReference: order.orderNo,
    status,
    occurredAt,
    ...defined({ requested: priceOf(order), providerOrderId: order.sysid, payable }),
  };
  if (status === 'PAID') return { ...observation, ...defined({ paid: payable }) };
  if (order.depositAddress === notEnabled) return { ...observation, ...tokenNotEnabled() };
  return { ...observation, ...instructionsOf(order) };
}

/** Orders are priced in dollars (docs/providers/stablecoin-gateway.md#new-orders). */
function priceOf({ orderAmount }: Order): Money | undefined {
  return typeof orderAmount === 'string' ? statedMoney(orderAmount, 'USD') : undefined;
}

export function createdOrderObservation(order: CreatedOrder, sentAt: number): OrderObservation {
  const observation: OrderObservation = {
    subject: 'ORDER',
    providerReference: order.orderNo,
    status: 'AWAITING_PAYMENT',
    occurredAt: null,
    ...defined({ providerOrderId: order.sysid }),
  };
  if (isNotEnabled(order)) return { ...observation, ...tokenNotEnabled() };
  const { expiredIn } = order;
  // Counted from before the request left, so that the expiry shown to the payer is never too late.
  const expiresAt = typeof expiredIn === 'number' ? instant(sentAt + expiredIn * 1000) : null;
  const payable = tokenMoney(order.token, order.payingAmount);
  return { ...observation, ...defined({ payable, expiresAt }), ...instructionsOf(order) };
}

export function isNotEnabled(order: { depositAddress: string }): boolean {
  return order.depositAddress === notEnabled;
}

function tokenNotEnabled(): { status: 'FAILED'; failure: Failure } {
  const message = 'The provider has not enabled this token for the account.';
  return { status: 'FAILED', failure: failure('METHOD_NOT_ENABLED', message) };
}

type Addresses = Pick<Order, 'depositAddress' | 'coinAddress' | 'paymentUrl'>;

function instructionsOf(order: Addresses): { instructions?: PaymentInstructions } {
  const { depositAddress, coinAddress: tokenContract, paymentUrl } = order;
  const checkoutUrl = isForPayers(paymentUrl) ? paymentUrl : undefined;
  const instructions: PaymentInstructions = defined({ depositAddress, tokenContract, checkoutUrl });
  return Object.keys(instructions).length === 0 ? {} : { instructions };
}

export function refundObservation(
  refund: Refund,
  occurredAt: number | null,
  unknown: UnknownValue,
): RefundObservation {
  const status = lookUp(refundStatusTable, refund.refundStatus, 'refund status', unknown);
  return {
    subject: 'REFUND',
    providerReference: refund.refundOrderNo,
    status,
    occurredAt,
    ...defined({
      orderProviderReference: refund.orderNo,
      providerAbnormalPaymentId: refund.abnormalPaymentNo,
      amount: amountOf(refund.token, refund.amount),
      providerRefundId: refund.sysid,
      transactionHash: refund.txHash,
    }),
    ...(status === 'FAILED' ? { failure: failure('OTHER', 'The provider could not refund.') } : {}),
  };
}

export function settlementObservation(
  settlement: Settlement,
  occurredAt: number | null,
  unknown: UnknownValue,
): SettlementObservation {
  const status = lookUp(
    settlementStatusTable,
    settlement.settlementStatus,
    'settlement status',
    unknown,
  );
  return {
    subject: 'SETTLEMENT',
    providerReference: settlement.settlementOrderNo,
    status,
    occurredAt,
    ...defined({
      amount: amountOf(settlement.token, settlement.amount),
      providerSettlementId: settlement.sysid,
      transactionHash: settlement.txHash,
      failure: settlementFailure(status),
    }),
  };
}

function settlementFailure(status: ReportedPayoutStatus | null): Failure | undefined {
  if (status === 'FAILED') return failure('OTHER', 'The provider could not settle.');
  if (status === 'REJECTED') return failure('REJECTED', "The provider's review said no.");
  return undefined;
}

export function abnormalPaymentObservation(
  payment: AbnormalPayment,
  occurredAt: number | null,
  unknown: UnknownValue,
): AbnormalPaymentObservation {
  const pending = tokenMoney(payment.token, payment.pendingAmount);
  const type = lookUp(abnormalTypes, payment.type, 'abnormal payment type', unknown);
  const handled = lookUp(abnormalHandled, payment.status, 'abnormal payment status', unknown);
  return {
    subject: 'ABNORMAL_PAYMENT',
    providerAbnormalPaymentId: payment.abnormalPaymentNo,
    orderProviderReference: payment.orderNo ?? null,
    type: type ?? 'UNCLASSIFIED',
    handled: handled === true,
    received: tokenMoney(payment.token, payment.amount),
    pending,
    occurredAt,
    // A refund under way holds all of it (docs/providers/stablecoin-gateway.md#abnormal-payments).
    ...(handled === false && pending.minor === 0n ? { isReserved: true } : {}),
    ...defined({ transactionHash: payment.hash }),
  };
}

/**
 * Codes that begin with 9 are the sandbox's inventions and decide nothing
 * (docs/providers/stablecoin-gateway.md#refusals).
 */
export function isAuthentication(refusal: Pick<Refusal, 'status' | 'code'>): boolean {
  return refusal.status === 401 || refusal.code === '00006';
}

export function failureOf(refusal: Omit<Refusal, 'ok' | 'queriedAt'>, title: string): Failure {
  const { code, message } = refusal;
  return isAuthentication(refusal)
    ? failure('PROVIDER_AUTHENTICATION', `${title} did not accept the credentials.`, refusal)
    : failure('REJECTED', `${title} refused the request.`, { code, message });
}

/** Undefined for a webhook that has only the number and the status. */
function amountOf(
  token: string | null | undefined,
  amount: string | null | undefined,
): Money | undefined {
  if (typeof token !== 'string' || typeof amount !== 'string') return undefined;
  return tokenMoney(token, amount);
}
