import { describe, expect, it } from 'vitest';
import { nextSweepAt, planSweep } from '../../../src/domain/reconciliation/schedule.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = 100 * day;

describe('the reconciliations of an account', () => {
  it('come every hour, in the minute in which it was made, whatever was missed', () => {
    const createdAt = 7 * hour + 12_345;
    expect(nextSweepAt(createdAt, createdAt)).toBe(createdAt + hour);
    expect(nextSweepAt(createdAt, createdAt + hour)).toBe(createdAt + 2 * hour);
    expect(nextSweepAt(createdAt, createdAt + 50.5 * hour)).toBe(createdAt + 51 * hour);
  });

  const last = (deepAgo: number | null, queriedAgo: number | null) => ({
    at: now - hour,
    findings: 0,
    complete: true,
    deepAt: deepAgo === null ? null : now - deepAgo,
    queriedAt: queriedAgo === null ? null : now - queriedAgo,
  });
  const recent = { from: now - 26 * hour, to: now };
  const week = { from: now - 8 * day, to: now };
  const aWeekOld = { from: now - 8 * day, to: now - 7 * day };

  it.each([
    ['the first time: all', null, week, [recent, aWeekOld]],
    ['within six hours: lists alone', last(hour, hour), recent, []],
    ['after six hours: questions too', last(7 * hour, 6 * hour), recent, [recent]],
    ['after a day: a week too', last(day, hour), week, [aWeekOld]],
    ['a moment before a day is over', last(day - 60_000, hour), week, [aWeekOld]],
    ['what was never done to the end', last(null, null), week, [recent, aWeekOld]],
  ])('compare, %s', (_when, before, listed, queried) => {
    expect(planSweep(now, before)).toMatchObject({ listed, queried });
  });
});
