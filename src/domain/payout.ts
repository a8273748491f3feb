import { decidedStatus } from './attention/decision.ts';
import type { Decision } from './attention/decision.ts';
import { isSilent, join, addReport, soundReportTimes, strongest } from './evidence.ts';
import type { Concern, ReportTimesByStatus } from './evidence.ts';
import { sameCurrency, sameMoney } from './money.ts';
import type { Money } from './money.ts';
import type {
  Failure,
  ReportedPayoutStatus,
  RefundObservation,
  SettlementObservation,
} from './observation.ts';
import type { Phase } from './order.ts';
import { statusBySubmission } from './instructions/submission.ts';
import type { Submission } from './instructions/submission.ts';

/** What refunds and settlements share: money on its way out. */
export const payoutStatuses = [
  'REQUESTED',
  'SUBMITTING',
  'UNKNOWN',
  'PENDING',
  'PROCESSING',
  'SUCCEEDED',
  'FAILED',
  'REJECTED',
  'CANCELED',
  'REVERSED',
] as const;
export type PayoutStatus = (typeof payoutStatuses)[number];

export interface PayoutEvidence {
  seen: ReportTimesByStatus<ReportedPayoutStatus>;
  /** The provider's own number of the refund or settlement. */
  providerId: string | null;
  transactionHash: string | null;
  fee: Money | null;
  failure: Failure | null;
  /** The latest of a person about the unknown outcome; null where nobody has decided. */
  decision: Decision | null;
  attention: readonly Concern[];
  /**
   * For a refund: when no refund of its order that is not known here was open or had taken of what it takes, in epoch
   * milliseconds; null where that is not proven (docs/rules.md#refunds-that-a-restore-has-lost).
   */
  aloneAt: number | null;
}

export const noPayoutEvidence: PayoutEvidence = {
  seen: {},
  providerId: null,
  transactionHash: null,
  fee: null,
  failure: null,
  decision: null,
  attention: [],
  aloneAt: null,
};

/**
 * Evidence as an earlier version stored it, with defaults for members that it did not have, and without impossible
 * times.
 */
export function payoutEvidenceFrom(stored: PayoutEvidence): PayoutEvidence {
  const evidence = { ...noPayoutEvidence, ...stored };
  return { ...evidence, seen: soundReportTimes(evidence.seen) };
}

/** Adds an observation. Commutative, associative and idempotent. */
export function foldPayout(
  evidence: PayoutEvidence,
  observation: RefundObservation | SettlementObservation,
  recordedAt: number,
): PayoutEvidence {
  const { seen } = evidence;
  const isNothing = observation.subject === 'REFUND' && observation.isSilent === true;
  const providerId =
    observation.subject === 'REFUND'
      ? observation.providerRefundId
      : observation.providerSettlementId;
  return {
    seen: isNothing
      ? seen
      : addReport(seen, observation.status, observation.occurredAt, recordedAt),
    providerId: join(evidence.providerId, providerId),
    transactionHash: join(evidence.transactionHash, observation.transactionHash),
    fee: join(evidence.fee, observation.subject === 'SETTLEMENT' ? observation.fee : null),
    failure: join(evidence.failure, observation.failure),
    decision: evidence.decision,
    attention: evidence.attention,
    aloneAt: latest(
      evidence.aloneAt,
      observation.subject === 'REFUND' ? observation.aloneAt : null,
    ),
  };
}

function latest(known: number | null, reported: number | null | undefined): number | null {
  if (reported === null || reported === undefined) return known;
  return known === null ? reported : Math.max(known, reported);
}

/** Why a person has to look at it. An end that was reported since leaves no doubt to which refund it belongs. */
export function payoutAttention(
  { attention }: PayoutEvidence,
  status: PayoutStatus,
): readonly Concern[] {
  const isOpen = payoutPhase(status) === 'OPEN';
  return isOpen ? attention : attention.filter((reason) => reason !== 'MAY_BE_OF_ANOTHER');
}

/**
 * Whether a message names another amount or currency than was requested, so that nothing in it counts
 * (docs/rules.md#other-money).
 */
export function namesOtherMoney(
  observation: RefundObservation | SettlementObservation,
  requested: Money,
): boolean {
  const named = [observation.requested, observation.amount];
  if (named.some((amount) => amount !== undefined && !sameMoney(amount, requested))) return true;
  const fee = observation.subject === 'SETTLEMENT' ? observation.fee : undefined;
  return fee !== undefined && !sameCurrency(fee, requested);
}

/** Money that is proven to have left outranks every statement that it did not. */
export const payoutRanking: readonly ReportedPayoutStatus[] = [
  'REVERSED',
  'SUCCEEDED',
  'CANCELED',
  'REJECTED',
  'FAILED',
  'PROCESSING',
  'PENDING',
];

export function payoutStatus(evidence: PayoutEvidence, submission: Submission): PayoutStatus {
  return (
    strongest(evidence.seen, payoutRanking) ??
    decidedStatus(evidence, 'SUCCEEDED') ??
    statusBySubmission(submission, isSilent(evidence), 'REQUESTED')
  );
}

export function payoutPhase(status: PayoutStatus): Phase {
  switch (status) {
    case 'REQUESTED':
    case 'SUBMITTING':
    case 'UNKNOWN':
    case 'PENDING':
    case 'PROCESSING':
      return 'OPEN';
    case 'SUCCEEDED':
    case 'FAILED':
      return 'SETTLED';
    case 'REJECTED':
    case 'CANCELED':
    case 'REVERSED':
      return 'FINAL';
  }
}

const over: readonly PayoutStatus[] = ['SUCCEEDED', 'FAILED', 'REJECTED', 'CANCELED', 'REVERSED'];

/** docs/rules.md#moves-between-statuses */
export const payoutTransitions: Record<PayoutStatus, readonly PayoutStatus[]> = {
  REQUESTED: ['SUBMITTING', 'UNKNOWN', 'PENDING', 'PROCESSING', ...over],
  SUBMITTING: ['REQUESTED', 'UNKNOWN', 'PENDING', 'PROCESSING', ...over],
  UNKNOWN: ['REQUESTED', 'SUBMITTING', 'PENDING', 'PROCESSING', ...over],
  PENDING: ['PROCESSING', ...over],
  PROCESSING: [...over],
  // If we gave it up or withdrew it, any report of the provider replaces that.
  FAILED: ['UNKNOWN', 'PENDING', 'PROCESSING', 'SUCCEEDED', 'REJECTED', 'CANCELED', 'REVERSED'],
  CANCELED: ['UNKNOWN', 'PENDING', 'PROCESSING', 'SUCCEEDED', 'FAILED', 'REJECTED', 'REVERSED'],
  // Only proof that the money left contradicts it.
  REJECTED: ['CANCELED', 'SUCCEEDED', 'REVERSED'],
  SUCCEEDED: ['REVERSED'],
  REVERSED: [],
};

/** Whether the amount is proven not to have left, or to have come back, so that it can be used again. */
export function isReturned(status: PayoutStatus): boolean {
  return (
    status === 'FAILED' || status === 'REJECTED' || status === 'CANCELED' || status === 'REVERSED'
  );
}
