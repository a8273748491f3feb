import type { EvidenceRule } from '../evidence.ts';
import type { Observed, Statement } from '../judgement.ts';
import { printMoney } from '../money.ts';
import type { Money } from '../money.ts';
import { isOfMoney } from '../routing.ts';

/** What the new statements of a change name that concerns a person, as short texts. */
export interface Named {
  /** Other money than was requested. */
  otherMoney: readonly string[];
  /** Money at an account that the order has left. */
  elsewhere: readonly string[];
}

export const nothingNamed: Named = { otherMoney: [], elsewhere: [] };

/** A statement that was judged, with the rule that it met. */
interface Ruled {
  statement: Statement;
  rule: EvidenceRule;
}

export function namedIn(statements: readonly Ruled[]): Named {
  const otherMoney = statements.flatMap(({ statement, rule }) =>
    rule === 'OTHER_AMOUNT' ? [amountsOf(statement as Observed)] : [],
  );
  const elsewhere = statements.flatMap(({ statement }) => {
    if (statement.subject !== 'REPORTED_ELSEWHERE') return [];
    const { observation, accountId } = statement;
    if (!isOfMoney(observation)) return [];
    const isOfChargeback = 'chargebacks' in observation && observation.status === null;
    const status = isOfChargeback ? 'CHARGEBACK' : observation.status;
    return [`${status} ${amountsOf(observation)} at ${accountId}`];
  });
  return otherMoney.length + elsewhere.length === 0 ? nothingNamed : { otherMoney, elsewhere };
}

/** The amounts that a message names. The same message gives the same text, however often it comes. */
function amountsOf(fact: Observed): string {
  const amounts: [name: string, amount: Money | undefined][] =
    fact.subject === 'ORDER'
      ? [
          ['requested', fact.requested],
          ['payable', fact.payable],
          ['paid', fact.paid],
          ['authorized', fact.authorized],
          ['refundable', fact.refundableLimit],
          ...(fact.fees ?? []).map(({ amount }): [string, Money] => ['fee', amount]),
          ...(fact.chargebacks ?? []).map(({ amount }): [string, Money] => [
            'charged back',
            amount,
          ]),
        ]
      : fact.subject === 'ABNORMAL_PAYMENT'
        ? [
            ['received', fact.received],
            ['pending', fact.pending],
          ]
        : [
            ['requested', fact.requested],
            ['amount', fact.amount],
            ['fee', fact.subject === 'SETTLEMENT' ? fact.fee : undefined],
          ];
  return amounts
    .flatMap(([name, amount]) => (amount === undefined ? [] : [`${name} ${printMoney(amount)}`]))
    .join(', ');
}
