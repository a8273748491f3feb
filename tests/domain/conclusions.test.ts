import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeAll, payoutRules } from '../../src/domain/judgement.ts';
import type { RecordedStatement, Statement } from '../../src/domain/judgement.ts';
import { money } from '../../src/domain/money.ts';
import type { ReportedPayoutStatus, RefundObservation } from '../../src/domain/observation.ts';
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

type Fact = Statement<RefundObservation>;

const reportedStatuses: readonly (ReportedPayoutStatus | null)[] = [
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

const own = (submission: Submission): Fact => ({ subject: 'SUBMISSION', submission });
const conclusions: readonly Fact[] = [
  own(givenUp(lost, neverArrived)),
  own(givenUp(unsent, neverArrived)),
  own(withdrawn(unsent)),
];
const observation = (status: ReportedPayoutStatus | null): Fact => ({
  subject: 'REFUND',
  providerReference: 'R',
  status,
  occurredAt: null,
});
const absent = (queriedAt: number): Fact => ({
  subject: 'ABSENCE',
  of: 'REFUND',
  providerReference: 'R',
  queriedAt,
});

const statusOf = (facts: readonly Fact[]): string => {
  const recorded = facts.map((statement, at): RecordedStatement<RefundObservation> => ({
    statement,
    recordedAt: at,
  }));
  return judgeAll(payoutRules, money('1', 'USD'), recorded).status;
};

const addAbsence = (known: Submission, queriedAt: number): Submission =>
  foldAbsence(known, queriedAt);

describe('what we conclude', () => {
  it('stands while the provider reports nothing, however often a query does not find the instruction', () => {
    const silence = [own(lost), absent(sentAt + 50_000), absent(sentAt + 70_000)];
    const after = [absent(sentAt + 90_000), absent(sentAt + 110_000)];
    expect(conclusions.map((one) => statusOf([...silence, one, ...after]))).toEqual([
      'FAILED',
      'FAILED',
      'CANCELED',
    ]);
  });

  it('never outranks a report of the provider, in whatever order they come', () => {
    const some = fc.subarray([...reportedStatuses], { minLength: 1 });
    const queriedTimes = fc.array(fc.integer({ min: sentAt, max: sentAt + 900_000 }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        some,
        queriedTimes,
        fc.constantFrom(...conclusions),
        fc.gen(),
        (statuses, times, end, g) => {
          const spoken = statuses.map(observation);
          const all = [...spoken, ...times.map(absent), end];
          const order = g(() => fc.shuffledSubarray(all, { minLength: all.length }));
          expect(statusOf([own(lost), ...order])).toBe(statusOf([own(lost), ...spoken]));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is not drawn from queries made before the call had ended', () => {
    const inFlight = sent(unsent, sentAt);
    const queriedTimes = [sentAt + 31_000, sentAt + 600_000].reduce(addAbsence, inFlight);
    expect(isProvenAbsent(queriedTimes)).toBe(true);
    for (const state of ['LOST', 'ANSWERED'] as const) {
      const over = ended(queriedTimes, state, sentAt + 660_000);
      expect(isProvenAbsent(over)).toBe(false);
      const early = [sentAt + 661_000, sentAt + 689_999].reduce(addAbsence, over);
      expect(early).toEqual(over);
      const late = [sentAt + 690_000, sentAt + 705_000].reduce(addAbsence, over);
      expect(isProvenAbsent(late)).toBe(true);
    }
  });
});
