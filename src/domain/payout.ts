import { isSilent, settleOn, sight, soundSightings, strongest } from './evidence.ts';
import type { AttentionReason, Sightings } from './evidence.ts';
import { sameCurrency, sameMoney } from './money.ts';
import type { Money } from './money.ts';
import type {
  Failure,
  PayoutWord,
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
  seen: Sightings<PayoutWord>;
  /** The provider's own number of the refund or settlement. */
  providerId: string | null;
  transactionHash: string | null;
  fee: Money | null;
  failure: Failure | null;
  attention: readonly AttentionReason[];
}

export const noPayoutEvidence: PayoutEvidence = {
  seen: {},
  providerId: null,
  transactionHash: null,
  fee: null,
  failure: null,
  attention: [],
};

/** As an earlier version kept it: with all that it did not know of, and without times that cannot be. */
export function payoutEvidenceFrom(kept: PayoutEvidence): PayoutEvidence {
  const evidence = { ...noPayoutEvidence, ...kept };
  return { ...evidence, seen: soundSightings(evidence.seen) };
}

/** Adds an observation. Commutative, associative and idempotent. */
export function foldPayout(
  evidence: PayoutEvidence,
  news: RefundObservation | SettlementObservation,
  heardAt: number,
): PayoutEvidence {
  const { seen } = evidence;
  const isNothing = news.subject === 'REFUND' && news.isSilent === true;
  const providerId = news.subject === 'REFUND' ? news.providerRefundId : news.providerSettlementId;
  return {
    seen: isNothing ? seen : sight(seen, news.status, news.occurredAt, heardAt),
    providerId: settleOn(evidence.providerId, providerId),
    transactionHash: settleOn(evidence.transactionHash, news.transactionHash),
    fee: settleOn(evidence.fee, news.subject === 'SETTLEMENT' ? news.fee : null),
    failure: settleOn(evidence.failure, news.failure),
    attention: evidence.attention,
  };
}

/** Whether a message names other money than was asked for, so that nothing in it counts. */
export function namesOtherMoney(
  news: RefundObservation | SettlementObservation,
  asked: Money,
): boolean {
  const named = [news.requested, news.amount];
  if (named.some((amount) => amount !== undefined && !sameMoney(amount, asked))) return true;
  const fee = news.subject === 'SETTLEMENT' ? news.fee : undefined;
  return fee !== undefined && !sameCurrency(fee, asked);
}

/** Money that is proven to have left outranks every statement that it did not. */
const ranking: readonly PayoutWord[] = [
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
    strongest(evidence.seen, ranking) ??
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
export const payoutMoves: Record<PayoutStatus, readonly PayoutStatus[]> = {
  REQUESTED: ['SUBMITTING', 'UNKNOWN', 'PENDING', 'PROCESSING', ...over],
  SUBMITTING: ['REQUESTED', 'UNKNOWN', 'PENDING', 'PROCESSING', ...over],
  UNKNOWN: ['REQUESTED', 'SUBMITTING', 'PENDING', 'PROCESSING', ...over],
  PENDING: ['PROCESSING', ...over],
  PROCESSING: [...over],
  // Where it was we who gave it up or took it back, whatever the provider says takes the place of that.
  FAILED: ['UNKNOWN', 'PENDING', 'PROCESSING', 'SUCCEEDED', 'REJECTED', 'CANCELED', 'REVERSED'],
  CANCELED: ['UNKNOWN', 'PENDING', 'PROCESSING', 'SUCCEEDED', 'FAILED', 'REJECTED', 'REVERSED'],
  // Contradicted only by proof that the money left.
  REJECTED: ['CANCELED', 'SUCCEEDED', 'REVERSED'],
  SUCCEEDED: ['REVERSED'],
  REVERSED: [],
};

/** Whether the amount is proven not to have left, or to have come back, and so may be used again. */
export function isGivenBack(status: PayoutStatus): boolean {
  return (
    status === 'FAILED' || status === 'REJECTED' || status === 'CANCELED' || status === 'REVERSED'
  );
}
