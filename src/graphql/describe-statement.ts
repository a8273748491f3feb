import type { Observed, Statement } from '../domain/judgement.ts';
import { printMoney } from '../domain/money.ts';
import type { Money } from '../domain/money.ts';

/** A short text for people: "PAID, paid 101.00 USDT". */
export function describeStatement(statement: Statement): string {
  switch (statement.subject) {
    case 'SUBMISSION': {
      const { state, failure } = statement.submission;
      return failure === undefined ? state : `${state}, ${failure.code}: ${failure.message}`;
    }
    case 'ACCOUNT_SWITCH':
      return `SENT_ELSEWHERE, with ${statement.accountId}`;
    case 'REPORTED_ELSEWHERE':
      return `${describeStatement(statement.observation)}, at ${statement.accountId}`;
    case 'ABSENCE':
      return 'NOT_FOUND';
    case 'KNOWN_BEFORE':
      return 'KNOWN_BEFORE';
    case 'ACCEPTANCE': {
      const { amount } = statement.accepted;
      return `ACCEPTED ${printMoney(amount)}`;
    }
    case 'DECISION': {
      const { kind, by, note } = statement.decision;
      return `${kind}, decided with ${by}: ${note}`;
    }
    case 'CAPTURE': {
      const { amount, submission } = statement.capture;
      const how = describeStatement({ subject: 'SUBMISSION', submission });
      return `CAPTURE ${printMoney(amount)}, ${how}`;
    }
    case 'ABNORMAL_PAYMENT':
      return [statement.type, ...detailsOf(statement)].join(', ');
    default:
      return [...statusOf(statement), ...detailsOf(statement)].join(', ');
  }
}

/** A report of charge-backs alone has no status of its subject. */
function statusOf(fact: Exclude<Observed, { subject: 'ABNORMAL_PAYMENT' }>): string[] {
  if (fact.status !== null) return [fact.status];
  const isOfChargebacks = fact.subject === 'ORDER' && (fact.chargebacks ?? []).length > 0;
  return isOfChargebacks ? [] : ['a word that is not known here'];
}

function detailsOf(fact: Observed): string[] {
  const details: string[] = [];
  const amount = (name: string, money: Money | undefined): void => {
    if (money !== undefined) details.push(`${name} ${printMoney(money)}`);
  };
  if (fact.subject === 'ORDER') {
    if (fact.failedOrExpired) details.push('which may also mean EXPIRED');
    amount('payable', fact.payable);
    amount('authorized', fact.authorized);
    amount('paid', fact.paid);
    for (const { providerChargebackId: id, status, amount: of } of fact.chargebacks ?? []) {
      amount(`charge-back ${id} ${status},`, of);
    }
  } else if (fact.subject === 'ABNORMAL_PAYMENT') {
    amount('received', fact.received);
    amount('pending', fact.pending);
  } else {
    amount('amount', fact.amount);
  }
  amount('asked for', fact.requested);
  if ('failure' in fact) details.push(`${fact.failure.code}: ${fact.failure.message}`);
  return details;
}
