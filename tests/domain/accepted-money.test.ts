import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldDecision } from '../../src/domain/attention/decision.ts';
import type { Decision } from '../../src/domain/attention/decision.ts';
import { money } from '../../src/domain/money.ts';
import { movedByOrder } from '../../src/domain/movements/movement.ts';
import type { OrderObservation, ReportedOrderStatus } from '../../src/domain/observation.ts';
import { orderStatus } from '../../src/domain/chargebacks/order-status.ts';
import {
  foldAcceptance,
  foldOrder,
  noOrderEvidence,
  orderTransitions,
} from '../../src/domain/order.ts';
import type { AcceptedMoney, OrderEvidence } from '../../src/domain/order.ts';
import { paidAt, paidSoFar, refundableLimit } from '../../src/domain/order-money.ts';
import { unsent } from '../../src/domain/instructions/submission.ts';
import type { Submission } from '../../src/domain/instructions/submission.ts';
import { tryEveryOrderOf, tryEveryPairOf } from './arrivals.ts';

const usdt = (amount: string) => money(amount, 'USDT', 'TRON');
const answered: Submission = { ...unsent, state: 'ANSWERED' };

type Fact = (OrderObservation & { recordedAt: number }) | AcceptedMoney | Decision;

const observation = (
  status: ReportedOrderStatus | null,
  rest: Partial<OrderObservation> = {},
): Fact => {
  const subject = { subject: 'ORDER', providerReference: 'R' } as const;
  return { ...subject, status, occurredAt: null, recordedAt: 5_000, ...rest };
};
const accepted = (abnormalPaymentId: string, amount: string, at = 7_000): AcceptedMoney => ({
  abnormalPaymentId,
  amount: usdt(amount),
  at,
});

/** A person decided that an order of unknown outcome happened. */
const happened: Decision = {
  kind: 'HAPPENED',
  note: 'x',
  keyId: 'key_1',
  by: 'operations',
  at: 6_500,
  amount: usdt('101'),
};

function add(evidence: OrderEvidence, facts: Fact): OrderEvidence {
  if ('kind' in facts) return foldDecision(evidence, facts);
  if ('abnormalPaymentId' in facts) return foldAcceptance(evidence, facts);
  const { recordedAt, ...observation } = facts;
  return foldOrder(evidence, observation, recordedAt);
}
const after = (...facts: Fact[]): OrderEvidence => facts.reduce(add, noOrderEvidence);
const status = (evidence: OrderEvidence) => orderStatus(evidence, answered, null);
const paid = (...facts: Fact[]) => paidSoFar(after(...facts), status(after(...facts)));

const opened = observation('AWAITING_PAYMENT', { payable: usdt('101') });
const part = observation('PARTIALLY_PAID', { paid: usdt('40') });
const whole = observation('PAID', { paid: usdt('101'), occurredAt: 4_000 });
const statuses = ['EXPIRED', 'CANCELED', 'FAILED', 'PROCESSING', 'REVERSED'] as const;
const pool: readonly Fact[] = [
  opened,
  part,
  whole,
  ...statuses.map((reportedStatus) => observation(reportedStatus)),
  accepted('abn_1', '40'),
  accepted('abn_2', '101', 6_000),
  accepted('abn_3', '10', 8_000),
];

const assertLegalTransition = (before: OrderEvidence, now: OrderEvidence): void => {
  const [from, to] = [status(before), status(now)];
  if (from !== to) expect(orderTransitions[from], `${from} → ${to}`).toContain(to);
  if (from === 'PAID') expect(['PAID', 'REVERSED']).toContain(to);
};

describe('money that was accepted by hand', () => {
  const fold = { start: noOrderEvidence, add, onStep: assertLegalTransition };

  it('gives one state with all other evidence, in any order and repetition', () => {
    expect(tryEveryPairOf(fold, pool)).toBe(pool.length * (pool.length - 1));
    expect(tryEveryOrderOf(fold, pool)).toBe(20 * 720);
  });

  it('is the sum of what is known of each payment, in any number and order', () => {
    const some = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.boolean()), { minLength: 1 });
    fc.assert(
      fc.property(some, (drawn) => {
        const each = drawn.map(([id]) => accepted(`abn_${id}`, String(id), id));
        const ids = [...new Set(drawn.map(([id]) => id))];
        const sum = ids.reduce((total, id) => total + id, 0);
        const isPaid = drawn.some(([, flag]) => flag);
        const total = paid(...each, observation('EXPIRED'), ...(isPaid ? [whole] : []));
        expect(total).toEqual(usdt(String(sum + (isPaid ? 101 : 0))));
        expect(after(...each).accepted.map(({ abnormalPaymentId: id }) => id)).toEqual(
          ids.map((id) => `abn_${id}`).toSorted(),
        );
      }),
    );
  });

  it.each(['EXPIRED', 'CANCELED', 'FAILED', 'AWAITING_PAYMENT', 'PROCESSING'] as const)(
    'makes an order that is %s PAID',
    (reportedStatus) => {
      expect(status(after(observation(reportedStatus), accepted('abn_1', '40')))).toBe('PAID');
    },
  );

  it('leaves an order REVERSED that the provider has reversed', () => {
    expect(status(after(accepted('abn_1', '40'), observation('REVERSED')))).toBe('REVERSED');
  });

  it('is all that is paid of an order that expired: its part is in an abnormal payment', () => {
    expect(paid(opened, part, observation('EXPIRED'), accepted('abn_1', '40'))).toEqual(usdt('40'));
    expect(paid(opened, observation('CANCELED'), accepted('abn_2', '101'))).toEqual(usdt('101'));
  });

  it('is added to what the provider has received for the order', () => {
    expect(paid(opened, whole, accepted('abn_3', '10'))).toEqual(usdt('111'));
    expect(paid(opened, observation('PAID'), accepted('abn_3', '10'))).toEqual(usdt('111'));
    expect(paid(opened, part, accepted('abn_3', '10'))).toEqual(usdt('50'));
  });

  it('takes the place of what a person decided was paid, unless it is a surplus over that', () => {
    const noSurplus = (number: string, amount: string) =>
      ({ ...accepted(number, amount), mayBeDecided: true }) as const;
    const late = noSurplus('abn_2', '101');
    expect(paid(happened, late)).toEqual(usdt('101'));
    expect(paid(late, observation(null, { payable: usdt('101') }), happened)).toEqual(usdt('101'));
    expect(paid(happened, noSurplus('abn_1', '40'))).toEqual(usdt('40'));
    // So is what was stored before any was marked.
    const surplus = accepted('abn_3', '10');
    expect(paid(happened, surplus)).toEqual(usdt('111'));
    expect(paid(happened, surplus, late)).toEqual(usdt('111'));
    // What the provider reports is added, as always.
    expect(paid(happened, late, whole)).toEqual(usdt('202'));
    const evidence = after(happened, late);
    expect(refundableLimit(evidence, status(evidence))).toBeNull();
    expect(movedByOrder({ evidence, status: 'PAID' })).toEqual([
      { type: 'ACCEPTED', amount: usdt('101') },
    ]);
  });

  it('is never added to another currency', () => {
    const usdc = { ...accepted('abn_3', '10'), amount: money('10', 'USDC', 'TRON') };
    expect(paid(opened, whole, usdc)).toEqual(usdt('101'));
  });

  it('was received when it was accepted, unless the provider states when the order was paid', () => {
    const late = after(
      observation('EXPIRED'),
      accepted('abn_3', '10', 8_000),
      accepted('abn_2', '1', 6_000),
    );
    expect(paidAt(late)).toBe(6_000);
    expect(paidAt(add(late, whole))).toBe(4_000);
  });

  it('is not refundable by a refund of the order, which takes only what the provider counts itself', () => {
    const late = after(opened, observation('EXPIRED'), accepted('abn_2', '101'));
    expect(refundableLimit(late, status(late))).toBeNull();
    const over = after(opened, whole, accepted('abn_3', '10'));
    expect(refundableLimit(over, status(over))).toEqual(usdt('101'));
    const reversed = add(over, observation('REVERSED'));
    expect(refundableLimit(reversed, status(reversed))).toBeNull();
  });
});
