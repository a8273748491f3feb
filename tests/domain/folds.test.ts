import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldAbnormalPayment } from '../../src/domain/abnormal-payment.ts';
import type { AbnormalPaymentEvidence } from '../../src/domain/abnormal-payment.ts';
import { foldDecision } from '../../src/domain/attention/decision.ts';
import type { Decision } from '../../src/domain/attention/decision.ts';
import { failure } from '../../src/domain/evidence.ts';
import type { Money } from '../../src/domain/money.ts';
import { failureCodes } from '../../src/domain/observation.ts';
import type {
  AbnormalPaymentObservation,
  OrderObservation,
  ReportedOrderStatus,
  ReportedPayoutStatus,
  RefundObservation,
  SettlementObservation,
} from '../../src/domain/observation.ts';
import { foldOrder, noOrderEvidence } from '../../src/domain/order.ts';
import { foldPayout, noPayoutEvidence } from '../../src/domain/payout.ts';
import { canonical } from './arrivals.ts';

/**
 * Arbitrary observations that nobody would write: every member present or not, and few values, so that they
 * coincide.
 */
const one = <T>(...values: T[]) => fc.constantFrom(...values);
const amount = fc
  .bigInt({ min: 0n, max: 3n })
  .map((minor): Money => ({ minor, currency: 'USDT', network: 'TRON' }));
const time = fc.integer({ min: 1, max: 4 });
const maybeTime = fc.option(time);
const aFailure = one(...failureCodes).chain((code) =>
  one('1', '2', null).map((providerCode) => failure(code, 'It failed.', { code: providerCode })),
);
const hash = one('0x1', '0x2', '0x3');
const providerReference = fc.constant('R');
const orderStatuses: readonly (ReportedOrderStatus | null)[] = [
  ...(['AWAITING_PAYMENT', 'PARTIALLY_PAID', 'PROCESSING', 'AUTHORIZED'] as const),
  ...(['PAID', 'EXPIRED', 'CANCELED', 'FAILED', 'REVERSED', null] as const),
];
const payoutStatuses: readonly (ReportedPayoutStatus | null)[] = [
  ...(['PENDING', 'PROCESSING', 'SUCCEEDED', 'FAILED', 'REJECTED'] as const),
  ...(['CANCELED', 'REVERSED', null] as const),
];
const sometimes = {
  requiredKeys: ['subject', 'providerReference', 'status', 'occurredAt'],
} as const;

const orderObservations = fc.record(
  {
    subject: fc.constant('ORDER' as const),
    providerReference,
    status: one(...orderStatuses),
    occurredAt: maybeTime,
    isFinal: fc.boolean(),
    failedOrExpired: fc.boolean(),
    providerOrderId: hash,
    payable: amount,
    paid: amount,
    authorized: amount,
    authorizedUntil: time,
    refundableLimit: amount,
    fees: fc.array(fc.record({ type: one('A', 'B'), amount }), { maxLength: 2 }),
    instructions: fc.record(
      { checkoutUrl: hash, depositAddress: hash, qrPayload: hash, qrExpiresAt: time },
      { requiredKeys: [] },
    ),
    expiresAt: time,
    failure: aFailure,
    chargebacks: fc.array(
      fc.record({
        providerChargebackId: one('dp_1', 'dp_2'),
        status: one('OPEN' as const, 'WON' as const, 'LOST' as const),
        amount,
        occurredAt: maybeTime,
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [...sometimes.requiredKeys] },
) as fc.Arbitrary<OrderObservation>;

const refundObservations = fc.record(
  {
    subject: fc.constant('REFUND' as const),
    providerReference,
    status: one(...payoutStatuses),
    occurredAt: maybeTime,
    providerRefundId: hash,
    transactionHash: hash,
    failure: aFailure,
  },
  { requiredKeys: [...sometimes.requiredKeys] },
) as fc.Arbitrary<RefundObservation>;

const settlementObservations = fc.record(
  {
    subject: fc.constant('SETTLEMENT' as const),
    providerReference,
    status: one(...payoutStatuses),
    occurredAt: maybeTime,
    fee: amount,
    providerSettlementId: hash,
    transactionHash: hash,
    failure: aFailure,
  },
  { requiredKeys: [...sometimes.requiredKeys] },
) as fc.Arbitrary<SettlementObservation>;

const abnormalPaymentObservations = fc.record(
  {
    subject: fc.constant('ABNORMAL_PAYMENT' as const),
    providerAbnormalPaymentId: fc.constant('A'),
    orderProviderReference: fc.constant('R'),
    type: one('OVERPAID' as const, 'UNDERPAID' as const, 'LATE' as const, 'UNCLASSIFIED' as const),
    handled: fc.boolean(),
    received: amount,
    pending: amount,
    occurredAt: maybeTime,
    transactionHash: hash,
  },
  {
    requiredKeys: [
      ...(['subject', 'providerAbnormalPaymentId', 'orderProviderReference', 'type'] as const),
      ...(['handled', 'received', 'pending', 'occurredAt'] as const),
    ],
  },
) as fc.Arbitrary<AbnormalPaymentObservation>;

const decisions = fc.record({
  kind: one('HAPPENED' as const, 'NEVER_HAPPENED' as const),
  note: one('a', 'b'),
  keyId: fc.constant('key_1'),
  by: fc.constant('operations'),
  at: time,
  amount: fc.option(amount),
}) satisfies fc.Arbitrary<Decision>;

/** The same facts, with decisions of persons among them. */
const orDecided = <Fact extends object>(facts: fc.Arbitrary<Fact>) =>
  fc.oneof({ arbitrary: facts, weight: 2 }, { arbitrary: decisions, weight: 1 });

/** `fold`: adds what is no decision. */
const decidedOr =
  <Evidence extends { decision: Decision | null }, Fact extends object>(
    fold: (evidence: Evidence, fact: Fact, recordedAt: number) => Evidence,
  ) =>
  (evidence: Evidence, fact: Fact | Decision, recordedAt: number): Evidence =>
    'keyId' in fact ? foldDecision(evidence, fact) : fold(evidence, fact, recordedAt);

interface Recorded<Fact> {
  fact: Fact;
  recordedAt: number;
}

/** Evidence from some facts, and from the same facts in another order with repetitions. */
function knownTwice<Evidence, Fact>(
  arbitrary: fc.Arbitrary<Fact>,
  start: Evidence,
  add: (evidence: Evidence, fact: Fact, recordedAt: number) => Evidence,
): fc.Arbitrary<readonly [string, string]> {
  const recorded = fc.record({ fact: arbitrary, recordedAt: time });
  const known = (all: readonly Recorded<Fact>[]): string =>
    canonical(
      all.reduce((evidence, { fact, recordedAt }) => add(evidence, fact, recordedAt), start),
    );
  return fc
    .array(recorded, { minLength: 1, maxLength: 12 })
    .chain((all) => fc.tuple(fc.constant(all), shuffledWithRepetitions(all)))
    .map(([all, shuffled]) => [known(all), known(shuffled)]);
}

function shuffledWithRepetitions<T>(all: readonly T[]): fc.Arbitrary<T[]> {
  return fc.array(fc.constantFrom(...all), { maxLength: all.length }).chain((more) => {
    const together = [...all, ...more];
    return fc.shuffledSubarray(together, { minLength: together.length });
  });
}

const folds = {
  'an order': knownTwice(orderObservations, noOrderEvidence, foldOrder),
  'a decided order': knownTwice(
    orDecided(orderObservations),
    noOrderEvidence,
    decidedOr(foldOrder),
  ),
  'a decided refund': knownTwice(
    orDecided(refundObservations),
    noPayoutEvidence,
    decidedOr(foldPayout),
  ),
  'a refund': knownTwice(refundObservations, noPayoutEvidence, foldPayout),
  'a settlement': knownTwice(settlementObservations, noPayoutEvidence, foldPayout),
  'an abnormal payment': knownTwice<AbnormalPaymentEvidence | null, AbnormalPaymentObservation>(
    abnormalPaymentObservations,
    null,
    foldAbnormalPayment,
  ),
};

it.each(Object.entries(folds))(
  'the state of %s is a function of the set of observations and of when each was first recorded',
  (_, known) => {
    fc.assert(
      fc.property(known, ([once, again]) => {
        expect(again).toBe(once);
      }),
      { numRuns: 1_000 },
    );
  },
);
