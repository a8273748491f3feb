import { failure } from '../../domain/evidence.ts';
import { findCurrency, money, shortestDecimal } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import { instant } from '../../domain/observation.ts';
import type {
  Failure,
  OrderObservation,
  ReportedOrderStatus,
  ReportedPayoutStatus,
  SettlementObservation,
} from '../../domain/observation.ts';
import type { PaymentMethod } from '../../domain/request.ts';
import type { AccountBalance, OrderToSend, SettlementToSend } from '../provider.ts';
import type { Body, Refusal } from './client.ts';
import { channelOf, codeOf, fieldsFor } from './checks.ts';
import { fieldValues, orderSources, payoutSources } from './fields.ts';
import type { Region } from './regions.ts';
import type { Balance, Created, Queried } from './replies.ts';

/*
 * Collections and disbursements are queried by our `tradeNo`. Callbacks, and a success in the answer to a create, are
 * only reasons to query. Nothing can be canceled, refunded or listed.
 */

/**
 * Compared as text: leading zeros matter (docs/providers/vexora.md#statuses). `0029` is how sibling pages write
 * 00029.
 */
type Status = '0000' | '0001' | '0015' | '00029' | '0029';

export const orderStatusTable = {
  '0000': 'PAID',
  '0001': 'PARTIALLY_PAID',
  '0015': 'AWAITING_PAYMENT',
  // Declined, and unpaid until it expired (docs/rules.md#failed-or-expired).
  '00029': 'FAILED',
  '0029': 'FAILED',
} as const satisfies Record<Status, ReportedOrderStatus>;

/** Only collections have a status for a part payment. */
export const settlementStatusTable = {
  '0000': 'SUCCEEDED',
  '0015': 'PROCESSING',
  '00029': 'FAILED',
  '0029': 'FAILED',
} as const satisfies Record<Exclude<Status, '0001'>, ReportedPayoutStatus>;

/** Called with a value that is in no table. It proves nothing and is logged. */
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

/** Throws a RangeError for an order that `checkOrder` refuses. */
export function orderBody(order: OrderToSend, region: Region): Body {
  const { method } = order;
  const { parameters, code } = channelOf(region, method);
  return {
    tradeNo: order.providerReference,
    amount: shortestDecimal(order.amount),
    ...parameters,
    ...(code === null ? {} : { [code.field]: codeOf(method) }),
    notifyUrl: order.notifyUrl,
    ...fieldValues(fieldsFor(region, method.type), orderSources, order),
  };
}

export function settlementBody(settlement: SettlementToSend, { payout, name }: Region): Body {
  if (payout === null) throw new RangeError(`no disbursements in ${name}`);
  return {
    tradeNo: settlement.providerReference,
    amount: shortestDecimal(settlement.amount),
    notifyUrl: settlement.notifyUrl,
    ...fieldValues(payout.fields, payoutSources, settlement),
  };
}

/**
 * The answer to a checkout is unsigned and comes before anybody could have paid. A success in it is believed only once
 * a query reports the same.
 */
export function createdOrderObservation(
  created: Created,
  order: { amount: Money; method: PaymentMethod },
  sentAt: number,
  region: Region,
  unknown: UnknownValue,
): OrderObservation {
  const status = lookUp(orderStatusTable, created.status, 'order status', unknown);
  const observation: OrderObservation = {
    subject: 'ORDER',
    providerReference: created.tradeNo,
    status: status === 'PAID' || status === 'PARTIALLY_PAID' ? null : status,
    occurredAt: null,
    ...idOf(created, 'providerOrderId'),
  };
  if (status === 'FAILED') return { ...observation, ...declined(created) };
  const checkoutUrl = [created.paymentLink, created.paymentUrl].find(isWebPage);
  return {
    ...observation,
    payable: order.amount,
    expiresAt: sentAt + channelOf(region, order.method).lifetime * 1000,
    ...(checkoutUrl === undefined ? {} : { instructions: { checkoutUrl } }),
  };
}

/** Throws a RangeError for an amount that the currency does not have. */
export function orderObservation(
  queried: Queried,
  region: Region,
  unknown: UnknownValue,
): OrderObservation {
  const status = lookUp(orderStatusTable, queried.status, 'order status', unknown);
  const observation: OrderObservation = {
    subject: 'ORDER',
    providerReference: queried.tradeNo,
    status,
    occurredAt: null,
    ...idOf(queried, 'providerOrderId'),
  };
  switch (status) {
    case 'PAID':
    case 'PARTIALLY_PAID':
      return {
        ...observation,
        occurredAt: localTime(queried.successTime, region),
        // The amount received (docs/providers/vexora.md#queries). After a part payment Vexora takes no more
        // (docs/rules.md#done-with-a-part-paid).
        ...received(queried, region),
        ...(status === 'PARTIALLY_PAID' ? { isFinal: true } : {}),
      };
    case 'FAILED':
      return { ...observation, ...requested(queried, region), ...declined(queried) };
    case 'AWAITING_PAYMENT': {
      const payable = amountOf(queried, region);
      return payable === null ? observation : { ...observation, requested: payable, payable };
    }
    case null:
      return observation;
  }
}

/** As for orders, a success counts once a query reports it. */
export function createdSettlementObservation(
  created: Created,
  unknown: UnknownValue,
): SettlementObservation {
  const status = lookUp(settlementStatusTable, created.status, 'disbursement status', unknown);
  return {
    subject: 'SETTLEMENT',
    providerReference: created.tradeNo,
    status: status === 'SUCCEEDED' ? null : status,
    occurredAt: null,
    ...idOf(created, 'providerSettlementId'),
    ...(status === 'FAILED' ? { failure: declined(created).failure } : {}),
  };
}

export function settlementObservation(
  queried: Queried,
  region: Region,
  unknown: UnknownValue,
): SettlementObservation {
  const status = lookUp(settlementStatusTable, queried.status, 'disbursement status', unknown);
  const amount = amountOf(queried, region);
  return {
    subject: 'SETTLEMENT',
    providerReference: queried.tradeNo,
    status,
    // A failed one may carry a time of success too (docs/providers/vexora.md#queries).
    occurredAt: status === 'SUCCEEDED' ? localTime(queried.successTime, region) : null,
    ...idOf(queried, 'providerSettlementId'),
    ...(amount === null ? {} : { amount }),
    ...(status === 'FAILED' ? { failure: declined(queried).failure } : {}),
  };
}

/** Fees leave fractions of the smallest unit in a balance. They are cut off, so that the balance is never too high. */
export function accountBalance(balance: Balance, { currency }: Region): AccountBalance {
  const places = findCurrency(currency)?.decimals ?? 0;
  const cut = (amount: string): Money => {
    const [whole = '0', fraction = ''] = amount.split('.');
    const decimals = fraction.slice(0, places);
    return money(decimals === '' ? whole : `${whole}.${decimals}`, currency);
  };
  const { availableAmount, freezeAmount, unsettledAmount } = balance;
  return {
    available: cut(availableAmount),
    frozen: typeof freezeAmount === 'string' ? cut(freezeAmount) : null,
    unsettled: typeof unsettledAmount === 'string' ? cut(unsettledAmount) : null,
  };
}

export function refusalOf({ code, message }: Refusal): Failure {
  return failure('REJECTED', 'Vexora refused the request.', { code, message });
}

/**
 * One status for both: declined (docs/rules.md#declined-or-rejected) or expired (docs/rules.md#failed-or-expired).
 */
function declined({ status: code, ...texts }: Pick<Created, 'status' | 'desc' | 'message'>): {
  failedOrExpired: true;
  failure: Failure;
} {
  const message = texts.message ?? texts.desc ?? null;
  const text = 'Vexora declined the payment, or it was not made in time.';
  return { failedOrExpired: true, failure: failure('DECLINED', text, { code, message }) };
}

function amountOf({ amount }: Queried, { currency }: Region): Money | null {
  return typeof amount === 'string' ? money(amount, currency) : null;
}

/** Until something is paid, the amount is the ordered one (docs/providers/vexora.md#queries). */
function requested(queried: Queried, region: Region): { requested?: Money } {
  const amount = amountOf(queried, region);
  return amount === null ? {} : { requested: amount };
}

function received(queried: Queried, region: Region): { paid?: Money } {
  const paid = amountOf(queried, region);
  return paid === null ? {} : { paid };
}

/** Reads the region's `yyyy-MM-dd HH:mm:ss` into epoch milliseconds. Null for anything else. */
export function localTime(text: string | null | undefined, { utcOffset }: Region): number | null {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text ?? '')) return null;
  return instant(Date.parse(`${String(text).replace(' ', 'T')}Z`) - utcOffset * 3_600_000);
}

function idOf<Name extends string>(
  { platFormTradeNo: id }: { platFormTradeNo?: string | null | undefined },
  name: Name,
): { [name in Name]?: string } {
  return (typeof id === 'string' && id !== '' ? { [name]: id } : {}) as { [name in Name]?: string };
}

/** The payer's browser opens it, so it must be a web page. */
function isWebPage(url: string | null | undefined): url is string {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  return ['https:', 'http:'].includes(new URL(url).protocol);
}
