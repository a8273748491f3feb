import type { LastReconciliation } from '../../store/records.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Each account has its own minute of the hour, that of its creation: so not all sweep at once, ever. */
export function nextSweepAt(createdAt: number, now: number): number {
  return createdAt + hour * (1 + Math.floor((now - createdAt) / hour));
}

/** A provider that does not answer is tried again sooner. */
export const retrySweepMs = 10 * minute;

/** What a sweep compares. */
export interface SweepPlan {
  /** Creations in the lists. */
  listed: { from: number; to: number };
  /** Creations of what is asked for one by one, where there is no list. */
  asked: readonly { from: number; to: number }[];
  isDeep: boolean;
  isAsking: boolean;
}

/**
 * Lists every hour over a day and a bit, and once a day over eight days. Where there is no list, every six hours
 * over the day, and once more when it is a week old.
 */
export function planSweep(now: number, last: LastReconciliation | null): SweepPlan {
  const isDeep = isDue(now, last?.deepAt ?? null, day);
  const isAsking = isDue(now, last?.askedAt ?? null, 6 * hour);
  const recent = { from: now - 26 * hour, to: now };
  const aWeekOld = { from: now - 8 * day, to: now - 7 * day };
  return {
    isDeep,
    isAsking,
    listed: isDeep ? { from: now - 8 * day, to: now } : recent,
    asked: [...(isAsking ? [recent] : []), ...(isDeep ? [aWeekOld] : [])],
  };
}

/** Sweeps come on the hour, or a moment later. */
const isDue = (now: number, at: number | null, everyMs: number): boolean =>
  at === null || now - at >= everyMs - hour / 2;
