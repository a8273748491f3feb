import { describe, expect, it } from 'vitest';
import { failure, isSilent } from '../../src/domain/evidence.ts';
import { money } from '../../src/domain/money.ts';
import type {
  ReportedPayoutStatus,
  RefundObservation,
  SettlementObservation,
} from '../../src/domain/observation.ts';
import {
  foldPayout,
  isReturned,
  noPayoutEvidence,
  payoutTransitions,
  payoutPhase,
  payoutStatus,
  payoutStatuses,
} from '../../src/domain/payout.ts';
import type { PayoutEvidence, PayoutStatus } from '../../src/domain/payout.ts';
import { unsent } from '../../src/domain/instructions/submission.ts';
import { statesAfter, submissionStates, tryEveryOrderOf, tryEveryPairOf } from './arrivals.ts';

const usdt = (amount: string) => money(amount, 'USDT', 'TRON');

type Recorded = (RefundObservation | SettlementObservation) & { recordedAt: number };

const add = (evidence: PayoutEvidence, { recordedAt, ...facts }: Recorded): PayoutEvidence =>
  foldPayout(evidence, facts, recordedAt);

const common = { providerReference: 'R', occurredAt: null, recordedAt: 5_000 } as const;
const refund = (
  status: ReportedPayoutStatus | null,
  rest: Partial<RefundObservation & { recordedAt: number }> = {},
): Recorded => ({ subject: 'REFUND', ...common, status, ...rest });
const settlement = (
  status: ReportedPayoutStatus | null,
  rest: Partial<SettlementObservation & { recordedAt: number }> = {},
): Recorded => ({ subject: 'SETTLEMENT', ...common, status, ...rest });

/** From the weakest to the strongest. */
const statuses: readonly ReportedPayoutStatus[] = [
  'PENDING',
  'PROCESSING',
  'FAILED',
  'REJECTED',
  'CANCELED',
  'SUCCEEDED',
  'REVERSED',
];

const failed = { failure: failure('OTHER', 'It failed.') };
const declined = { failure: failure('DECLINED', 'Declined.', { code: '7', message: 'no' }) };

const refunds: readonly Recorded[] = [
  ...statuses.flatMap((reportedStatus) => [
    refund(reportedStatus),
    refund(reportedStatus, { occurredAt: 1_000, recordedAt: 6_000 }),
    refund(reportedStatus, { occurredAt: 2_000, recordedAt: 4_000 }),
  ]),
  refund(null, { providerRefundId: 'P1' }),
  refund('PENDING', { providerRefundId: 'P2', amount: usdt('1') }),
  refund('SUCCEEDED', { transactionHash: '0x01' }),
  refund('SUCCEEDED', { transactionHash: '0x02' }),
  refund('FAILED', failed),
  refund('REJECTED', declined),
];

const settlements: readonly Recorded[] = [
  ...statuses.map((reportedStatus, at) =>
    settlement(reportedStatus, { occurredAt: at % 2 === 0 ? null : 1_000 - at }),
  ),
  settlement(null),
  settlement('PENDING', { fee: usdt('1'), providerSettlementId: 'P1' }),
  settlement('SUCCEEDED', { fee: usdt('2'), transactionHash: '0x01' }),
  settlement('FAILED', failed),
  settlement('FAILED', declined),
];

function assertLegalTransition(before: PayoutEvidence, now: PayoutEvidence): void {
  for (const stateBefore of submissionStates) {
    for (const stateAfter of statesAfter(stateBefore, isSilent(before))) {
      const from = payoutStatus(before, { ...unsent, state: stateBefore });
      const to = payoutStatus(now, { ...unsent, state: stateAfter });
      if (from !== to && !payoutTransitions[from].includes(to)) {
        expect.fail(`${from} → ${to} is not in payoutMoves: add it, or rank the words otherwise`);
      }
    }
  }
}

const status = (...facts: Recorded[]): PayoutStatus =>
  payoutStatus(facts.reduce(add, noPayoutEvidence), { ...unsent, state: 'ANSWERED' });

describe.each([
  ['refund', refunds],
  ['settlement', settlements],
])('the fold of a %s', (_name, pool) => {
  const fold = { start: noPayoutEvidence, add, onStep: assertLegalTransition };

  it('gives one state for every order and repetition of any two observations, by legal transitions only', () => {
    expect(tryEveryPairOf(fold, pool)).toBe(pool.length * (pool.length - 1));
  });

  it('gives one state for every order and repetition of six observations, by legal transitions only', () => {
    expect(tryEveryOrderOf(fold, pool)).toBe(20 * 720);
  });
});

describe('the status of money on its way out', () => {
  it.each(
    statuses.flatMap((low, at) => statuses.slice(at + 1).map((high) => [low, high] as const)),
  )('is never %s where %s was reported as well, whatever the stated times', (low, high) => {
    const early = { occurredAt: 1_000 };
    const late = { occurredAt: 2_000 };
    expect(status(refund(high, early), refund(low, late))).toBe(high);
    expect(status(settlement(low, early), settlement(high, late))).toBe(high);
  });

  it('R32: does not change by a status that we do not know', () => {
    for (const reportedStatus of statuses)
      expect(status(refund(reportedStatus), refund(null))).toBe(reportedStatus);
    expect(status(refund(null))).toBe('UNKNOWN');
  });

  it.each([
    ['NOT_SENT', 'REQUESTED'],
    ['IN_FLIGHT', 'SUBMITTING'],
    ['LOST', 'UNKNOWN'],
    ['ANSWERED', 'UNKNOWN'],
    ['GIVEN_UP', 'FAILED'],
    ['WITHDRAWN', 'CANCELED'],
  ] as const)('is %s → %s while the provider has reported nothing', (state, expected) => {
    expect(payoutStatus(noPayoutEvidence, { ...unsent, state })).toBe(expected);
  });

  it('releases its amount only on proof that nothing left or that it came back (R15, R16)', () => {
    expect(payoutStatuses.filter(isReturned)).toEqual([
      'FAILED',
      'REJECTED',
      'CANCELED',
      'REVERSED',
    ]);
  });

  it('goes back from over to open only where we had given it up or voided it', () => {
    const back = payoutStatuses.filter((from) =>
      payoutTransitions[from].some(
        (to) => payoutPhase(from) !== 'OPEN' && payoutPhase(to) === 'OPEN',
      ),
    );
    expect(back).toEqual(['FAILED', 'CANCELED']);
  });
});
