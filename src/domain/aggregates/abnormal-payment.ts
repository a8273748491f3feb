import {
  abnormalPaymentStatus,
  heldAmount,
  isTakenByOthers,
  pendingAmount,
  resolveManually,
} from '../abnormal-payment.ts';
import type { AbnormalPaymentEvidence, AbnormalPaymentResolution } from '../abnormal-payment.ts';
import { acknowledged, attentionAfter, noAttention, openReasons } from '../attention/attention.ts';
import type { AttentionChange } from '../attention/attention.ts';
import { paymentHolding } from '../attention/holding.ts';
import { sameValue } from '../evidence.ts';
import type { NewId } from '../instructions/instruction.ts';
import { stateOfAbnormalPayment } from '../movements/event-state.ts';
import { isOwn, unknownLadder } from '../instructions/submission.ts';
import { withMember } from './aggregate.ts';
import type { AbnormalPayment, PaymentAggregate, Refund, WholeOrder } from './aggregate.ts';
import { changeOrder } from './order.ts';
import { Recorder } from './transition.ts';
import type { Decided, EventSubject, Following, TransitionContext } from './transition.ts';
import type { FoundPayment, WorkingSet } from './working-set.ts';

/** An abnormal payment that was not known before. */
export function newPayment(
  found: Pick<
    AbnormalPayment,
    'merchantId' | 'accountId' | 'orderId' | 'providerAbnormalPaymentId' | 'evidence'
  >,
  { id }: NewId,
  { context, recorder, occurredAt }: Following,
): AbnormalPayment {
  const { now } = context;
  const { isToBeQueried, ...state } = paymentState(found.evidence, []);
  const holding = paymentHolding({ ...found, ...state }, { before: noAttention });
  const created: AbnormalPayment = {
    ...found,
    ...state,
    id,
    attention: attentionAfter(noAttention, holding, now),
    checkAt: isToBeQueried ? now : null,
    checks: 0,
    version: 1,
    revision: 0,
    createdAt: now,
    updatedAt: now,
  };
  const type = 'ABNORMAL_PAYMENT_RECEIVED';
  recorder.event({ ...subjectOf(created), type, from: null }, occurredAt);
  return created;
}

export interface PaymentChange extends AttentionChange {
  evidence?: AbnormalPaymentEvidence;
  /** The provider was queried about it. */
  checked?: boolean;
}

/** The one place where the status of an abnormal payment changes. `refunds`: the refunds of this payment. */
export function changePayment(
  before: AbnormalPayment,
  refunds: readonly Refund[],
  change: PaymentChange,
  { context, recorder, occurredAt }: Following,
): AbnormalPayment {
  const evidence = change.evidence ?? before.evidence;
  const checks = before.checks + (change.checked ? 1 : 0);
  const { isToBeQueried, ...state } = paymentState(evidence, refunds);
  const { acknowledge, difference, since = context.now } = change;
  const holding = paymentHolding({ ...state, evidence }, { before: before.attention, difference });
  const attention = attentionAfter(before.attention, holding, since);
  const after: AbnormalPayment = {
    ...before,
    ...state,
    evidence,
    attention: acknowledge === undefined ? attention : acknowledged(attention, acknowledge),
    checks,
    checkAt: isToBeQueried ? nextCheck(before, checks, context.now) : null,
  };
  if (!change.checked && sameValue(comparedState(after), comparedState(before))) return before;
  if (sameValue(publicState(after), publicState(before))) return after;
  const seen = { ...after, version: before.version + 1, updatedAt: context.now };
  const type = 'ABNORMAL_PAYMENT_STATUS_CHANGED';
  recorder.event({ ...subjectOf(seen), type, from: before.status }, occurredAt);
  return seen;
}

/** What follows from the evidence of a payment and from its refunds. */
export function paymentState(evidence: AbnormalPaymentEvidence, refunds: readonly Refund[]) {
  const ofIt = refunds.map(({ amount, status, submission }) => ({
    amount,
    status,
    isOwn: isOwn(submission),
  }));
  return {
    status: abnormalPaymentStatus(evidence, ofIt),
    pending: pendingAmount(evidence, ofIt),
    held: heldAmount(evidence, ofIt).minor,
    isToBeQueried: evidence.type === 'UNCLASSIFIED' || isTakenByOthers(evidence, ofIt),
  };
}

/** It is queried until its type and its refund are known. A change in between does not postpone the next query. */
function nextCheck(before: AbnormalPayment, checks: number, now: number): number {
  const next = now + unknownLadder(checks).waitMs;
  return checks === before.checks ? Math.min(before.checkAt ?? next, next) : next;
}

/**
 * The time of the next query is not compared; whether there is one is. Without a refund of ours, only that changes it.
 */
const comparedState = (payment: AbnormalPayment): readonly unknown[] => [
  payment.evidence,
  payment.status,
  payment.pending,
  payment.held,
  payment.attention,
  payment.checkAt !== null,
];

/** What callers see: type, status, pending amount and whether it needs attention. A change of it is an event. */
const publicState = (payment: AbnormalPayment): readonly unknown[] => [
  payment.evidence.type,
  payment.status,
  payment.pending,
  needsAttention(payment),
];

/** Whether it needs a person for another reason than that it is open. */
export const needsAttention = ({ attention }: Pick<AbnormalPayment, 'attention'>): boolean =>
  openReasons(attention).some((reason) => reason !== 'ABNORMAL_PAYMENT');

function subjectOf(payment: AbnormalPayment): EventSubject {
  return {
    merchantId: payment.merchantId,
    subjectId: payment.id,
    orderId: payment.orderId,
    settlementId: null,
    version: payment.version,
    to: payment.status,
    state: stateOfAbnormalPayment(payment),
    // The order moves it, for which it is accepted, or its refund.
    movements: [],
  };
}

/** Changes a payment of an order, and takes its refunds from the order. */
export function changePaymentOf(
  aggregate: WholeOrder,
  before: AbnormalPayment,
  change: PaymentChange,
  following: Following,
): WholeOrder {
  const refunds = aggregate.refunds.filter(
    ({ abnormalPaymentId }) => abnormalPaymentId === before.id,
  );
  const after = changePayment(before, refunds, change, following);
  if (after === before) return aggregate;
  return { ...aggregate, abnormalPayments: withMember(aggregate.abnormalPayments, after) };
}

/** Brings the payment up to date after a refund of it has changed. */
export function followRefunds(aggregate: WholeOrder, id: string, following: Following): WholeOrder {
  const payment = aggregate.abnormalPayments.find((one) => one.id === id);
  // The refund was made in a portal, of a payment that is not this order's. Only the provider states what is pending of
  // it.
  if (payment === undefined) return aggregate;
  return changePaymentOf(aggregate, payment, {}, following);
}

/** Changes what a person has acknowledged of it, or what reconciliation has found. */
export function attendPayment(
  aggregate: WholeOrder | PaymentAggregate,
  id: string,
  change: AttentionChange,
  context: TransitionContext,
): Decided<WholeOrder | PaymentAggregate> {
  const recorder = new Recorder(context);
  const following = { context, recorder, occurredAt: null };
  return recorder.decided(withChange(aggregate, id, change, following));
}

/** Records that the provider was queried about it. */
export function checkPayment<Of extends WholeOrder | PaymentAggregate>(
  aggregate: Of,
  id: string,
  context: TransitionContext,
): Decided<WholeOrder | PaymentAggregate> {
  const recorder = new Recorder(context);
  const following = { context, recorder, occurredAt: null };
  return recorder.decided(withChange(aggregate, id, { checked: true }, following));
}

/**
 * Applies a person's resolution of all that is pending. Accepted money counts towards the order from now on. The caller
 * has checked that the payment may be resolved.
 */
export function resolvePayment(
  aggregate: WholeOrder | PaymentAggregate,
  id: string,
  resolution: AbnormalPaymentResolution,
  context: TransitionContext,
): Decided<WholeOrder | PaymentAggregate> {
  const recorder = new Recorder(context);
  const evidence = resolveManually(paymentIn(aggregate, id).evidence, resolution);
  const following = { context, recorder, occurredAt: null };
  const resolved = withChange(aggregate, id, { evidence }, following);
  if (resolution.kind !== 'ACCEPT' || resolved.kind !== 'ORDER') return recorder.decided(resolved);
  const { amount, at } = resolution;
  const isBeside = evidence.type === 'OVERPAID';
  const marked = isBeside ? {} : ({ mayBeDecided: true } as const);
  const accepted = { abnormalPaymentId: id, amount, at, ...marked };
  const facts = [{ subject: 'ACCEPTANCE', accepted } as const];
  return recorder.joined(changeOrder(resolved, { facts }, context));
}

/** The payment with its aggregate. Throws where it is not there. */
export function paymentToChange(set: WorkingSet, id: string): FoundPayment {
  const found = set.payment({ id });
  if (found === null) throw new Error(`abnormal payment ${id} is gone`);
  return found;
}

export function paymentIn(aggregate: WholeOrder | PaymentAggregate, id: string): AbnormalPayment {
  const payment =
    aggregate.kind === 'ORDER'
      ? aggregate.abnormalPayments.find((one) => one.id === id)
      : aggregate.payment;
  if (payment?.id !== id) throw new Error(`no abnormal payment ${id} in what was loaded`);
  return payment;
}

function withChange(
  aggregate: WholeOrder | PaymentAggregate,
  id: string,
  change: PaymentChange,
  following: Following,
): WholeOrder | PaymentAggregate {
  const payment = paymentIn(aggregate, id);
  if (aggregate.kind === 'ORDER') return changePaymentOf(aggregate, payment, change, following);
  const after = changePayment(payment, [], change, following);
  return after === payment ? aggregate : { ...aggregate, payment: after };
}
