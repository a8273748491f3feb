import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absenceSpanMs,
  foldAbsence,
  isOwn,
  isProvenAbsent,
  sent,
  unknownLadder,
  unsent,
  visibilityDelayMs,
} from '../../src/domain/instructions/submission.ts';
import { tryEveryOrder } from './arrivals.ts';

const seconds = (count: number): number => count * 1_000;
const start = seconds(1_000);
const submission = sent(unsent, start);
const queriedAfter = (...times: number[]) =>
  times
    .map((after) => start + seconds(after))
    .reduce((known, at) => foldAbsence(known, at), submission);

/** Queried so many seconds after the sending, by a clock that was set at `since`; the answers come at once. */
const queriedAfterSince = (since: number, ...times: number[]) =>
  times
    .map((after) => start + seconds(after))
    .reduce(
      (known, now) => foldAbsence(known, now, { since: start + seconds(since), now }),
      submission,
    );

describe('what "not found" proves', () => {
  it('needs 30 s after the last sending and two answers, 15 s apart', () => {
    expect([visibilityDelayMs, absenceSpanMs]).toEqual([seconds(30), seconds(15)]);
  });

  it.each([
    { at: [], proven: false, why: 'nobody asked' },
    { at: [0, 15], proven: false, why: 'both were asked too early (R2)' },
    { at: [14.999, 29.999], proven: false, why: 'both were asked too early' },
    { at: [29.999, 60], proven: false, why: 'only one counts' },
    { at: [30], proven: false, why: 'it was said once' },
    { at: [600], proven: false, why: 'it was said once, however late' },
    { at: [30, 30], proven: false, why: 'it is the same answer' },
    { at: [30, 44.999], proven: false, why: 'they are too close' },
    { at: [30, 45], proven: true, why: 'it was said twice, far enough apart' },
    { at: [30, 37, 45], proven: true, why: 'the first and the last are far enough apart' },
    { at: [45, 30], proven: true, why: 'the answers came in the wrong order' },
  ])('is, at queries after $at seconds: $proven, because $why', ({ at, proven }) => {
    expect(isProvenAbsent(queriedAfter(...at))).toBe(proven);
  });

  it('needs a longer span where the provider does', () => {
    expect(isProvenAbsent(queriedAfter(30, 59.999), seconds(30))).toBe(false);
    expect(isProvenAbsent(queriedAfter(30, 60), seconds(30))).toBe(true);
  });

  it('is reset by sending again: the delay is counted from the last sending', () => {
    const again = sent(queriedAfter(30, 60), start + seconds(61));
    expect(isProvenAbsent(again)).toBe(false);
    expect(again.firstSentAt).toBe(start);
    const early = foldAbsence(foldAbsence(again, start + seconds(75)), start + seconds(90));
    expect(isProvenAbsent(early)).toBe(false);
    const late = foldAbsence(foldAbsence(again, start + seconds(91)), start + seconds(106));
    expect(isProvenAbsent(late)).toBe(true);
  });

  it('does not depend on the order or the repetition of the answers', () => {
    const times = fc.uniqueArray(fc.integer({ min: start, max: start + seconds(120) }), {
      minLength: 5,
      maxLength: 5,
    });
    fc.assert(
      fc.property(times, (queries) => {
        expect(tryEveryOrder({ start: submission, add: foldAbsence }, queries)).toBe(120);
      }),
      { numRuns: 20 },
    );
  });

  describe('where the clock has been set', () => {
    it.each([
      {
        since: 600,
        at: [601, 616],
        proven: false,
        why: 'it jumped, and 30 s have not passed since',
      },
      { since: 600, at: [630, 645], proven: true, why: 'both count after the jump' },
      { since: -600, at: [-590, -575], proven: false, why: 'it was set back 20 s ago' },
      { since: -600, at: [-570, -555], proven: true, why: 'it was set back 30 s ago and more' },
      { since: -10, at: [30, 45], proven: true, why: 'that was before the send' },
    ])('at $since s, and queried at $at: $proven, because $why', ({ since, at, proven }) => {
      expect(isProvenAbsent(queriedAfterSince(since, ...at))).toBe(proven);
    });

    it.each([
      { at: [-9, 6], proven: false, why: 'it was sent 1 s and 16 s before' },
      { at: [-20, -5], proven: false, why: 'it was sent just now and 15 s before' },
      {
        at: [11, 29.999],
        proven: false,
        why: 'they count from 30 s after the send by either clock',
      },
      { at: [30, 45], proven: true, why: 'both count' },
    ])(
      'by a clock that is behind that of the process that sent it, at $at: $proven, because $why',
      ({ at, proven }) => {
        expect(isProvenAbsent(queriedAfterSince(-600, ...at))).toBe(proven);
      },
    );

    it('an absence from before does not combine with one from after', () => {
      const before = foldAbsence(submission, start + seconds(35));
      const later = start + seconds(700);
      const after = foldAbsence(before, later, { since: start + seconds(660), now: later });
      expect(isProvenAbsent(after)).toBe(false);
      expect(after).toMatchObject({ absentFrom: later, absentTo: later });
      const early = start - seconds(500);
      const setBack = foldAbsence(before, early, { since: start - seconds(540), now: early });
      expect(setBack).toMatchObject({ absentFrom: early, absentTo: early });
    });

    it('a query from before the last sending proves nothing, whenever its answer comes', () => {
      const known = sent(unsent, start);
      const query = { since: start - seconds(60), now: start + seconds(5) };
      expect(foldAbsence(known, start - seconds(10), query)).toBe(known);
    });
  });

  it('does not change the state of the submission, because it is evidence and not a conclusion', () => {
    expect(queriedAfter(30, 60).state).toBe('IN_FLIGHT');
  });
});

describe('the next query after a lost answer', () => {
  it('comes after 5 s, 30 s, 2 min, 10 min, 1 h, 6 h, and then daily', () => {
    const ladder = [0, 1, 2, 3, 4, 5, 6, 7, 100].map(
      (checks) => unknownLadder(checks).waitMs / 1_000,
    );
    expect(ladder).toEqual([5, 30, 120, 600, 3_600, 21_600, 86_400, 86_400, 86_400]);
  });

  it('needs attention once the ladder has run out, and not before', () => {
    const attention = [0, 1, 5, 6, 7, 100].map((checks) => unknownLadder(checks).needsAttention);
    expect(attention).toEqual([false, false, false, true, true, true]);
  });
});

it('a submission is our own from before it is sent on; what was done in a portal was never sent', () => {
  expect(isOwn(unsent)).toBe(true);
  expect(isOwn(submission)).toBe(true);
  expect(isOwn({ ...submission, state: 'LOST' })).toBe(true);
  expect(isOwn({ ...submission, state: 'NOT_SENT' })).toBe(true);
  expect(isOwn({ ...unsent, state: 'ANSWERED' })).toBe(false);
});
