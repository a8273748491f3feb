import type { Tally } from './finding.ts';

/** When an account is reconciled, and what is compared then. */

/** The result of the last scheduled reconciliation. Times are epoch milliseconds. */
export interface LastReconciliation {
  at: number;
  /** How many differences it found. */
  findings: number;
  /** Whether the provider answered all queries. */
  complete: boolean;
  /** When it last went back a week, and when it last queried one by one; null: never to the end. */
  deepAt: number | null;
  queriedAt: number | null;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Each account has its own minute of the hour, that of its creation, so that accounts are never all swept at once. */
export function nextSweepAt(createdAt: number, now: number): number {
  return createdAt + hour * (1 + Math.floor((now - createdAt) / hour));
}

/** A provider that does not answer is tried again sooner. Milliseconds. */
export const retrySweepMs = 10 * minute;

/** What a sweep compares. */
export interface SweepPlan {
  /** The creation times that are compared by lists. */
  listed: { from: number; to: number };
  /** The creation times of what is queried one by one, where the provider has no list. */
  queried: readonly { from: number; to: number }[];
  isDeep: boolean;
  isQuerying: boolean;
}

/**
 * Compares lists every hour over 26 hours, and once a day over eight days. Where there is no list, queries every six
 * hours over the last day, and once more when a record is a week old. `isUnreached`: the provider was not reached, so
 * that something must be queried.
 */
export function planSweep(
  now: number,
  last: LastReconciliation | null,
  isUnreached = false,
): SweepPlan {
  const isDeep = isDue(now, last?.deepAt ?? null, day);
  const isQuerying = isUnreached || isDue(now, last?.queriedAt ?? null, 6 * hour);
  const recent = { from: now - 26 * hour, to: now };
  const aWeekOld = { from: now - 8 * day, to: now - 7 * day };
  return {
    isDeep,
    isQuerying,
    listed: isDeep ? { from: now - 8 * day, to: now } : recent,
    queried: [...(isQuerying ? [recent] : []), ...(isDeep ? [aWeekOld] : [])],
  };
}

/** Sweeps come on the hour, or a moment later. */
const isDue = (now: number, at: number | null, everyMs: number): boolean =>
  at === null || now - at >= everyMs - hour / 2;

/** The result of a sweep that ended at `now`. What was cut short is done again the next time. */
export function afterSweep(
  { findings, complete, cutShort }: Tally,
  { isDeep, isQuerying }: SweepPlan,
  before: LastReconciliation | null,
  now: number,
): LastReconciliation {
  return {
    at: now,
    findings,
    complete,
    deepAt: isDeep && !cutShort ? now : (before?.deepAt ?? null),
    queriedAt: isQuerying && !cutShort ? now : (before?.queriedAt ?? null),
  };
}
