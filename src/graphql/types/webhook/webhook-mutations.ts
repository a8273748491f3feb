import { NotFoundError } from '../../../domain/errors.ts';
import { replayWebhook } from '../../../operations/webhooks/replay-webhook.ts';
import type { WebhookDeliveryEntry } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { merchantOf } from '../../context.ts';
import { failing } from '../errors.ts';
import { WebhookDelivery } from './webhook-delivery.ts';

const ReplayWebhookSuccess = builder
  .objectRef<{ delivery: WebhookDeliveryEntry }>('ReplayWebhookSuccess')
  .implement({
    description: 'The webhook was applied again, or tried again.',
    fields: (t) => ({
      delivery: t.expose('delivery', {
        type: WebhookDelivery,
        description: 'As it is after that: its status tells whether it could be applied.',
      }),
    }),
  });

builder.mutationField('replayWebhook', (t) =>
  t.field({
    type: ReplayWebhookSuccess,
    description:
      'Scope MANAGE. Applies a stored webhook again, whatever its status. What it has done before is not done twice. A NotFoundError where its body is no longer kept.',
    authScopes: { key: 'MANAGE' },
    errors: failing('ReplayWebhookResult', NotFoundError),
    args: {
      id: t.arg.id({
        required: true,
        description: 'The id of the delivery: whd_…',
      }),
    },
    resolve: async (_root, { id }, context) => {
      const delivery = await replayWebhook(context.deps, merchantOf(context), id);
      return { delivery: { ...delivery, bodyBytes: delivery.body.bytes.length } };
    },
  }),
);
