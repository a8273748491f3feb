import type { CaptureStep } from '../capture/authorization.ts';
import type { NewId } from '../instructions/instruction.ts';
import type { Known } from '../judgement.ts';
import type {
  AbsenceObservation,
  Observation,
  OrderObservation,
  SettlementObservation,
} from '../observation.ts';
import type { Check } from '../instructions/schedule.ts';
import type { Submission } from '../instructions/submission.ts';
import type { Order, OrderAggregate } from './aggregate.ts';
import { observePayment } from './observe-payment.ts';
import { observeRefund, refundNow } from './observe-refund.ts';
import { changeOrder } from './order.ts';
import { changeRefund } from './refund.ts';
import { changeSettlement } from './settlement.ts';
import { keyAt, effect, reportedElsewhere } from './source.ts';
import type { Effect, Source } from './source.ts';
import type { KeyToLoad, SubjectKind, WorkingSet } from './working-set.ts';

/** An observation, with the id for its subject if that is new here. */
export interface Reported {
  observation: Observation;
  newId: NewId;
}

/** What a query or a send changes, beside what the provider answered. */
export interface Progress {
  submission?: Submission;
  checked?: Check;
  /** How far a capture of an order got. */
  captured?: CaptureStep | undefined;
  /** The result of judging all evidence again, where that is to be stored. */
  joined?: Known<unknown>;
}

/** The keys that must be loaded for an observation to find its subject. */
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

/** Adds an observation to its subject, and decides the resulting state and events. */
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

function observeOrder(set: WorkingSet, source: Source, observation: OrderOrAbsence): Effect {
  const found = set.order(keyAt(source, observation.providerReference));
  if (found === null) return 'UNMATCHED';
  return effect(found.order, applyToOrder(set, source, found, [observation]));
}

export type OrderOrAbsence = OrderObservation | AbsenceObservation;

/** Applies several observations of one order as one change with one event. */
export function applyToOrder(
  set: WorkingSet,
  source: Source,
  aggregate: OrderAggregate,
  facts: readonly OrderOrAbsence[],
  { captured, ...progress }: Progress = {},
): Order {
  const isHere = aggregate.order.accountId === source.accountId;
  const change = isHere
    ? { ...progress, facts: captured ? [...facts, captured] : facts }
    : { elsewhere: reportedElsewhere(source, facts) };
  return set.apply(changeOrder(aggregate, change, source)).order;
}

function observeSettlement(
  set: WorkingSet,
  source: Source,
  observation: SettlementObservation | AbsenceObservation,
): Effect {
  const found = set.settlement(keyAt(source, observation.providerReference));
  if (found === null) return 'UNMATCHED';
  const { settlement } = set.apply(changeSettlement(found, { facts: [observation] }, source));
  return effect(found.settlement, settlement);
}

/** Stores an absence, which proves nothing by itself. `isAbsent` and `giveUpAbsent` conclude from two of them. */
function observeAbsence(set: WorkingSet, source: Source, observation: AbsenceObservation): Effect {
  switch (observation.of) {
    case 'ORDER':
      return observeOrder(set, source, observation);
    case 'SETTLEMENT':
      return observeSettlement(set, source, observation);
    case 'REFUND': {
      const found = set.refund(keyAt(source, observation.providerReference));
      if (found === null) return 'UNMATCHED';
      set.apply(changeRefund(found.aggregate, found.refund, { facts: [observation] }, source));
      return effect(found.refund, refundNow(set, found.refund));
    }
  }
}
