import type { Observed, Statement } from '../domain/judgement.ts';
import { printAmount } from '../domain/money.ts';
import type { Money } from '../domain/money.ts';

/** A statement in a few words, for people: "PAID, paid 101.00 USDT". */
export function sayingOf(statement: Statement): string {
  switch (statement.subject) {
    case 'SUBMISSION': {
      const { state, failure } = statement.submission;
      return failure === undefined ? state : `${state}, ${failure.code}: ${failure.message}`;
    }
    case 'TURN':
      return `SENT_ELSEWHERE, with ${statement.accountId}`;
    case 'SAID_ELSEWHERE':
      return `${sayingOf(statement.said)}, at ${statement.accountId}`;
    case 'ABSENCE':
      return 'NOT_FOUND';
    case 'KNOWN_BEFORE':
      return 'KNOWN_BEFORE';
    case 'ACCEPTANCE': {
      const { amount } = statement.accepted;
      return `ACCEPTED ${inWords(amount)}`;
    }
    case 'ABNORMAL_PAYMENT':
      return [statement.type, ...factsOf(statement)].join(', ');
    default:
      return [statement.status ?? 'a word that is not known here', ...factsOf(statement)].join(
        ', ',
      );
  }
}

function inWords(money: Money): string {
  const on = money.network === null ? '' : ` on ${money.network}`;
  return `${printAmount(money)} ${money.currency}${on}`;
}

function factsOf(news: Observed): string[] {
  const facts: string[] = [];
  const amount = (name: string, money: Money | undefined): void => {
    if (money !== undefined) facts.push(`${name} ${inWords(money)}`);
  };
  if (news.subject === 'ORDER') {
    if (news.failedOrExpired) facts.push('which may also mean EXPIRED');
    amount('payable', news.payable);
    amount('paid', news.paid);
  } else if (news.subject === 'ABNORMAL_PAYMENT') {
    amount('received', news.received);
    amount('pending', news.pending);
  } else {
    amount('amount', news.amount);
  }
  amount('asked for', news.requested);
  if ('failure' in news) facts.push(`${news.failure.code}: ${news.failure.message}`);
  return facts;
}
