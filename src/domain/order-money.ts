import { attend } from './evidence.ts';
import { add, least, sameCurrency, sameMoney, subtract, zero } from './money.ts';
import type { Money } from './money.ts';
import type { OrderObservation } from './observation.ts';
import { reportedStatus } from './order.ts';
import type { OrderEvidence, OrderStatus } from './order.ts';
import { countedIn } from './request.ts';
import type { OrderRequest } from './request.ts';

/** What counts towards the order: what the provider has received for it, and what was accepted by hand. */
export function paidSoFar(evidence: OrderEvidence, status: OrderStatus): Money | null {
  const accepted = evidence.accepted.map(({ amount }) => amount);
  return accepted.reduce(together, received(evidence, atProvider(evidence, status)));
}

/** The status that the order has without what was accepted by hand; failed or expired is the same to money. */
function atProvider(evidence: OrderEvidence, status: OrderStatus): OrderStatus | null {
  return evidence.accepted.length === 0 ? status : reportedStatus(evidence, null);
}

/** Of a provider that states no amount with PAID, what was due. */
function received(evidence: OrderEvidence, status: OrderStatus | null): Money | null {
  if (status === 'PAID' || status === 'REVERSED') return evidence.paid ?? evidence.payable;
  return status === 'PARTIALLY_PAID' || status === 'PROCESSING' ? evidence.paid : null;
}

/** Only what the order counts in is accepted; should the provider name another currency later, that stands. */
function together(total: Money | null, accepted: Money): Money {
  if (total === null) return accepted;
  return sameCurrency(total, accepted) ? add(total, accepted) : total;
}

/**
 * When the money came in: as the provider says, or else when we first recorded it; of an order that is paid by
 * what was accepted alone, when that was. Epoch milliseconds.
 */
export function paidAt({ seen, accepted }: OrderEvidence): number | null {
  if (seen.PAID !== undefined) return seen.PAID.firstAt ?? seen.PAID.recordedAt;
  return accepted.length === 0 ? null : Math.min(...accepted.map(({ at }) => at));
}

/**
 * What refunds may take in all: what the provider has received, but no more than it gives back. Of what was accepted
 * from abnormal payments it gives nothing back by a refund of the order.
 */
export function refundableLimit(evidence: OrderEvidence, status: OrderStatus): Money | null {
  if (atProvider(evidence, status) !== 'PAID') return null;
  const paid = received(evidence, 'PAID');
  const limit = evidence.refundableLimit;
  if (paid === null || limit === null) return paid;
  return sameCurrency(paid, limit) ? least(paid, limit) : null;
}

/** Minor units that are stored as refundable. What earlier versions let in of another currency is not given back. */
export function countedAsRefundable(
  minor: bigint,
  evidence: OrderEvidence,
  request: Pick<OrderRequest, 'amount' | 'method'>,
): Money | null {
  const { currency, network } = countedIn(request);
  const counted = { minor, currency, network };
  const paid = paidSoFar(evidence, 'PAID');
  return paid === null || sameCurrency(paid, counted) ? counted : null;
}

/** Whether refunds have taken, or are to take, more than what there is: what happened without us is not refused. */
export function isOverdrawn(order: {
  evidence: OrderEvidence;
  status: OrderStatus;
  refundable: Money | null;
  refundsHeld: bigint;
}): boolean {
  const { evidence, status, refundable, refundsHeld } = order;
  const paid = status === 'REVERSED' ? null : paidSoFar(evidence, status);
  const limit = refundable ?? paid;
  return refundsHeld > (limit?.minor ?? 0n);
}

/** `limit` less what is held, never below zero. */
export function remaining(limit: Money, held: Money): Money {
  const rest = subtract(limit, held);
  return rest.minor < 0n ? zero(limit) : rest;
}

/** What the money of an order is counted in. */
type Counted = Pick<Money, 'currency' | 'network'>;

/**
 * Whether a message names money that the order is not about, so that nothing in it counts: another price, another
 * currency, another amount to pay than was named before, or PAID with less than that. More than is due can come in, as
 * a surplus or by fees that the payer bears, which can become known only with the payment. `price`: of the order.
 */
export function namesOtherMoney(
  { status, requested, payable, paid, refundableLimit, fees = [] }: OrderObservation,
  price: Money,
  counted: Counted,
  known: Pick<OrderEvidence, 'payable'>,
): boolean {
  if (requested !== undefined && !sameMoney(requested, price)) return true;
  const named = [payable, paid, refundableLimit, ...fees.map(({ amount }) => amount)];
  if (named.some((amount) => amount !== undefined && !sameCurrency(amount, counted))) return true;
  const minimum = sameCurrency(price, counted) ? price.minor : 1n;
  // Who repeats the price in the money that is paid has worked out anew what comes on top of it.
  const isPriced = requested !== undefined && sameCurrency(requested, counted);
  const fixed = isPriced ? (payable ?? known.payable) : (known.payable ?? payable);
  const due = fixed?.minor ?? minimum;
  if (payable !== undefined && (payable.minor !== due || payable.minor < minimum)) return true;
  if (paid === undefined) return false;
  return status === 'PAID' ? paid.minor < due : status === 'PARTIALLY_PAID' && paid.minor === 0n;
}

/**
 * Without money in another currency than the order counts in, which earlier versions let in, and without the report
 * that it was paid with that: neither was ever true of this order.
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
