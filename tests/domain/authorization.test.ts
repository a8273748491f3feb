import { describe, expect, it } from 'vitest';
import { captureStatus, checkedAs, openCapture } from '../../src/domain/capture/authorization.ts';
import type { Capture } from '../../src/domain/capture/authorization.ts';
import { failure } from '../../src/domain/evidence.ts';
import { judge, judgeAll, orderRules } from '../../src/domain/judgement.ts';
import type { OrderFact, RecordedStatement } from '../../src/domain/judgement.ts';
import { money } from '../../src/domain/money.ts';
import type { ReportedOrderStatus } from '../../src/domain/observation.ts';
import { orderStatus } from '../../src/domain/chargebacks/order-status.ts';
import { noOrderEvidence, orderEvidenceFrom } from '../../src/domain/order.ts';
import type { OrderEvidence } from '../../src/domain/order.ts';
import { authorizedOf, paidSoFar, refundableLimit } from '../../src/domain/order-money.ts';
import { movedByOrder } from '../../src/domain/movements/movement.ts';
import {
  ended,
  givenUp,
  neverArrived,
  sent,
  unsent,
} from '../../src/domain/instructions/submission.ts';
import type { Submission } from '../../src/domain/instructions/submission.ts';
import { after, answered, observation } from './order-facts.ts';
import type { Recorded } from './order-facts.ts';

const brl = (amount: string) => money(amount, 'BRL');
const requested = brl('25.00');
const request = (capture?: 'AUTOMATIC' | 'MANUAL') => ({
  amount: requested,
  method: { type: 'CARD', presentation: 'HOSTED_PAGE' } as const,
  ...(capture && { capture }),
});
const rulesOf = (capture?: 'AUTOMATIC' | 'MANUAL') =>
  orderRules({ expiresAt: null, request: request(capture) });

const authorized = (rest: Partial<Recorded> = {}) =>
  observation('AUTHORIZED', { authorized: requested, ...rest });
const statusOf = (...facts: Recorded[]) => orderStatus(after(...facts), answered, null);

const ruleOf = (capture: 'AUTOMATIC' | 'MANUAL', fact: Recorded) =>
  judge(rulesOf(capture), requested, { evidence: noOrderEvidence, submission: answered }, fact, 1)
    .rule;

describe('an authorised order', () => {
  it.each<ReportedOrderStatus>(['PAID', 'CANCELED', 'EXPIRED', 'FAILED', 'REVERSED'])(
    'is %s once that is reported, whatever comes later',
    (over) => {
      const end = observation(over, { occurredAt: 1_000 });
      const late = authorized({ occurredAt: 9_000, recordedAt: 9_000 });
      expect([statusOf(end, late), statusOf(late, end)]).toEqual([over, over]);
    },
  );

  it.each<ReportedOrderStatus>(['AWAITING_PAYMENT', 'PARTIALLY_PAID', 'PROCESSING'])(
    'is still AUTHORIZED where %s is reported, however late',
    (open) => {
      const late = observation(open, { occurredAt: 9_000, recordedAt: 9_000 });
      expect([statusOf(authorized(), late), statusOf(late, authorized())]).toEqual([
        'AUTHORIZED',
        'AUTHORIZED',
      ]);
    },
  );

  it('has moved no money', () => {
    const evidence = after(authorized());
    expect(paidSoFar(evidence, 'AUTHORIZED')).toBeNull();
    expect(refundableLimit(evidence, 'AUTHORIZED')).toBeNull();
    expect(movedByOrder({ evidence, status: 'AUTHORIZED' })).toEqual([]);
  });

  it('may be captured up to what the provider states, or else up to what was due', () => {
    const of = (evidence: OrderEvidence) =>
      authorizedOf({ status: 'AUTHORIZED', evidence, request: request() });
    expect(of(after(authorized({ authorized: brl('30.00') })))).toEqual(brl('30.00'));
    expect(of(after(observation('AUTHORIZED', { payable: brl('26.00') })))).toEqual(brl('26.00'));
    expect(of(after(observation('AUTHORIZED')))).toEqual(requested);
    const paid = { status: 'PAID', evidence: after(authorized()), request: request() } as const;
    expect(authorizedOf(paid)).toBeNull();
  });

  it('has one end, whichever message states it, and none that is impossible', () => {
    const at = Date.UTC(2026, 0, 8);
    const { known } = judge(
      rulesOf('MANUAL'),
      requested,
      { evidence: noOrderEvidence, submission: answered },
      authorized({ authorizedUntil: 8 }),
      1,
    );
    expect(known.evidence.authorization).toEqual({
      amount: requested,
      until: null,
      capture: null,
    });
    const facts = [authorized({ authorizedUntil: at }), authorized()];
    expect(after(...facts).authorization).toEqual(after(...facts.toReversed()).authorization);
    expect(after(...facts).authorization?.until).toBe(at);
  });

  it('is read from evidence that was stored before there were authorisations', () => {
    const { authorization: _, ...before } = after(observation('PAID'));
    expect(orderEvidenceFrom(before as OrderEvidence).authorization).toBeNull();
  });
});

describe('less than what was due', () => {
  const part = observation('PAID', { payable: requested, paid: brl('10.00') });

  it('may be captured of an order with capture MANUAL', () => {
    expect(ruleOf('MANUAL', part)).toBe('DECIDES');
    expect(paidSoFar(after(part), 'PAID')).toEqual(brl('10.00'));
    expect(refundableLimit(after(part), 'PAID')).toEqual(brl('10.00'));
  });

  it('is other money for all other orders', () => {
    expect(ruleOf('AUTOMATIC', part)).toBe('OTHER_AMOUNT');
  });

  it('is other money where nothing was captured, and where less was authorised', () => {
    expect(ruleOf('MANUAL', { ...part, paid: brl('0.00') })).toBe('OTHER_AMOUNT');
    expect(ruleOf('MANUAL', authorized({ authorized: brl('24.99') }))).toBe('OTHER_AMOUNT');
    expect(ruleOf('MANUAL', authorized({ authorized: money('25.00', 'USD') }))).toBe(
      'OTHER_AMOUNT',
    );
  });
});

const capture = (submission: Submission, amount = brl('10.00')): Capture => ({
  providerReference: 'C1',
  amount,
  requestedAt: 1_000,
  submission,
});
const inFlight = sent(unsent, 1_000);
const lost = ended(inFlight, 'LOST', 2_000);
const accepted = ended(inFlight, 'ANSWERED', 2_000);
const refused = givenUp(inFlight, failure('REJECTED', 'Refused.'));

const authorizationOf = (of: Capture) => ({ amount: requested, until: null, capture: of });

const order = (status: string, of: Capture, paid = brl('10.00')) => ({
  status,
  evidence: { ...after(authorized()), paid, authorization: authorizationOf(of) },
});
it.each([
  ['AUTHORIZED', unsent, 'REQUESTED'],
  ['AUTHORIZED', inFlight, 'SUBMITTING'],
  ['AUTHORIZED', lost, 'UNKNOWN'],
  ['AUTHORIZED', accepted, 'PROCESSING'],
  ['AUTHORIZED', refused, 'FAILED'],
  ['PAID', lost, 'SUCCEEDED'],
  ['PAID', refused, 'SUCCEEDED'],
  ['REVERSED', accepted, 'SUCCEEDED'],
  ['CANCELED', lost, 'FAILED'],
  ['EXPIRED', inFlight, 'FAILED'],
] as const)('of an order that is %s, %j, is what the provider says', (status, how, expected) => {
  const of = capture(how);
  expect(captureStatus(order(status, of), of)).toBe(expected);
});

describe('a capture', () => {
  it('failed where its answer was lost and another amount was captured', () => {
    const of = capture(lost);
    expect(captureStatus(order('PAID', of, requested), of)).toBe('FAILED');
    const ours = capture(accepted);
    expect(captureStatus(order('PAID', ours, requested), ours)).toBe('SUCCEEDED');
  });

  it('is followed like an instruction until its outcome is known', () => {
    const ways = [unsent, inFlight, lost, accepted, refused].map((how) => {
      const of = order('AUTHORIZED', capture(how));
      return [checkedAs(of).status, openCapture(of) !== null];
    });
    expect(ways).toEqual([
      ['REQUESTED', true],
      ['SUBMITTING', true],
      ['REQUESTED', true],
      ['AUTHORIZED', false],
      ['AUTHORIZED', false],
    ]);
    expect(openCapture(order('CANCELED', capture(lost)))).toBeNull();
  });

  it('tells step by step which rule each met, and gives the same when it is judged again', () => {
    const once = { ...lost, absentFrom: 40_000, absentTo: 40_000 };
    const twice = { ...lost, absentFrom: 40_000, absentTo: 60_000 };
    const steps = [
      inFlight,
      lost,
      sent(lost, 5_000),
      ended(inFlight, 'LOST', 6_000),
      once,
      twice,
      givenUp(twice, neverArrived),
    ].map((how): OrderFact => ({ subject: 'CAPTURE', capture: capture(how) }));
    const other: OrderFact = {
      subject: 'CAPTURE',
      capture: { ...capture(inFlight), providerReference: 'C2' },
    };
    let known = { evidence: after(authorized()), submission: answered };
    const rules = [...steps, other].map((fact) => {
      const judged = judge(rulesOf('MANUAL'), requested, known, fact, 1);
      ({ known } = judged);
      expect([judged.from, judged.to]).toEqual(['AUTHORIZED', 'AUTHORIZED']);
      return judged.rule;
    });
    expect(rules).toEqual([
      'SENT',
      'ANSWER_LOST',
      'SENT_AGAIN',
      'ANSWER_LOST',
      'NOT_CAPTURED',
      'NOT_CAPTURED',
      'GIVEN_UP',
      'SENT',
    ]);
    const recorded = [...steps, other].map((statement): RecordedStatement<OrderFact> => ({
      statement,
      recordedAt: 1,
    }));
    const start = { evidence: after(authorized()), submission: answered };
    const again = judgeAll(rulesOf('MANUAL'), requested, recorded, start);
    expect(again.evidence).toEqual(known.evidence);
  });

  it('counts with its amount where the provider states none, as soon as it was sent', () => {
    const paid = after(authorized({ payable: requested }), observation('PAID'));
    const paidAfter = (submission: Submission) =>
      paidSoFar({ ...paid, authorization: authorizationOf(capture(submission)) }, 'PAID');
    for (const one of [accepted, lost, sent(unsent, 1)]) {
      expect(paidAfter(one)).toEqual(brl('10.00'));
    }
    for (const one of [unsent, givenUp(lost, neverArrived)]) {
      expect(paidAfter(one)).toEqual(requested);
    }
  });

  it('of less than nothing is other money, like a charge-back of no more than nothing', () => {
    expect(ruleOf('MANUAL', observation('PAID', { paid: brl('-5.00') }))).toBe('OTHER_AMOUNT');
    for (const amount of ['-5.00', '0.00']) {
      const chargeback = {
        providerChargebackId: 'dp_1',
        status: 'LOST',
        amount: brl(amount),
        occurredAt: null,
      } as const;
      const fact = observation('PAID', { paid: requested, chargebacks: [chargeback] });
      expect(ruleOf('AUTOMATIC', fact)).toBe('OTHER_AMOUNT');
    }
  });
});
