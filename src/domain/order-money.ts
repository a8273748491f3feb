import { decidedStatus } from './attention/decision.ts';
import { sentCapture } from './capture/authorization.ts';
import { chargedBack } from './chargebacks/chargeback.ts';
import { attend } from './evidence.ts';
import {
  add,
  least,
  minorIn,
  sameCurrency,
  sameMoney,
  subtract,
  toDecimal,
  zero,
} from './money.ts';
import type { Money, Unit } from './money.ts';
import type { OrderObservation } from './observation.ts';
import { reportedStatus } from './order.ts';
import type { OrderEvidence, OrderStatus } from './order.ts';
import { countedIn } from './request.ts';
import type { OrderRequest } from './request.ts';

/**
 * What counts towards the order: what the provider has received for it, and what a person has accepted
 * (docs/rules.md#money-that-counts-towards-an-order).
 */
export function paidSoFar(evidence: OrderEvidence, status: OrderStatus): Money | null {
  const accepted = evidence.accepted.map(({ amount }) => amount);
  return accepted.reduce(together, received(evidence, atProvider(evidence, status)));
}

/** The order's status without accepted money. Whether it failed or expired makes no difference to money. */
function atProvider(evidence: OrderEvidence, status: OrderStatus): OrderStatus | null {
  if (evidence.accepted.length === 0) return status;
  const reported = reportedStatus(evidence, null);
  if (reported !== null) return reported;
  // Late or partial money is the money that a person meant, as the provider knows it. Added, it would count twice.
  const isInstead = evidence.accepted.some(({ mayBeDecided }) => mayBeDecided);
  return isInstead ? null : decidedStatus(evidence, 'PAID');
}

/**
 * If the provider states no amount with PAID, it is what was sent to be captured, or else the amount that was due, or
 * else what a person decided.
 */
function received(evidence: OrderEvidence, status: OrderStatus | null): Money | null {
  if (status === 'PAID' || status === 'REVERSED') {
    const { paid, payable, decision } = evidence;
    return paid ?? sentCapture(evidence) ?? payable ?? decision?.amount ?? null;
  }
  return status === 'PARTIALLY_PAID' || status === 'PROCESSING' ? evidence.paid : null;
}

/**
 * Only money in the order's currency is accepted. If the provider names another currency later, the provider's stands.
 */
function together(total: Money | null, accepted: Money): Money {
  if (total === null) return accepted;
  return sameCurrency(total, accepted) ? add(total, accepted) : total;
}

/**
 * When the money came in: according to the provider, or else when we first recorded it. For an order paid by accepted
 * money or by a decision alone, when that was accepted or decided. Epoch milliseconds.
 */
export function paidAt({ seen, accepted, decision }: OrderEvidence): number | null {
  if (seen.PAID !== undefined) return seen.PAID.firstAt ?? seen.PAID.recordedAt;
  const times = accepted.map(({ at }) => at);
  if (decision?.kind === 'HAPPENED') times.push(decision.at);
  return times.length === 0 ? null : Math.min(...times);
}

/**
 * What refunds may take in total: what the provider gives back, less what charge-backs take, never below zero
 * (docs/rules.md#what-is-refundable).
 */
export function refundableLimit(evidence: OrderEvidence, status: OrderStatus): Money | null {
  const limit = limitAtProvider(evidence, status);
  if (limit === null || evidence.chargebacks.length === 0) return limit;
  return remaining(limit, chargedBack(evidence.chargebacks, limit));
}

/**
 * What the provider has received, but no more than it gives back. A refund of the order gives back nothing of what was
 * accepted from abnormal payments.
 */
function limitAtProvider(evidence: OrderEvidence, status: OrderStatus): Money | null {
  if (atProvider(evidence, status) !== 'PAID') return null;
  const paid = received(evidence, 'PAID');
  const limit = evidence.refundableLimit;
  if (paid === null || limit === null) return paid;
  return sameCurrency(paid, limit) ? least(paid, limit) : null;
}

/**
 * The stored refundable minor units as money. Money in another currency, which earlier versions let in, is not given
 * back.
 */
export function countedAsRefundable(
  minor: bigint,
  evidence: OrderEvidence,
  request: Pick<OrderRequest, 'amount' | 'method'>,
): Money | null {
  const counted = minorIn(minor, countedIn(request));
  const paid = paidSoFar(evidence, 'PAID');
  return paid === null || sameCurrency(paid, counted) ? counted : null;
}

interface Refunded {
  evidence: OrderEvidence;
  status: OrderStatus;
  refundable: Money | null;
  refundsHeld: bigint;
}

/**
 * Whether refunds and charge-backs have taken, or are to take, more than was paid. Refunds made elsewhere are not
 * refused, and no charge-back is.
 */
export const isOverdrawn = (order: Refunded): boolean => overdraft(order) > 0n;

/**
 * How much more than was paid refunds and charge-backs have taken, or are to take. Minor units; negative where they may
 * take more.
 */
export function overdraft(order: Refunded): bigint {
  const { evidence, status, refundable, refundsHeld } = order;
  const counted = paidSoFar(evidence, status);
  const paid = status === 'REVERSED' ? null : counted;
  if (counted === null || evidence.chargebacks.length === 0) {
    return refundsHeld - ((refundable ?? paid)?.minor ?? 0n);
  }
  const taken = chargedBack(evidence.chargebacks, counted).minor;
  // All of it was taken back: charge-backs are a part of that, or more.
  if (paid === null) return refundsHeld + (taken > counted.minor ? taken - counted.minor : 0n);
  const limit = limitAtProvider(evidence, status) ?? paid;
  const [beyondLimit, beyondPaid] = [refundsHeld - limit.minor, refundsHeld + taken - paid.minor];
  return beyondPaid > beyondLimit ? beyondPaid : beyondLimit;
}

/** `limit` less `held`, never below zero. */
export function remaining(limit: Money, held: Money): Money {
  const rest = subtract(limit, held);
  return rest.minor < 0n ? zero(limit) : rest;
}

/** What was requested from the payer, in the money that is paid; null while the provider has not reported it. */
export function requestedFrom({
  evidence,
  request,
}: {
  evidence: OrderEvidence;
  request: Pick<OrderRequest, 'amount' | 'method'>;
}): Money | null {
  const price = request.amount;
  return evidence.payable ?? (sameCurrency(price, countedIn(request)) ? price : null);
}

/** What may be captured; null where nothing waits for that. */
export function authorizedOf(order: AuthorizedOrder): Money | null {
  const { status, evidence } = order;
  if (status !== 'AUTHORIZED') return null;
  return evidence.authorization?.amount ?? requestedFrom(order) ?? order.request.amount;
}

interface AuthorizedOrder {
  status: OrderStatus;
  evidence: OrderEvidence;
  request: Pick<OrderRequest, 'amount' | 'method'>;
}

/** The currency and network in which the order's money is counted. */
type Counted = Unit;

/**
 * Whether a message names money that is not the order's, so that nothing in it counts: another price, another currency,
 * another payable amount than before, or PAID or AUTHORIZED with less than that. More than the payable amount can come
 * in, as a surplus or by fees that the payer bears and that may become known only with the payment. `price`: of the
 * order. `mayBePart`: less than what is due may be captured (docs/rules.md#other-money).
 */
export function namesOtherMoney(
  observation: OrderObservation,
  price: Money,
  counted: Counted,
  known: Pick<OrderEvidence, 'payable'> & { mayBePart?: boolean },
): boolean {
  const { status, requested, payable, paid, authorized, refundableLimit } = observation;
  const { fees = [], chargebacks = [] } = observation;
  if (requested !== undefined && !sameMoney(requested, price)) return true;
  const more = [...fees, ...chargebacks].map(({ amount }) => amount);
  const named = [payable, paid, authorized, refundableLimit, ...more];
  if (named.some((amount) => amount !== undefined && !sameCurrency(amount, counted))) return true;
  if (chargebacks.some(({ amount }) => amount.minor <= 0n)) return true;
  const minimum = sameCurrency(price, counted) ? price.minor : 1n;
  // A message that repeats the price in the currency that is paid has computed the payable amount anew.
  const isPriced = requested !== undefined && sameCurrency(requested, counted);
  const fixed = isPriced ? (payable ?? known.payable) : (known.payable ?? payable);
  const due = fixed?.minor ?? minimum;
  if (payable !== undefined && (payable.minor !== due || payable.minor < minimum)) return true;
  if (authorized !== undefined && authorized.minor < due) return true;
  if (paid === undefined) return false;
  if (status === 'PAID' && !known.mayBePart) return paid.minor < due;
  return (status === 'PAID' || status === 'PARTIALLY_PAID') && paid.minor <= 0n;
}

/**
 * Removes money in another currency than the order's, which earlier versions let in, and the report that it was paid
 * with that: neither was ever true of this order.
 */
export function withoutOtherMoney(evidence: OrderEvidence, counted: Counted): OrderEvidence {
  const { payable, paid, refundableLimit, fees, seen } = evidence;
  const isOther = (amount: Money | null): boolean =>
    amount !== null && !sameCurrency(amount, counted);
  const ours = (amount: Money | null): Money | null => (isOther(amount) ? null : amount);
  const named = [payable, paid, refundableLimit, ...fees.map(({ amount }) => amount)];
  if (!named.some(isOther)) return evidence;
  const { PAID: _paid, ...seenBeside } = seen;
  return {
    ...evidence,
    seen: isOther(paid) ? seenBeside : seen,
    payable: ours(payable),
    paid: ours(paid),
    refundableLimit: ours(refundableLimit),
    fees: fees.filter(({ amount }) => !isOther(amount)),
    attention: attend(evidence.attention, 'OTHER_AMOUNT'),
  };
}

/**
 * Digits that sort as amounts do, whatever their currencies: how many digits are before the point, those digits, and
 * those after it without zeros at the end. For amounts that are not negative.
 */
export function rankOfDecimal(decimal: string): string {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  return `${String(whole.length).padStart(2, '0')}${whole}${fraction.replace(/0+$/, '')}`;
}

export const amountRank = (amount: Money): string => rankOfDecimal(toDecimal(amount));
