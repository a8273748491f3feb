import { failure } from '../../domain/evidence.ts';
import { statedMoney, toDecimal } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import type {
  Failure,
  OrderObservation,
  ReportedOrderStatus,
  PaymentInstructions,
  ReportedPayoutStatus,
  RefundObservation,
  SettlementObservation,
} from '../../domain/observation.ts';
import { visibilityDelayMs } from '../../domain/instructions/submission.ts';
import type { Refusal } from '../kit/answer.ts';
import { isForPayers, isoTime, lookUp } from '../kit/observing.ts';
import type { UnknownValue } from '../kit/observing.ts';
import type { RefundUnderWay } from '../provider.ts';
import type { CreatedPayment, Payment, Payout, Refund } from './replies.ts';

/** All statuses of ExamplePay (docs/providers/examplepay.md#status). */
type PaymentStatus = 'PENDING' | 'PAID' | 'FAILED' | 'CLOSED';
type PayoutStatus = 'PENDING' | 'PAID' | 'FAILED';
type RefundStatus = 'PROCESSING' | 'REFUNDED' | 'FAILED';

/*
 * Payments and payouts are queried by our reference. Without the refund query a refund is followed through the
 * `refundStatus` of its payment (`refundVerdict`). A close has no query of its own, and CLOSED does not say who closed.
 */

/** CLOSED means expired or closed by us. The answer to our own close reports CANCELED itself. */
export const paymentStatusTable = {
  PENDING: 'AWAITING_PAYMENT',
  PAID: 'PAID',
  FAILED: 'FAILED',
  CLOSED: 'EXPIRED',
} as const satisfies Record<PaymentStatus, ReportedOrderStatus>;

export const payoutStatusTable = {
  PENDING: 'PENDING',
  PAID: 'SUCCEEDED',
  FAILED: 'FAILED',
} as const satisfies Record<PayoutStatus, ReportedPayoutStatus>;

export const refundStatusTable = {
  PROCESSING: 'PROCESSING',
  REFUNDED: 'SUCCEEDED',
  FAILED: 'FAILED',
} as const satisfies Record<RefundStatus, ReportedPayoutStatus>;

export function createdPaymentObservation(
  created: CreatedPayment,
  order: { providerReference: string; amount: Money },
): OrderObservation {
  return {
    subject: 'ORDER',
    providerReference: order.providerReference,
    status: 'AWAITING_PAYMENT',
    occurredAt: null,
    providerOrderId: created.paymentNo,
    payable: order.amount,
    ...instructionsOf(created),
  };
}

/**
 * A `url` is opened whatever `action.type` says. Without an action the payer has nothing to do
 * (docs/providers/examplepay.md#payments).
 */
function instructionsOf({ action }: CreatedPayment): { instructions?: PaymentInstructions } {
  const { url, content } = action ?? {};
  const instructions: PaymentInstructions = {};
  if (isForPayers(url, ['upi:'])) instructions.checkoutUrl = url;
  if (typeof content === 'string' && content !== '') instructions.qrPayload = content;
  return Object.keys(instructions).length === 0 ? {} : { instructions };
}

/** Throws a RangeError if an amount cannot be read. */
export function paymentObservation(payment: Payment, unknown: UnknownValue): OrderObservation {
  const status = lookUp(paymentStatusTable, payment.status, 'payment status', unknown);
  const amount = statedMoney(payment.amount, payment.currency);
  return {
    subject: 'ORDER',
    providerReference: payment.merchantTradeNo,
    status,
    occurredAt: status === 'PAID' ? isoTime(payment.paidTime) : null,
    requested: amount,
    providerOrderId: payment.paymentNo,
    payable: amount,
    ...(status === 'PAID' ? { paid: amount } : {}),
    ...(status === 'FAILED' ? { failure: failedBy(payment) } : {}),
  };
}

export function refundObservation(
  refund: Refund,
  orderProviderReference: string,
  unknown: UnknownValue,
): RefundObservation {
  const status = lookUp(refundStatusTable, refund.status, 'refund status', unknown);
  const amount = statedMoney(refund.amount, refund.currency);
  return {
    subject: 'REFUND',
    providerReference: refund.merchantRefundNo,
    status,
    occurredAt: status === 'SUCCEEDED' ? isoTime(refund.refundedTime) : null,
    requested: amount,
    orderProviderReference,
    amount,
    providerRefundId: refund.refundNo,
    ...(status === 'FAILED' ? { failure: failedBy(refund) } : {}),
  };
}

export function payoutObservation(payout: Payout, unknown: UnknownValue): SettlementObservation {
  const { totalFee, currency } = payout;
  const status = lookUp(payoutStatusTable, payout.status, 'payout status', unknown);
  const amount = statedMoney(payout.amount, currency);
  const hasFee = typeof totalFee === 'string';
  return {
    subject: 'SETTLEMENT',
    providerReference: payout.merchantTradeNo,
    status,
    occurredAt: status === 'SUCCEEDED' ? isoTime(payout.paidTime) : null,
    requested: amount,
    amount,
    providerSettlementId: payout.payoutNo,
    ...(hasFee ? { fee: statedMoney(totalFee, currency) } : {}),
    ...(status === 'FAILED' ? { failure: failedBy(payout) } : {}),
  };
}

/**
 * What `refundStatus`, which covers all refunds of a payment, proves about the one under way; null: nothing.
 * MAY_BE_OF_ANOTHER: nothing any more, because it may show how one ended that is not known here.
 */
export type RefundVerdict =
  'PROCESSING' | 'SUCCEEDED' | 'FAILED' | 'ABSENT' | 'MAY_BE_OF_ANOTHER' | null;

/**
 * `refundStatus` is PROCESSING while any refund is open, and then follows from the sum of those that succeeded
 * (docs/providers/examplepay.md#refunds). So it shows how a refund ended only where success and failure would differ:
 * for the first refund, and for the one that takes all that is left. Where there may be others, it proves only that
 * this one did not succeed. `now`: epoch milliseconds.
 */
export function refundVerdict(
  refundStatus: string,
  refund: RefundUnderWay,
  now: number,
  unknown: UnknownValue,
): RefundVerdict {
  const { refundable, refundedBefore, amount, mayHaveOthers } = refund;
  const rest = refundable.minor - refundedBefore.minor;
  const isAll = amount.minor === rest;
  const isFirst = refundedBefore.minor === 0n;
  switch (refundStatus) {
    case 'PROCESSING':
      return mayHaveOthers ? null : 'PROCESSING';
    case 'REFUNDED':
      if (mayHaveOthers) return 'MAY_BE_OF_ANOTHER';
      return isAll ? 'SUCCEEDED' : null;
    case 'PARTIAL_REFUNDED':
      if (isAll) return unsuccessful(refund, now);
      if (mayHaveOthers) return 'MAY_BE_OF_ANOTHER';
      return isFirst && amount.minor < rest ? 'SUCCEEDED' : null;
    case 'NONE':
      return isFirst ? unsuccessful(refund, now) : null;
    default:
      unknown('refund status of a payment', refundStatus);
      return null;
  }
}

/** For a refund that did not succeed and is not under way: FAILED if it had been accepted, else perhaps absent. */
function unsuccessful({ status, sentAt }: RefundUnderWay, now: number): RefundVerdict {
  if (status === 'PROCESSING') return 'FAILED';
  if (status !== 'PENDING') return 'ABSENT';
  // Accepted, but not yet seen as PROCESSING: right after the send, the status may be an old one.
  return sentAt !== null && now >= sentAt + visibilityDelayMs ? 'FAILED' : null;
}

interface ProviderError {
  errorCode?: string | null | undefined;
  errorInfo?: string | null | undefined;
}

/** `Payment.Common.Rejected` and similar codes (docs/rules.md#declined-or-rejected). */
const isDecline = (code: string | null | undefined): boolean =>
  code?.endsWith('.Rejected') === true;

function failedBy({ errorCode: code, errorInfo: message }: ProviderError): Failure {
  const details = { code: code ?? null, message: message ?? null };
  return isDecline(code)
    ? failure('DECLINED', 'ExamplePay declined it.', details)
    : failure('OTHER', 'ExamplePay could not do it.', details);
}

export function failureOf({ status, code, message }: Omit<Refusal, 'ok' | 'queriedAt'>): Failure {
  const details = { code, message };
  if (status === 401) {
    const text = 'ExamplePay did not accept the credentials.';
    return failure('PROVIDER_AUTHENTICATION', text, details);
  }
  return isDecline(code)
    ? failure('DECLINED', 'ExamplePay declined it.', details)
    : failure('REJECTED', 'ExamplePay refused the request.', details);
}

/**
 * A client may act on these two codes, and only in a signed answer, which has the status 200
 * (docs/providers/examplepay.md#statuses-and-codes).
 */
export const isDuplicate = ({ status, code }: Refusal): boolean =>
  status === 200 && code === 'Common.DuplicateOrder';
export const isNotFound = ({ status, code }: Refusal): boolean =>
  status === 200 && code === 'Common.OrderNotFound';

/** A string with exactly two decimals (docs/providers/examplepay.md#amounts-and-lengths). */
export const amountText = (amount: Money): string => toDecimal(amount);
