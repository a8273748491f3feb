import type { AbnormalPaymentResolution } from '../abnormal-payment.ts';
import type { AbnormalPayment, Order, Refund, Settlement } from '../aggregates/aggregate.ts';
import { chargedBack } from '../chargebacks/chargeback.ts';
import { failureOf } from '../instructions/submission.ts';
import type { Money } from '../money.ts';
import type { AbnormalPaymentType, FailureCode } from '../observation.ts';
import { paidAt, paidSoFar } from '../order-money.ts';
import { countedIn } from '../request.ts';

/**
 * What may change of a subject, as it was right after an event, as far as exports show it: an export of a part of the
 * log is the same whenever it is made. What never changes is read from the subject's own row. A member that is left out
 * is not known or does not apply.
 */
export interface EventState {
  accountId?: string;
  /** The provider's own number of it. */
  providerId?: string;
  transactionHash?: string;
  failure?: FailureCode;
  /** What counts towards an order: the sum of these. Several only in what a migration has filled in. */
  paid?: readonly Money[];
  /** What the provider charges: the sum of these. */
  fees?: readonly Money[];
  payable?: Money;
  /** What charge-backs take of an order; left out where it has had none. */
  chargedBack?: Money;
  /** Epoch milliseconds. */
  paidAt?: number;
  expiresAt?: number;
  /** Of an abnormal payment. */
  type?: AbnormalPaymentType;
  received?: Money;
  pending?: Money;
  resolution?: AbnormalPaymentResolution['kind'];
}

export function stateOfOrder(order: Order): EventState {
  const { accountId, evidence, status } = order;
  const paid = paidSoFar(evidence, status);
  return known({
    accountId,
    providerId: evidence.providerOrderId,
    failure: status === 'FAILED' ? (failureOf(order)?.code ?? null) : null,
    paid: paid && [paid],
    fees: evidence.fees.length === 0 ? null : evidence.fees.map(({ amount }) => amount),
    payable: evidence.payable,
    chargedBack: chargedBackOf(order),
    paidAt: paidAt(evidence),
    expiresAt: evidence.expiresAt ?? order.expiresAt,
  });
}

const chargedBackOf = ({ evidence, request }: Order): Money | null =>
  evidence.chargebacks.length === 0 ? null : chargedBack(evidence.chargebacks, countedIn(request));

export function stateOfPayout(payout: Refund | Settlement): EventState {
  const { accountId, evidence, status } = payout;
  const hasFailed = status === 'FAILED' || status === 'REJECTED';
  return known({
    accountId,
    providerId: evidence.providerId,
    transactionHash: evidence.transactionHash,
    failure: hasFailed ? (failureOf(payout)?.code ?? null) : null,
    fees: evidence.fee && [evidence.fee],
  });
}

export function stateOfAbnormalPayment(payment: AbnormalPayment): EventState {
  const { accountId, evidence, pending } = payment;
  return known({
    accountId,
    transactionHash: evidence.transactionHash,
    type: evidence.type,
    received: evidence.received,
    pending,
    resolution: evidence.resolution?.kind ?? null,
  });
}

type Nullable = { [Member in keyof EventState]-?: EventState[Member] | null };

const known = (members: Partial<Nullable>): EventState =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
