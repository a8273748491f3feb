import { decidedFailure, standing } from '../attention/decision.ts';
import type { Decision } from '../attention/decision.ts';
import { failure, isSilent } from '../evidence.ts';
import type { EvidenceRule, ReportTimesByStatus } from '../evidence.ts';
import type { Failure } from '../observation.ts';

/**
 * How far our own request for an order, refund or settlement got, with the conclusions that we have drawn. It decides
 * the status only while the provider has reported nothing.
 */
export interface Submission {
  state: SubmissionState;
  /** Epoch milliseconds; null while nothing has been sent. */
  firstSentAt: number | null;
  /** When it was last sent. Once that call is known to have ended: when it ended. */
  lastSentAt: number | null;
  /**
   * When the earliest and the latest query since the last send were sent that the provider answered with "not found".
   */
  absentFrom: number | null;
  absentTo: number | null;
  /** Why it was given up. */
  failure?: Failure;
}

export type SubmissionState =
  /** Surely nothing was sent. */
  | 'NOT_SENT'
  | 'IN_FLIGHT'
  /** The answer was lost: it may have arrived. */
  | 'LOST'
  | 'ANSWERED'
  /** We conclude that it never arrived, and try no more. */
  | 'GIVEN_UP'
  /** Withdrawn before anything was sent. */
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
 * The call that sent it has ended, or its process is gone. Until now it may have been on its way, however long ago it
 * was meant to leave, so absences queried before prove nothing.
 */
export function ended(submission: Submission, state: 'LOST' | 'ANSWERED', now: number): Submission {
  const { firstSentAt } = submission;
  return { state, firstSentAt, lastSentAt: now, absentFrom: null, absentTo: null };
}

/** The last send surely never left. `again`: an earlier one may have arrived. */
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

/** Whether we have drawn a conclusion and do nothing more. */
export const isConcluded = ({ state }: Submission): boolean =>
  state === 'GIVEN_UP' || state === 'WITHDRAWN';

/** The rule that a step of our own request meets. */
export function ruleOfSubmission(before: Submission, after: Submission): EvidenceRule {
  switch (after.state) {
    case 'IN_FLIGHT':
      return before.firstSentAt === null ? 'SENT' : 'SENT_AGAIN';
    case 'NOT_SENT':
      return 'NOT_SENT';
    case 'LOST':
      return 'ANSWER_LOST';
    case 'ANSWERED':
      return after.firstSentAt === null ? 'MADE_ELSEWHERE' : 'ANSWERED';
    case 'GIVEN_UP':
    case 'WITHDRAWN':
      return after.state;
  }
}

/**
 * The status while the provider has reported no known status. Where it has reported something else (`silent` is false),
 * our conclusion does not stand and the status is UNKNOWN. `unsentStatus`: the status of what has not been sent.
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

/** Why it failed: according to the provider or, while the provider says nothing of it, a person or our conclusion. */
export function failureOf(known: {
  evidence: {
    seen: ReportTimesByStatus<string>;
    failure: Failure | null;
    decision: Decision | null;
  };
  submission: Submission;
}): Failure | null {
  const { evidence, submission } = known;
  const ours = isSilent(evidence) ? submission.failure : undefined;
  const decided = standing(evidence)?.kind === 'NEVER_HAPPENED' ? decidedFailure : null;
  return ours ?? evidence.failure ?? decided;
}

/** Whether it was requested here, sent or not yet. False for what was made in the provider's portal. */
export function isOwn({ state, firstSentAt }: Submission): boolean {
  return state !== 'ANSWERED' || firstSentAt !== null;
}

/**
 * "Not found" means nothing for this long after the last send (docs/rules.md#when-not-found-counts). Milliseconds.
 */
export const visibilityDelayMs = 30_000;
/** "Not found" must be answered twice, this far apart, unless the provider needs longer. Milliseconds. */
export const absenceSpanMs = 15_000;
/** How long after the request the same may be sent again under the same reference. Milliseconds. */
export const resendWindowMs = 600_000;

/**
 * The clocks of two processes may be this far apart (docs/running.md#several-processes). Milliseconds.
 */
const clocksApartMs = 20_000;

/** Since when the wall clock has run steadily, and what it says now. Epoch milliseconds. */
interface Steadiness {
  since: number;
  now: number;
}

/**
 * Adds an absence. One that was queried too early proves nothing, and one after a conclusion adds nothing. After the
 * clock was set, nobody knows how long ago the send or another absence was: time is counted from the setting on. A send
 * that lies a little ahead was one by another process, whose clock is ahead.
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
    const isOfNow = lastSentAt >= since && lastSentAt <= now + clocksApartMs;
    const sentAt = isOfNow ? lastSentAt : since;
    if (queriedAt < sentAt + visibilityDelayMs) return submission;
  }
  return {
    ...submission,
    absentFrom: Math.min(ofThisClock(absentFrom), queriedAt),
    absentTo: Math.max(ofThisClock(absentTo), queriedAt),
  };
}

/**
 * Whether the provider surely does not have it: it was queried twice after the visibility delay, at least `spanMs`
 * apart.
 */
export function isProvenAbsent(submission: Submission, spanMs = absenceSpanMs): boolean {
  const { absentFrom, absentTo } = submission;
  return absentFrom !== null && absentTo !== null && absentTo - absentFrom >= spanMs;
}

/** Waits before the queries for a lost answer: 5 s, 30 s, 2 min, 10 min, 1 h, 6 h, then daily. */
const ladderMs = [5_000, 30_000, 120_000, 600_000, 3_600_000, 21_600_000] as const;
const dailyMs = 86_400_000;

export function unknownLadder(checks: number): { waitMs: number; needsAttention: boolean } {
  const waitMs = ladderMs[checks];
  return { waitMs: waitMs ?? dailyMs, needsAttention: waitMs === undefined };
}
