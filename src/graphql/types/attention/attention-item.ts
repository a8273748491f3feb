import type { ListedItem } from '../../../store/queries/attention/items.ts';
import { builder } from '../../builder.ts';
import type { Context } from '../../context.ts';
import { AbnormalPayment } from '../abnormal-payment/abnormal-payment.ts';
import { ProviderAccount } from '../account/account.ts';
import { AttentionReason } from '../enums/attention.ts';
import { EventEndpoint } from '../event-endpoint/event-endpoint.ts';
import { findNode, typeOfNode } from '../node.ts';
import { Order } from '../order/order.ts';
import { Refund } from '../refund/refund.ts';
import { Settlement } from '../settlement/settlement.ts';
import { WebhookDelivery } from '../webhook/webhook-delivery.ts';
import { summarised } from './summarised.ts';

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

export const AttentionItem = builder.objectRef<ListedItem>('AttentionItem').implement({
  description: 'What needs a person: one subject, for one reason.',
  fields: (t) => ({
    reason: t.expose('reason', { type: AttentionReason, description: 'Why.' }),
    since: t.expose('since', { type: 'DateTime', description: 'When it began to need a person.' }),
    subject: t.field({
      type: AttentionSubject,
      description:
        'What it is about, as it is now. Without MANAGE, of a WebhookDelivery or EventEndpoint only `__typename` and `id` can be read: all other fields are FORBIDDEN.',
      resolve: async (item, _args, context) => (await subjectOf(item, context)) as never,
    }),
    summary: t.string({
      description: 'For a person, in English: what happened, and what can be done.',
      resolve: async (item, _args, context) => summarised(item, await subjectOf(item, context)),
    }),
  }),
});
