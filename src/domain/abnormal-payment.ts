import { join } from './evidence.ts';
import { add, greatest, least, sameCurrency, subtract, zero } from './money.ts';
import type { Money } from './money.ts';
import type { AbnormalPaymentObservation, AbnormalPaymentType } from './observation.ts';
import { isReturned } from './payout.ts';
import type { PayoutStatus } from './payout.ts';

export const abnormalPaymentTypes = ['OVERPAID', 'UNDERPAID', 'LATE', 'UNCLASSIFIED'] as const;
export const abnormalPaymentStatuses = ['OPEN', 'RESOLVING', 'RESOLVED'] as const;
export type AbnormalPaymentStatus = (typeof abnormalPaymentStatuses)[number];
export const abnormalPaymentResolutionKinds = ['ACCEPT', 'DISMISS'] as const;

/** What a person has decided about all that was pending at that moment. */
export interface AbnormalPaymentResolution {
  /** ACCEPT: it counts towards the order from now on. DISMISS: it was dealt with elsewhere. */
  kind: (typeof abnormalPaymentResolutionKinds)[number];
  note: string;
  /** The API key that asked for it, and its name at the time. */
  keyId: string;
  by: string;
  /** Epoch milliseconds. */
  at: number;
  amount: Money;
}

export interface AbnormalPaymentEvidence {
  type: AbnormalPaymentType;
  received: Money;
  /** The greatest and the least that was ever still to be handled: it only goes down. */
  pendingAtFirst: Money;
  pendingAtLeast: Money;
  handled: boolean;
  /** There was nothing pending because of a refund that was under way at the provider. */
  isReserved?: true;
  transactionHash: string | null;
  /** Null until it is resolved by hand, which is possible once. */
  resolution: AbnormalPaymentResolution | null;
}

/** Whether it is of the same money as before; of other money it counts for nothing. */
export function isOfSameMoney(
  { received, pendingAtFirst }: AbnormalPaymentEvidence,
  reported: AbnormalPaymentObservation,
): boolean {
  return (
    sameCurrency(received, reported.received) && sameCurrency(pendingAtFirst, reported.pending)
  );
}

/** Adds an observation; null where it is the first. Commutative, associative and idempotent. */
export function foldAbnormalPayment(
  evidence: AbnormalPaymentEvidence | null,
  reported: AbnormalPaymentObservation,
): AbnormalPaymentEvidence {
  if (evidence !== null && !isOfSameMoney(evidence, reported)) return evidence;
  return {
    type: classify(evidence?.type ?? 'UNCLASSIFIED', reported.type),
    received:
      evidence === null ? reported.received : greatest(evidence.received, reported.received),
    pendingAtFirst:
      evidence === null ? reported.pending : greatest(evidence.pendingAtFirst, reported.pending),
    pendingAtLeast:
      evidence === null ? reported.pending : least(evidence.pendingAtLeast, reported.pending),
    handled: (evidence?.handled ?? false) || reported.handled,
    ...(evidence?.isReserved || reported.isReserved ? { isReserved: true } : {}),
    transactionHash: join(evidence?.transactionHash ?? null, reported.transactionHash),
    resolution: evidence?.resolution ?? null,
  };
}

/** Adds what was decided by hand. Commutes with what the provider reports before and after. */
export function resolveManually(
  evidence: AbnormalPaymentEvidence,
  resolution: AbnormalPaymentResolution,
): AbnormalPaymentEvidence {
  return { ...evidence, resolution: join(evidence.resolution, resolution) };
}

function classify(known: AbnormalPaymentType, reported: AbnormalPaymentType): AbnormalPaymentType {
  if (known === 'UNCLASSIFIED') return reported;
  if (reported === 'UNCLASSIFIED') return known;
  return join(known, reported) ?? known;
}

export interface RefundOfIt {
  /** Asked for here, so after we knew of the payment; another's is in what the provider says is pending. */
  isOwn: boolean;
  status: PayoutStatus;
  amount: Money;
}

/**
 * Still to be given back or accepted: as the provider says, less what our own refunds have proven since. What it says
 * may be less by a refund under way, so that where one came to nothing, its amount is pending again, but for what other
 * refunds than ours have taken meanwhile.
 */
export function pendingAmount(
  evidence: AbnormalPaymentEvidence,
  refunds: readonly RefundOfIt[],
): Money {
  const nothing = zero(evidence.pendingAtFirst);
  if (evidence.handled || evidence.resolution !== null) return nothing;
  const total = (isWanted: (refund: RefundOfIt) => boolean): Money =>
    sum(refunds.filter(isWanted), nothing);
  const returned = total(({ isOwn, status }) => isOwn && status === 'SUCCEEDED');
  const taken = total(({ isOwn, status }) => !isOwn && status === 'SUCCEEDED');
  const inVain = total(({ status }) => isReturned(status));
  const rest = greatest(subtract(evidence.pendingAtFirst, returned), nothing);
  const again = least(rest, add(evidence.pendingAtLeast, inVain));
  return greatest(least(rest, evidence.pendingAtLeast), subtract(again, taken));
}

/**
 * What refunds and a resolution take of all that was ever pending. The database holds what we ask for newly within
 * that; what happened without us is a fact, and can be more.
 */
export function heldAmount(
  evidence: AbnormalPaymentEvidence,
  refunds: readonly Pick<RefundOfIt, 'status' | 'amount'>[],
): Money {
  const standing = refunds.filter(({ status }) => !isReturned(status));
  return sum(standing, evidence.resolution?.amount ?? zero(evidence.pendingAtFirst));
}

/** Whether more was taken of it than was ever pending. */
export function isOverdrawn({
  evidence,
  held,
}: {
  evidence: AbnormalPaymentEvidence;
  held: bigint;
}): boolean {
  return held > evidence.pendingAtFirst.minor;
}

/** What a portal may give back in another currency takes nothing of this one. */
const sum = (refunds: readonly Pick<RefundOfIt, 'amount'>[], start: Money): Money =>
  refunds
    .map(({ amount }) => amount)
    .filter((amount) => sameCurrency(amount, start))
    .reduce(add, start);

export function abnormalPaymentStatus(
  evidence: AbnormalPaymentEvidence,
  refunds: readonly RefundOfIt[],
): AbnormalPaymentStatus {
  if (evidence.handled || evidence.resolution !== null) return 'RESOLVED';
  // That nothing is pending may be because of a refund that has yet to succeed.
  if (refunds.some(isUnderWay)) return 'RESOLVING';
  if (pendingAmount(evidence, refunds).minor > 0n) return 'OPEN';
  return evidence.isReserved && !isReturnedInFull(evidence, refunds) ? 'RESOLVING' : 'RESOLVED';
}

/** Whether a refund takes it that is not known here, so that nothing but a query tells what becomes of it. */
export function isTakenByOthers(
  evidence: AbnormalPaymentEvidence,
  refunds: readonly RefundOfIt[],
): boolean {
  return abnormalPaymentStatus(evidence, refunds) === 'RESOLVING' && !refunds.some(isUnderWay);
}

const isUnderWay = ({ status }: RefundOfIt): boolean =>
  status !== 'SUCCEEDED' && !isReturned(status);

function isReturnedInFull(
  { pendingAtFirst }: AbnormalPaymentEvidence,
  refunds: readonly RefundOfIt[],
): boolean {
  const succeeded = refunds.filter(({ status }) => status === 'SUCCEEDED');
  return succeeded.length > 0 && sum(succeeded, zero(pendingAtFirst)).minor >= pendingAtFirst.minor;
}
