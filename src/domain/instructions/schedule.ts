import type { Phase } from '../order.ts';
import { absenceSpanMs, unknownLadder, visibilityDelayMs } from './submission.ts';
import type { Submission } from './submission.ts';

/** When an open instruction is checked next. Times are epoch milliseconds. */
export interface CheckPlan {
  checkAt: number | null;
  /** Since when it is UNKNOWN or needs attention. */
  unknownSince: number | null;
  needsAttention: boolean;
}

export interface Checked {
  status: string;
  phase: Phase;
  submission: Submission;
  checks: number;
  unknownSince: number | null;
  createdAt: number;
  expiresAt: number | null;
  /** Why a person has to look at it, whatever its status. */
  attention: readonly string[];
}

/**
 * Why the provider was queried: because it was due, which counts as a step of the ladder, or because somebody requested
 * it.
 */
export type Check = 'BY_PLAN' | 'BY_HAND';

/** Steps of the ladder are counted from when the outcome became UNKNOWN. */
export function checksAfter(
  before: { status: string; checks: number },
  status: string,
  checked: Check | undefined,
): number {
  if (before.status !== status) return 0;
  return before.checks + (checked === 'BY_PLAN' ? 1 : 0);
}

/** Only a query by plan postpones the next check. A query in between must not put off what is due. */
export function replan(
  before: { status: string; checkAt: number | null },
  after: { status: string },
  plan: CheckPlan,
  checked: Check | undefined,
): CheckPlan {
  const isUnmoved = before.status === after.status && checked !== 'BY_PLAN';
  if (!isUnmoved || before.checkAt === null || plan.checkAt === null) return plan;
  return { ...plan, checkAt: Math.min(before.checkAt, plan.checkAt) };
}

/**
 * A send whose process died counts as lost after this time. It is longer than the send's own time limits together: 5 s
 * of trying, and then one call of at most 45 s with all its waiting.
 */
const sendLeaseMs = 60_000;
const minute = 60_000;
const hour = 60 * minute;

/** Webhooks can fail silently, so open instructions are polled: every 30 s for two hours, then less and less often. */
function pollWaitMs(age: number): number {
  if (age < 2 * hour) return 30_000;
  if (age < 24 * hour) return 10 * minute;
  return age < 168 * hour ? hour : 24 * hour;
}

/** What surely was not sent is tried again after half its age: soon at first, then less and less often. */
const retryWaitMs = (age: number): number => Math.min(Math.max(5_000, Math.ceil(age / 2)), hour);

/** Polls an open instruction more often than its age would. Milliseconds. */
export interface EagerPoll {
  everyMs: number;
  forMs: number;
}

/** What decides the next check beside the instruction itself. */
export interface Circumstances {
  /** The least time between two polls of one instruction at this account. Milliseconds. */
  leastPollMs?: number;
  /**
   * Since when the wall clock has run steadily, in epoch milliseconds. How long ago an earlier send was is not known.
   */
  steadySince?: number;
  eager?: EagerPoll | undefined;
}

export function planCheck(
  now: number,
  checked: Checked,
  { leastPollMs = 0, steadySince = 0, eager }: Circumstances = {},
): CheckPlan {
  const isAttended = checked.attention.length > 0;
  const since = checked.unknownSince ?? now;
  const calm = { unknownSince: isAttended ? since : null, needsAttention: isAttended };
  if (checked.phase !== 'OPEN') return { ...calm, checkAt: null };
  switch (checked.status) {
    case 'SUBMITTING':
      return { ...calm, checkAt: now + sendLeaseMs };
    case 'UNKNOWN': {
      const { waitMs, needsAttention } = unknownLadder(checked.checks);
      const confirmAt = confirmAbsenceAt(checked.submission) ?? 0;
      const countsAt = isOlder(checked.submission, steadySince)
        ? steadySince + visibilityDelayMs
        : 0;
      // Once these times are past, the query was sent and not answered. That is no reason to query without a pause.
      const ahead = [confirmAt, countsAt].filter((at) => at > now);
      const checkAt = Math.min(now + waitMs, ...ahead);
      return { checkAt, unknownSince: since, needsAttention: isAttended || needsAttention };
    }
    case 'CREATED':
    case 'REQUESTED':
      return { ...calm, checkAt: now + retryWaitMs(now - checked.createdAt) };
    default: {
      const age = now - checked.createdAt;
      const isEager = eager !== undefined && age < eager.forMs;
      const least = Math.ceil(leastPollMs);
      const poll = now + Math.max(least, isEager ? eager.everyMs : pollWaitMs(age));
      const expiry = checked.expiresAt === null ? Infinity : checked.expiresAt + 5_000;
      return { ...calm, checkAt: expiry > now ? Math.min(poll, expiry) : poll };
    }
  }
}

/** After one absence, the second query is due as soon as it counts. */
function confirmAbsenceAt({ absentTo }: Submission): number | null {
  // Counted from the latest absence, so that a provider that needs a longer span is not queried all the time.
  return absentTo === null ? null : absentTo + absenceSpanMs;
}

const isOlder = ({ lastSentAt }: Submission, since: number): boolean =>
  lastSentAt !== null && lastSentAt < since;
