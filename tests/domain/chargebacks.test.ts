import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldDecision } from '../../src/domain/attention/decision.ts';
import { chargedBack, chargebackStates } from '../../src/domain/chargebacks/chargeback.ts';
import {
  orderStatus,
  transitionsOfChargedBack,
} from '../../src/domain/chargebacks/order-status.ts';
import { isSilent } from '../../src/domain/evidence.ts';
import { judge, orderRules } from '../../src/domain/judgement.ts';
import { money } from '../../src/domain/money.ts';
import { movedByOrder } from '../../src/domain/movements/movement.ts';
import type { ChargebackStatus, ReportedChargeback } from '../../src/domain/observation.ts';
import {
  foldAcceptance,
  noOrderEvidence,
  orderEvidenceFrom,
  orderPhase,
  orderTransitions,
} from '../../src/domain/order.ts';
import type { OrderEvidence, OrderStatus } from '../../src/domain/order.ts';
import { overdraft, refundableLimit } from '../../src/domain/order-money.ts';
import { unsent } from '../../src/domain/instructions/submission.ts';
import { statesAfter, submissionStates, tryEveryOrderOf, tryEveryPairOf } from './arrivals.ts';
import { add, after, answered, observation, usdt } from './order-facts.ts';
import type { Recorded } from './order-facts.ts';

const reported = (
  status: ChargebackStatus,
  amount = '10',
  occurredAt: number | null = null,
  providerChargebackId = 'dp_1',
): ReportedChargeback => ({ providerChargebackId, status, amount: usdt(amount), occurredAt });

/** A message about one charge-back. */
const message = (recordedAt: number, ...stated: Parameters<typeof reported>): Recorded =>
  observation(null, { chargebacks: [reported(...stated)], recordedAt });
const paid = (amount = '25') => observation('PAID', { payable: usdt('25'), paid: usdt(amount) });

const status = (evidence: OrderEvidence): OrderStatus => orderStatus(evidence, answered, null);
const standing = (...facts: Recorded[]) =>
  chargebackStates(after(...facts).chargebacks).map(
    ({ status: now, amount }) => `${now} ${amount.minor / 1_000_000n}`,
  );

const statuses: readonly ChargebackStatus[] = ['OPEN', 'WON', 'LOST'];
const pool: readonly Recorded[] = [
  ...statuses.flatMap((one) => [
    message(5_000, one),
    message(6_000, one, '20'),
    message(7_000, one, '25', 1_000),
    message(4_000, one, '10', 2_000),
    message(4_500, one, '15', 3_000, 'dp_2'),
  ]),
  paid(),
  observation('AWAITING_PAYMENT'),
  observation('PAID', { paid: usdt('30'), chargebacks: [reported('LOST', '30', 2_500)] }),
  observation('REVERSED'),
];

/** The status moves by the table, and out of what charge-backs have reversed when one of them is won. */
function assertLegalTransition(before: OrderEvidence, now: OrderEvidence): void {
  for (const stateBefore of submissionStates) {
    for (const stateAfter of statesAfter(stateBefore, isSilent(before))) {
      const from = orderStatus(before, { ...unsent, state: stateBefore }, null);
      const to = orderStatus(now, { ...unsent, state: stateAfter }, null);
      const more = from === 'REVERSED' && orderPhase(from, before) === 'SETTLED';
      const legal = [...orderTransitions[from], ...(more ? transitionsOfChargedBack : [])];
      if (from !== to) expect(legal, `${from} → ${to}`).toContain(to);
    }
  }
}

describe('the fold of charge-backs', () => {
  const fold = { start: noOrderEvidence, add, onStep: assertLegalTransition };

  it('gives one state for every order and repetition of any two messages, by legal transitions only', () => {
    expect(tryEveryPairOf(fold, pool)).toBe(pool.length * (pool.length - 1));
  });

  it('and of any six', () => {
    expect(tryEveryOrderOf(fold, pool)).toBe(20 * 720);
  });

  it('joins what is of one number, whatever else the message states', () => {
    const evidence = after(
      paid(),
      message(1, 'OPEN', '10', 1_000),
      message(2, 'LOST', '10', 2_000),
    );
    expect(evidence.chargebacks).toMatchObject([
      {
        providerChargebackId: 'dp_1',
        reports: { OPEN: { firstAt: 1_000 }, LOST: { firstAt: 2_000, recordedAt: 2 } },
      },
    ]);
  });

  it('reads evidence that was stored before there were charge-backs', () => {
    const { chargebacks: _, ...stored } = after(paid());
    expect(orderEvidenceFrom(stored as OrderEvidence)).toEqual(after(paid()));
  });
});

describe('the status of a charge-back', () => {
  it.each<[string, ChargebackStatus, readonly Recorded[]]>([
    ['what alone was reported', 'OPEN', [message(1, 'OPEN')]],
    ['closed, also by a message that comes before', 'WON', [message(1, 'WON'), message(2, 'OPEN')]],
    [
      'the later one of WON and LOST by the times that the provider states',
      'WON',
      [message(2, 'LOST', '10', 1_000), message(1, 'WON', '10', 2_000)],
    ],
    [
      'LOST, where that is the later one',
      'LOST',
      [message(2, 'WON', '10', 1_000), message(1, 'LOST', '10', 2_000)],
    ],
    [
      'LOST, where both have the same time',
      'LOST',
      [message(1, 'LOST', '10', 1_000), message(2, 'WON', '10', 1_000)],
    ],
    [
      'without times, the one that was recorded later',
      'WON',
      [message(1, 'LOST'), message(2, 'WON')],
    ],
    [
      'open again by a later time alone',
      'OPEN',
      [message(1, 'WON', '10', 1_000), message(2, 'OPEN', '10', 2_000)],
    ],
    ['not open again without a time', 'WON', [message(1, 'WON', '10', 1_000), message(2, 'OPEN')]],
  ])('is %s: %s', (_, expected, facts) => {
    expect(standing(...facts)).toEqual([`${expected} 10`]);
    expect(standing(...facts.toReversed())).toEqual([`${expected} 10`]);
  });

  it('has the amount of the report that decides, and of the latest of those', () => {
    const opened = message(1, 'OPEN', '25', 1_000);
    expect(standing(opened, message(2, 'OPEN', '20', 2_000))).toEqual(['OPEN 20']);
    expect(standing(opened, message(2, 'LOST', '5', 2_000))).toEqual(['LOST 5']);
  });
});

const print = (minor: bigint | undefined) => (minor === undefined ? null : Number(minor) / 1e6);

/** What the order comes to: status, refundable, charged back, overdraft with so much held by refunds, movements. */
function totals(evidence: OrderEvidence, held = '0') {
  const now = status(evidence);
  const refundable = refundableLimit(evidence, now);
  const order = { evidence, status: now, refundable, refundsHeld: usdt(held).minor };
  return {
    status: now,
    refundable: print(refundable?.minor),
    chargedBack: print(chargedBack(evidence.chargebacks, usdt('0')).minor),
    overdraft: print(overdraft(order)),
    moved: Object.fromEntries(
      movedByOrder(order).map((one) => [one.type, print(one.amount.minor)]),
    ),
  };
}

describe('the money of an order with charge-backs', () => {
  it('is less by what is open, and whole again where that is won', () => {
    expect(totals(after(paid(), message(1, 'OPEN')))).toEqual({
      status: 'PAID',
      refundable: 15,
      chargedBack: 10,
      overdraft: -15,
      moved: { PAID: 25, CHARGED_BACK: -10 },
    });
    expect(totals(after(paid(), message(1, 'OPEN'), message(2, 'WON')))).toEqual({
      status: 'PAID',
      refundable: 25,
      chargedBack: 0,
      overdraft: -25,
      moved: { PAID: 25 },
    });
  });

  it('is reversed where several are lost that take all, and moves once', () => {
    const part = after(paid(), message(1, 'LOST', '10'));
    expect(totals(part)).toMatchObject({ status: 'PAID', refundable: 15 });
    const all = add(part, message(2, 'LOST', '15', null, 'dp_2'));
    expect(totals(all)).toEqual({
      status: 'REVERSED',
      refundable: null,
      chargedBack: 25,
      overdraft: 0,
      moved: { PAID: 25, CHARGED_BACK: -25 },
    });
    expect(orderPhase('REVERSED', all)).toBe('SETTLED');
  });

  it('is never reversed by an open charge-back, nor before it is paid', () => {
    expect(totals(after(paid(), message(1, 'OPEN', '25')))).toMatchObject({
      status: 'PAID',
      refundable: 0,
    });
    const unpaid = after(observation('AWAITING_PAYMENT'), message(1, 'LOST', '25'));
    expect(totals(unpaid)).toEqual({
      status: 'AWAITING_PAYMENT',
      refundable: null,
      chargedBack: 25,
      overdraft: 0,
      moved: {},
    });
    expect(status(add(unpaid, paid()))).toBe('REVERSED');
  });

  it('comes back where a lost one is won after all', () => {
    const lost = after(paid(), message(1, 'LOST', '25', 1_000));
    const won = add(lost, message(2, 'WON', '25', 2_000));
    expect([status(lost), status(won)]).toEqual(['REVERSED', 'PAID']);
    expect(totals(won)).toMatchObject({ refundable: 25, moved: { PAID: 25 } });
  });

  it('stays reversed for good where the provider says so, and is not taken twice', () => {
    const evidence = after(paid(), observation('REVERSED'), message(1, 'LOST', '10'));
    expect(totals(evidence).moved).toEqual({ PAID: 25, REVERSED: -15, CHARGED_BACK: -10 });
    expect(orderPhase('REVERSED', evidence)).toBe('FINAL');
    expect(totals(add(evidence, message(2, 'WON', '10', 9)))).toMatchObject({
      status: 'REVERSED',
      moved: { PAID: 25, REVERSED: -25 },
    });
  });

  it('is overdrawn by what refunds and charge-backs take together beyond what was paid', () => {
    const part = after(paid(), message(1, 'OPEN', '10'));
    expect(totals(part, '15').overdraft).toBe(0);
    expect(totals(part, '25').overdraft).toBe(10);
    const lost = after(paid(), message(1, 'LOST', '25'));
    expect(totals(lost, '25')).toMatchObject({ status: 'REVERSED', overdraft: 25 });
    const reversed = add(part, observation('REVERSED'));
    expect(totals(reversed, '25').overdraft).toBe(25);
  });

  it('counts what the payer paid on top and is not given back as no overdraft', () => {
    const limited = observation('PAID', { paid: usdt('26'), refundableLimit: usdt('25') });
    expect(totals(after(limited, message(1, 'OPEN', '26')))).toMatchObject({
      refundable: 0,
      overdraft: 0,
    });
    expect(totals(after(limited, message(1, 'OPEN', '5')), '21').overdraft).toBe(0);
    expect(totals(after(limited, message(1, 'OPEN', '0')), '26').overdraft).toBe(1);
  });

  it('counts accepted money as paid, too', () => {
    const accepted = { abnormalPaymentId: 'abn_1', amount: usdt('5'), at: 1 };
    const all = foldAcceptance(after(paid(), message(1, 'LOST', '25')), accepted);
    expect(totals(all)).toMatchObject({ status: 'PAID', refundable: 0 });
    const more = add(all, message(2, 'LOST', '5', null, 'dp_2'));
    expect(totals(more)).toMatchObject({
      status: 'REVERSED',
      moved: { PAID: 25, ACCEPTED: 5, CHARGED_BACK: -30 },
    });
  });

  it('is not reversed on the word of a person alone', () => {
    const decision = { note: '', keyId: 'key_1', by: 'ops', at: 1, amount: usdt('25') };
    const decided = foldDecision(after(message(1, 'LOST', '25')), {
      kind: 'HAPPENED',
      ...decision,
    });
    expect(status(decided)).toBe('PAID');
    expect(status(add(decided, paid()))).toBe('REVERSED');
  });

  it('adds up whatever is reported: what moved is what was paid less what was taken', () => {
    const facts = fc.array(fc.constantFrom(...pool), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(facts, (all) => {
        const evidence = after(...all);
        const { moved, refundable, chargedBack: taken, status: now } = totals(evidence);
        const came = moved['PAID'] ?? 0;
        const left = Object.values(moved).reduce<number>((sum, one) => sum + (one ?? 0), 0);
        const gone = now === 'REVERSED' ? Math.max(came, taken ?? 0) : (taken ?? 0);
        // Before it is paid, nothing of it moves.
        expect(left).toBe(came === 0 ? 0 : came - gone);
        expect(refundable ?? Math.max(came - (taken ?? 0), 0)).toBe(
          Math.max(came - (taken ?? 0), 0),
        );
      }),
    );
  });
});

const at = (second: number): number => 1_780_000_000_000 + second * 1_000;

describe('a message about a charge-back', () => {
  const method = { type: 'STABLECOIN', currency: 'USDT', network: 'TRON' } as const;
  const request = { amount: usdt('25'), method };
  const rules = orderRules({ expiresAt: null, request });
  const judged = (before: readonly Recorded[], { recordedAt, ...fact }: Recorded) => {
    const known = { evidence: after(...before), submission: answered };
    return judge(rules, request.amount, known, fact, recordedAt);
  };

  it('meets the rule that says what it did', () => {
    const opened = message(at(2), 'OPEN', '25', at(1));
    const lost = message(at(4), 'LOST', '25', at(3));
    const won = (second: number): Recorded => message(at(9), 'WON', '25', at(second));
    expect(judged([paid()], opened).rule).toBe('ADDS');
    expect(judged([paid(), opened], { ...opened, recordedAt: at(5) }).rule).toBe('REPEATS');
    expect(judged([paid(), opened], lost)).toMatchObject({ rule: 'DECIDES', to: 'REVERSED' });
    expect(judged([paid(), lost], won(2)).rule).toBe('OUTRANKED');
    expect(judged([paid(), lost], won(4))).toMatchObject({ rule: 'DECIDES', to: 'PAID' });
    expect(judged([paid()], observation(null)).rule).toBe('NO_KNOWN_WORD');
  });

  it('in another currency is other money: nothing in it counts', () => {
    const chargebacks = [{ ...reported('OPEN'), amount: money('10', 'USDT', 'ETHEREUM') }];
    const { rule, known } = judged([paid()], observation(null, { chargebacks }));
    expect(rule).toBe('OTHER_AMOUNT');
    expect(known.evidence.chargebacks).toEqual([]);
  });

  it('with an impossible time has none', () => {
    const { known } = judged([paid()], message(1, 'OPEN', '10', Number.NaN));
    expect(known.evidence.chargebacks[0]?.reports.OPEN).toMatchObject({ lastAt: null });
  });
});
