import { failure } from '../../domain/evidence.ts';
import {
  sameCurrency,
  sameMoney,
  shortestDecimal,
  subtract,
  toDecimal,
} from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import { instant } from '../../domain/observation.ts';
import type {
  Failure,
  Fee,
  OrderObservation,
  ReportedOrderStatus,
  PaymentInstructions,
  ReportedPayoutStatus,
  RefundObservation,
} from '../../domain/observation.ts';
import type { Customer } from '../../domain/request.ts';
import type { Refusal } from '../kit/answer.ts';
import { fullName } from '../kit/checks.ts';
import { isForPayers, localTime, lookUp, statedAmount } from '../kit/observing.ts';
import type { UnknownValue } from '../kit/observing.ts';
import { NotSent } from '../provider.ts';
import type { OrderHandle, OrderToSend, RefundHandle, RefundToSend } from '../provider.ts';
import { readBrCode } from './br-code.ts';
import { documentTypeOf } from './checks.ts';
import type { Body } from './client.ts';
import type { NexapayConfig } from './config.ts';
import type { CashierOrder, CreatedPayment, Payment, Refund } from './replies.ts';

/*
 * Orders are queried by our `orderId`, refunds by our `refundRequestId`. A payment's notification counts only once that
 * query has confirmed it. Nothing can be canceled, paid out or listed.
 */

/**
 * T occurs in notifications only: in an answer it is an unknown status (docs/providers/nexapay.md#statuses).
 */
type PayStatus = 'P' | 'S' | 'F';
type RefundStatus = 'P' | 'S' | 'F';

export const payStatusTable = {
  P: 'AWAITING_PAYMENT',
  S: 'PAID',
  F: 'FAILED',
} as const satisfies Record<PayStatus, ReportedOrderStatus>;

/**
 * The statuses of a notification. None counts before the query has confirmed it
 * (docs/providers/nexapay.md#notifications).
 */
export const notifiedStatuses: readonly string[] = ['T', ...Object.keys(payStatusTable)];

export const refundStatusTable = {
  P: 'PROCESSING',
  S: 'SUCCEEDED',
  F: 'FAILED',
} as const satisfies Record<RefundStatus, ReportedPayoutStatus>;

/** The lifetime of a hosted order in seconds. No answer states it (docs/providers/nexapay.md#orders). */
export const cashierLifetime = 1_800;

export function orderBody(order: OrderToSend, config: NexapayConfig): Body {
  const { amount, customer, providerReference, notifyUrl, returnUrl } = order;
  const title = order.description ?? order.reference;
  const body: Body = {
    amount: shortestDecimal(amount),
    currency: amount.currency,
    ...merchantOf(config),
    payer: payerOf(customer),
    orderId: providerReference,
    // The same in every attempt, so that NexaPay recognises a repetition (docs/providers/nexapay.md#repetition).
    requestId: providerReference,
    orderName: title,
    goodsName: title,
    notifyUrl,
  };
  return isHosted(order)
    ? { ...body, callbackUrl: returnUrl }
    : { ...body, payCurrent: amount.currency };
}

export function isHosted({ method }: Pick<OrderToSend, 'method'>): boolean {
  return method.type === 'PIX' && method.presentation === 'HOSTED_PAGE';
}

/** Throws `NotSent` for a payer that `checkOrder` refuses. */
function payerOf(customer: Customer): Body {
  const { email, phone, document } = customer;
  const type = documentTypeOf(document);
  if (email === null || phone === null || document === null || type === null) {
    throw new NotSent('an incomplete payer');
  }
  const name = fullName(customer);
  return { type: type === 'CPF' ? 1 : 2, name, email, phoneNumber: phone, document };
}

export function queryBody({ providerReference, providerOrderId }: OrderHandle): Body {
  return { orderId: providerReference, txId: providerOrderId ?? undefined };
}

export function refundBody(refund: RefundToSend, config: NexapayConfig): Body {
  const { amount, reason, providerReference, order, notifyUrl } = refund;
  return {
    ...merchantOf(config),
    ...queryBody(order),
    refundRequestId: providerReference,
    refundAmount: toDecimal(amount),
    refundCurrency: amount.currency,
    // Required (docs/providers/nexapay.md#refunds), and the same in every attempt.
    reason: reason ?? `Refund ${providerReference}`,
    notifyUrl,
  };
}

export function refundQueryBody({ providerReference, providerRefundId }: RefundHandle): Body {
  return { refundRequestId: providerReference, refundTxId: providerRefundId ?? undefined };
}

function merchantOf({ merchantId, subMerchantId }: NexapayConfig): Body {
  return { merchantId, subMerchantId };
}

/** Throws a RangeError if an amount or the QR code cannot be believed. */
export function createdObservation(
  created: CreatedPayment,
  requested: Money,
  unknown: UnknownValue,
): OrderObservation {
  const observation = paymentObservation(created, unknown);
  const currency = created.currency ?? requested.currency;
  if (currency !== requested.currency) {
    return { ...observation, requested: statedAmount(toDecimal(requested), currency) };
  }
  const { payLoad } = created;
  if (!payLoad) {
    if (observation.status !== 'AWAITING_PAYMENT') return observation;
    throw new RangeError('no QR code');
  }
  const expiresAt = instant(payLoad.createDate + payLoad.expire * 1000);
  const payable = statedAmount(created.payAmount, created.payCurrency);
  // An answer in another currency counts for nothing, and neither does its QR code.
  if (payable.currency !== 'BRL') return observation;
  const instructions: PaymentInstructions = {
    qrPayload: checkedQrCode(payLoad.qrCode, payable),
  };
  if (expiresAt === null) return { ...observation, instructions };
  return { ...observation, expiresAt, instructions: { ...instructions, qrExpiresAt: expiresAt } };
}

/** The code must carry the payable amount: the payer pays what the code says. */
function checkedQrCode(qrCode: string, payable: Money): string {
  const { amount } = readBrCode(qrCode);
  if (amount === null || !sameMoney(statedAmount(amount, 'BRL'), payable)) {
    throw new RangeError('a QR code for another amount');
  }
  return qrCode;
}

/** For a hosted order. Only the query states the amount to pay. `sentAt`: epoch milliseconds. */
export function cashierObservation(order: CashierOrder, sentAt: number): OrderObservation {
  const { orderId: providerReference, txId: providerOrderId, cashierPayUrl: checkoutUrl } = order;
  if (!isForPayers(checkoutUrl)) throw new RangeError('a cashier that is no web page');
  return {
    subject: 'ORDER',
    providerReference,
    providerOrderId,
    status: 'AWAITING_PAYMENT',
    occurredAt: null,
    instructions: { checkoutUrl },
    expiresAt: sentAt + cashierLifetime * 1000,
  };
}

/** Throws a RangeError if an amount cannot be read. */
export function paymentObservation(payment: Payment, unknown: UnknownValue): OrderObservation {
  const status = lookUp(payStatusTable, payment.payStatus, 'payment status', unknown);
  const payable = statedAmount(payment.payAmount, payment.payCurrency);
  const observation: OrderObservation = {
    subject: 'ORDER',
    providerReference: payment.orderId,
    providerOrderId: payment.txId,
    status,
    occurredAt: null,
    payable,
    ...feesOf(payment, payable),
  };
  switch (status) {
    case 'PAID':
      return { ...observation, paid: payable, occurredAt: providerTime(payment.payTime) };
    case 'FAILED': {
      const message = 'The payment was refused, or was not made in time.';
      const declined = failure('DECLINED', message, { code: payment.payStatus });
      return { ...observation, failedOrExpired: true, failure: declined };
    }
    default:
      return observation;
  }
}

/**
 * The payer pays the requested amount and the fees (docs/providers/nexapay.md#orders). Fees are not refundable. Nothing
 * follows from an answer without fees.
 */
function feesOf(
  { chargeFees }: Payment,
  payable: Money,
): Pick<OrderObservation, 'requested' | 'fees' | 'refundableLimit'> {
  if (!chargeFees) return {};
  const fees: Fee[] = chargeFees.map(({ feeType, feeAmount, feeCurrency }) => ({
    type: feeType,
    amount: statedAmount(feeAmount, feeCurrency),
  }));
  if (fees.some(({ amount }) => !sameCurrency(amount, payable))) return { fees };
  const requested = fees.reduce((rest, { amount }) => subtract(rest, amount), payable);
  return { fees, requested, refundableLimit: requested };
}

export function refundObservation(refund: Refund, unknown: UnknownValue): RefundObservation {
  const status = lookUp(refundStatusTable, refund.refundStatus, 'refund status', unknown);
  const { refundRequestId, refundTxId, orderId } = refund;
  return {
    subject: 'REFUND',
    providerReference: refundRequestId,
    status,
    occurredAt: providerTime(refund.refundTime),
    amount: statedAmount(refund.refundAmount, refund.refundCurrency),
    ...(orderId ? { orderProviderReference: orderId } : {}),
    ...(refundTxId ? { providerRefundId: refundTxId } : {}),
    ...(status === 'FAILED' ? { failure: failure('OTHER', 'The provider could not refund.') } : {}),
  };
}

/** Only the meaning of the code "0" is known. Any other code is a refusal and nothing more. */
export function failureOf({ code, message }: Pick<Refusal, 'code' | 'message'>): Failure {
  return failure('REJECTED', 'NexaPay refused the request.', { code, message });
}

/** Any other refusal of a query says nothing about its subject (docs/providers/nexapay.md#queries). */
export function isNotFound({ code, message }: Refusal): boolean {
  return code === '1011' || /not (?:found|exist)|不存在|未找到/i.test(message ?? '');
}

/** Times have no zone: UTC+8 (docs/providers/nexapay.md#amounts-and-times). */
export const providerTime = (text: string | null | undefined): number | null => localTime(text, 8);
