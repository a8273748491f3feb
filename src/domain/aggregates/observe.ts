import { foldAbnormalPayment, isOfSameMoney } from '../abnormal-payment.ts';
import { freshInstruction } from '../instructions/instruction.ts';
import type { NewId } from '../instructions/instruction.ts';
import type { Known } from '../judgement.ts';
import { sameCurrency } from '../money.ts';
import { instant } from '../observation.ts';
import type {
  AbnormalPaymentObservation,
  AbsenceObservation,
  Observation,
  OrderObservation,
  RefundObservation,
  SettlementObservation,
} from '../observation.ts';
import { noPayoutEvidence } from '../payout.ts';
import { countedIn } from '../request.ts';
import type { SaidElsewhere } from '../routing.ts';
import type { Check } from '../instructions/schedule.ts';
import { unsent } from '../instructions/submission.ts';
import type { Submission } from '../instructions/submission.ts';
import { changePayment, changePaymentOf, newPayment } from './abnormal-payment.ts';
import { withMember } from './aggregate.ts';
import type { Order, OrderAggregate, Refund } from './aggregate.ts';
import { changeOrder } from './order.ts';
import { addRefund, changeRefund } from './refund.ts';
import { changeSettlement } from './settlement.ts';
import { Recorder } from './transition.ts';
import type { TransitionContext } from './transition.ts';
import type { FoundPayment, KeyToLoad, SubjectKind, WorkingSet } from './working-set.ts';

/** Where a change came from: the account that spoke, or that we spoke of. */
export interface Source extends TransitionContext {
  merchantId: string;
  accountId: string;
}

/** An observation; and what its subject is to be called, should it be new here. */
export interface Reported {
  observation: Observation;
  newId: NewId;
}

/**
 * UNMATCHED: nobody here knows the subject (yet). TOLD_OF_ORDER: it is nothing of its own here, and its order needs
 * attention.
 */
export type Effect = 'CHANGED' | 'UNCHANGED' | 'UNMATCHED' | 'TOLD_OF_ORDER';

/** What follows from asking or telling the provider, beside what it answered. */
export interface Progress {
  submission?: Submission;
  checked?: Check;
  /** What its pieces of evidence come to, where that is to be written anew. */
  joined?: Known<unknown>;
}

/** What has to be loaded for an observation to find its subject. */
export function keysOf(observation: Observation, accountId: string): KeyToLoad[] {
  const at = (kind: SubjectKind, reference: string | null | undefined, isWhole = false) =>
    typeof reference === 'string' ? [{ kind, accountId, reference, whole: isWhole }] : [];
  switch (observation.subject) {
    case 'ORDER':
    case 'SETTLEMENT':
      return at(observation.subject, observation.providerReference);
    case 'ABSENCE':
      return at(observation.of, observation.providerReference);
    case 'REFUND':
      return [
        ...at('REFUND', observation.providerReference),
        ...at('ORDER', observation.orderProviderReference, true),
        ...at('ABNORMAL_PAYMENT', observation.providerAbnormalPaymentId),
      ];
    case 'ABNORMAL_PAYMENT':
      return [
        ...at('ABNORMAL_PAYMENT', observation.providerAbnormalPaymentId),
        ...at('ORDER', observation.orderProviderReference, true),
      ];
  }
}

/** Adds an observation to what is known of its subject; the state that follows is decided with its events. */
export function observe(set: WorkingSet, source: Source, reported: Reported): Effect {
  const { observation } = reported;
  switch (observation.subject) {
    case 'ORDER':
      return observeOrder(set, source, observation);
    case 'REFUND':
      return observeRefund(set, source, observation, reported.newId);
    case 'SETTLEMENT':
      return observeSettlement(set, source, observation);
    case 'ABNORMAL_PAYMENT':
      return observePayment(set, source, observation, reported.newId);
    case 'ABSENCE':
      return observeAbsence(set, source, observation);
  }
}

const effect = (before: { version: number }, after: { version: number }): Effect =>
  before.version === after.version ? 'UNCHANGED' : 'CHANGED';

const called = ({ accountId }: Source, reference: string) => ({ accountId, reference });

function observeOrder(set: WorkingSet, source: Source, observation: OrderNews): Effect {
  const found = set.order(called(source, observation.providerReference));
  if (found === null) return 'UNMATCHED';
  return effect(found.order, applyToOrder(set, source, found, [observation]));
}

export type OrderNews = OrderObservation | AbsenceObservation;

/** Several observations of one order at once: one change, one event. */
export function applyToOrder(
  set: WorkingSet,
  source: Source,
  aggregate: OrderAggregate,
  said: readonly OrderNews[],
  progress: Progress = {},
): Order {
  const isHere = aggregate.order.accountId === source.accountId;
  const change = isHere ? { ...progress, said } : { elsewhere: saidElsewhere(source, said) };
  return set.apply(changeOrder(aggregate, change, source)).order;
}

/** Evidence belongs to the account that it came from: once an order has left it, it counts for nothing. */
const saidElsewhere = (
  { accountId }: Source,
  observations: readonly (SaidElsewhere['said'] | AbsenceObservation)[],
): SaidElsewhere[] =>
  observations.flatMap((said) =>
    said.subject === 'ABSENCE' ? [] : [{ subject: 'SAID_ELSEWHERE', accountId, said }],
  );

function observeSettlement(
  set: WorkingSet,
  source: Source,
  observation: SettlementObservation | AbsenceObservation,
): Effect {
  const found = set.settlement(called(source, observation.providerReference));
  if (found === null) return 'UNMATCHED';
  const { settlement } = set.apply(changeSettlement(found, { said: [observation] }, source));
  return effect(found.settlement, settlement);
}

function observeRefund(
  set: WorkingSet,
  source: Source,
  observation: RefundObservation,
  newId: NewId,
): Effect {
  const found = set.refund(called(source, observation.providerReference));
  if (found === null) {
    return (
      adoptRefund(set, source, observation, newId) ?? refundElsewhere(set, source, observation)
    );
  }
  const { aggregate, refund } = found;
  set.apply(changeRefund(aggregate, refund, { said: [observation] }, source));
  return effect(refund, refundNow(set, refund));
}

function refundNow(set: WorkingSet, { id }: { id: string }): Refund {
  const found = set.refund({ id });
  if (found === null) throw new Error(`refund ${id} is gone`);
  return found.refund;
}

/**
 * A refund made in the provider's own portal is a refund like others (docs/rules.md#refunds-made-elsewhere); of other
 * money than it could give back it is told of the order, and somebody has to look. Null while its order, or the
 * abnormal payment that it gives back, is not known here.
 */
function adoptRefund(
  set: WorkingSet,
  source: Source,
  observation: RefundObservation,
  newId: NewId,
): 'CHANGED' | 'TOLD_OF_ORDER' | null {
  const { orderProviderReference, providerAbnormalPaymentId, amount } = observation;
  if (orderProviderReference === undefined || amount === undefined) return null;
  const aggregate = set.wholeOrder(called(source, orderProviderReference));
  if (aggregate === null || aggregate.order.accountId !== source.accountId) return null;
  const payment =
    providerAbnormalPaymentId === undefined
      ? undefined
      : (set.payment(called(source, providerAbnormalPaymentId))?.payment ?? null);
  if (payment === null) return null;
  if (!sameCurrency(amount, payment?.pending ?? countedIn(aggregate.order.request))) {
    set.apply(changeOrder(aggregate, { said: [observation] }, source));
    return 'TOLD_OF_ORDER';
  }
  const refund: Refund = {
    ...freshInstruction(newId),
    merchantId: source.merchantId,
    accountId: source.accountId,
    orderId: aggregate.order.id,
    abnormalPaymentId: payment?.id ?? null,
    reference: newId.id,
    status: 'UNKNOWN',
    amount,
    address: null,
    reason: null,
    providerReference: observation.providerReference,
    evidence: noPayoutEvidence,
    submission: { ...unsent, state: 'ANSWERED' },
  };
  const occurredAt = instant(observation.occurredAt);
  set.apply(addRefund(aggregate, refund, source, { said: [observation], occurredAt }));
  return 'CHANGED';
}

/** Given back at an account that the order has left: none of its refunds. */
function refundElsewhere(set: WorkingSet, source: Source, observation: RefundObservation): Effect {
  const { orderProviderReference: reference } = observation;
  const found = reference === undefined ? null : set.order(called(source, reference));
  if (found === null || found.order.accountId === source.accountId) return 'UNMATCHED';
  const elsewhere = saidElsewhere(source, [observation]);
  return effect(found.order, set.apply(changeOrder(found, { elsewhere }, source)).order);
}

function observePayment(
  set: WorkingSet,
  source: Source,
  observation: AbnormalPaymentObservation,
  newId: NewId,
): Effect {
  const found = set.payment(called(source, observation.providerAbnormalPaymentId));
  if (found !== null) return observeAgain(set, source, observation, found);
  const { providerAbnormalPaymentId, orderProviderReference } = observation;
  const aggregate =
    orderProviderReference === null ? null : set.wholeOrder(called(source, orderProviderReference));
  if (orderProviderReference !== null && aggregate === null) return 'UNMATCHED';
  const recorder = new Recorder(source);
  const occurredAt = instant(observation.occurredAt);
  const { merchantId, accountId } = source;
  const orderId = aggregate?.order.id ?? null;
  const evidence = foldAbnormalPayment(null, observation);
  const payment = newPayment(
    { merchantId, accountId, orderId, providerAbnormalPaymentId, evidence },
    newId,
    { context: source, recorder, occurredAt },
  );
  set.apply(
    recorder.decided(
      aggregate === null
        ? { kind: 'ABNORMAL_PAYMENT', payment }
        : { ...aggregate, abnormalPayments: withMember(aggregate.abnormalPayments, payment) },
    ),
  );
  return 'CHANGED';
}

/** Of other money than before, it counts for nothing: the order that it belongs to needs attention. */
function observeAgain(
  set: WorkingSet,
  source: Source,
  observation: AbnormalPaymentObservation,
  { aggregate, payment }: FoundPayment,
): Effect {
  if (!isOfSameMoney(payment.evidence, observation)) {
    if (aggregate.kind !== 'ORDER') return 'UNCHANGED';
    const { order } = set.apply(changeOrder(aggregate, { said: [observation] }, source));
    return effect(aggregate.order, order);
  }
  const recorder = new Recorder(source);
  const following = { context: source, recorder, occurredAt: instant(observation.occurredAt) };
  const change = { evidence: foldAbnormalPayment(payment.evidence, observation) };
  const changed =
    aggregate.kind === 'ORDER'
      ? changePaymentOf(aggregate, payment, change, following)
      : { ...aggregate, payment: changePayment(payment, [], change, following) };
  set.apply(recorder.decided(changed));
  const now = set.payment({ id: payment.id });
  return effect(payment, now?.payment ?? payment);
}

/** An absence proves nothing by itself: it is kept, and the conclusion from two of them is drawn elsewhere. */
function observeAbsence(set: WorkingSet, source: Source, observation: AbsenceObservation): Effect {
  switch (observation.of) {
    case 'ORDER':
      return observeOrder(set, source, observation);
    case 'SETTLEMENT':
      return observeSettlement(set, source, observation);
    case 'REFUND': {
      const found = set.refund(called(source, observation.providerReference));
      if (found === null) return 'UNMATCHED';
      set.apply(changeRefund(found.aggregate, found.refund, { said: [observation] }, source));
      return effect(found.refund, refundNow(set, found.refund));
    }
  }
}
