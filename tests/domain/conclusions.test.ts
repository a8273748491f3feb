import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeAll, payoutRules } from '../../src/domain/judgement.ts';
import type { Heard, Statement } from '../../src/domain/judgement.ts';
import { money } from '../../src/domain/money.ts';
import type { PayoutWord, RefundObservation } from '../../src/domain/observation.ts';
import {
  ended,
  foldAbsence,
  givenUp,
  isProvenAbsent,
  neverArrived,
  sent,
  unsent,
  withdrawn,
} from '../../src/domain/instructions/submission.ts';
import type { Submission } from '../../src/domain/instructions/submission.ts';

type News = Statement<RefundObservation>;

const words: readonly (PayoutWord | null)[] = [
  'PENDING',
  'PROCESSING',
  'SUCCEEDED',
  'FAILED',
  'REJECTED',
  'CANCELED',
  'REVERSED',
  null,
];
const sentAt = 1_000_000;
const lost = ended(sent(unsent, sentAt), 'LOST', sentAt + 15_000);

const own = (submission: Submission): News => ({ subject: 'SUBMISSION', submission });
const conclusions: readonly News[] = [
  own(givenUp(lost, neverArrived)),
  own(givenUp(unsent, neverArrived)),
  own(withdrawn(unsent)),
];
const said = (status: PayoutWord | null): News => ({
  subject: 'REFUND',
  providerReference: 'R',
  status,
  occurredAt: null,
});
const absent = (askedAt: number): News => ({
  subject: 'ABSENCE',
  of: 'REFUND',
  providerReference: 'R',
  askedAt,
});

const statusOf = (news: readonly News[]): string => {
  const heard = news.map((statement, at): Heard<RefundObservation> => ({ statement, heardAt: at }));
  return judgeAll(payoutRules, money('1', 'USD'), heard).status;
};

const addAbsence = (known: Submission, askedAt: number): Submission => foldAbsence(known, askedAt);

describe('what we conclude', () => {
  it('stands while the provider is silent, however often it does not find it', () => {
    const silence = [own(lost), absent(sentAt + 50_000), absent(sentAt + 70_000)];
    const after = [absent(sentAt + 90_000), absent(sentAt + 110_000)];
    expect(conclusions.map((one) => statusOf([...silence, one, ...after]))).toEqual([
      'FAILED',
      'FAILED',
      'CANCELED',
    ]);
  });

  it('never outranks a word of the provider, in whatever order they come', () => {
    const some = fc.subarray([...words], { minLength: 1 });
    const asked = fc.array(fc.integer({ min: sentAt, max: sentAt + 900_000 }), { maxLength: 4 });
    fc.assert(
      fc.property(some, asked, fc.constantFrom(...conclusions), fc.gen(), (told, times, end, g) => {
        const spoken = told.map(said);
        const all = [...spoken, ...times.map(absent), end];
        const order = g(() => fc.shuffledSubarray(all, { minLength: all.length }));
        expect(statusOf([own(lost), ...order])).toBe(statusOf([own(lost), ...spoken]));
      }),
      { numRuns: 500 },
    );
  });

  it('is not drawn from what was asked before the call had ended', () => {
    const onItsWay = sent(unsent, sentAt);
    const asked = [sentAt + 31_000, sentAt + 600_000].reduce(addAbsence, onItsWay);
    expect(isProvenAbsent(asked)).toBe(true);
    for (const state of ['LOST', 'ANSWERED'] as const) {
      const over = ended(asked, state, sentAt + 660_000);
      expect(isProvenAbsent(over)).toBe(false);
      const early = [sentAt + 661_000, sentAt + 689_999].reduce(addAbsence, over);
      expect(early).toEqual(over);
      const late = [sentAt + 690_000, sentAt + 705_000].reduce(addAbsence, over);
      expect(isProvenAbsent(late)).toBe(true);
    }
  });
});
