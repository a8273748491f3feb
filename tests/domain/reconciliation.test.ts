import { describe, expect, it } from 'vitest';
import { addReport } from '../../src/domain/evidence.ts';
import { money } from '../../src/domain/money.ts';
import type { OrderObservation } from '../../src/domain/observation.ts';
import { noOrderEvidence } from '../../src/domain/order.ts';
import type { OrderEvidence } from '../../src/domain/order.ts';
import {
  agrees,
  agreesOnAbnormalPayment,
  differenceOf,
  isSame,
  orderState,
  reportedAbnormalPaymentState,
  reportedOrderState,
  reportedPayoutState,
} from '../../src/domain/reconciliation/state.ts';
import type { ReconciledState } from '../../src/domain/reconciliation/state.ts';
import { unsent } from '../../src/domain/instructions/submission.ts';

const seen = (status: 'PAID' | 'EXPIRED') => addReport({}, status, null, 0);
const inr = (amount: string) => money(amount, 'INR');
const state = (status: string | null, amount: string | null = '100'): ReconciledState => ({
  status,
  amount: amount === null ? null : inr(amount),
});

describe('the state that is compared', () => {
  const observation: OrderObservation = {
    subject: 'ORDER',
    providerReference: 'N1',
    status: 'AWAITING_PAYMENT',
    occurredAt: null,
  };
  const requested = inr('100');
  const submission = { ...unsent, state: 'LOST' } as const;
  const order = (evidence: OrderEvidence) =>
    orderState({ evidence, submission, expiresAt: null, request: { amount: requested } });

  it('of an order has what was paid, otherwise what is due, otherwise what was requested', () => {
    const evidence = { ...noOrderEvidence, payable: inr('101'), paid: inr('102') };
    expect(order({ ...evidence, seen: seen('PAID') })).toEqual(state('PAID', '102'));
    expect(order({ ...evidence, seen: seen('EXPIRED') })).toEqual(state('EXPIRED', '101'));
    expect(order(noOrderEvidence)).toEqual(state('UNKNOWN'));
  });

  it('of an order excludes what was accepted by hand, which the provider does not know', () => {
    const accepted = [{ abnormalPaymentId: 'abn_1', amount: inr('50'), at: 1 }];
    expect(order({ ...noOrderEvidence, seen: seen('EXPIRED'), accepted })).toEqual(
      state('EXPIRED'),
    );
  });

  it('of an order at the provider has no more than the provider reports', () => {
    expect(reportedOrderState(observation)).toEqual(state('AWAITING_PAYMENT', null));
    expect(reportedOrderState({ ...observation, requested: requested })).toEqual(
      state('AWAITING_PAYMENT'),
    );
    const paid = { ...observation, status: 'PAID', payable: inr('101'), paid: inr('102') } as const;
    expect(reportedOrderState(paid)).toEqual(state('PAID', '102'));
    expect(reportedOrderState({ ...observation, status: null })).toEqual(state(null, null));
  });

  it('of a payout has the amount that was sent, otherwise the requested one', () => {
    const refund = {
      subject: 'REFUND',
      providerReference: 'N1',
      status: 'PENDING',
      occurredAt: null,
    } as const;
    expect(reportedPayoutState(refund)).toEqual(state('PENDING', null));
    expect(reportedPayoutState({ ...refund, requested: requested })).toEqual(state('PENDING'));
    expect(reportedPayoutState({ ...refund, amount: inr('7') })).toEqual(state('PENDING', '7'));
  });

  it('of an abnormal payment has what is pending', () => {
    const payment = {
      subject: 'ABNORMAL_PAYMENT',
      providerAbnormalPaymentId: 'A1',
      orderProviderReference: 'N1',
      type: 'LATE',
      handled: false,
      received: inr('10'),
      pending: inr('4'),
      occurredAt: null,
    } as const;
    expect(reportedAbnormalPaymentState(payment)).toEqual(state('OPEN', '4'));
    expect(reportedAbnormalPaymentState({ ...payment, handled: true })).toEqual(
      state('RESOLVED', '0'),
    );
  });
});

describe('our record and the provider’s', () => {
  it.each([
    [state('PAID'), state('PAID'), true],
    [state('PAID'), state('PAID', null), true],
    [state('PAID'), state(null, null), true],
    [state('PAID'), state('AWAITING_PAYMENT'), false],
    [state('PAID', '100'), state('PAID', '99'), false],
    [state('PAID'), { status: 'PAID', amount: money('100', 'BRL') }, false],
    [state('PAID', null), state('PAID', '100'), false],
    // Providers have fewer statuses for an end without money than we have.
    [state('CANCELED'), state('EXPIRED'), true],
    [state('EXPIRED'), state('FAILED'), true],
    [state('FAILED'), state('AWAITING_PAYMENT'), false],
    [state('FAILED'), state('PAID'), false],
    [state('SUCCEEDED'), state('FAILED'), false],
  ])('%o and %o agree: %s', (ours, theirs, expected) => {
    expect(agrees(ours, theirs)).toBe(expected);
  });

  it.each([
    [state('OPEN', '10'), state('OPEN', '10'), true],
    [state('RESOLVING', '10'), state('OPEN', '10'), true],
    [state('RESOLVED', '0'), state('OPEN', '10'), true],
    [state('OPEN', '10'), state('RESOLVED', '0'), false],
    [state('OPEN', '10'), state('OPEN', '4'), false],
  ])('of an abnormal payment, %o and %o agree: %s', (ours, theirs, expected) => {
    expect(agreesOnAbnormalPayment(ours, theirs)).toBe(expected);
  });

  it('are the same only where each stated value is equal', () => {
    expect(isSame(state('CANCELED'), state('EXPIRED'))).toBe(false);
    expect(isSame(state('CANCELED'), state(null, null))).toBe(true);
    expect(isSame(state('CANCELED'), state('CANCELED', '99'))).toBe(false);
  });
});

describe('a difference', () => {
  const open = state('AWAITING_PAYMENT');
  const paid = state('PAID');

  it.each([
    ['nothing was different', open, open, open, null],
    ['nothing was said', open, open, state(null, null), null],
    [
      'theirs is a lesser word for the same end',
      state('CANCELED'),
      state('CANCELED'),
      state('EXPIRED'),
      null,
    ],
    ['we follow', open, paid, paid, { kind: 'STATUS', healed: true }],
    [
      'we follow to another word for the same end',
      state('EXPIRED'),
      state('FAILED'),
      state('FAILED'),
      { kind: 'STATUS', healed: true },
    ],
    [
      'we follow in the amount',
      open,
      state('AWAITING_PAYMENT', '101'),
      state('AWAITING_PAYMENT', '101'),
      { kind: 'AMOUNT', healed: true },
    ],
    ['our money stands', paid, paid, open, { kind: 'STATUS', healed: false }],
    [
      'the amount is another',
      open,
      open,
      state('AWAITING_PAYMENT', '7'),
      { kind: 'AMOUNT', healed: false },
    ],
    [
      'we moved and do not agree yet',
      open,
      paid,
      state('PAID', '7'),
      { kind: 'STATUS', healed: false },
    ],
  ] as const)('is found where %s', (_when, before, after, theirs, expected) => {
    expect(differenceOf(before, after, theirs, agrees)).toEqual(expected);
  });
});
