import { abnormalPaymentStatus, foldAbnormalPayment, pendingAmount } from '../abnormal-payment.ts';
import { sameCurrency } from '../money.ts';
import type { Money } from '../money.ts';
import type {
  AbnormalPaymentObservation,
  OrderObservation,
  RefundObservation,
  SettlementObservation,
} from '../observation.ts';
import { paidSoFar } from '../order-money.ts';
import { orderStatus } from '../chargebacks/order-status.ts';
import { foldOrder, noOrderEvidence } from '../order.ts';
import type { OrderEvidence } from '../order.ts';
import type { Submission } from '../instructions/submission.ts';

/** What is compared between our records and the provider's, and how the two may differ. */

export const reconciledSubjects = ['ORDER', 'REFUND', 'SETTLEMENT', 'ABNORMAL_PAYMENT'] as const;
export type ReconciledSubject = (typeof reconciledSubjects)[number];

export type FindingKind = 'MISSING_HERE' | 'MISSING_THERE' | 'STATUS' | 'AMOUNT';

/** The two values that must agree on both sides. Null: not stated. */
export interface ReconciledState {
  status: string | null;
  amount: Money | null;
}

export interface ComparedOrder {
  evidence: OrderEvidence;
  submission: Submission;
  expiresAt: number | null;
  request: { amount: Money };
}

/**
 * The amount is what was paid, or else what is payable, or else what was requested. Accepted money is left out: the
 * provider knows nothing of it. So are charge-backs: a provider that states them leaves the payment as it was.
 */
export function orderState(order: ComparedOrder): ReconciledState {
  const evidence = { ...order.evidence, accepted: [], chargebacks: [] };
  const status = orderStatus(evidence, order.submission, order.expiresAt);
  const amount = paidSoFar(evidence, status) ?? evidence.payable ?? order.request.amount;
  return { status, amount };
}

/** The state of an order of which nothing but this observation is known. */
export function reportedOrderState(observation: OrderObservation): ReconciledState {
  const { status, requested = null } = observation;
  const evidence = foldOrder(noOrderEvidence, observation, 0);
  const paid = status === null ? null : paidSoFar(evidence, status);
  return { status, amount: paid ?? evidence.payable ?? requested };
}

export function reportedPayoutState({
  status,
  amount,
  requested,
}: RefundObservation | SettlementObservation): ReconciledState {
  return { status, amount: amount ?? requested ?? null };
}

/** The amount is what is still pending. */
export function reportedAbnormalPaymentState(
  observation: AbnormalPaymentObservation,
): ReconciledState {
  const evidence = foldAbnormalPayment(null, observation);
  return { status: abnormalPaymentStatus(evidence, []), amount: pendingAmount(evidence, []) };
}

/** Whether our record agrees with the provider's. */
export type Agreement = (ours: ReconciledState, theirs: ReconciledState) => boolean;

/** Final statuses without money. Providers have fewer of them, so ours may be more exact. */
const withoutMoney = ['EXPIRED', 'CANCELED', 'FAILED', 'REJECTED'];

/** Whether it has ended without money: the provider need not know of it. */
export const isWithoutMoney = ({ status }: ReconciledState): boolean =>
  withoutMoney.includes(status ?? '');

/** For orders, refunds and settlements. */
export const agrees: Agreement = (ours, theirs) =>
  agreesOnStatus(ours, theirs) && (theirs.amount === null || sameAmount(ours, theirs));

function agreesOnStatus(ours: ReconciledState, { status }: ReconciledState): boolean {
  if (status === null || ours.status === status) return true;
  return isWithoutMoney(ours) && withoutMoney.includes(status);
}

/** What was resolved here, or is being refunded from here, need not be in the provider's list yet. */
export const agreesOnAbnormalPayment: Agreement = (ours, theirs) => {
  if (theirs.status === 'RESOLVED' && ours.status !== 'RESOLVED') return false;
  if (ours.amount === null || theirs.amount === null) return true;
  return sameCurrency(ours.amount, theirs.amount) && ours.amount.minor <= theirs.amount.minor;
};

/** Compares member by member. What the provider leaves out is no difference. */
export function isSame(ours: ReconciledState, theirs: ReconciledState): boolean {
  const sameStatus = theirs.status === null || ours.status === theirs.status;
  return sameStatus && (theirs.amount === null || sameAmount(ours, theirs));
}

function sameAmount({ amount: a }: ReconciledState, { amount: b }: ReconciledState): boolean {
  if (a === null || b === null) return a === b;
  return sameCurrency(a, b) && a.minor === b.minor;
}

export interface Difference {
  kind: 'STATUS' | 'AMOUNT';
  /** Whether our record now agrees with the provider's. */
  healed: boolean;
}

/** The difference, once the provider's state is applied: our record changed, or still disagrees. Null: none. */
export function differenceOf(
  before: ReconciledState,
  after: ReconciledState,
  theirs: ReconciledState,
  isAgreed: Agreement,
): Difference | null {
  const healed = isAgreed(after, theirs);
  const hasNewStatus = before.status !== after.status;
  if (healed && !hasNewStatus && sameAmount(before, after)) return null;
  const isStatus = hasNewStatus || (!healed && !isAgreed(after, { ...theirs, amount: null }));
  return { kind: isStatus ? 'STATUS' : 'AMOUNT', healed };
}
