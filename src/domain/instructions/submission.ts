import { failure, isSilent } from '../evidence.ts';
import type { ReportTimesByStatus } from '../evidence.ts';
import type { Failure } from '../observation.ts';

/**
 * How far our own request for an order, refund or settlement got, what we have concluded included. It decides the
 * status only while the provider has reported nothing.
 */
export interface Submission {
  state: SubmissionState;
  /** Epoch milliseconds; null while nothing has been sent. */
  firstSentAt: number | null;
  /** When it was last sent; once that call is known to have ended, when it had. */
  lastSentAt: number | null;
  /** Earliest and latest query, since the last send, that the provider answered with "not found". */
  absentFrom: number | null;
  absentTo: number | null;
  /** Why it was given up. */
  failure?: Failure;
}

export type SubmissionState =
  /** Surely nothing left. */
  | 'NOT_SENT'
  | 'IN_FLIGHT'
  /** It may have arrived: the answer was lost. */
  | 'LOST'
  | 'ANSWERED'
  /** We take it for never having arrived, and try no more. */
  | 'GIVEN_UP'
  /** Taken back before anything was sent. */
  | 'WITHDRAWN';

export const unsent: Submission = {
  state: 'NOT_SENT',
  firstSentAt: null,
  lastSentAt: null,
  absentFrom: null,
  absentTo: null,
};

export function sent(submission: Submission, now: number): Submission {
  return {
    state: 'IN_FLIGHT',
    firstSentAt: submission.firstSentAt ?? now,
    lastSentAt: now,
    absentFrom: null,
    absentTo: null,
  };
}

/**
 * The call that sent it has ended, or its sender is gone. Until now it may have been on its way, however long ago it
 * was meant to leave, so that what was queried before proves nothing.
 */
export function ended(submission: Submission, state: 'LOST' | 'ANSWERED', now: number): Submission {
  const { firstSentAt } = submission;
  return { state, firstSentAt, lastSentAt: now, absentFrom: null, absentTo: null };
}

/** The last send surely never left; an earlier one may have arrived. */
export function notSent(submission: Submission, again: boolean): Submission {
  return again ? { ...submission, state: 'NOT_SENT' } : unsent;
}

export function givenUp(submission: Submission, why: Failure): Submission {
  return { ...submission, state: 'GIVEN_UP', failure: why };
}

/** Why we give up. */
export const unreachable = failure(
  'PROVIDER_UNAVAILABLE',
  'Nothing was sent: the provider could not be reached.',
);
export const neverArrived = failure(
  'PROVIDER_UNAVAILABLE',
  'It never reached the provider, which was asked twice.',
);

export function withdrawn(submission: Submission): Submission {
  return { ...submission, state: 'WITHDRAWN' };
}

/** We have drawn a conclusion, and do nothing more about it. */
export const isConcluded = ({ state }: Submission): boolean =>
  state === 'GIVEN_UP' || state === 'WITHDRAWN';

/**
 * The status while the provider has reported none that is known; where it has reported it all the same, whatever we had
 * concluded is not known either. `unsentStatus`: of what has not been sent.
 */
export function statusBySubmission<Unsent extends string>(
  { state }: Submission,
  silent: boolean,
  unsentStatus: Unsent,
) {
  if (state === 'IN_FLIGHT') return 'SUBMITTING';
  if (!silent) return 'UNKNOWN';
  switch (state) {
    case 'NOT_SENT':
      return unsentStatus;
    case 'LOST':
    case 'ANSWERED':
      return 'UNKNOWN';
    case 'GIVEN_UP':
      return 'FAILED';
    case 'WITHDRAWN':
      return 'CANCELED';
  }
}

/** Why it failed: as the provider says, or while it is silent, as we have concluded. */
export function failureOf(known: {
  evidence: { seen: ReportTimesByStatus<string>; failure: Failure | null };
  submission: Submission;
}): Failure | null {
  const { evidence, submission } = known;
  return (isSilent(evidence) ? submission.failure : undefined) ?? evidence.failure;
}

/** Asked for here, sent or not yet; false of what was done in the provider's portal. */
export function isOwn({ state, firstSentAt }: Submission): boolean {
  return state !== 'ANSWERED' || firstSentAt !== null;
}

/**
 * "Not found" means nothing for this long after the last send (docs/rules.md#when-not-found-counts). Milliseconds.
 */
export const visibilityDelayMs = 30_000;
/** It must be answered twice, this far apart, unless the provider needs longer. Milliseconds. */
export const absenceSpanMs = 15_000;
/** How long after the request the same may be sent again under the same reference. Milliseconds. */
export const resendWindowMs = 600_000;

/** What is known of the clock that told the times: since when it has run steadily, and what it says now. */
interface Steadiness {
  since: number;
  now: number;
}

/**
 * Adds an absence; one that was queried too early proves nothing, and one after the conclusion adds nothing. How long
 * ago the send was, or another absence, nobody knows where the clock has been set since: it is counted from then on.
 */
export function foldAbsence(
  submission: Submission,
  queriedAt: number,
  { since, now }: Steadiness = { since: -Infinity, now: Infinity },
): Submission {
  if (isConcluded(submission)) return submission;
  const isOfThisClock = (at: number): boolean => at >= since && at <= now;
  const ofThisClock = (at: number | null): number =>
    at !== null && isOfThisClock(at) ? at : queriedAt;
  const { lastSentAt, absentFrom, absentTo } = submission;
  if (lastSentAt !== null) {
    const sentAt = isOfThisClock(lastSentAt) ? lastSentAt : since;
    if (queriedAt < sentAt + visibilityDelayMs) return submission;
  }
  return {
    ...submission,
    absentFrom: Math.min(ofThisClock(absentFrom), queriedAt),
    absentTo: Math.max(ofThisClock(absentTo), queriedAt),
  };
}

/** Whether the provider surely does not have it: queried twice after the visibility delay, far enough apart. */
export function isProvenAbsent(submission: Submission, spanMs = absenceSpanMs): boolean {
  const { absentFrom, absentTo } = submission;
  return absentFrom !== null && absentTo !== null && absentTo - absentFrom >= spanMs;
}

/** When a lost answer is queried: 5 s, 30 s, 2 min, 10 min, 1 h, 6 h after the one before, then daily. */
const ladderMs = [5_000, 30_000, 120_000, 600_000, 3_600_000, 21_600_000] as const;
const dailyMs = 86_400_000;

export function unknownLadder(checks: number): { waitMs: number; needsAttention: boolean } {
  const waitMs = ladderMs[checks];
  return { waitMs: waitMs ?? dailyMs, needsAttention: waitMs === undefined };
}
