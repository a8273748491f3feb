import { expect, it } from 'vitest';
import { unsent } from '../../src/domain/instructions/submission.ts';
import { planCheck } from '../../src/domain/instructions/schedule.ts';
import { providerModule } from '../../src/providers/modules.ts';

const open = {
  status: 'AWAITING_PAYMENT',
  phase: 'OPEN' as const,
  submission: unsent,
  checks: 0,
  unknownSince: null,
  attention: [],
  createdAt: 0,
  expiresAt: null,
};
const waits = (age: number, eager?: { everyMs: number; forMs: number }) =>
  (planCheck(age, open, { eager }).checkAt ?? 0) - age;

it('the schedule polls open orders less and less often, without an end', () => {
  const hour = 3_600_000;
  expect([0, hour, 3 * hour, 30 * hour, 200 * hour].map((age) => waits(age))).toEqual([
    30_000,
    30_000,
    600_000,
    hour,
    24 * hour,
  ]);
});

it('the schedule polls new orders more often where the provider does not push everything', () => {
  const { eagerPoll } = providerModule('NEXAPAY');
  expect([0, 59_999, 60_000].map((age) => waits(age, eagerPoll))).toEqual([5_000, 5_000, 30_000]);
});

it('the schedule polls an order once more right after it has expired', () => {
  expect(planCheck(0, { ...open, expiresAt: 10_000 }).checkAt).toBe(15_000);
});

const now = 3_600_000;

/** An order that the provider did not know when it was queried `agoMs` ago. */
const absentSince = (agoMs: number) => ({
  ...open,
  status: 'UNKNOWN',
  submission: {
    ...unsent,
    state: 'LOST' as const,
    firstSentAt: 0,
    lastSentAt: 0,
    absentFrom: now - agoMs,
    absentTo: now - agoMs,
  },
  checks: 2,
  unknownSince: 0,
});

it('the schedule plans the second "not found" as soon as it counts', () => {
  expect(planCheck(now, absentSince(0)).checkAt).toBe(now + 15_000);
});

it('the schedule returns to the ladder when that query was not answered, and does not query all the time', () => {
  expect(planCheck(now, absentSince(15_000)).checkAt).toBe(now + 120_000);
  expect(planCheck(now, absentSince(600_000)).checkAt).toBe(now + 120_000);
});

it('the schedule keeps the time from which a person has to look, whatever the status, and polls no more often for it', () => {
  const attention = ['OTHER_AMOUNT'] as const;
  const paid = { ...open, status: 'PAID', phase: 'SETTLED' as const, attention };
  const began = { checkAt: null, unknownSince: now, needsAttention: true };
  expect(planCheck(now, paid)).toEqual(began);
  expect(planCheck(now + 1, { ...paid, unknownSince: now })).toEqual(began);
  expect(planCheck(now, { ...paid, attention: [] })).toEqual({
    checkAt: null,
    unknownSince: null,
    needsAttention: false,
  });
});

it('the schedule plans whole milliseconds, whatever the age and however many polls an account may have a second', () => {
  const waiting = { ...open, status: 'REQUESTED' };
  expect(planCheck(20_001, waiting).checkAt).toBe(30_002);
  expect(planCheck(0, open, { leastPollMs: 60_000 / 7 + 30_000 }).checkAt).toBe(38_572);
});
