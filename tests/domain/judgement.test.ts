import { describe, expect, it } from 'vitest';
import { judge, judgeAll, orderRules } from '../../src/domain/judgement.ts';
import type { EvidenceRule } from '../../src/domain/evidence.ts';
import type { Acceptance, RecordedStatement, Statement } from '../../src/domain/judgement.ts';
import { money } from '../../src/domain/money.ts';
import type { OrderObservation } from '../../src/domain/observation.ts';
import { sent, unsent } from '../../src/domain/instructions/submission.ts';
import type { Submission } from '../../src/domain/instructions/submission.ts';

type OrderFact = OrderObservation | Acceptance;

const requested = money('100', 'USD');
/** Epoch milliseconds. Later times are counted from it. */
const start = 1_700_000_000_000;
const sentAt = start + 1_000;
const submitted = sent(unsent, sentAt);
const method = { type: 'STABLECOIN', currency: 'USDT', network: 'TRON' } as const;
const request = { amount: requested, method };
const rules = orderRules({ expiresAt: null, request });

const observation = (
  status: OrderObservation['status'],
  more: Partial<OrderObservation> = {},
): OrderObservation => ({
  subject: 'ORDER',
  providerReference: 'R',
  status,
  occurredAt: null,
  ...more,
});
const own = (submission: Submission): Statement<OrderFact> => ({
  subject: 'SUBMISSION',
  submission,
});
const absent = (queriedAt: number): Statement<OrderFact> => ({
  subject: 'ABSENCE',
  of: 'ORDER',
  providerReference: 'R',
  queriedAt,
});
const recorded = (...statements: Statement<OrderFact>[]): RecordedStatement<OrderFact>[] =>
  statements.map((statement, index) => ({ statement, recordedAt: start + 5_000 + index }));

/** The rule that the last statement meets, and its effect on the status. */
function last(...statements: Statement<OrderFact>[]): [EvidenceRule, string, string] {
  const before = judgeAll(rules, requested, recorded(...statements.slice(0, -1)));
  const statement = statements.at(-1);
  if (statement === undefined) throw new Error('nothing was said');
  const { rule, from, to } = judge(rules, requested, before, statement, start + 9_000);
  return [rule, from, to];
}

const lost = { ...submitted, state: 'LOST' } as const;
const answered = { ...submitted, state: 'ANSWERED' } as const;
const waiting = observation('AWAITING_PAYMENT');
const paid = observation('PAID', { paid: money('101', 'USDT', 'TRON') });
const later = sentAt + 60_000;
const acceptance: Acceptance = {
  subject: 'ACCEPTANCE',
  accepted: { abnormalPaymentId: 'abn_1', amount: money('50', 'USDT', 'TRON'), at: later },
};

describe('a statement about an order meets a rule', () => {
  const cases: [string, Statement<OrderFact>[], [EvidenceRule, string, string]][] = [
    ['our request leaves', [own(submitted)], ['SENT', 'CREATED', 'SUBMITTING']],
    [
      'it leaves again',
      [own(lost), own(sent(lost, later))],
      ['SENT_AGAIN', 'UNKNOWN', 'SUBMITTING'],
    ],
    ['nothing left', [own(submitted), own(unsent)], ['NOT_SENT', 'SUBMITTING', 'CREATED']],
    ['the answer is lost', [own(submitted), own(lost)], ['ANSWER_LOST', 'SUBMITTING', 'UNKNOWN']],
    [
      'it was answered',
      [own(submitted), waiting, own(answered)],
      ['ANSWERED', 'AWAITING_PAYMENT', 'AWAITING_PAYMENT'],
    ],
    [
      'it is made elsewhere',
      [own({ ...unsent, state: 'ANSWERED' })],
      ['MADE_ELSEWHERE', 'CREATED', 'UNKNOWN'],
    ],
    ['a stronger word', [own(answered), waiting, paid], ['DECIDES', 'AWAITING_PAYMENT', 'PAID']],
    ['the same word', [own(answered), paid, paid], ['REPEATS', 'PAID', 'PAID']],
    [
      'the same word with more facts',
      [own(answered), observation('PAID'), paid],
      ['ADDS', 'PAID', 'PAID'],
    ],
    ['a weaker word', [own(answered), paid, waiting], ['OUTRANKED', 'PAID', 'PAID']],
    [
      'a word that we do not know',
      [own(answered), waiting, observation(null)],
      ['NO_KNOWN_WORD', 'AWAITING_PAYMENT', 'AWAITING_PAYMENT'],
    ],
    [
      'another amount than was asked for',
      [own(answered), waiting, observation('PAID', { requested: money('1', 'USD') })],
      ['OTHER_AMOUNT', 'AWAITING_PAYMENT', 'AWAITING_PAYMENT'],
    ],
    [
      'money that did not fit is accepted by hand',
      [own(answered), observation('EXPIRED'), acceptance],
      ['ACCEPTED', 'EXPIRED', 'PAID'],
    ],
    [
      'an absence asked for at once',
      [own(lost), absent(sentAt + 29_999)],
      ['ABSENCE_TOO_EARLY', 'UNKNOWN', 'UNKNOWN'],
    ],
    [
      'an absence after the visibility delay',
      [own(lost), absent(sentAt + 30_000)],
      ['ABSENCE_COUNTS', 'UNKNOWN', 'UNKNOWN'],
    ],
    [
      'an absence of what the provider has known',
      [own(lost), waiting, absent(later)],
      ['ABSENCE_OUTRANKED', 'AWAITING_PAYMENT', 'AWAITING_PAYMENT'],
    ],
  ];

  it.each(cases)('%s', (_, statements, expected) => {
    expect(last(...statements)).toEqual(expected);
  });
});

/** `over`: milliseconds after the start. */
const end = (over: number | null, ...statements: Statement<OrderFact>[]) =>
  judgeAll(
    orderRules({ expiresAt: over === null ? null : start + over, request }),
    requested,
    recorded(own(answered), ...statements),
  ).status;

describe('a status for failure and expiry alike', () => {
  const undecided = observation('FAILED', { failedOrExpired: true });
  const named = observation('AWAITING_PAYMENT', { expiresAt: start + 4_000 });
  it('means EXPIRED where the order had expired when it was recorded, otherwise FAILED', () => {
    expect(end(null, undecided)).toBe('FAILED');
    expect(end(9_000, undecided)).toBe('FAILED');
    expect(end(4_000, undecided)).toBe('EXPIRED');
  });

  it('is decided by the time that the provider states, where it states one', () => {
    expect(end(4_000, { ...undecided, occurredAt: start + 3_000 })).toBe('FAILED');
    expect(end(4_000, { ...undecided, occurredAt: start + 4_000 })).toBe('EXPIRED');
  });

  it('means the same whether the expiry is recorded before it or after', () => {
    expect(end(null, named, undecided)).toBe('EXPIRED');
    expect(end(null, undecided, named)).toBe('EXPIRED');
    expect(end(9_000, undecided, named)).toBe('EXPIRED');
  });

  it('is outranked by money, and by an explicit refusal', () => {
    expect(end(4_000, paid, undecided)).toBe('PAID');
    expect(end(4_000, undecided, paid)).toBe('PAID');
    expect(end(4_000, undecided, observation('CANCELED'))).toBe('CANCELED');
  });
});
