import { InvalidStateError, RefundExceedsRefundableError } from '../errors.ts';
import type { ValidationIssue } from '../errors.ts';
import { failure } from '../evidence.ts';
import { add, compare, sameCurrency, zero } from '../money.ts';
import type { Money, Unit } from '../money.ts';
import type { Failure } from '../observation.ts';
import { orderPhase } from '../order.ts';
import { isOverdrawn, paidAt, remaining } from '../order-money.ts';
import { payoutPhase } from '../payout.ts';
import type { Restored } from '../reconciliation/lost-time.ts';
import { countedIn } from '../request.ts';
import type { RefundedOrder } from '../request.ts';
import type { AbnormalPayment, Order, PaymentAggregate, Refund, WholeOrder } from './aggregate.ts';
import { paymentIn } from './abnormal-payment.ts';

/**
 * What can be refunded of an order in total. Throws InvalidStateError where nothing is paid, and
 * RefundExceedsRefundableError where nothing that is paid can be refunded.
 */
export function assertPaid(order: Order): Money {
  if (order.refundable !== null) return order.refundable;
  // It was paid by money accepted of abnormal payments, which no refund of the order gives back.
  if (order.status === 'PAID')
    throw new RefundExceedsRefundableError(zero(countedIn(order.request)));
  throw new InvalidStateError(
    order.status,
    `This order is ${order.status}: nothing of it is paid.`,
  );
}

/** A refund of an order is in the currency that was paid. The issue's path is one of CreateRefundInput. */
export function currencyIssues(amount: Money, order: Order): ValidationIssue[] {
  const paid = countedIn(order.request);
  if (sameCurrency(amount, paid)) return [];
  return [{ path: ['amount', 'currency'], message: `must be what was paid: ${nameOf(paid)}` }];
}

/** What of the order decides, beside the amount, whether its provider takes a refund. */
export function refundedOrder(order: Order, now: number): RefundedOrder {
  const { evidence, refundable, refunded } = order;
  const known = { paidAt: paidAt(evidence), now };
  if (refundable === null) return known;
  return { ...known, sums: { refundable, refunded: { ...refundable, minor: refunded } } };
}

/**
 * Throws where a refund of this amount may not be made. `concurrent`: whether several refunds may be under way at once.
 */
export function assertRefundable(aggregate: WholeOrder, amount: Money, concurrent: boolean): void {
  const { order } = aggregate;
  const limit = assertPaid(order);
  if (!concurrent) assertNoneUnderWay(aggregate);
  const held = { ...limit, minor: order.refundsHeld };
  if (compare(add(held, amount), limit) > 0) {
    throw new RefundExceedsRefundableError(remaining(limit, held));
  }
}

/** All that can still be refunded of the order. Throws where that is nothing. */
export function allThatIsLeft(aggregate: WholeOrder, concurrent: boolean): Money {
  const { order } = aggregate;
  const limit = assertPaid(order);
  if (!concurrent) assertNoneUnderWay(aggregate);
  const left = remaining(limit, { ...limit, minor: order.refundsHeld });
  if (left.minor === 0n) throw new RefundExceedsRefundableError(left);
  return left;
}

function assertNoneUnderWay({ order, refunds }: WholeOrder): void {
  const underWay = refunds.find(
    ({ abnormalPaymentId, status }) => abnormalPaymentId === null && payoutPhase(status) === 'OPEN',
  );
  if (underWay === undefined) return;
  const message = underWay.needsAttention
    ? `The refund ${underWay.id} of this order needs attention: one at a time.`
    : 'A refund of this order is under way: one at a time.';
  throw new InvalidStateError(order.status, message);
}

export const isPending = ({ status, pending }: AbnormalPayment): boolean =>
  status === 'OPEN' && pending.minor > 0n;

/**
 * The id of the payment's order. Throws where nothing is pending, or where no order is known: the provider cannot be
 * told then where the money belongs.
 */
export function assertPending(payment: AbnormalPayment): string {
  const { status, orderId } = payment;
  if (isPending(payment) && orderId !== null) return orderId;
  throw new InvalidStateError(status, `This abnormal payment is ${status}.`);
}

/**
 * Whether the order may have other refunds, which a restore has lost (docs/rules.md#refunds-that-a-restore-has-lost).
 * The time of the payment is the provider's, because the order itself may have been lost and requested again.
 */
export function mayHaveLostRefunds(
  { lostUntil }: Pick<Restored, 'lostUntil'>,
  order: Order,
  { evidence }: Refund,
): boolean {
  const paidFrom = order.evidence.seen.PAID?.firstAt ?? 0;
  return lostUntil !== null && Math.max(paidFrom, evidence.aloneAt ?? 0) <= lostUntil;
}

/** Why a refund that has waited, or that is to be sent again, must not be sent any more; null where it may be sent. */
export function whyNotToRefund(aggregate: WholeOrder, refund: Refund): Failure | null {
  const { order } = aggregate;
  if (refund.abnormalPaymentId !== null) {
    return whyNotToReturn(paymentIn(aggregate, refund.abnormalPaymentId), refund);
  }
  if (order.refundable === null) return nothingSent(`its order is ${order.status}`);
  return isOverdrawn(order)
    ? nothingSent('what was paid has been given back otherwise meanwhile')
    : null;
}

/** An earlier send of this refund may be the reason why nothing is pending any more. */
function whyNotToReturn(
  { pending, status }: AbnormalPayment,
  { amount, submission }: Refund,
): Failure | null {
  const isEnough = pending.minor >= amount.minor;
  return isEnough || submission.firstSentAt !== null
    ? null
    : nothingSent(`its abnormal payment is ${status}`);
}

const nothingSent = (why: string): Failure => failure('OTHER', `It is not sent: ${why}.`);

/** Throws where the payment may not be resolved, or not in this way. */
export function assertResolvable(
  aggregate: WholeOrder | PaymentAggregate,
  payment: AbnormalPayment,
  kind: 'ACCEPT' | 'DISMISS',
): void {
  const { status, pending } = payment;
  if (status !== 'OPEN') {
    throw new InvalidStateError(status, `This abnormal payment is ${status}.`);
  }
  if (kind === 'DISMISS') return;
  if (aggregate.kind !== 'ORDER') {
    throw new InvalidStateError(status, 'This abnormal payment belongs to no order that is known.');
  }
  const { order } = aggregate;
  if (countsTowards(order, pending)) return;
  const paid = countedIn(order.request);
  const message = sameCurrency(pending, paid)
    ? `Its order is ${order.status} for good.`
    : `Its order counts in ${nameOf(paid)}, and this is ${nameOf(pending)}: give it back or dismiss it.`;
  throw new InvalidStateError(order.status, message);
}

/**
 * Only money in the order's currency counts, because different currencies do not add up, and only until the order is
 * FINAL.
 */
export function countsTowards(order: Order, amount: Money): boolean {
  const isFinal = orderPhase(order.status, order.evidence) === 'FINAL';
  return !isFinal && sameCurrency(amount, countedIn(order.request));
}

function nameOf({ currency, network }: Unit): string {
  return network === null ? currency : `${currency} on ${network}`;
}
