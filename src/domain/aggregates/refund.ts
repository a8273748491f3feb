import { submitting } from '../instructions/instruction.ts';
import type { Origin } from '../instructions/instruction.ts';
import { payoutRules } from '../judgement.ts';
import { add, sameCurrency, zero } from '../money.ts';
import type { Money } from '../money.ts';
import { stateOfPayout } from '../movements/event-state.ts';
import { movedByRefund, movementsBetween } from '../movements/movement.ts';
import type { RefundObservation } from '../observation.ts';
import { isReturned, noPayoutEvidence, payoutStatus } from '../payout.ts';
import { countedIn } from '../request.ts';
import type { RefundRequest } from '../request.ts';
import { followRefunds } from './abnormal-payment.ts';
import { whole, withMember } from './aggregate.ts';
import type { Order, OrderAggregate, Refund, WholeOrder } from './aggregate.ts';
import { judgeFirst, judgeNew } from './new-statements.ts';
import { withSums } from './order.ts';
import { changeEvent, derivePayout, withPlan } from './payout.ts';
import type { PayoutChange } from './payout.ts';
import { Recorder } from './transition.ts';
import type { Decided, EventSubject, Following, TransitionContext } from './transition.ts';

/** A refund as a caller requests it. */
export interface RequestedRefund extends RefundRequest {
  /** The caller's own reference; null where there is none. */
  reference: string | null;
  /** Null: a refund of what was paid for the order. */
  abnormalPaymentId: string | null;
}

/** The refund as it was requested, before it is sent. */
export const newRefund = (
  { id: orderId, merchantId, accountId }: Pick<Order, 'id' | 'merchantId' | 'accountId'>,
  { reference, abnormalPaymentId, amount, address, reason }: RequestedRefund,
  origin: Origin,
): Refund => ({
  ...submitting({ id: accountId, merchantId }, reference ?? origin.newId.id, origin),
  orderId,
  abnormalPaymentId,
  amount,
  address,
  reason,
  evidence: noPayoutEvidence,
});

/**
 * What the provider has reported of a refund that was made elsewhere, and when it happened according to the provider.
 */
export interface Found {
  facts: readonly RefundObservation[];
  occurredAt: number | null;
}

/** Adds a new refund, and updates the sums of its order or abnormal payment. */
export function addRefund(
  aggregate: OrderAggregate,
  refund: Refund,
  context: TransitionContext,
  { facts, occurredAt }: Found = { facts: [], occurredAt: null },
): Decided<OrderAggregate> {
  const recorder = new Recorder(context);
  const { submission: first } = refund;
  const statements = { submission: first, facts, isErased: aggregate.order.erasedAt !== null };
  const judged = judgeFirst(payoutRules, refund.amount, statements, context);
  const { evidence, submission } = judged;
  const status = payoutStatus(evidence, submission);
  const created = withPlan(
    { ...refund, evidence, submission, status },
    refund.amount,
    judged.statements,
    context,
  );
  recorder.addEvidence(created.id, judged.statements);
  recorder.warnings.push(...judged.warnings);
  recorder.event({ ...subjectOf(created, null), type: 'REFUND_CREATED', from: null }, occurredAt);
  const added = withRefund(whole(aggregate), created);
  return recorder.decided(withRefundSums(added, created, { context, recorder, occurredAt }));
}

/** The one place where a refund's status changes. The sums of its order or abnormal payment follow. */
export function changeRefund(
  aggregate: OrderAggregate,
  before: Refund,
  change: PayoutChange,
  context: TransitionContext,
): Decided<OrderAggregate> {
  const recorder = new Recorder(context);
  const statements = { ...change, isErased: aggregate.order.erasedAt !== null };
  const judged = judgeNew(payoutRules, before.amount, before, statements, context);
  recorder.addEvidence(before.id, judged.statements);
  recorder.warnings.push(...judged.warnings);
  const after = derivePayout(before, before.amount, judged, change, context);
  if (after === before) return recorder.decided(aggregate);
  const event = changeEvent(before, after);
  if (event !== null) {
    const type = `REFUND_${event}` as const;
    recorder.event({ ...subjectOf(after, before), type, from: before.status }, judged.occurredAt);
  }
  const changed = withRefund(whole(aggregate), after);
  if (after.status === before.status) return recorder.decided(changed);
  return recorder.decided(withRefundSums(changed, after, { context, recorder, occurredAt: null }));
}

const withRefund = (aggregate: WholeOrder, refund: Refund): WholeOrder => ({
  ...aggregate,
  refunds: withMember(aggregate.refunds, refund),
});

function subjectOf(refund: Refund, before: Refund | null): EventSubject {
  return {
    merchantId: refund.merchantId,
    subjectId: refund.id,
    orderId: refund.orderId,
    settlementId: null,
    version: refund.version,
    to: refund.status,
    state: stateOfPayout(refund),
    movements: movementsBetween(before && movedByRefund(before), movedByRefund(refund)),
  };
}

/**
 * Updates the sums of the refund's order or abnormal payment. Recomputed from all refunds, also above the limit;
 * `assertRefundable` has refused what does not fit.
 */
function withRefundSums(
  aggregate: WholeOrder,
  { abnormalPaymentId }: Refund,
  following: Following,
): WholeOrder {
  if (abnormalPaymentId !== null) return followRefunds(aggregate, abnormalPaymentId, following);
  const { order, refunds } = aggregate;
  return { ...aggregate, order: withSums(order, refundSums(order, refunds), following) };
}

/** The sums of an order's refunds. What refunds take of its abnormal payments is not among them. */
export function refundSums(
  { request }: Pick<Order, 'request'>,
  refunds: readonly Refund[],
): Pick<Order, 'refundsHeld' | 'refunded'> {
  const nothing = zero(countedIn(request));
  const ofOrder = refunds.filter((refund) => refund.abnormalPaymentId === null);
  const held = ofOrder.filter(({ status }) => !isReturned(status));
  const succeeded = ofOrder.filter(({ status }) => status === 'SUCCEEDED');
  return { refundsHeld: sum(held, nothing).minor, refunded: sum(succeeded, nothing).minor };
}

/** A refund in another currency takes nothing of this amount. */
const sum = (refunds: readonly Refund[], nothing: Money): Money =>
  refunds
    .map(({ amount }) => amount)
    .filter((amount) => sameCurrency(amount, nothing))
    .reduce(add, nothing);
