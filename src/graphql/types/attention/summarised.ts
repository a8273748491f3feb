import type { Attention } from '../../../domain/attention/attention.ts';
import { summaryOf } from '../../../domain/attention/summary.ts';
import { printMoney } from '../../../domain/money.ts';
import type { ListedItem } from '../../../store/queries/attention/items.ts';
import type { AbnormalPaymentRecord, AccountRecord } from '../../../store/records.ts';
import { typeOfNode } from '../node.ts';

/** For a person: what happened to the subject of an item, and what can be done. */
export function summarised(item: ListedItem, subject: { id: string }): string {
  return summaryOf(item.reason, nounOf(subject), whatOf(item, subject), isAccount(subject));
}

const nouns: Readonly<Record<string, string>> = {
  Order: 'order',
  Refund: 'refund',
  Settlement: 'settlement',
  AbnormalPayment: 'abnormal payment',
};
const nounOf = (subject: { id: string }): string => nouns[typeOfNode(subject)] ?? 'subject';
const isAccount = (subject: { id: string }): boolean => typeOfNode(subject) === 'ProviderAccount';

/** What happened, as everybody may read it who sees the item. */
function whatOf({ reason }: ListedItem, subject: object): readonly string[] {
  switch (reason) {
    case 'ACCOUNT_UNREACHABLE': {
      const { unreachedSince } = subject as AccountRecord;
      return unreachedSince === null ? [] : [`since ${new Date(unreachedSince).toISOString()}`];
    }
    case 'ABNORMAL_PAYMENT':
      if ('pending' in subject) return [printMoney((subject as AbnormalPaymentRecord).pending)];
      break;
    case 'DECISION_CONTRADICTED': {
      const { status, evidence } = subject as {
        status: string;
        evidence: { decision: { kind: string } | null };
      };
      return [`decided ${evidence.decision?.kind}, now ${status}`];
    }
    default:
  }
  return (subject as { attention?: Attention }).attention?.[reason]?.what ?? [];
}
