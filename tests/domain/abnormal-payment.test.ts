import { describe, expect, it } from 'vitest';
import {
  abnormalPaymentStatus,
  foldAbnormalPayment,
  heldAmount,
  isOverdrawn,
  isTakenByOthers,
  pendingAmount,
  resolveManually,
} from '../../src/domain/abnormal-payment.ts';
import type {
  AbnormalPaymentEvidence,
  AbnormalPaymentResolution,
  RefundOfIt,
} from '../../src/domain/abnormal-payment.ts';
import { observe } from '../../src/domain/aggregates/observe.ts';
import { WorkingSet } from '../../src/domain/aggregates/working-set.ts';
import { money } from '../../src/domain/money.ts';
import type { AbnormalPaymentObservation, Observation } from '../../src/domain/observation.ts';
import { payoutStatuses } from '../../src/domain/payout.ts';
import type { PayoutStatus } from '../../src/domain/payout.ts';
import { abnormalPaymentRow, paidOrderRow, refundRow } from '../store/rows.ts';
import { pushedAt } from '../support/core.ts';
import { tryEveryOrderOf, tryEveryPairOf } from './arrivals.ts';

const usdt = (amount: string) => money(amount, 'USDT', 'TRON');

function observation(rest: Partial<AbnormalPaymentObservation> = {}): AbnormalPaymentObservation {
  return {
    subject: 'ABNORMAL_PAYMENT',
    providerAbnormalPaymentId: 'A',
    orderProviderReference: 'R',
    type: 'OVERPAID',
    handled: false,
    received: usdt('110'),
    pending: usdt('10'),
    occurredAt: null,
    ...rest,
  };
}

const pool: readonly AbnormalPaymentObservation[] = [
  observation(),
  observation({ type: 'UNCLASSIFIED' }),
  observation({ type: 'UNCLASSIFIED', pending: usdt('4'), occurredAt: 2_000 }),
  observation({ type: 'LATE' }),
  observation({ type: 'UNDERPAID', received: usdt('40'), pending: usdt('40') }),
  observation({ pending: usdt('6') }),
  observation({ pending: usdt('0'), isReserved: true }),
  observation({ pending: usdt('0'), handled: true }),
  observation({ handled: true, type: 'UNCLASSIFIED' }),
  observation({ transactionHash: '0x01' }),
  observation({ transactionHash: '0x02', type: 'UNCLASSIFIED' }),
];

function evidenceOf(...facts: AbnormalPaymentObservation[]): AbnormalPaymentEvidence {
  const evidence = facts.reduce<AbnormalPaymentEvidence | null>(foldAbnormalPayment, null);
  if (evidence === null) throw new Error('nothing was said');
  return evidence;
}

const refund = (status: PayoutStatus, amount: string, isOwn = true): RefundOfIt => ({
  isOwn,
  status,
  amount: usdt(amount),
});

const decided = (rest: Partial<AbnormalPaymentResolution> = {}): AbnormalPaymentResolution => ({
  kind: 'ACCEPT',
  note: 'The payer is a friend.',
  keyId: 'key_1',
  by: 'back office',
  at: 7_000,
  amount: usdt('10'),
  ...rest,
});

describe('the fold of an abnormal payment', () => {
  const fold = {
    start: null as AbnormalPaymentEvidence | null,
    add: foldAbnormalPayment,
    onStep: (before: AbnormalPaymentEvidence | null, after: AbnormalPaymentEvidence | null) => {
      if (before === null || after === null) return;
      const [was, is] = [before, after].map((evidence) => pendingAmount(evidence, []).minor);
      if (before.handled) expect(is, 'what is handled stays handled').toBe(was);
      if (before.type !== 'UNCLASSIFIED') expect(after.type).not.toBe('UNCLASSIFIED');
    },
  };

  type Fact = AbnormalPaymentObservation | AbnormalPaymentResolution;
  const facts: readonly Fact[] = [
    ...pool,
    decided(),
    decided({ kind: 'DISMISS' }),
    decided({ at: 8_000, amount: usdt('6') }),
  ];
  const mixed = {
    start: evidenceOf(observation()),
    add: (evidence: AbnormalPaymentEvidence, one: Fact) =>
      'kind' in one ? resolveManually(evidence, one) : foldAbnormalPayment(evidence, one),
    onStep: (before: AbnormalPaymentEvidence, after: AbnormalPaymentEvidence) => {
      if (before.resolution !== null) expect(abnormalPaymentStatus(after, [])).toBe('RESOLVED');
    },
  };

  it('gives one state for every order and repetition of any two observations', () => {
    expect(tryEveryPairOf(fold, pool)).toBe(pool.length * (pool.length - 1));
  });

  it('gives one state for every order and repetition of six observations', () => {
    expect(tryEveryOrderOf(fold, pool)).toBe(20 * 720);
  });

  it('gives one state wherever a decision by hand comes among the observations', () => {
    expect(tryEveryPairOf(mixed, facts)).toBe(facts.length * (facts.length - 1));
    expect(tryEveryOrderOf(mixed, facts)).toBe(20 * 720);
  });

  it('takes the class from whichever message states it', () => {
    const unclassified = observation({ type: 'UNCLASSIFIED' });
    expect(evidenceOf(unclassified, observation({ type: 'LATE' })).type).toBe('LATE');
    expect(evidenceOf(observation({ type: 'LATE' }), unclassified).type).toBe('LATE');
    expect(evidenceOf(unclassified).type).toBe('UNCLASSIFIED');
  });
});

describe('what is still to be refunded of an abnormal payment', () => {
  it('is the least that the provider ever stated', () => {
    expect(
      pendingAmount(evidenceOf(observation(), observation({ pending: usdt('6') })), []),
    ).toEqual(usdt('6'));
    expect(
      pendingAmount(evidenceOf(observation({ pending: usdt('6') }), observation()), []),
    ).toEqual(usdt('6'));
  });

  it('decreases by our own proven refunds, whether or not they are reported twice', () => {
    const returned = [refund('SUCCEEDED', '4'), refund('PROCESSING', '5')];
    expect(pendingAmount(evidenceOf(observation()), returned)).toEqual(usdt('6'));
    const evidence = evidenceOf(observation(), observation({ pending: usdt('6') }));
    expect(pendingAmount(evidence, returned)).toEqual(usdt('6'));
  });

  it('is nothing once the provider reports it as handled, and never negative', () => {
    expect(pendingAmount(evidenceOf(observation(), observation({ handled: true })), [])).toEqual(
      usdt('0'),
    );
    expect(pendingAmount(evidenceOf(observation()), [refund('SUCCEEDED', '11')])).toEqual(
      usdt('0'),
    );
  });

  it('does not count a refund from elsewhere twice that was made before the payment was known here', () => {
    const evidence = evidenceOf(observation({ pending: usdt('6') }));
    const before = refund('SUCCEEDED', '5', false);
    expect(pendingAmount(evidence, [before])).toEqual(usdt('6'));
    expect(abnormalPaymentStatus(evidence, [before])).toBe('OPEN');
  });
});

describe('the status of an abnormal payment', () => {
  it.each(payoutStatuses.map((status) => [status] as const))(
    'follows a partial refund that is %s',
    (status) => {
      const over: readonly PayoutStatus[] = [
        'SUCCEEDED',
        'FAILED',
        'REJECTED',
        'CANCELED',
        'REVERSED',
      ];
      const expected = over.includes(status) ? 'OPEN' : 'RESOLVING';
      expect(abnormalPaymentStatus(evidenceOf(observation()), [refund(status, '4')])).toBe(
        expected,
      );
    },
  );

  it('is RESOLVED when all of it was refunded or accepted', () => {
    const evidence = evidenceOf(observation());
    expect(abnormalPaymentStatus(evidence, [])).toBe('OPEN');
    expect(abnormalPaymentStatus(evidence, [refund('SUCCEEDED', '10')])).toBe('RESOLVED');
    const parts = [refund('SUCCEEDED', '4'), refund('SUCCEEDED', '6')];
    expect(abnormalPaymentStatus(evidence, parts)).toBe('RESOLVED');
    const handled = evidenceOf(observation(), observation({ handled: true }));
    expect(abnormalPaymentStatus(handled, [refund('UNKNOWN', '4')])).toBe('RESOLVED');
  });

  it('is RESOLVING while nothing is pending only because of a refund in progress', () => {
    const evidence = evidenceOf(observation(), observation({ pending: usdt('0') }));
    expect(abnormalPaymentStatus(evidence, [refund('PROCESSING', '10')])).toBe('RESOLVING');
    expect(abnormalPaymentStatus(evidence, [refund('SUCCEEDED', '10')])).toBe('RESOLVED');
    expect(abnormalPaymentStatus(evidence, [])).toBe('RESOLVED');
  });

  it('is RESOLVING while the provider reserves all of it for a refund that is not known here', () => {
    const reserved = observation({ pending: usdt('0'), isReserved: true });
    for (const evidence of [evidenceOf(reserved), evidenceOf(observation(), reserved)]) {
      expect(abnormalPaymentStatus(evidence, [])).toBe('RESOLVING');
      expect(isTakenByOthers(evidence, [])).toBe(true);
      expect(isTakenByOthers(evidence, [refund('PENDING', '10', false)])).toBe(false);
      expect(abnormalPaymentStatus(evidence, [refund('SUCCEEDED', '10', false)])).toBe('RESOLVED');
      const handled = foldAbnormalPayment(evidence, observation({ handled: true }));
      expect(abnormalPaymentStatus(handled, [])).toBe('RESOLVED');
    }
    const failed = evidenceOf(reserved, observation());
    expect(abnormalPaymentStatus(failed, [refund('FAILED', '10', false)])).toBe('OPEN');
  });

  it('is open again when a refund that had succeeded comes back', () => {
    const evidence = evidenceOf(observation());
    expect(abnormalPaymentStatus(evidence, [refund('REVERSED', '10')])).toBe('OPEN');
  });
});

describe('an abnormal payment that was resolved by hand', () => {
  const kinds = ['ACCEPT', 'DISMISS'] as const;

  it.each(kinds)(
    'by %s has nothing pending, whatever is reported or becomes of refunds later',
    (kind) => {
      const evidence = resolveManually(evidenceOf(observation()), decided({ kind }));
      for (const facts of pool) {
        const later = foldAbnormalPayment(evidence, facts);
        for (const status of payoutStatuses) {
          const refunds = [refund(status, '4', false)];
          expect(pendingAmount(later, refunds)).toEqual(usdt('0'));
          expect(abnormalPaymentStatus(later, refunds)).toBe('RESOLVED');
        }
      }
    },
  );

  it('stays as it was decided when the provider reports later that it was handled', () => {
    const evidence = resolveManually(evidenceOf(observation()), decided());
    expect(foldAbnormalPayment(evidence, observation({ handled: true })).resolution).toEqual(
      decided(),
    );
  });
});

describe('what is held of the total that was ever pending', () => {
  const evidence = evidenceOf(observation());

  it('is what our refunds take until they are proven to have failed', () => {
    for (const status of payoutStatuses) {
      const isFree = ['FAILED', 'REJECTED', 'CANCELED', 'REVERSED'].includes(status);
      expect(heldAmount(evidence, [refund(status, '4')])).toEqual(usdt(isFree ? '0' : '4'));
    }
  });

  it('is all that was accepted or dismissed', () => {
    for (const kind of ['ACCEPT', 'DISMISS'] as const) {
      const resolved = resolveManually(evidence, decided({ kind, amount: usdt('6') }));
      expect(heldAmount(resolved, [])).toEqual(usdt('6'));
      expect(heldAmount(resolved, [refund('SUCCEEDED', '4')])).toEqual(usdt('10'));
    }
  });

  it('exceeds what was pending where too much was taken', () => {
    expect(heldAmount(evidence, [refund('PENDING', '11')])).toEqual(usdt('11'));
    const resolved = resolveManually(evidence, decided());
    expect(heldAmount(resolved, [refund('SUCCEEDED', '1')])).toEqual(usdt('11'));
    const two = [refund('SUBMITTING', '10'), refund('SUBMITTING', '10')];
    expect(heldAmount(evidence, two)).toEqual(usdt('20'));
  });

  it('is reduced by what was refunded elsewhere, and shows where that is too much', () => {
    const held = (refunds: RefundOfIt[]) => heldAmount(evidence, refunds).minor;
    const some = held([refund('SUCCEEDED', '10', false)]);
    expect(isOverdrawn({ evidence, held: some })).toBe(false);
    const tooMuch = held([refund('SUCCEEDED', '10', false), refund('PENDING', '10')]);
    expect(tooMuch).toBe(usdt('20').minor);
    expect(isOverdrawn({ evidence, held: tooMuch })).toBe(true);
  });

  it('counts nothing in another currency', () => {
    const other = { ...refund('SUCCEEDED', '4', false), amount: money('4', 'USDC', 'TRON') };
    expect(heldAmount(evidence, [other])).toEqual(usdt('0'));
  });
});

describe('an abnormal payment of which our refund takes only a part', () => {
  it('is queried once the refund has succeeded and the rest is still reserved, because no webhook reports it', () => {
    const order = paidOrderRow('ord_1');
    const payment = abnormalPaymentRow('abn_1', { orderId: order.id });
    const refund = refundRow('rfd_1', { abnormalPaymentId: payment.id, amount: usdt('4') });
    const set = new WorkingSet();
    set.put({ kind: 'ORDER', order, refunds: [refund], abnormalPayments: [payment] });
    const record = (observation: Observation) =>
      observe(set, pushedAt(2_000), { observation, newId: { id: '', at: 0 } });
    const now = () => set.payment(payment)?.payment;
    const { providerAbnormalPaymentId } = payment;
    const refunded = {
      subject: 'REFUND',
      providerReference: refund.providerReference,
      occurredAt: null,
    } as const;
    record({ ...refunded, status: 'PROCESSING' });
    record(observation({ providerAbnormalPaymentId, pending: usdt('0'), isReserved: true }));
    expect(now()).toMatchObject({ status: 'RESOLVING', checkAt: null });
    record({ ...refunded, status: 'SUCCEEDED' });
    expect(now()).toMatchObject({ status: 'RESOLVING', checkAt: expect.any(Number) });
  });
});
