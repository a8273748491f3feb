import { decidedStatus } from './attention/decision.ts';
import { foldChargebacks, isTakenByChargebacks } from './chargebacks/chargeback.ts';
import type { Chargeback, Taken } from './chargebacks/chargeback.ts';
import type { Decision } from './attention/decision.ts';
import { foldAuthorization } from './capture/authorization.ts';
import type { Authorization } from './capture/authorization.ts';
import { isSilent, lastStated, join, addReport, soundReportTimes, strongest } from './evidence.ts';
import type { Concern, ReportTimesByStatus } from './evidence.ts';
import { greatest, sameCurrency } from './money.ts';
import type { Money } from './money.ts';
import { instant, withSoundExpiry } from './observation.ts';
import type {
  Failure,
  Fee,
  OrderObservation,
  ReportedOrderStatus,
  PaymentInstructions,
} from './observation.ts';
import { statusBySubmission } from './instructions/submission.ts';
import type { Submission } from './instructions/submission.ts';

export const orderStatuses = [
  'CREATED',
  'SUBMITTING',
  'UNKNOWN',
  'AWAITING_PAYMENT',
  'PARTIALLY_PAID',
  'PROCESSING',
  'AUTHORIZED',
  'PAID',
  'EXPIRED',
  'CANCELED',
  'FAILED',
  'REVERSED',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];
export type Phase = 'OPEN' | 'SETTLED' | 'FINAL';

/** Money of an abnormal payment that a person has accepted for the order. */
export interface AcceptedMoney {
  abnormalPaymentId: string;
  amount: Money;
  /** Epoch milliseconds at which it was accepted. */
  at: number;
  /** By the provider's report it is no surplus, and so it may be the money that a person has decided about. */
  mayBeDecided?: true;
}

/** The joined evidence of an order. Empty until the provider has reported it. */
export interface OrderEvidence {
  seen: ReportTimesByStatus<ReportedOrderStatus | 'FAILED_OR_EXPIRED'>;
  providerOrderId: string | null;
  payable: Money | null;
  paid: Money | null;
  refundableLimit: Money | null;
  fees: readonly Fee[];
  instructions: PaymentInstructions;
  expiresAt: number | null;
  failure: Failure | null;
  /** The provider takes no more money for it, whatever its status. */
  isFinal: boolean;
  /** Null while the provider states none, and nothing was captured from here. */
  authorization: Authorization | null;
  /** One for each abnormal payment, in the order of their ids. */
  accepted: readonly AcceptedMoney[];
  /** One for each of the provider's numbers, in their order. */
  chargebacks: readonly Chargeback[];
  /** The latest of a person about the unknown outcome; null where nobody has decided. */
  decision: Decision | null;
  attention: readonly Concern[];
}

export const noOrderEvidence: OrderEvidence = {
  seen: {},
  providerOrderId: null,
  payable: null,
  paid: null,
  refundableLimit: null,
  fees: [],
  instructions: {},
  expiresAt: null,
  failure: null,
  isFinal: false,
  authorization: null,
  accepted: [],
  chargebacks: [],
  decision: null,
  attention: [],
};

/**
 * Evidence as an earlier version stored it, with defaults for members that it did not have, and without impossible
 * times.
 */
export function orderEvidenceFrom(stored: OrderEvidence): OrderEvidence {
  const evidence = { ...noOrderEvidence, ...stored };
  return {
    ...evidence,
    seen: soundReportTimes(evidence.seen),
    instructions: withSoundExpiry(evidence.instructions),
    expiresAt: instant(evidence.expiresAt),
  };
}

/** Adds an observation. Commutative, associative and idempotent, so that replays and reordering change nothing. */
export function foldOrder(
  evidence: OrderEvidence,
  observation: OrderObservation,
  recordedAt: number,
): OrderEvidence {
  const { seen } = evidence;
  const status = observation.failedOrExpired ? 'FAILED_OR_EXPIRED' : observation.status;
  return {
    seen: addReport(seen, status, observation.occurredAt, recordedAt),
    providerOrderId: join(evidence.providerOrderId, observation.providerOrderId),
    payable: join(evidence.payable, observation.payable),
    paid: mostPaid(evidence.paid, observation.paid),
    refundableLimit: join(evidence.refundableLimit, observation.refundableLimit),
    fees: join<readonly Fee[]>(evidence.fees, observation.fees) ?? [],
    instructions: joinInstructions(evidence.instructions, observation.instructions ?? {}),
    expiresAt: join(evidence.expiresAt, observation.expiresAt),
    failure: join(evidence.failure, observation.failure),
    isFinal: evidence.isFinal || (observation.isFinal ?? false),
    authorization: foldAuthorization(evidence.authorization, observation),
    accepted: evidence.accepted,
    chargebacks: foldChargebacks(evidence.chargebacks, observation.chargebacks ?? [], recordedAt),
    decision: evidence.decision,
    attention: evidence.attention,
  };
}

/** Adds an acceptance. Commutative, associative and idempotent, with other acceptances and with observations. */
export function foldAcceptance(evidence: OrderEvidence, accepted: AcceptedMoney): OrderEvidence {
  const { abnormalPaymentId: id } = accepted;
  const known = evidence.accepted.find(({ abnormalPaymentId }) => abnormalPaymentId === id);
  const others = evidence.accepted.filter((one) => one !== known);
  const joined = [...others, join(known ?? null, accepted) ?? accepted];
  return {
    ...evidence,
    accepted: joined.toSorted((a, b) => (a.abnormalPaymentId < b.abnormalPaymentId ? -1 : 1)),
  };
}

/** The paid amount only grows, so the greater of two statements is the later one. */
function mostPaid(known: Money | null, observation: Money | undefined): Money | null {
  if (known === null || observation === undefined) return known ?? observation ?? null;
  // Two currencies never meet here (`namesOtherMoney`). If they did, that would be no reason to fail.
  return sameCurrency(known, observation) ? greatest(known, observation) : join(known, observation);
}

function joinInstructions(a: PaymentInstructions, b: PaymentInstructions): PaymentInstructions {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof PaymentInstructions>;
  const joined = [...keys].toSorted().map((key) => [key, join(a[key] ?? null, b[key])]);
  return Object.fromEntries(joined) as PaymentInstructions;
}

/** Evidence of money outranks its absence. An explicit refusal outranks an expiry. */
const settledRanking: readonly ReportedOrderStatus[] = [
  'REVERSED',
  'PAID',
  'FAILED',
  'CANCELED',
  'EXPIRED',
];
const waitingRanking: readonly ReportedOrderStatus[] = ['PARTIALLY_PAID', 'AWAITING_PAYMENT'];

/** The status without regard to charge-backs. `expiresAt`: as for `orderStatus`. */
export function statusBeforeChargebacks(
  evidence: OrderEvidence,
  submission: Submission,
  expiresAt: number | null,
): OrderStatus {
  const reported = reportedStatus(evidence, expiresAt);
  // Accepted money is evidence of money like the provider's own. Only a reversal outranks it.
  if (evidence.accepted.length > 0 && reported !== 'REVERSED') return 'PAID';
  // A refusal while the answer to our request is still on its way: another account may yet be tried.
  if (submission.state === 'IN_FLIGHT' && isOnlyRefused(evidence)) return 'SUBMITTING';
  const known = reported ?? decidedStatus(evidence, 'PAID');
  return known ?? statusBySubmission(submission, isSilent(evidence), 'CREATED');
}

/** The status by the provider's reports alone; null while there is none. */
export function reportedStatus(
  evidence: OrderEvidence,
  expiresAt: number | null,
): ReportedOrderStatus | null {
  return settledStatus(evidence, expiresAt) ?? openStatus(evidence);
}

/** A status that covers failure and expiry is decided by the order's own expiry (docs/rules.md#failed-or-expired). */
function settledStatus(
  { seen, expiresAt }: OrderEvidence,
  ownExpiry: number | null,
): ReportedOrderStatus | null {
  const undecided = seen.FAILED_OR_EXPIRED;
  if (undecided === undefined) return strongest(seen, settledRanking);
  const expiry = expiresAt ?? ownExpiry;
  const isOver = expiry !== null && (undecided.firstAt ?? undecided.recordedAt) >= expiry;
  return strongest({ ...seen, [isOver ? 'EXPIRED' : 'FAILED']: undecided }, settledRanking);
}

/**
 * PROCESSING goes back to a waiting status only where the provider states a later time for that: then the chain
 * replaced the transaction. A part that was paid never goes back to waiting. What is authorised waits for the merchant
 * alone, however it came to that (docs/rules.md#authorised-and-not-captured).
 */
function openStatus({ seen }: OrderEvidence): ReportedOrderStatus | null {
  if (seen.AUTHORIZED !== undefined) return 'AUTHORIZED';
  const waiting = strongest(seen, waitingRanking);
  if (seen.PROCESSING === undefined) return waiting;
  const waitingAt = lastStated(seen, waitingRanking);
  const { lastAt } = seen.PROCESSING;
  return waitingAt !== null && lastAt !== null && waitingAt > lastAt ? waiting : 'PROCESSING';
}

/** Whether nothing is known but a refusal of the provider, if anything: another account may be tried. */
export function isOnlyRefused({ seen, accepted, decision }: OrderEvidence): boolean {
  const { FAILED: _refused, FAILED_OR_EXPIRED: _either, ...others } = seen;
  return accepted.length === 0 && decision === null && isSilent({ seen: others });
}

export function orderPhase(status: OrderStatus, evidence: { isFinal: boolean } & Taken): Phase {
  switch (status) {
    case 'CREATED':
    case 'SUBMITTING':
    case 'UNKNOWN':
    case 'AUTHORIZED':
      return 'OPEN';
    case 'AWAITING_PAYMENT':
    case 'PARTIALLY_PAID':
    case 'PROCESSING':
      return evidence.isFinal ? 'SETTLED' : 'OPEN';
    case 'PAID':
    case 'EXPIRED':
    case 'CANCELED':
    case 'FAILED':
      return 'SETTLED';
    case 'REVERSED':
      return isTakenByChargebacks(evidence) ? 'SETTLED' : 'FINAL';
  }
}

const later: readonly OrderStatus[] = ['PROCESSING', 'AUTHORIZED'];
const open: readonly OrderStatus[] = ['AWAITING_PAYMENT', 'PARTIALLY_PAID', ...later];
const over: readonly OrderStatus[] = ['PAID', 'EXPIRED', 'CANCELED', 'FAILED', 'REVERSED'];

/**
 * Evidence may skip steps. Corrections are the transitions out of a settled status
 * (docs/rules.md#moves-between-statuses).
 */
export const orderTransitions: Record<OrderStatus, readonly OrderStatus[]> = {
  CREATED: ['SUBMITTING', 'UNKNOWN', ...open, ...over],
  SUBMITTING: ['CREATED', 'UNKNOWN', ...open, ...over],
  UNKNOWN: ['CREATED', 'SUBMITTING', ...open, ...over],
  AWAITING_PAYMENT: ['PARTIALLY_PAID', ...later, ...over],
  PARTIALLY_PAID: [...later, ...over],
  // Back to waiting: the chain replaced the transaction that was being confirmed.
  PROCESSING: ['AWAITING_PAYMENT', 'PARTIALLY_PAID', 'AUTHORIZED', ...over],
  AUTHORIZED: over,
  // An explicit refusal can arrive after the expiry, and money after either.
  EXPIRED: ['CANCELED', 'FAILED', 'PAID', 'REVERSED'],
  CANCELED: ['UNKNOWN', ...open, 'PAID', 'EXPIRED', 'FAILED', 'REVERSED'],
  // If we gave it up or withdrew it, any report of the provider replaces that. EXPIRED: a status that covers both was
  // recorded before the provider named the expiry.
  FAILED: ['UNKNOWN', ...open, 'PAID', 'EXPIRED', 'CANCELED', 'REVERSED'],
  PAID: ['REVERSED'],
  REVERSED: [],
};
