import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  abnormalPaymentStatus,
  foldAbnormalPayment,
  heldAmount,
  pendingAmount,
} from '../../src/domain/abnormal-payment.ts';
import type { AbnormalPaymentEvidence } from '../../src/domain/abnormal-payment.ts';
import { judge, orderRules, payoutRules } from '../../src/domain/judgement.ts';
import type { Attended, Known, Fact, Rules } from '../../src/domain/judgement.ts';
import { printAmount } from '../../src/domain/money.ts';
import type { Money } from '../../src/domain/money.ts';
import type {
  OrderObservation,
  ReportedOrderStatus,
  ReportedPayoutStatus,
  SettlementObservation,
} from '../../src/domain/observation.ts';
import { foldOrder, noOrderEvidence, orderStatuses } from '../../src/domain/order.ts';
import type { OrderEvidence } from '../../src/domain/order.ts';
import { paidSoFar, refundableLimit } from '../../src/domain/order-money.ts';
import { payoutStatuses } from '../../src/domain/payout.ts';
import {
  reportedAbnormalPaymentState,
  reportedOrderState,
} from '../../src/domain/reconciliation/state.ts';
import { unsent } from '../../src/domain/instructions/submission.ts';
import { tryEveryOrder } from '../domain/arrivals.ts';

const currencies: Omit<Money, 'minor'>[] = [
  { currency: 'USDT', network: 'TRON' },
  { currency: 'USDT', network: 'ETHEREUM' },
  { currency: 'USDC', network: 'TRON' },
  { currency: 'USD', network: null },
  { currency: 'NEVER_HEARD_OF', network: null },
];
const amount: fc.Arbitrary<Money> = fc
  .tuple(fc.constantFrom(...currencies), fc.constantFrom(0n, 1n, 100n, 10_000n))
  .map(([currency, minor]) => ({ ...currency, minor }));
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 2 });
const occurredAt = fc.constantFrom(null, 1_780_000_000_000, Number.NaN, -1, 8.7e15);

/** Members without a value are omitted, as in every observation. */
const without = <Observed>(members: object): Observed =>
  Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as Observed;
const orderObservations = fc
  .record({
    subject: fc.constant('ORDER' as const),
    providerReference: fc.constant('R'),
    status: fc.constantFrom<ReportedOrderStatus>(
      'AWAITING_PAYMENT',
      'PARTIALLY_PAID',
      'AUTHORIZED',
      'PAID',
      'REVERSED',
    ),
    occurredAt,
    requested: maybe(amount),
    payable: maybe(amount),
    paid: maybe(amount),
    authorized: maybe(amount),
    refundableLimit: maybe(amount),
    fees: maybe(amount.map((fee) => [{ type: 'FEE', amount: fee }])),
  })
  .map(without<OrderObservation>);
const payoutObservations = fc
  .record({
    subject: fc.constant('SETTLEMENT' as const),
    providerReference: fc.constant('R'),
    status: fc.constantFrom<ReportedPayoutStatus>('PENDING', 'SUCCEEDED', 'FAILED', 'REVERSED'),
    occurredAt,
    requested: maybe(amount),
    amount: maybe(amount),
    fee: maybe(amount),
  })
  .map(without<SettlementObservation>);
const abnormalPaymentObservations = fc.record({
  subject: fc.constant('ABNORMAL_PAYMENT' as const),
  providerAbnormalPaymentId: fc.constant('A'),
  orderProviderReference: fc.constant('R'),
  type: fc.constantFrom('OVERPAID' as const, 'UNCLASSIFIED' as const),
  handled: fc.boolean(),
  occurredAt,
  received: amount,
  pending: amount,
});

/** The first report fixes what is due; later ones may come in any order. */
function judgedInEveryOrder<Evidence extends Attended, F extends Fact, Status extends string>(
  rules: Rules<Evidence, F, Status>,
  requested: Money,
  start: Known<Evidence>,
  observations: readonly F[],
  check: (evidence: Evidence, status: Status) => void,
): void {
  tryEveryOrder(
    {
      start,
      add: (known, fact) => judge(rules, requested, known, fact, 5_000).known,
      onStep: (_, known) => check(known.evidence, rules.status(known)),
    },
    observations,
  );
}

/** The failure, and its reason. */
const fine = { failed: false, counterexample: null, errorInstance: null };

/** Everything that is ever computed from an order's money. */
function readOrder(evidence: OrderEvidence): void {
  for (const status of orderStatuses) {
    for (const sum of [paidSoFar(evidence, status), refundableLimit(evidence, status)]) {
      if (sum !== null) printAmount(sum);
    }
  }
}

export function describeFoldsOfMixedMoney(): void {
  describe('A3: a fold, whatever the currencies of its messages and their order', () => {
    const requested: Money = { minor: 100n, currency: 'USD', network: null };
    const methods = [
      { type: 'STABLECOIN', currency: 'USDT', network: 'TRON' },
      { type: 'PIX', presentation: 'QR_CODE' },
    ] as const;

    it.each(methods)('A3: never throws for an order by $type, and gives one state', (method) => {
      const rules = orderRules({ expiresAt: null, request: { amount: requested, method } });
      const counted = method.type === 'STABLECOIN' ? currencies[0] : currencies[3];
      const evidence = { ...noOrderEvidence, payable: { minor: 10_000n, ...counted } as Money };
      const outcome = fc.check(
        fc.property(fc.array(orderObservations, { minLength: 2, maxLength: 5 }), (observations) => {
          judgedInEveryOrder(
            rules,
            requested,
            { evidence, submission: unsent },
            observations,
            readOrder,
          );
        }),
        { numRuns: 60 },
      );
      expect(outcome).toMatchObject(fine);
    });

    it('A3: never throws for a refund or a settlement, and gives one state', () => {
      const outcome = fc.check(
        fc.property(
          fc.array(payoutObservations, { minLength: 2, maxLength: 5 }),
          (observations) => {
            const start = { evidence: payoutRules.nothing, submission: unsent };
            judgedInEveryOrder(payoutRules, requested, start, observations, (_, status) => {
              if (!payoutStatuses.includes(status)) throw new Error(status);
            });
          },
        ),
        { numRuns: 60 },
      );
      expect(outcome).toMatchObject(fine);
    });

    it('A3: never throws even where other money was accepted, nor with our records', () => {
      const outcome = fc.check(
        fc.property(fc.array(orderObservations, { minLength: 1, maxLength: 6 }), (observations) => {
          const mixed = observations.reduce(
            (known, one) => foldOrder(known, one, 1),
            noOrderEvidence,
          );
          readOrder(mixed);
          for (const one of observations) reportedOrderState(one);
        }),
      );
      expect(outcome).toMatchObject(fine);
    });

    it('A3: never throws for an abnormal payment', () => {
      const refunds = fc.array(
        fc.record({
          isOwn: fc.boolean(),
          isCorrected: fc.boolean(),
          status: fc.constantFrom(...payoutStatuses),
          amount,
        }),
        { maxLength: 3 },
      );
      const outcome = fc.check(
        fc.property(
          fc.array(abnormalPaymentObservations, { minLength: 1, maxLength: 6 }),
          refunds,
          (observations, own) => {
            let evidence: AbnormalPaymentEvidence | null = null;
            for (const one of observations) {
              evidence = foldAbnormalPayment(evidence, one);
              printAmount(pendingAmount(evidence, own));
              printAmount(heldAmount(evidence, own));
              abnormalPaymentStatus(evidence, own);
              reportedAbnormalPaymentState(one);
            }
          },
        ),
      );
      expect(outcome).toMatchObject(fine);
    });
  });
}
