import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attentionAfter, noAttention } from '../../src/domain/attention/attention.ts';
import { contradictsPayout } from '../../src/domain/attention/contradiction.ts';
import type { Decided, Decision } from '../../src/domain/attention/decision.ts';
import { judgeAll, payoutRules } from '../../src/domain/judgement.ts';
import type { PayoutFact, RecordedStatement, Statement } from '../../src/domain/judgement.ts';
import { money } from '../../src/domain/money.ts';
import type { ReportedPayoutStatus } from '../../src/domain/observation.ts';
import {
  ended,
  givenUp,
  neverArrived,
  sent,
  unsent,
} from '../../src/domain/instructions/submission.ts';

const reportedStatuses: readonly ReportedPayoutStatus[] = [
  ...([
    'PENDING',
    'PROCESSING',
    'SUCCEEDED',
    'FAILED',
    'REJECTED',
    'CANCELED',
    'REVERSED',
  ] as const),
];
const decision = (kind: Decision['kind'], at: number): Decided => ({
  subject: 'DECISION',
  decision: { kind, note: 'x', keyId: 'key_1', by: 'operations', at, amount: null },
});
const report = (status: ReportedPayoutStatus | null): PayoutFact => ({
  subject: 'REFUND',
  providerReference: 'R',
  status,
  occurredAt: null,
});
const lost: Statement<PayoutFact> = {
  subject: 'SUBMISSION',
  submission: ended(sent(unsent, 1), 'LOST', 2),
};

const judged = (recorded: readonly (readonly [at: number, Statement<PayoutFact>])[]) =>
  judgeAll(
    payoutRules,
    money('1', 'USD'),
    [[3, lost] as const, ...recorded].map(
      ([recordedAt, statement]): RecordedStatement<PayoutFact> => ({ statement, recordedAt }),
    ),
  );

const contradicting = (kind: Decision['kind']) =>
  reportedStatuses.filter((status) =>
    contradictsPayout(
      judged([
        [10, decision(kind, 10)],
        [11, report(status)],
      ]).evidence as never,
    ),
  );

describe('a decision', () => {
  it('stands while the provider is silent', () => {
    expect(judged([[10, decision('HAPPENED', 10)]]).status).toBe('SUCCEEDED');
    expect(judged([[10, decision('NEVER_HAPPENED', 10)]]).status).toBe('FAILED');
  });

  it('never outranks a report of the provider, in whatever order they come and however often', () => {
    const kinds = fc.constantFrom('HAPPENED' as const, 'NEVER_HAPPENED' as const);
    const some = fc.subarray([...reportedStatuses], { minLength: 1 });
    fc.assert(
      fc.property(
        some,
        fc.array(kinds, { minLength: 1, maxLength: 3 }),
        fc.gen(),
        (all, made, g) => {
          const reports = all.map((status, at) => [20 + at, report(status)] as const);
          const decisions = made.map((kind, at) => [10 + at, decision(kind, 10 + at)] as const);
          const together = [...reports, ...decisions, ...reports];
          const order = g(() => fc.shuffledSubarray(together, { minLength: together.length }));
          expect(judged(order).status).toBe(judged(reports).status);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives the same whatever came first: the latest of several counts', () => {
    const first = [10, decision('HAPPENED', 10)] as const;
    const second = [11, decision('NEVER_HAPPENED', 11)] as const;
    expect(judged([first, second, first]).status).toBe('FAILED');
    expect(judged([second, first]).evidence).toEqual(judged([first, second]).evidence);
  });

  it('that it never happened ends with a later message that proves only that the provider has it', () => {
    const never = [10, decision('NEVER_HAPPENED', 10)] as const;
    expect(judged([never, [11, report(null)]]).status).toBe('UNKNOWN');
    expect(judged([[11, report(null)], never]).status).toBe('UNKNOWN');
    expect(judged([[9, report(null)], never]).status).toBe('FAILED');
    expect(
      judged([
        [10, decision('HAPPENED', 10)],
        [11, report(null)],
      ]).status,
    ).toBe('SUCCEEDED');
    // The person who decides again has seen that message.
    expect(judged([never, [11, report(null)], [12, decision('NEVER_HAPPENED', 12)]]).status).toBe(
      'FAILED',
    );
  });

  it('outranks our own conclusion', () => {
    const concluded = {
      subject: 'SUBMISSION',
      submission: givenUp(ended(sent(unsent, 1), 'LOST', 2), neverArrived),
    } as const;
    expect(
      judged([
        [9, concluded],
        [10, decision('HAPPENED', 10)],
      ]).status,
    ).toBe('SUCCEEDED');
  });

  it('is contradicted by another outcome alone', () => {
    expect(contradicting('HAPPENED')).toEqual([
      'PENDING',
      'PROCESSING',
      'FAILED',
      'REJECTED',
      'CANCELED',
    ]);
    expect(contradicting('NEVER_HAPPENED')).toEqual([
      'PENDING',
      'PROCESSING',
      'SUCCEEDED',
      'REVERSED',
    ]);
  });
});

describe('what needs a person', () => {
  it('keeps its time while it lasts, and what was acknowledged until something else happens', () => {
    const first = attentionAfter(noAttention, { OTHER_AMOUNT: { what: ['7'] } }, 1);
    expect(first).toEqual({ OTHER_AMOUNT: { since: 1, what: ['7'] } });
    expect(attentionAfter(first, { OTHER_AMOUNT: { what: ['7'] } }, 2)).toBe(first);
    const more = attentionAfter(first, { OTHER_AMOUNT: { what: ['7', '8'] } }, 2);
    expect(more).toEqual({ OTHER_AMOUNT: { since: 1, what: ['7', '8'] } });
    const seen = { OTHER_AMOUNT: { since: 1, what: ['7'], acknowledged: true } } as const;
    expect(attentionAfter(seen, { OTHER_AMOUNT: { what: ['7'] } }, 2)).toBe(seen);
    expect(attentionAfter(seen, { OTHER_AMOUNT: { what: ['7', '8'] } }, 2)).toEqual({
      OTHER_AMOUNT: { since: 2, what: ['7', '8'] },
    });
    expect(attentionAfter(seen, {}, 2)).toEqual({});
  });
});
