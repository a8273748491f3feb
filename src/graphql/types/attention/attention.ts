import { attentionReasons } from '../../../domain/attention/attention.ts';
import type { Attention } from '../../../domain/attention/attention.ts';
import { summaryOf } from '../../../domain/attention/summary.ts';
import { printMoney } from '../../../domain/money.ts';
import { countAttention, findAttention } from '../../../store/queries/attention/items.ts';
import type { ListedItem } from '../../../store/queries/attention/items.ts';
import type { AbnormalPaymentRecord, AccountRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { connectionOf, connectionType, filterOf, readPage } from '../../connections.ts';
import type { Connection } from '../../connections.ts';
import { merchantOf } from '../../context.ts';
import type { Context } from '../../context.ts';
import { AbnormalPayment } from '../abnormal-payment/abnormal-payment.ts';
import { ProviderAccount } from '../account/account.ts';
import { shared } from '../descriptions.ts';
import { described } from '../enums/described.ts';
import { searchArgs } from '../lookups.ts';
import { EventEndpoint } from '../event-endpoint/event-endpoint.ts';
import { findNode, typeOfNode } from '../node.ts';
import { Order } from '../order/order.ts';
import { Refund } from '../refund/refund.ts';
import { Settlement } from '../settlement/settlement.ts';
import { WebhookDelivery } from '../webhook/webhook-delivery.ts';

export const AttentionReason = builder.enumType('AttentionReason', {
  description: 'Why something needs a person.',
  values: described(attentionReasons, {
    UNKNOWN_OUTCOME: 'Nobody knows what became of it, and the ladder of queries has run out.',
    ABNORMAL_PAYMENT: 'Money that fits no order is open.',
    OTHER_AMOUNT: 'The provider names another amount or currency than was asked for.',
    OVER_REFUNDED: 'What was given back is more than what was paid.',
    DEAD_WEBHOOK: "A provider's webhook could not be applied and is tried no more.",
    EVENT_ENDPOINT:
      'Events could not be delivered, or the endpoint is suspended: one item for each endpoint.',
    DIFFERENCE: 'Reconciliation found a difference that it could not mend.',
    ACCOUNT_UNREACHABLE: 'The provider of an account has not been reached for five minutes.',
    DECISION_CONTRADICTED: "The provider's word contradicts a person's decision.",
  }),
});

export const AttentionSubject = builder.unionType('AttentionSubject', {
  description: 'What needs a person. Members may be added.',
  types: [
    Order,
    Refund,
    Settlement,
    AbnormalPayment,
    WebhookDelivery,
    EventEndpoint,
    ProviderAccount,
  ],
  resolveType: (subject) => typeOfNode(subject) as 'Order',
});

async function subjectOf({ subjectId }: ListedItem, context: Context) {
  const subject = await findNode(context, subjectId);
  if (subject === null) throw new Error(`${subjectId} is referred to and does not exist`);
  return subject;
}

const AttentionItem = builder.objectRef<ListedItem>('AttentionItem').implement({
  description: 'What needs a person: one subject, for one reason.',
  fields: (t) => ({
    reason: t.expose('reason', { type: AttentionReason, description: 'Why.' }),
    since: t.expose('since', { type: 'DateTime', description: 'When it began to need a person.' }),
    subject: t.field({
      type: AttentionSubject,
      description:
        'What it is about, as it is now. Without MANAGE, of a WebhookDelivery or EventEndpoint only `__typename` and `id` can be read: any other of its fields is FORBIDDEN.',
      resolve: async (item, _args, context) => (await subjectOf(item, context)) as never,
    }),
    summary: t.string({
      description: 'For a person, in English: what happened, and what can be done.',
      resolve: async (item, _args, context) => {
        const subject = await subjectOf(item, context);
        const { reason } = item;
        return summaryOf(reason, nounOf(subject), whatOf(item, subject), isAccount(subject));
      },
    }),
  }),
});

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

interface AttentionPage extends Connection<ListedItem> {
  count: () => Promise<number>;
}

const AttentionConnection = connectionType('Attention', AttentionItem);

builder.objectField(AttentionConnection, 'totalCount', (t) =>
  t.int({
    description: 'How many there are, on all pages together.',
    resolve: (page) => (page as AttentionPage).count(),
  }),
);

const AttentionFilter = builder.inputType('AttentionFilter', {
  description:
    'An item must match all members that are set. Members that are left out or null do not restrict.',
  fields: (t) => ({
    reasons: t.field({ type: [AttentionReason], description: 'Any of these reasons.' }),
    account: t.id({ description: shared.accountFilter }),
  }),
});

builder.queryField('attention', (t) =>
  t.field({
    type: AttentionConnection,
    description: 'Scope READ. All that needs a person, oldest first. `first` is at most 100.',
    authScopes: { key: 'READ' },
    args: searchArgs(AttentionFilter),
    resolve: async (_root, { filter, ...paging }, context): Promise<AttentionPage> => {
      const page = readPage(paging, 'att');
      const { read } = context.deps;
      const merchantId = merchantOf(context);
      const search = filterOf(filter);
      const rows = await findAttention(read, merchantId, page, search);
      const count = () => countAttention(read, merchantId, search);
      return { ...connectionOf(rows, page), count };
    },
  }),
);
