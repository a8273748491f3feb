import { describe, expect, it } from 'vitest';
import { failure, isSilent } from '../../src/domain/evidence.ts';
import type { ReportedOrderStatus } from '../../src/domain/observation.ts';
import { orderStatus } from '../../src/domain/chargebacks/order-status.ts';
import {
  noOrderEvidence,
  orderTransitions,
  orderPhase,
  orderStatuses,
} from '../../src/domain/order.ts';
import type { OrderEvidence, OrderStatus } from '../../src/domain/order.ts';
import { nextAction } from '../../src/domain/payer/next-action.ts';
import { unsent } from '../../src/domain/instructions/submission.ts';
import { statesAfter, submissionStates, tryEveryOrderOf, tryEveryPairOf } from './arrivals.ts';
import { add, after, answered, observation, reportedOrderStatuses, usdt } from './order-facts.ts';
import type { Recorded } from './order-facts.ts';

const status = (...facts: Recorded[]): OrderStatus => orderStatus(after(...facts), answered, null);

/**
 * Every reported status, and the one that stands for two, without a stated time and at two times; and everything
 * that a message can carry, contradictions included.
 */
const pool: readonly Recorded[] = [
  ...reportedOrderStatuses.flatMap((reportedStatus) => [
    observation(reportedStatus),
    observation(reportedStatus, { occurredAt: 1_000, recordedAt: 6_000 }),
    observation(reportedStatus, { occurredAt: 2_000, recordedAt: 4_000 }),
  ]),
  observation('FAILED', { failedOrExpired: true }),
  observation('FAILED', { failedOrExpired: true, occurredAt: 1_500, recordedAt: 4_000 }),
  observation(null),
  observation(null, { providerOrderId: 'P1' }),
  observation('AWAITING_PAYMENT', {
    providerOrderId: 'P2',
    payable: usdt('100'),
    instructions: { depositAddress: 'T1', checkoutUrl: 'https://pay.example/1' },
    expiresAt: 900_000,
  }),
  observation('AWAITING_PAYMENT', {
    payable: usdt('99.99'),
    instructions: { depositAddress: 'T2', qrPayload: 'qr', qrExpiresAt: 20_000 },
    expiresAt: 1_000_000,
  }),
  observation('PARTIALLY_PAID', { paid: usdt('40'), occurredAt: 1_500 }),
  observation('PARTIALLY_PAID', { paid: usdt('60'), occurredAt: 1_700 }),
  observation('PAID', {
    paid: usdt('100'),
    refundableLimit: usdt('99'),
    fees: [{ type: 'service', amount: usdt('1') }],
  }),
  observation('PAID', { paid: usdt('101'), fees: [] }),
  observation('PARTIALLY_PAID', { paid: usdt('70'), isFinal: true }),
  observation('FAILED', { failure: failure('DECLINED', 'Declined.', { code: '7' }) }),
  observation('FAILED', { failure: failure('REJECTED', 'Rejected.') }),
];

/** Observations and our own sending may coincide: the status may move by either or by both. */
function assertLegalTransition(before: OrderEvidence, now: OrderEvidence): void {
  for (const stateBefore of submissionStates) {
    for (const stateAfter of statesAfter(stateBefore, isSilent(before))) {
      const from = orderStatus(before, { ...unsent, state: stateBefore }, null);
      const to = orderStatus(now, { ...unsent, state: stateAfter }, null);
      if (from !== to && !orderTransitions[from].includes(to)) {
        expect.fail(`${from} → ${to} is not in orderMoves: add it, or rank the evidence otherwise`);
      }
    }
  }
}

describe('the fold of an order', () => {
  const fold = { start: noOrderEvidence, add, onStep: assertLegalTransition };

  it('gives one state for every order and repetition of any two observations, by legal transitions only', () => {
    expect(tryEveryPairOf(fold, pool)).toBe(pool.length * (pool.length - 1));
  });

  it('gives one state for every order and repetition of six observations, by legal transitions only', () => {
    expect(tryEveryOrderOf(fold, pool)).toBe(20 * 720);
  });

  it('does not depend on when a repetition is recorded', () => {
    const first = observation('PAID', { paid: usdt('1'), recordedAt: 1_000 });
    const evidence = after(first);
    expect(add(evidence, { ...first, recordedAt: 99_000 })).toEqual(evidence);
  });
});

describe('the status that follows from evidence', () => {
  const settled: readonly ReportedOrderStatus[] = [
    'EXPIRED',
    'CANCELED',
    'FAILED',
    'PAID',
    'REVERSED',
  ];
  const open: readonly ReportedOrderStatus[] = ['AWAITING_PAYMENT', 'PARTIALLY_PAID', 'PROCESSING'];

  it.each(settled.flatMap((low, at) => settled.slice(at + 1).map((high) => [low, high] as const)))(
    'is never %s where %s was reported as well, whatever the stated times',
    (low, high) => {
      const early = { occurredAt: 1_000 };
      const late = { occurredAt: 2_000 };
      expect(status(observation(high, early), observation(low, late))).toBe(high);
      expect(status(observation(low, early), observation(high, late))).toBe(high);
    },
  );

  it.each(settled.flatMap((over) => open.map((reportedStatus) => [over, reportedStatus] as const)))(
    'stays %s when a late message reports %s',
    (over, reportedStatus) => {
      expect(
        status(
          observation(over, { occurredAt: 1_000 }),
          observation(reportedStatus, { occurredAt: 9_000 }),
        ),
      ).toBe(over);
    },
  );

  it('R1: stays CANCELED when the late answer to a query still reports that payment is awaited', () => {
    const opened = observation('AWAITING_PAYMENT', { occurredAt: 1_000 });
    const late = observation('AWAITING_PAYMENT', { occurredAt: 3_000, recordedAt: 9_000 });
    expect(status(opened, observation('CANCELED', { occurredAt: 2_000 }), late)).toBe('CANCELED');
  });

  it('goes back from PROCESSING to waiting only where the provider states the later time', () => {
    const waiting = observation('AWAITING_PAYMENT', { occurredAt: 1_000 });
    const seen = observation('PROCESSING', { occurredAt: 2_000 });
    const replaced = observation('AWAITING_PAYMENT', { occurredAt: 3_000 });
    expect(status(waiting, seen)).toBe('PROCESSING');
    expect(status(waiting, seen, replaced)).toBe('AWAITING_PAYMENT');
    expect(status(seen, { ...waiting, occurredAt: 2_000 })).toBe('PROCESSING');
    expect(status(seen, observation('AWAITING_PAYMENT', { recordedAt: 9_000 }))).toBe('PROCESSING');
  });

  it('is PROCESSING where money was seen at an unstated time, whatever else was stated', () => {
    const waiting = observation('AWAITING_PAYMENT', { occurredAt: 1_000 });
    expect(status(waiting, observation('PROCESSING'))).toBe('PROCESSING');
    expect(
      status(observation('PARTIALLY_PAID', { occurredAt: 1_000 }), observation('PROCESSING')),
    ).toBe('PROCESSING');
  });

  it('never loses a partial payment to a later message that payment is awaited', () => {
    const part = observation('PARTIALLY_PAID', { occurredAt: 1_000, paid: usdt('40') });
    const waiting = observation('AWAITING_PAYMENT', { occurredAt: 2_000 });
    expect(status(part, waiting)).toBe('PARTIALLY_PAID');
    const rest = observation('PROCESSING', { occurredAt: 1_500 });
    expect(status(part, rest, waiting)).toBe('PARTIALLY_PAID');
    expect(status(part, { ...rest, occurredAt: 3_000 }, waiting)).toBe('PROCESSING');
  });

  it('R32: does not change by a status that we do not know', () => {
    for (const reportedStatus of reportedOrderStatuses) {
      const known = observation(reportedStatus, { occurredAt: 1_000 });
      const strange = observation(null, { occurredAt: 9_000 });
      const { seen: _seen, ...facts } = after(known, strange);
      expect([status(known, strange), after(known)]).toMatchObject([reportedStatus, facts]);
    }
    expect(status(observation(null))).toBe('UNKNOWN');
  });

  it.each([
    ['NOT_SENT', 'CREATED'],
    ['IN_FLIGHT', 'SUBMITTING'],
    ['LOST', 'UNKNOWN'],
    ['ANSWERED', 'UNKNOWN'],
    ['GIVEN_UP', 'FAILED'],
    ['WITHDRAWN', 'CANCELED'],
  ] as const)('is %s → %s while the provider has reported nothing', (state, expected) => {
    expect(orderStatus(noOrderEvidence, { ...unsent, state }, null)).toBe(expected);
    const paid = after(observation('PAID'));
    expect(orderStatus(paid, { ...unsent, state }, null), 'and its word stands above ours').toBe(
      'PAID',
    );
  });
});

const phase = (of: OrderStatus) => orderPhase(of, { isFinal: false });

describe('the transitions of an order', () => {
  it('never lead out of FINAL, and out of SETTLED only to a correction, or where it was our own conclusion', () => {
    for (const from of orderStatuses) {
      for (const to of orderTransitions[from]) {
        expect(phase(from), `${from} → ${to}`).not.toBe('FINAL');
        const reopened = phase(from) === 'SETTLED' && phase(to) === 'OPEN';
        const isOurs = from === 'FAILED' || from === 'CANCELED';
        expect(reopened && !isOurs, `${from} → ${to}`).toBe(false);
      }
    }
  });

  it('go back from the provider’s status to waiting in one place only', () => {
    const back = orderStatuses.filter((from) =>
      orderTransitions[from].includes('AWAITING_PAYMENT'),
    );
    const ours = ['CREATED', 'SUBMITTING', 'UNKNOWN', 'CANCELED', 'FAILED'];
    expect(back.filter((from) => !ours.includes(from))).toEqual(['PROCESSING']);
  });

  it('wait for the answer of a call in flight before a refusal decides', () => {
    const refused = after(observation('FAILED'));
    const submission = { ...unsent, state: 'IN_FLIGHT' } as const;
    expect(orderStatus(refused, submission, null)).toBe('SUBMITTING');
    for (const state of ['LOST', 'ANSWERED'] as const) {
      expect(orderStatus(refused, { ...unsent, state }, null)).toBe('FAILED');
    }
    expect(orderStatus(after(observation('FAILED'), observation('PAID')), submission, null)).toBe(
      'PAID',
    );
  });
});

function opened(checkoutUrl: string) {
  const waiting = observation('AWAITING_PAYMENT', { instructions: { checkoutUrl } });
  return nextAction(after(waiting), 'AWAITING_PAYMENT');
}

describe('what the payer has to open', () => {
  it.each(['https://pay.example/1', 'http://localhost:4001/1', 'upi://pay?pa=a@b', 'UPI://pay'])(
    'may be %s: a page or an app',
    (url) => {
      expect(opened(url)).toEqual({ kind: 'REDIRECT', url });
    },
  );

  it.each([
    'javascript:alert(1)',
    ' \u0001JaVa\tScript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    'blob:https://shop.example/1',
    '/relative',
    'ms-msdt:/id PCWDiagnostic',
    'ms-settings:privacy',
    'search-ms:query=x',
    'view-source:https://pay.example/1',
    'chrome://settings',
    'intent://pay#Intent;scheme=upi;end',
    'paytm://x',
    'tel:1',
    'ftp://pay.example/1',
  ])('is never %j, whatever a provider says', (url) => {
    expect(opened(url)).toBeNull();
  });
});

describe('the phase of an order that the provider is done with', () => {
  const done = { isFinal: true };

  it('is SETTLED with a part paid, and takes no more from the payer', () => {
    const instructions = { checkoutUrl: 'https://pay.example/1' };
    const part = observation('PARTIALLY_PAID', { paid: usdt('40'), instructions });
    expect(nextAction(after(part), 'PARTIALLY_PAID')?.kind).toBe('REDIRECT');
    const evidence = after(part, observation('PARTIALLY_PAID', { isFinal: true }));
    expect(orderPhase('PARTIALLY_PAID', evidence)).toBe('SETTLED');
    expect(nextAction(evidence, 'PARTIALLY_PAID')).toBeNull();
  });

  it('stays OPEN while its status is not known, because it still has to be queried', () => {
    for (const unknown of ['CREATED', 'SUBMITTING', 'UNKNOWN'] as const) {
      expect(orderPhase(unknown, done)).toBe('OPEN');
    }
    expect(orderPhase('REVERSED', done)).toBe('FINAL');
  });
});
