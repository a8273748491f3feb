import { failure } from '../../domain/evidence.ts';
import { findCurrency, money, shortestDecimal } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import type {
  Failure,
  OrderObservation,
  ReportedOrderStatus,
  ReportedPayoutStatus,
  SettlementObservation,
} from '../../domain/observation.ts';
import type { PaymentMethod } from '../../domain/request.ts';
import type { Refusal } from '../kit/answer.ts';
import { defined, isForPayers, localTime as timeEast, lookUp } from '../kit/observing.ts';
import type { UnknownValue } from '../kit/observing.ts';
import type { AccountBalance, OrderToSend, SettlementToSend } from '../provider.ts';
import type { Body } from './client.ts';
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
    ...defined({ providerOrderId: created.platFormTradeNo || null }),
  };
  if (status === 'FAILED') return { ...observation, ...declined(created) };
  const checkoutUrl = [created.paymentLink, created.paymentUrl].find((url) => isForPayers(url));
  return {
    ...observation,
    payable: order.amount,
    expiresAt: sentAt + channelOf(region, order.method).lifetime * 1000,
    ...(isForPayers(checkoutUrl) ? { instructions: { checkoutUrl } } : {}),
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
    ...defined({ providerOrderId: queried.platFormTradeNo || null }),
  };
  switch (status) {
    case 'PAID':
    case 'PARTIALLY_PAID':
      return {
        ...observation,
        occurredAt: localTime(queried.successTime, region),
        // The amount received (docs/providers/vexora.md#queries). After a part payment Vexora takes no more
        // (docs/rules.md#done-with-a-part-paid).
        ...defined({ paid: amountOf(queried, region) }),
        ...(status === 'PARTIALLY_PAID' ? { isFinal: true } : {}),
      };
    case 'FAILED':
      return {
        ...observation,
        ...defined({ requested: amountOf(queried, region) }),
        ...declined(queried),
      };
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
    ...defined({ providerSettlementId: created.platFormTradeNo || null }),
    ...(status === 'FAILED' ? { failure: declined(created).failure } : {}),
  };
}

export function settlementObservation(
  queried: Queried,
  region: Region,
  unknown: UnknownValue,
): SettlementObservation {
  const status = lookUp(settlementStatusTable, queried.status, 'disbursement status', unknown);
  return {
    subject: 'SETTLEMENT',
    providerReference: queried.tradeNo,
    status,
    // A failed one may carry a time of success too (docs/providers/vexora.md#queries).
    occurredAt: status === 'SUCCEEDED' ? localTime(queried.successTime, region) : null,
    ...defined({ providerSettlementId: queried.platFormTradeNo || null }),
    ...defined({ amount: amountOf(queried, region) }),
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

export function refusalOf({ code, message }: Pick<Refusal, 'code' | 'message'>): Failure {
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

/** `successTime` has no zone: it is that of the region. */
export const localTime = (text: string | null | undefined, { utcOffset }: Region): number | null =>
  timeEast(text, utcOffset);

/** Until something is paid, the amount is the ordered one (docs/providers/vexora.md#queries). */
function amountOf({ amount }: Queried, { currency }: Region): Money | null {
  return typeof amount === 'string' ? money(amount, currency) : null;
}
