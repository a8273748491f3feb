import { failure, join } from '../evidence.ts';
import type { EvidenceRule } from '../evidence.ts';
import { isConcluded, ruleOfSubmission } from '../instructions/submission.ts';
import type { Submission } from '../instructions/submission.ts';
import type { Money } from '../money.ts';
import type { Failure, OrderObservation } from '../observation.ts';

/** What the payer has authorised of an order, and what is captured of it from here. */
export interface Authorization {
  /** What may be captured; null while the provider states no amount. */
  amount: Money | null;
  /** When it lapses, in epoch milliseconds; null where the provider does not say. */
  until: number | null;
  /** The latest one that was requested here; null before the first. */
  capture: Capture | null;
}

/** A request to take what was authorised, or a part of it. There is at most one that may have an effect. */
export interface Capture {
  /** Our number of it at the provider: the same in every attempt. */
  providerReference: string;
  amount: Money;
  /** Epoch milliseconds. */
  requestedAt: number;
  submission: Submission;
}

/** How far our own request to capture got. */
export interface CaptureStep {
  subject: 'CAPTURE';
  capture: Capture;
}

const nothing: Authorization = { amount: null, until: null, capture: null };

/** Adds what an observation states of the authorisation. Commutative, associative and idempotent. */
export function foldAuthorization(
  known: Authorization | null,
  { authorized, authorizedUntil }: OrderObservation,
): Authorization | null {
  if (authorized === undefined && authorizedUntil === undefined) return known;
  const { amount, until, capture } = known ?? nothing;
  return { amount: join(amount, authorized), until: join(until, authorizedUntil), capture };
}

/** Our own steps come one after the other: the latest says how far the capture is. */
export const foldCapture = <Evidence extends { authorization: Authorization | null }>(
  evidence: Evidence,
  { capture }: CaptureStep,
): Evidence => ({
  ...evidence,
  authorization: { ...(evidence.authorization ?? nothing), capture },
});

/** The rule that a step of a capture meets. `known`: the evidence before it. */
export function ruleOfCapture(known: object, { capture }: CaptureStep): EvidenceRule {
  const { authorization = null }: { authorization?: Authorization | null } = known;
  const before = authorization?.capture;
  const { submission } = capture;
  if (before?.providerReference !== capture.providerReference) return 'SENT';
  const isQueried = before.submission.absentTo !== submission.absentTo;
  const isWaiting = before.submission.state === submission.state && submission.absentTo !== null;
  return isQueried && isWaiting ? 'NOT_CAPTURED' : ruleOfSubmission(before.submission, submission);
}

export const captureStatuses = [
  'REQUESTED',
  'SUBMITTING',
  'UNKNOWN',
  'PROCESSING',
  'SUCCEEDED',
  'FAILED',
] as const;
export type CaptureStatus = (typeof captureStatuses)[number];

/** The part of an order that says what became of a capture. */
interface Captured {
  status: string;
  evidence: { authorization: Authorization | null; paid: Money | null };
}

/** The latest capture that was requested here; null where there is none. */
export const captureOf = ({ evidence }: Pick<Captured, 'evidence'>): Capture | null =>
  evidence.authorization?.capture ?? null;

/** The amount of a capture that was sent, and of which nothing says that it had no effect; null where there is none. */
export function sentCapture(evidence: Captured['evidence']): Money | null {
  const capture = captureOf({ evidence });
  if (capture === null || capture.submission.firstSentAt === null) return null;
  return isConcluded(capture.submission) ? null : capture.amount;
}

/** What became of the capture. What the provider reports of the order outranks how far our request got. */
export function captureStatus({ status, evidence }: Captured, capture: Capture): CaptureStatus {
  const { amount, submission } = capture;
  switch (status) {
    case 'PAID':
    case 'REVERSED': {
      // Where it was captured with another amount, somebody else has done it.
      const isOurs = evidence.paid === null || evidence.paid.minor === amount.minor;
      return isOurs || submission.state === 'ANSWERED' ? 'SUCCEEDED' : 'FAILED';
    }
    case 'EXPIRED':
    case 'CANCELED':
    case 'FAILED':
      return 'FAILED';
    default:
      return statusOfSubmission(submission);
  }
}

function statusOfSubmission({ state }: Submission): CaptureStatus {
  switch (state) {
    case 'NOT_SENT':
      return 'REQUESTED';
    case 'IN_FLIGHT':
      return 'SUBMITTING';
    case 'LOST':
      return 'UNKNOWN';
    case 'ANSWERED':
      return 'PROCESSING';
    case 'GIVEN_UP':
    case 'WITHDRAWN':
      return 'FAILED';
  }
}

/** Why a capture failed; null where it did not. */
export function captureFailure(order: Captured, capture: Capture): Failure | null {
  if (captureStatus(order, capture) !== 'FAILED') return null;
  const { failure: ours } = capture.submission;
  return ours ?? failure('OTHER', `Its order is ${order.status} without this capture.`);
}

/** The capture that still has to be sent, or whose outcome is not known; null where there is none. */
export function openCapture(order: Captured): Capture | null {
  const capture = captureOf(order);
  if (capture === null || order.status !== 'AUTHORIZED') return null;
  const { state } = capture.submission;
  return state === 'NOT_SENT' || state === 'IN_FLIGHT' || state === 'LOST' ? capture : null;
}

/** A capture is queried after half its age, and at most every hour: this often in about four hours. */
const mostChecks = 17;

/** Whether nobody knows what became of the capture, although the provider was queried for hours. */
export function isUnknownForLong(order: Captured & { checks: number }): boolean {
  const capture = openCapture(order);
  return capture !== null && capture.submission.firstSentAt !== null && order.checks >= mostChecks;
}

/**
 * The status by which the order is checked: that of its capture, as of any instruction that has to be sent, while there
 * is one to follow. Its outcome is found out sooner than an authorisation is polled.
 */
export function checkedAs(order: Captured): { status: string; since?: number } {
  const capture = openCapture(order);
  if (capture === null) return { status: order.status };
  const { requestedAt, submission } = capture;
  if (submission.state === 'IN_FLIGHT') return { status: 'SUBMITTING' };
  return { status: 'REQUESTED', since: submission.firstSentAt ?? requestedAt };
}
