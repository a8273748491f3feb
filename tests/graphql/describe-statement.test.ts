import { expect, it } from 'vitest';
import type { Statement } from '../../src/domain/judgement.ts';
import { failure } from '../../src/domain/evidence.ts';
import { money } from '../../src/domain/money.ts';
import { sent, unsent } from '../../src/domain/instructions/submission.ts';
import { describeStatement } from '../../src/graphql/describe-statement.ts';

const usdt = (amount: string) => money(amount, 'USDT', 'TRON');
const order = { subject: 'ORDER', providerReference: 'R', occurredAt: null } as const;
const refund = { ...order, subject: 'REFUND' } as const;

it.each<[string, Statement]>([
  [
    'PAID, payable 101.00 USDT on TRON, paid 101.00 USDT on TRON',
    { ...order, status: 'PAID', payable: usdt('101'), paid: usdt('101') },
  ],
  ['FAILED, which may also mean EXPIRED', { ...order, status: 'FAILED', failedOrExpired: true }],
  [
    'FAILED, DECLINED: Declined.',
    { ...refund, status: 'FAILED', failure: failure('DECLINED', 'Declined.') },
  ],
  ['SUCCEEDED, amount 7.50 USDT on TRON', { ...refund, status: 'SUCCEEDED', amount: usdt('7.5') }],
  ['PAID, asked for 1.00 USD', { ...order, status: 'PAID', requested: money('1', 'USD') }],
  ['a word that is not known here', { ...order, status: null }],
  ['NOT_FOUND', { subject: 'ABSENCE', of: 'ORDER', providerReference: 'R', queriedAt: 1 }],
  ['IN_FLIGHT', { subject: 'SUBMISSION', submission: sent(unsent, 1) }],
  [
    'ACCEPTED 50.00 USDT on TRON',
    { subject: 'ACCEPTANCE', accepted: { abnormalPaymentId: 'abn_1', amount: usdt('50'), at: 1 } },
  ],
])('a statement is described as "%s"', (expected, statement) => {
  expect(describeStatement(statement)).toBe(expected);
});
