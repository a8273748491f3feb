import { failure } from '../../domain/evidence.ts';
import { statedMoney, toDecimal } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import { instant } from '../../domain/observation.ts';
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
import type { RefundUnderWay } from '../provider.ts';
import type { Refusal } from './client.ts';
import type { CreatedPayment, Payment, Payout, Refund } from './replies.ts';

/** All the words of ExamplePay (docs/providers/examplepay.md#status). */
type PaymentStatus = 'PENDING' | 'PAID' | 'FAILED' | 'CLOSED';
type PayoutStatus = 'PENDING' | 'PAID' | 'FAILED';
type RefundStatus = 'PROCESSING' | 'REFUNDED' | 'FAILED';

/*
 * Payments and payouts are asked for by the number that we gave. Without the refund query a refund is followed through
 * its payment's `refundStatus` (`refundVerdict`). A close has no query of its own, and CLOSED does not name its author.
 */

/** CLOSED says that the time was up or that we closed it; a close of ours that was accepted says CANCELED itself. */
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

/** Called with a value that is in no table: it proves nothing, and somebody should know. */
export type UnknownValue = (subject: string, value: string) => void;

function lookUp<Meaning>(
  table: Readonly<Record<string, Meaning>>,
  value: string,
  subject: string,
  unknown: UnknownValue,
): Meaning | null {
  const meaning = Object.hasOwn(table, value) ? table[value] : undefined;
  if (meaning === undefined) unknown(subject, value);
  return meaning ?? null;
}

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
 * Whatever `action.type` says, an address is to be opened; without an action there is nothing to do
 * (docs/providers/examplepay.md#payments).
 */
function instructionsOf({ action }: CreatedPayment): { instructions?: PaymentInstructions } {
  const { url, content } = action ?? {};
  const instructions: PaymentInstructions = {};
  if (typeof url === 'string' && isForPayers(url)) instructions.checkoutUrl = url;
  if (typeof content === 'string' && content !== '') instructions.qrPayload = content;
  return Object.keys(instructions).length === 0 ? {} : { instructions };
}

/** The payer's device opens it: a web page or a UPI app, nothing that runs in the shop's own page. */
function isForPayers(url: string): boolean {
  return URL.canParse(url) && ['https:', 'http:', 'upi:'].includes(new URL(url).protocol);
}

/** Throws a RangeError where an amount cannot be read. */
export function paymentObservation(payment: Payment, unknown: UnknownValue): OrderObservation {
  const status = lookUp(paymentStatusTable, payment.status, 'payment status', unknown);
  const amount = statedMoney(payment.amount, payment.currency);
  return {
    subject: 'ORDER',
    providerReference: payment.merchantTradeNo,
    status,
    occurredAt: status === 'PAID' ? instantOf(payment.paidTime) : null,
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
    occurredAt: status === 'SUCCEEDED' ? instantOf(refund.refundedTime) : null,
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
    occurredAt: status === 'SUCCEEDED' ? instantOf(payout.paidTime) : null,
    requested: amount,
    amount,
    providerSettlementId: payout.payoutNo,
    ...(hasFee ? { fee: statedMoney(totalFee, currency) } : {}),
    ...(status === 'FAILED' ? { failure: failedBy(payout) } : {}),
  };
}

/** What the payment's word for all its refunds says of the one under way; null: nothing. */
export type RefundVerdict = 'PROCESSING' | 'SUCCEEDED' | 'FAILED' | 'ABSENT' | null;

/**
 * PROCESSING while any is open, else by the sum of those that succeeded (docs/providers/examplepay.md#refunds). So
 * the end of a refund is told only where its success and its failure would read differently: of the first, and of the
 * one that takes all that is left. `now`: epoch milliseconds.
 */
export function refundVerdict(
  refundStatus: string,
  refund: RefundUnderWay,
  now: number,
  unknown: UnknownValue,
): RefundVerdict {
  const { refundable, refundedBefore, amount } = refund;
  const rest = refundable.minor - refundedBefore.minor;
  const isAll = amount.minor === rest;
  const isFirst = refundedBefore.minor === 0n;
  switch (refundStatus) {
    case 'PROCESSING':
      return 'PROCESSING';
    case 'REFUNDED':
      return isAll ? 'SUCCEEDED' : null;
    case 'PARTIAL_REFUNDED':
      if (isAll) return unsuccessful(refund, now);
      return isFirst && amount.minor < rest ? 'SUCCEEDED' : null;
    case 'NONE':
      return isFirst ? unsuccessful(refund, now) : null;
    default:
      unknown('refund status of a payment', refundStatus);
      return null;
  }
}

/** It did not succeed and is not under way: failed where it had been accepted, else perhaps never there. */
function unsuccessful({ status, sentAt }: RefundUnderWay, now: number): RefundVerdict {
  if (status === 'PROCESSING') return 'FAILED';
  if (status !== 'PENDING') return 'ABSENT';
  // Accepted, but not seen under way yet: right after it was sent, the word may be an old one.
  return sentAt !== null && now >= sentAt + visibilityDelayMs ? 'FAILED' : null;
}

/** ISO 8601 with any offset; null without one, for a local time could be anybody's. Epoch milliseconds. */
export function instantOf(text: string | null | undefined): number | null {
  const pattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
  return pattern.test(text ?? '') ? instant(Date.parse(text ?? '')) : null;
}

interface ProviderError {
  errorCode?: string | null | undefined;
  errorInfo?: string | null | undefined;
}

/** `Payment.Common.Rejected` and its like (docs/rules.md#declined-or-rejected). */
const isDecline = (code: string | null | undefined): boolean =>
  code?.endsWith('.Rejected') === true;

function failedBy({ errorCode: code, errorInfo: message }: ProviderError): Failure {
  const details = { code: code ?? null, message: message ?? null };
  return isDecline(code)
    ? failure('DECLINED', 'ExamplePay declined it.', details)
    : failure('OTHER', 'ExamplePay could not do it.', details);
}

export function failureOf({ status, code, message }: Refusal): Failure {
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
 * Two codes that a client may act on; only in a signed answer, which has the status 200
 * (docs/providers/examplepay.md#statuses-and-codes).
 */
export const isDuplicate = ({ status, code }: Refusal): boolean =>
  status === 200 && code === 'Common.DuplicateOrder';
export const isNotFound = ({ status, code }: Refusal): boolean =>
  status === 200 && code === 'Common.OrderNotFound';

/** A string with exactly two decimals (docs/providers/examplepay.md#amounts-and-lengths). */
export const amountText = (amount: Money): string => toDecimal(amount);
