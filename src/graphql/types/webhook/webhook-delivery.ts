import { openBody } from '../../../store/sealing/webhooks.ts';
import { eventsOfDelivery } from '../../../store/queries/events.ts';
import { bodyOfDelivery, findDeliveries } from '../../../store/queries/webhooks.ts';
import type { WebhookDeliveryEntry } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import {
  connectionOf,
  connectionType,
  filterOf,
  listPaging,
  readListPage,
  readPage,
} from '../../connections.ts';
import { merchantOf } from '../../context.ts';
import { loadExisting } from '../../loaders.ts';
import { ProviderAccount } from '../account/account.ts';
import { WebhookDeliveryStatus } from '../enums/status.ts';
import { Event } from '../event.ts';
import { MetadataEntry } from '../metadata.ts';
import { Node } from '../node.ts';

export const WebhookDelivery = builder
  .objectRef<WebhookDeliveryEntry>('WebhookDelivery')
  .implement({
    description: 'A genuine webhook, stored and shown with the bytes that were received.',
    interfaces: [Node],
    fields: (t) => ({
      account: t.field({
        type: ProviderAccount,
        resolve: ({ accountId }, _args, { loaders }) => loadExisting(loaders.accounts, accountId),
      }),
      status: t.expose('status', { type: WebhookDeliveryStatus }),
      eventId: t.exposeString('eventId', { nullable: true }),
      headers: t.field({
        type: [MetadataEntry],
        resolve: ({ headers }) => Object.entries(headers).map(([key, value]) => ({ key, value })),
      }),
      body: t.string({
        resolve: async ({ id, bodyBytes }, _args, { deps, budget }) => {
          budget.spendBytes(bodyBytes);
          const body = await bodyOfDelivery(deps.read, id);
          return openBody(deps.sealer, { id, body }).toString('utf8');
        },
      }),
      attempts: t.exposeInt('attempts'),
      lastError: t.exposeString('lastError', { nullable: true }),
      events: t.field({
        type: [Event],
        description: 'The events that it caused, oldest first.',
        args: listPaging,
        resolve: ({ id }, args, { deps }) =>
          eventsOfDelivery(deps.read, id, readListPage(args, 'evt_')),
      }),
      receivedAt: t.expose('receivedAt', { type: 'DateTime' }),
    }),
  });

const WebhookDeliveryConnection = connectionType('WebhookDelivery', WebhookDelivery);

builder.queryField('webhookDeliveries', (t) =>
  t.field({
    type: WebhookDeliveryConnection,
    description: 'Scope MANAGE.',
    authScopes: { key: 'MANAGE' },
    args: {
      first: t.arg.int({ defaultValue: 20 }),
      after: t.arg.string(),
      account: t.arg.id(),
      statuses: t.arg({ type: [WebhookDeliveryStatus] }),
    },
    resolve: async (_root, { first, after, ...filter }, context) => {
      const page = readPage({ first, after }, 'whd');
      const search = filterOf(filter);
      const rows = await findDeliveries(context.deps.read, merchantOf(context), page, search);
      return connectionOf(rows, page);
    },
  }),
);
