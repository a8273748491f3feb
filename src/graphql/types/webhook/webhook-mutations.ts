import { NotFoundError } from '../../../domain/errors.ts';
import { replayWebhook } from '../../../operations/webhooks/receive-webhook.ts';
import type { WebhookDeliveryEntry } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { merchantOf } from '../../context.ts';
import { failing } from '../errors.ts';
import { WebhookDelivery } from './webhook-delivery.ts';

const ReplayWebhookSuccess = builder
  .objectRef<{ delivery: WebhookDeliveryEntry }>('ReplayWebhookSuccess')
  .implement({
    fields: (t) => ({
      delivery: t.expose('delivery', { type: WebhookDelivery }),
    }),
  });

builder.mutationField('replayWebhook', (t) =>
  t.field({
    type: ReplayWebhookSuccess,
    description:
      'Scope MANAGE, from here to revokeApiKey. A key can make only keys with scopes that it has itself.',
    authScopes: { key: 'MANAGE' },
    errors: failing('ReplayWebhookResult', NotFoundError),
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, context) => {
      const delivery = await replayWebhook(context.deps, merchantOf(context), id);
      return { delivery: { ...delivery, bodyBytes: delivery.body.bytes.length } };
    },
  }),
);
