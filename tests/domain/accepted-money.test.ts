import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from '../../src/domain/money.ts';
import type { OrderObservation, OrderWord } from '../../src/domain/observation.ts';
import {
  foldAcceptance,
  foldOrder,
  noOrderEvidence,
  orderMoves,
  orderStatus,
} from '../../src/domain/order.ts';
import type { AcceptedMoney, OrderEvidence } from '../../src/domain/order.ts';
import { paidAt, paidSoFar, refundableLimit } from '../../src/domain/order-money.ts';
import { unsent } from '../../src/domain/instructions/submission.ts';
import type { Submission } from '../../src/domain/instructions/submission.ts';
import { tryEveryOrderOf, tryEveryPairOf } from './arrivals.ts';

const usdt = (amount: string) => money(amount, 'USDT', 'TRON');
const answered: Submission = { ...unsent, state: 'ANSWERED' };

type News = (OrderObservation & { heardAt: number }) | AcceptedMoney;

const said = (status: OrderWord, rest: Partial<OrderObservation> = {}): News => {
  const subject = { subject: 'ORDER', providerReference: 'R' } as const;
  return { ...subject, status, occurredAt: null, heardAt: 5_000, ...rest };
};
const accepted = (abnormalPaymentId: string, amount: string, at = 7_000): AcceptedMoney => ({
  abnormalPaymentId,
  amount: usdt(amount),
  at,
});

function add(evidence: OrderEvidence, news: News): OrderEvidence {
  if ('abnormalPaymentId' in news) return foldAcceptance(evidence, news);
  const { heardAt, ...observation } = news;
  return foldOrder(evidence, observation, heardAt);
}
const after = (...news: News[]): OrderEvidence => news.reduce(add, noOrderEvidence);
const status = (evidence: OrderEvidence) => orderStatus(evidence, answered, null);
const paid = (...news: News[]) => paidSoFar(after(...news), status(after(...news)));

const opened = said('AWAITING_PAYMENT', { payable: usdt('101') });
const part = said('PARTIALLY_PAID', { paid: usdt('40') });
const whole = said('PAID', { paid: usdt('101'), occurredAt: 4_000 });
const words = ['EXPIRED', 'CANCELED', 'FAILED', 'PROCESSING', 'REVERSED'] as const;
const pool: readonly News[] = [
  opened,
  part,
  whole,
  ...words.map((word) => said(word)),
  accepted('abn_1', '40'),
  accepted('abn_2', '101', 6_000),
  accepted('abn_3', '10', 8_000),
];

const legalMove = (before: OrderEvidence, now: OrderEvidence): void => {
  const [from, to] = [status(before), status(now)];
  if (from !== to) expect(orderMoves[from], `${from} → ${to}`).toContain(to);
  if (from === 'PAID') expect(['PAID', 'REVERSED']).toContain(to);
};

describe('money that was accepted by hand', () => {
  const fold = { start: noOrderEvidence, add, onStep: legalMove };

  it('makes one state with all else that is known, whatever came first or twice', () => {
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
        const total = paid(...each, said('EXPIRED'), ...(isPaid ? [whole] : []));
        expect(total).toEqual(usdt(String(sum + (isPaid ? 101 : 0))));
        expect(after(...each).accepted.map(({ abnormalPaymentId: id }) => id)).toEqual(
          ids.map((id) => `abn_${id}`).toSorted(),
        );
      }),
    );
  });

  it.each(['EXPIRED', 'CANCELED', 'FAILED', 'AWAITING_PAYMENT', 'PROCESSING'] as const)(
    'makes an order that is %s PAID',
    (word) => {
      expect(status(after(said(word), accepted('abn_1', '40')))).toBe('PAID');
    },
  );

  it('leaves an order REVERSED that the provider has reversed', () => {
    expect(status(after(accepted('abn_1', '40'), said('REVERSED')))).toBe('REVERSED');
  });

  it('is all that is paid of an order that expired: its part is in an abnormal payment', () => {
    expect(paid(opened, part, said('EXPIRED'), accepted('abn_1', '40'))).toEqual(usdt('40'));
    expect(paid(opened, said('CANCELED'), accepted('abn_2', '101'))).toEqual(usdt('101'));
  });

  it('comes on top of what the provider has received for the order', () => {
    expect(paid(opened, whole, accepted('abn_3', '10'))).toEqual(usdt('111'));
    expect(paid(opened, said('PAID'), accepted('abn_3', '10'))).toEqual(usdt('111'));
    expect(paid(opened, part, accepted('abn_3', '10'))).toEqual(usdt('50'));
  });

  it('is never added to another currency', () => {
    const usdc = { ...accepted('abn_3', '10'), amount: money('10', 'USDC', 'TRON') };
    expect(paid(opened, whole, usdc)).toEqual(usdt('101'));
  });

  it('came in when it was accepted, unless the provider says when the order was paid', () => {
    const late = after(
      said('EXPIRED'),
      accepted('abn_3', '10', 8_000),
      accepted('abn_2', '1', 6_000),
    );
    expect(paidAt(late)).toBe(6_000);
    expect(paidAt(add(late, whole))).toBe(4_000);
  });

  it('is not refundable by a refund of the order: that is for what the provider counts itself', () => {
    const late = after(opened, said('EXPIRED'), accepted('abn_2', '101'));
    expect(refundableLimit(late, status(late))).toBeNull();
    const over = after(opened, whole, accepted('abn_3', '10'));
    expect(refundableLimit(over, status(over))).toEqual(usdt('101'));
    const reversed = add(over, said('REVERSED'));
    expect(refundableLimit(reversed, status(reversed))).toBeNull();
  });
});
