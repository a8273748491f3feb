import { settleOn } from './evidence.ts';
import { add, greatest, least, subtract, zero } from './money.ts';
import type { Money } from './money.ts';
import type { AbnormalPaymentObservation, AbnormalPaymentType } from './observation.ts';
import { isGivenBack } from './payout.ts';
import type { PayoutStatus } from './payout.ts';

export const abnormalPaymentTypes = ['OVERPAID', 'UNDERPAID', 'LATE', 'UNCLASSIFIED'] as const;
export const abnormalPaymentStatuses = ['OPEN', 'RESOLVING', 'RESOLVED'] as const;
export type AbnormalPaymentStatus = (typeof abnormalPaymentStatuses)[number];

export interface AbnormalPaymentEvidence {
  type: AbnormalPaymentType;
  received: Money;
  /** The greatest and the least that was ever still to be handled: it only goes down. */
  pendingAtFirst: Money;
  pendingAtLeast: Money;
  handled: boolean;
  transactionHash: string | null;
}

/** Adds an observation; null where it is the first. Commutative, associative and idempotent. */
export function foldAbnormalPayment(
  evidence: AbnormalPaymentEvidence | null,
  news: AbnormalPaymentObservation,
): AbnormalPaymentEvidence {
  return {
    type: classify(evidence?.type ?? 'UNCLASSIFIED', news.type),
    received: evidence === null ? news.received : greatest(evidence.received, news.received),
    pendingAtFirst:
      evidence === null ? news.pending : greatest(evidence.pendingAtFirst, news.pending),
    pendingAtLeast: evidence === null ? news.pending : least(evidence.pendingAtLeast, news.pending),
    handled: (evidence?.handled ?? false) || news.handled,
    transactionHash: settleOn(evidence?.transactionHash ?? null, news.transactionHash),
  };
}

function classify(known: AbnormalPaymentType, news: AbnormalPaymentType): AbnormalPaymentType {
  if (known === 'UNCLASSIFIED') return news;
  if (news === 'UNCLASSIFIED') return known;
  return settleOn(known, news) ?? known;
}

export interface RefundOfIt {
  /** Asked for here, so after we knew of the payment; another's is in what the provider says is pending. */
  isOwn: boolean;
  status: PayoutStatus;
  amount: Money;
}

/** Still to be given back or accepted: as the provider says, less what our own refunds have proven since. */
export function pendingAmount(
  evidence: AbnormalPaymentEvidence,
  refunds: readonly RefundOfIt[],
): Money {
  if (evidence.handled) return zero(evidence.received);
  const returned = refunds
    .filter(({ isOwn, status }) => isOwn && status === 'SUCCEEDED')
    .reduce((sum, { amount }) => add(sum, amount), zero(evidence.received));
  const rest = subtract(evidence.pendingAtFirst, returned);
  return least(rest.minor < 0n ? zero(rest) : rest, evidence.pendingAtLeast);
}

export function abnormalPaymentStatus(
  evidence: AbnormalPaymentEvidence,
  refunds: readonly RefundOfIt[],
): AbnormalPaymentStatus {
  if (pendingAmount(evidence, refunds).minor === 0n) return 'RESOLVED';
  const underWay = refunds.some(({ status }) => status !== 'SUCCEEDED' && !isGivenBack(status));
  return underWay ? 'RESOLVING' : 'OPEN';
}
