import type { Order, Refund, Settlement } from '../aggregates/aggregate.ts';
import { chargedBack } from '../chargebacks/chargeback.ts';
import { add, negative, sameCurrency, subtract, zero } from '../money.ts';
import type { Money } from '../money.ts';
import { paidSoFar, remaining } from '../order-money.ts';

/** What money can do in a merchant's books (docs/exports.md#movements). */
export const movementTypes = [
  'PAID',
  'ACCEPTED',
  'FEE',
  'REFUNDED',
  'SETTLED',
  'REVERSED',
  'CHARGED_BACK',
] as const;
export type MovementType = (typeof movementTypes)[number];

/** A movement of money that an event states. What goes out is negative. */
export interface Movement {
  type: MovementType;
  amount: Money;
}

/** All that an order has moved so far, one movement for each type. */
export function movedByOrder({ evidence, status }: Pick<Order, 'evidence' | 'status'>): Movement[] {
  const counted = paidSoFar(evidence, status);
  // A fee is quoted before there is money that it is taken from.
  if (counted === null) return [];
  const nothing = zero(counted);
  const inItsMoney = (amounts: readonly { amount: Money }[]): Money =>
    amounts
      .map(({ amount }) => amount)
      .filter((amount) => sameCurrency(amount, counted))
      .reduce(add, nothing);
  const accepted = inItsMoney(evidence.accepted);
  const paid = subtract(counted, accepted);
  const taken = chargedBack(evidence.chargebacks, counted);
  return moved({
    PAID: paid,
    ACCEPTED: accepted,
    FEE: negative(inItsMoney(evidence.fees)),
    // What was accepted came with another transaction, which nobody has reversed. Of the rest, what charge-backs have
    // taken is not taken twice.
    REVERSED: status === 'REVERSED' ? negative(remaining(paid, taken)) : nothing,
    CHARGED_BACK: negative(taken),
  });
}

/**
 * All that a refund has moved so far. Money of an abnormal payment counts towards nothing until somebody accepts it.
 * Where it is given back it comes and goes with the refund.
 */
export function movedByRefund(
  refund: Pick<Refund, 'status' | 'amount' | 'abnormalPaymentId'>,
): Movement[] {
  const { status, amount, abnormalPaymentId } = refund;
  const returned = isDone(refund) ? amount : zero(amount);
  return moved({
    PAID: abnormalPaymentId !== null && status === 'SUCCEEDED' ? amount : zero(amount),
    REFUNDED: negative(returned),
    REVERSED: status === 'REVERSED' ? amount : zero(amount),
  });
}

/** All that a settlement has moved so far. Nobody says that the fee of a reversed one is given back. */
export function movedBySettlement(
  settlement: Pick<Settlement, 'status' | 'request' | 'evidence'>,
): Movement[] {
  const { status, request, evidence } = settlement;
  const { amount } = request;
  if (!isDone(settlement)) return [];
  return moved({
    SETTLED: negative(amount),
    FEE: negative(evidence.fee ?? zero(amount)),
    REVERSED: status === 'REVERSED' ? amount : zero(amount),
  });
}

/** What was moved between two states. `before` is null where there was none. */
export function movementsBetween(
  before: readonly Movement[] | null,
  after: readonly Movement[],
): Movement[] {
  const taken = (before ?? []).map(({ type, amount }) => ({ type, amount: negative(amount) }));
  const joined: Movement[] = [];
  for (const one of [...after, ...taken]) {
    const at = joined.findIndex((other) => isOfOneKind(one, other));
    const known = joined[at];
    if (known === undefined) joined.push(one);
    else joined[at] = { ...known, amount: add(known.amount, one.amount) };
  }
  return joined
    .filter(({ amount }) => amount.minor !== 0n)
    .toSorted((a, b) => movementTypes.indexOf(a.type) - movementTypes.indexOf(b.type));
}

const isOfOneKind = (a: Movement, b: Movement): boolean =>
  a.type === b.type && sameCurrency(a.amount, b.amount);

const isDone = ({ status }: { status: Refund['status'] }): boolean =>
  status === 'SUCCEEDED' || status === 'REVERSED';

const moved = (amounts: Partial<Record<MovementType, Money>>): Movement[] =>
  movementTypes.flatMap((type) => {
    const amount = amounts[type];
    return amount === undefined || amount.minor === 0n ? [] : [{ type, amount }];
  });
