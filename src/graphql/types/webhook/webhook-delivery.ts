import { openBody } from '../../../store/sealing/webhooks.ts';
import { eventsOfDelivery } from '../../../store/queries/events.ts';
import { bodyOfDelivery, findDeliveries } from '../../../store/queries/webhooks.ts';
import type { WebhookDeliveryEntry } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import {
  connectionOf,
  connectionPaging,
  connectionType,
  filterOf,
  listPaging,
  readListPage,
  readPage,
} from '../../connections.ts';
import { merchantOf } from '../../context.ts';
import { loadExisting } from '../../loaders.ts';
import { ProviderAccount } from '../account/account.ts';
import { shared } from '../descriptions.ts';
import { WebhookDeliveryStatus } from '../enums/status.ts';
import { Event } from '../event/event.ts';
import { MetadataEntry } from '../metadata.ts';
import { Node } from '../node.ts';

/** Who may read more of a delivery than that it is there (`attention` shows that to scope READ). */
const managing = { key: 'MANAGE', administrator: true } as const;

export const WebhookDelivery = builder
  .objectRef<WebhookDeliveryEntry>('WebhookDelivery')
  .implement({
    description: 'A genuine webhook, stored and shown with the bytes that were received.',
    interfaces: [Node],
    fields: (t) => ({
      account: t.field({
        authScopes: managing,
        type: ProviderAccount,
        description: 'The account at whose address it came in.',
        resolve: ({ accountId }, _args, { loaders }) => loadExisting(loaders.accounts, accountId),
      }),
      status: t.expose('status', {
        authScopes: managing,
        type: WebhookDeliveryStatus,
        description: 'Whether it is applied, and if not, whether it is tried again.',
      }),
      eventId: t.exposeString('eventId', {
        authScopes: managing,
        nullable: true,
        description: "The provider's own id of the message; null where it gives none.",
      }),
      headers: t.field({
        authScopes: managing,
        type: [MetadataEntry],
        description:
          'As received, with names in lower case. Values that hold a secret are "***". Empty once they are no longer kept.',
        resolve: ({ headers }) => Object.entries(headers).map(([key, value]) => ({ key, value })),
      }),
      body: t.string({
        authScopes: managing,
        description:
          'As received, read as UTF-8. It may hold personal data of the payer. Empty once it is no longer kept.',
        resolve: async ({ id, bodyBytes }, _args, { deps, budget }) => {
          budget.spendBytes(bodyBytes);
          const body = await bodyOfDelivery(deps.read, id);
          return openBody(deps.sealer, { id, body }).toString('utf8');
        },
      }),
      attempts: t.exposeInt('attempts', {
        authScopes: managing,
        description: 'How often it was tried to apply it.',
      }),
      lastError: t.exposeString('lastError', {
        authScopes: managing,
        nullable: true,
        description: 'Why the last attempt failed; null where none did.',
      }),
      events: t.field({
        authScopes: managing,
        type: [Event],
        description: 'The events that it caused, oldest first.',
        args: listPaging,
        resolve: ({ id }, args, { deps }) =>
          eventsOfDelivery(deps.read, id, readListPage(args, 'evt_')),
      }),
      receivedAt: t.expose('receivedAt', {
        authScopes: managing,
        type: 'DateTime',
        description: 'When it was received.',
      }),
    }),
  });

const WebhookDeliveryConnection = connectionType('WebhookDelivery', WebhookDelivery);

builder.queryField('webhookDeliveries', (t) =>
  t.field({
    type: WebhookDeliveryConnection,
    description: 'Scope MANAGE. Newest first.',
    authScopes: { key: 'MANAGE' },
    args: {
      ...connectionPaging,
      account: t.arg.id({ description: shared.accountFilter }),
      statuses: t.arg({ type: [WebhookDeliveryStatus], description: shared.statuses }),
    },
    resolve: async (_root, { first, after, ...filter }, context) => {
      const page = readPage({ first, after }, 'whd');
      const search = filterOf(filter);
      const rows = await findDeliveries(context.deps.read, merchantOf(context), page, search);
      return connectionOf(rows, page);
    },
  }),
);
