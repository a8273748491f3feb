import type { Order } from '../aggregates/aggregate.ts';
import type { Reported } from '../aggregates/observe.ts';
import type { Source } from '../aggregates/source.ts';
import type { WorkingSet } from '../aggregates/working-set.ts';
import { CaptureExceedsAuthorizedError, InvalidStateError, ValidationError } from '../errors.ts';
import type { Outcome } from '../instructions/attempt.ts';
import { payoutTryForMs } from '../instructions/life-cycle.ts';
import { instructionIn, observeAnswer, submit } from '../instructions/subject.ts';
import type { Subject } from '../instructions/subject.ts';
import {
  ended,
  foldAbsence,
  givenUp,
  isProvenAbsent,
  neverArrived,
  notSent,
  sent,
  unreachable,
  unsent,
} from '../instructions/submission.ts';
import type { Submission } from '../instructions/submission.ts';
import { compare, sameCurrency } from '../money.ts';
import type { Money } from '../money.ts';
import { authorizedOf } from '../order-money.ts';
import type { CaptureRequest } from '../request.ts';
import { captureOf, captureStatus, openCapture } from './authorization.ts';
import type { Capture } from './authorization.ts';

/** The order of a working set that is captured. */
export type Captured = Subject<'ORDER'>;

/**
 * What may be captured of the order now. Throws where nothing may: it is not authorised, or a capture of it is under
 * way.
 */
export function capturable(order: Order): Money {
  const { status, request } = order;
  const authorized = authorizedOf(order);
  if (authorized === null) {
    throw new InvalidStateError(status, `This order is ${status}: there is nothing to capture.`);
  }
  if (request.capture !== 'MANUAL') {
    const message =
      'This order is captured by its provider: it was created with capture AUTOMATIC.';
    throw new InvalidStateError(status, message);
  }
  const capture = captureOf(order);
  if (capture !== null && captureStatus(order, capture) !== 'FAILED') {
    throw new InvalidStateError(
      status,
      'A capture of this order is under way: one for each order.',
    );
  }
  return authorized;
}

/** What is captured where `amount` was requested; null: all. Throws where that may not be captured. */
export function toCapture(order: Order, amount: Money | null): CaptureRequest {
  const authorized = capturable(order);
  if (amount === null) return { amount: authorized, authorized };
  if (!sameCurrency(amount, authorized)) {
    const message = `must be what was authorised: ${authorized.currency}`;
    throw new ValidationError([{ path: ['amount', 'currency'], message }]);
  }
  if (compare(amount, authorized) > 0) throw new CaptureExceedsAuthorizedError(authorized);
  return { amount, authorized };
}

export const isPart = ({ amount, authorized }: CaptureRequest): boolean =>
  amount.minor < authorized.minor;

/** Stores a capture that is about to be sent for the first time. Throws where it may not be made. */
export function addCapture(
  set: WorkingSet,
  source: Source,
  subject: Captured,
  { amount, providerReference }: Pick<Capture, 'amount' | 'providerReference'>,
): Order {
  toCapture(instructionIn(set, subject), amount);
  const { now: requestedAt } = source;
  const submission = sent(unsent, requestedAt);
  return step(set, source, subject, { providerReference, amount, requestedAt, submission });
}

const step = (set: WorkingSet, source: Source, subject: Captured, capture: Capture): Order =>
  submit(set, source, subject, { captured: { subject: 'CAPTURE', capture } });

/** The end of a send of the capture of `record`. `reported`: the observations of the answer. */
export interface EndedCapture {
  record: Order;
  outcome: Outcome;
  /** An earlier send of it may have arrived. */
  again: boolean;
  reported: readonly Reported[];
}

/** Applies the end of a send. A refusal is one that is believed. */
export function endCapture(
  set: WorkingSet,
  source: Source,
  subject: Captured,
  { record, reported, ...end }: EndedCapture,
): Order {
  const capture = captureOf(instructionIn(set, subject));
  const submission = capture && submissionAfter(capture, captureOf(record), end, source.now);
  const captured = capture &&
    submission && { subject: 'CAPTURE' as const, capture: { ...capture, submission } };
  return observeAnswer(set, source, subject, reported, captured ? { captured } : {});
}

/** Null: another step was taken meanwhile, and this outcome proves nothing about it. */
function submissionAfter(
  { providerReference, requestedAt, submission }: Capture,
  before: Capture | null,
  { outcome, again }: Pick<EndedCapture, 'outcome' | 'again'>,
  now: number,
): Submission | null {
  if (before?.providerReference !== providerReference) return null;
  if (outcome.kind === 'ANSWERED' && outcome.reply.refused === null) {
    return ended(submission, 'ANSWERED', now);
  }
  const isOurs = submission.lastSentAt === before.submission.lastSentAt;
  if (submission.state !== 'IN_FLIGHT' || !isOurs) return null;
  switch (outcome.kind) {
    case 'ANSWERED':
      return outcome.reply.refused && givenUp(submission, outcome.reply.refused);
    case 'UNKNOWN':
      return ended(submission, 'LOST', now);
    case 'NOT_SENT': {
      if (now - requestedAt < payoutTryForMs) return notSent(submission, again);
      // An earlier send may have arrived: only the provider can tell.
      return again ? ended(submission, 'LOST', now) : givenUp(unsent, unreachable);
    }
  }
}

/** The process that was sending the capture is gone, so its outcome is unknown. */
export function loseCapture(set: WorkingSet, source: Source, subject: Captured): Order {
  const known = instructionIn(set, subject);
  const capture = openCapture(known);
  if (capture?.submission.state !== 'IN_FLIGHT') return known;
  const submission = ended(capture.submission, 'LOST', source.now);
  return step(set, source, subject, { ...capture, submission });
}

/** Sends the same capture again under the same reference. Null where nothing is to be sent any more. */
export function captureAgain(set: WorkingSet, source: Source, subject: Captured): Order | null {
  const capture = openCapture(instructionIn(set, subject));
  if (capture === null || capture.submission.state === 'IN_FLIGHT') return null;
  const submission = sent(capture.submission, source.now);
  return step(set, source, subject, { ...capture, submission });
}

/** An answer that the order is only authorised. */
export interface NotCaptured {
  /** Epoch milliseconds at which the query was sent. */
  queriedAt: number;
  /** How far two such answers must be apart to prove that the capture never arrived. Milliseconds. */
  spanMs: number;
}

/**
 * Adds an answer that the order is only authorised: it says of the capture what "not found" says of an instruction
 * (docs/rules.md#when-not-found-counts). Where that proves that it never arrived, it is given up.
 */
export function missCapture(
  set: WorkingSet,
  source: Source,
  subject: Captured,
  { queriedAt, spanMs }: NotCaptured,
): Order {
  const known = instructionIn(set, subject);
  const capture = openCapture(known);
  if (capture === null || capture.submission.state === 'IN_FLIGHT') return known;
  const steadiness = { since: source.steadySince, now: source.now };
  const absent = foldAbsence(capture.submission, queriedAt, steadiness);
  if (absent === capture.submission) return known;
  const after = step(set, source, subject, { ...capture, submission: absent });
  if (!isProvenAbsent(absent, spanMs)) return after;
  return step(set, source, subject, { ...capture, submission: givenUp(absent, neverArrived) });
}
