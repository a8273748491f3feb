import type { Money } from './money.ts';

/**
 * A fact from outside in our terms. Observations are only added to what is known of a subject. The state follows from
 * the set of them, whatever their order (`foldOrder`, `foldPayout` …).
 */
export type Observation =
  | OrderObservation
  | RefundObservation
  | SettlementObservation
  | AbnormalPaymentObservation
  | AbsenceObservation;

/** Where the observation came from: the event causes other than a caller's own action. */
export type ObservationCause = 'PROVIDER_ANSWER' | 'WEBHOOK' | 'PROVIDER_QUERY' | 'RECONCILIATION';

export interface Failure {
  code: FailureCode;
  message: string;
  /** The provider's own code and text, where it gave one. */
  providerCode: string | null;
  providerMessage: string | null;
}

export const failureCodes = [
  'DECLINED',
  'REJECTED',
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_AUTHENTICATION',
  'METHOD_NOT_ENABLED',
  'OTHER',
] as const;
export type FailureCode = (typeof failureCodes)[number];

const [earliest, latest] = [Date.UTC(2000, 0), Date.UTC(2100, 0)];

/**
 * A time that somebody else states, in epoch milliseconds; null where it cannot be a time. Seconds read as milliseconds
 * are in 1970, and milliseconds read as seconds are in an impossible year.
 */
export function instant(at: number | null | undefined): number | null {
  return typeof at === 'number' && at >= earliest && at < latest ? at : null;
}

interface Stated {
  /** When it happened according to the provider, in epoch milliseconds; null where the provider does not say. */
  occurredAt: number | null;
  /**
   * The amount that was requested, according to the message. If it is not what we requested, nothing in the message
   * counts.
   */
  requested?: Money;
}

/** What the payer may be shown. Joined member by member, because no single message carries all of it. */
export interface PaymentInstructions {
  checkoutUrl?: string;
  depositAddress?: string;
  tokenContract?: string;
  qrPayload?: string;
  qrExpiresAt?: number;
}

export interface Fee {
  type: string;
  amount: Money;
}

export type ReportedOrderStatus =
  | 'AWAITING_PAYMENT'
  | 'PARTIALLY_PAID'
  | 'PROCESSING'
  | 'AUTHORIZED'
  | 'PAID'
  | 'EXPIRED'
  | 'CANCELED'
  | 'FAILED'
  | 'REVERSED';

export const chargebackStatuses = ['OPEN', 'WON', 'LOST'] as const;
export type ChargebackStatus = (typeof chargebackStatuses)[number];

/** A charge-back of an order's payment, as the provider states it (docs/rules.md#charge-backs). */
export interface ReportedChargeback {
  /** The provider's own number of it. */
  providerChargebackId: string;
  /** OPEN: the money is taken, and it is contested or may be. WON: it was given back. LOST: it stays taken. */
  status: ChargebackStatus;
  /** What of the payment it takes, in the currency that was paid. */
  amount: Money;
  /** When it took this status, in epoch milliseconds; null where the provider does not say. */
  occurredAt: number | null;
}

export interface OrderObservation extends Stated {
  subject: 'ORDER';
  /** The reference that we gave the provider for the order. */
  providerReference: string;
  /** Null: the provider states no status, or one that we do not know. It proves only that the order exists there. */
  status: ReportedOrderStatus | null;
  /**
   * The status covers failure and expiry alike: EXPIRED where the order's own time had passed, otherwise FAILED
   * (docs/rules.md#failed-or-expired).
   */
  failedOrExpired?: boolean;
  /**
   * The provider takes no more money for the order, although its status is an open one
   * (docs/rules.md#done-with-a-part-paid).
   */
  isFinal?: boolean;
  providerOrderId?: string;
  payable?: Money;
  paid?: Money;
  /** What may be captured. Stated with AUTHORIZED alone. */
  authorized?: Money;
  /** When the authorisation lapses, in epoch milliseconds. */
  authorizedUntil?: number;
  /** What the provider gives back of `paid`, where that is less than all. */
  refundableLimit?: Money;
  fees?: readonly Fee[];
  /** Those that the message states. What it leaves out stays as it was. */
  chargebacks?: readonly ReportedChargeback[];
  instructions?: PaymentInstructions;
  expiresAt?: number;
  failure?: Failure;
}

export type ReportedPayoutStatus =
  'PENDING' | 'PROCESSING' | 'SUCCEEDED' | 'FAILED' | 'REJECTED' | 'CANCELED' | 'REVERSED';

export interface RefundObservation extends Stated {
  subject: 'REFUND';
  providerReference: string;
  status: ReportedPayoutStatus | null;
  /** The answer was about all refunds of the order together. It does not prove that this one exists. */
  isSilent?: true;
  /** What the answer is about may be another refund, which a restore has lost. It proves nothing. */
  mayBeOfAnother?: true;
  /**
   * Epoch milliseconds: when the answer proved that no refund which is not known here was open or had taken of what
   * this one takes.
   */
  aloneAt?: number;
  /** With `amount`, this is enough to adopt a refund that was made in the provider's portal. */
  orderProviderReference?: string;
  providerAbnormalPaymentId?: string;
  amount?: Money;
  providerRefundId?: string;
  transactionHash?: string;
  failure?: Failure;
}

export interface SettlementObservation extends Stated {
  subject: 'SETTLEMENT';
  providerReference: string;
  status: ReportedPayoutStatus | null;
  amount?: Money;
  fee?: Money;
  providerSettlementId?: string;
  transactionHash?: string;
  failure?: Failure;
}

export type AbnormalPaymentType = 'OVERPAID' | 'UNDERPAID' | 'LATE' | 'UNCLASSIFIED';

export interface AbnormalPaymentObservation extends Stated {
  subject: 'ABNORMAL_PAYMENT';
  providerAbnormalPaymentId: string;
  orderProviderReference: string | null;
  /** UNCLASSIFIED where the message does not say. */
  type: AbnormalPaymentType;
  /** True once the provider says that it has been handled. */
  handled: boolean;
  received: Money;
  pending: Money;
  /** Nothing is pending because a refund that is under way at the provider takes all of it. */
  isReserved?: true;
  transactionHash?: string;
}

/** The provider was queried and does not have this reference. It is proof only under the rules of `submission.ts`. */
export interface AbsenceObservation {
  subject: 'ABSENCE';
  of: 'ORDER' | 'REFUND' | 'SETTLEMENT';
  providerReference: string;
  /** Epoch milliseconds at which the query was sent. */
  queriedAt: number;
  /** Since when the wall clock had run steadily; left out: always. */
  steadySince?: number;
}

/** The observation without impossible times; the same object where there are none. */
export function withSoundTimes<Of extends { subject: string }>(observation: Of): Of;
export function withSoundTimes(observation: Observation): Observation {
  if (!('occurredAt' in observation)) return observation;
  const occurredAt = instant(observation.occurredAt);
  const sound =
    occurredAt === observation.occurredAt ? observation : { ...observation, occurredAt };
  if (sound.subject !== 'ORDER') return sound;
  return withSoundMembers(withSoundEnds(sound));
}

const isImpossible = (at: number | undefined): boolean => at !== undefined && instant(at) === null;

/** Without ends that are impossible; the same object where there are none. */
function withSoundEnds(order: OrderObservation): OrderObservation {
  const { expiresAt, authorizedUntil, ...rest } = order;
  if (!isImpossible(expiresAt) && !isImpossible(authorizedUntil)) return order;
  return {
    ...rest,
    ...(expiresAt !== undefined && !isImpossible(expiresAt) && { expiresAt }),
    ...(authorizedUntil !== undefined && !isImpossible(authorizedUntil) && { authorizedUntil }),
  };
}

function withSoundMembers(order: OrderObservation): OrderObservation {
  const { instructions, chargebacks } = order;
  const isSound =
    (instructions === undefined || withSoundExpiry(instructions) === instructions) &&
    (chargebacks?.every(({ occurredAt: at }) => instant(at) === at) ?? true);
  if (isSound) return order;
  return {
    ...order,
    ...(instructions && { instructions: withSoundExpiry(instructions) }),
    ...(chargebacks && { chargebacks: chargebacks.map(withSoundTime) }),
  };
}

const withSoundTime = (chargeback: ReportedChargeback): ReportedChargeback => ({
  ...chargeback,
  occurredAt: instant(chargeback.occurredAt),
});

export function withSoundExpiry(instructions: PaymentInstructions): PaymentInstructions {
  const { qrExpiresAt, ...rest } = instructions;
  return qrExpiresAt === undefined || instant(qrExpiresAt) !== null ? instructions : rest;
}

/** Takes the time from the notice that made us query, because a list has no times. */
export function datedLike(observation: Observation, notices: readonly Observation[]): Observation {
  if (observation.subject !== 'ABNORMAL_PAYMENT' || observation.occurredAt !== null)
    return observation;
  const { providerAbnormalPaymentId: id } = observation;
  const notice = notices
    .filter((one) => one.subject === 'ABNORMAL_PAYMENT')
    .find(({ providerAbnormalPaymentId }) => providerAbnormalPaymentId === id);
  return notice === undefined ? observation : { ...observation, occurredAt: notice.occurredAt };
}
