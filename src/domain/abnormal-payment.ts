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

/** A person's decision about all that was pending at that moment. */
export interface AbnormalPaymentResolution {
  /** ACCEPT: the money counts towards the order from now on. DISMISS: it was handled elsewhere. */
  kind: (typeof abnormalPaymentResolutionKinds)[number];
  note: string;
  /** The API key that resolved it, and the key's name at the time. */
  keyId: string;
  by: string;
  /** Epoch milliseconds. */
  at: number;
  amount: Money;
}

export interface AbnormalPaymentEvidence {
  type: AbnormalPaymentType;
  received: Money;
  /** The greatest and the least amount that was ever pending. The pending amount only goes down. */
  pendingAtFirst: Money;
  pendingAtLeast: Money;
  handled: boolean;
  /** Nothing was pending because a refund of it was under way at the provider. */
  isReserved?: true;
  transactionHash: string | null;
  /** Null until it is resolved by hand, which is possible once. */
  resolution: AbnormalPaymentResolution | null;
}

/** Whether the observation is in the currencies of what is known. If it is not, it counts for nothing. */
export function isOfSameMoney(
  { received, pendingAtFirst }: AbnormalPaymentEvidence,
  reported: AbnormalPaymentObservation,
): boolean {
  return (
    sameCurrency(received, reported.received) && sameCurrency(pendingAtFirst, reported.pending)
  );
}

/** Adds an observation. `evidence` is null for the first one. Commutative, associative and idempotent. */
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

/** Adds a person's resolution. Commutes with what the provider reports before and after. */
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
  /**
   * Requested here, so made after we knew of the payment. A refund made elsewhere is already in the provider's
   * `pending`.
   */
  isOwn: boolean;
  status: PayoutStatus;
  amount: Money;
}

/**
 * What is still to be refunded or accepted: the provider's pending amount, less our own refunds that have succeeded
 * since. The provider may have subtracted a refund that is under way. When such a refund fails, its amount is pending
 * again, less what refunds made elsewhere have taken meanwhile.
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
  const returnedElsewhere = total(({ isOwn, status }) => !isOwn && status === 'SUCCEEDED');
  const released = total(({ status }) => isReturned(status));
  const atMost = greatest(subtract(evidence.pendingAtFirst, returned), nothing);
  const reopened = least(atMost, add(evidence.pendingAtLeast, released));
  return greatest(least(atMost, evidence.pendingAtLeast), subtract(reopened, returnedElsewhere));
}

/**
 * What refunds and a resolution have taken. A refund takes its amount unless it is FAILED, REJECTED, CANCELED or
 * REVERSED. No new refund is limited by this: while one is open the status is RESOLVING and no other may be made, and
 * the database compares with what is pending. A refund that was made elsewhere is a fact and can exceed what was ever
 * pending, which `isOverdrawn` shows.
 */
export function heldAmount(
  evidence: AbnormalPaymentEvidence,
  refunds: readonly Pick<RefundOfIt, 'status' | 'amount'>[],
): Money {
  const standing = refunds.filter(({ status }) => !isReturned(status));
  return sum(standing, evidence.resolution?.amount ?? zero(evidence.pendingAtFirst));
}

/** Whether more was taken than was ever pending. */
export function isOverdrawn({
  evidence,
  held,
}: {
  evidence: AbnormalPaymentEvidence;
  held: bigint;
}): boolean {
  return held > evidence.pendingAtFirst.minor;
}

/** A refund in another currency, which a portal may make, takes nothing of this amount. */
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
  // Nothing may be pending because of a refund that has yet to succeed.
  if (refunds.some(isUnderWay)) return 'RESOLVING';
  if (pendingAmount(evidence, refunds).minor > 0n) return 'OPEN';
  return evidence.isReserved && !isReturnedInFull(evidence, refunds) ? 'RESOLVING' : 'RESOLVED';
}

/** Whether a refund that is not known here takes it. Then only a query shows what becomes of it. */
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
