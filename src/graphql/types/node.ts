import { auditIsWritten } from '../../operations/audit/audited.ts';
import { ownerOf } from '../../domain/principal.ts';
import type { Scope } from '../../domain/principal.ts';
import { eventDeliveryById } from '../../store/queries/event-endpoints/delivery-lists.ts';
import { eventEndpointById } from '../../store/queries/event-endpoints/endpoints.ts';
import { auditEntryById } from '../../store/queries/audit.ts';
import { apiKeyById } from '../../store/queries/merchants.ts';
import { eventById } from '../../store/queries/events.ts';
import { deliveryEntryById } from '../../store/queries/webhooks.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';

/**
 * A node with its owner. `merchantId` is null for what only the administrator may see. `orderId`: the order that it
 * belongs to; an order belongs to itself.
 */
type Owned = { id: string; merchantId: string | null; orderId?: string | null };

interface NodeType {
  type: string;
  /** Resolves to null where there is no such node of the caller's merchant. */
  find: (context: Context, id: string) => Promise<Owned | null>;
  /** The scopes with which an API key may read it. One of them is enough. */
  scopes: readonly Scope[];
  /** Whether a client token may read those of its order. */
  forClients?: true;
}

const reading = ['READ'] as const;
const managing = ['MANAGE'] as const;
const readingOrManaging = ['READ', 'MANAGE'] as const;

const nodeTypes: ReadonlyMap<string, NodeType> = new Map<string, NodeType>([
  ['mer', { type: 'Merchant', scopes: readingOrManaging, find: findMerchant }],
  [
    'key',
    {
      type: 'ApiKey',
      scopes: managing,
      find: ({ deps, principal }, id) => apiKeyById(deps.read, id, ownerOf(principal)),
    },
  ],
  [
    'acc',
    {
      type: 'ProviderAccount',
      scopes: readingOrManaging,
      find: ({ loaders }, id) => loaders.accounts.load(id),
    },
  ],
  [
    'lnk',
    {
      type: 'PaymentLink',
      scopes: reading,
      find: ({ loaders }, id) => loaders.paymentLinks.load(id),
    },
  ],
  [
    'ord',
    {
      type: 'Order',
      scopes: reading,
      forClients: true,
      find: ({ loaders }, id) => loaders.orders.load(id),
    },
  ],
  [
    'rfd',
    {
      type: 'Refund',
      scopes: reading,
      forClients: true,
      find: ({ loaders }, id) => loaders.refunds.load(id),
    },
  ],
  [
    'stl',
    {
      type: 'Settlement',
      scopes: reading,
      find: ({ loaders }, id) => loaders.settlements.load(id),
    },
  ],
  [
    'abn',
    {
      type: 'AbnormalPayment',
      scopes: reading,
      forClients: true,
      find: ({ loaders }, id) => loaders.abnormalPayments.load(id),
    },
  ],
  [
    'evt',
    {
      type: 'Event',
      scopes: reading,
      find: ({ deps, principal }, id) => eventById(deps.read, id, ownerOf(principal)),
    },
  ],
  [
    'eep',
    {
      type: 'EventEndpoint',
      scopes: managing,
      find: ({ deps, principal }, id) => eventEndpointById(deps.read, id, ownerOf(principal)),
    },
  ],
  [
    'edl',
    {
      type: 'EventDelivery',
      scopes: managing,
      find: ({ deps, principal }, id) => eventDeliveryById(deps.read, id, ownerOf(principal)),
    },
  ],
  [
    'whd',
    {
      type: 'WebhookDelivery',
      scopes: managing,
      find: ({ deps, principal }, id) => deliveryEntryById(deps.read, id, ownerOf(principal)),
    },
  ],
  [
    'aud',
    {
      type: 'AuditEntry',
      scopes: managing,
      find: findAuditEntry,
    },
  ],
]);

async function findMerchant({ loaders }: Context, id: string): Promise<Owned | null> {
  const merchant = await loaders.merchants.load(id);
  return merchant === null ? null : { ...merchant, merchantId: merchant.id };
}

async function findAuditEntry({ deps, principal }: Context, id: string): Promise<Owned | null> {
  await auditIsWritten(deps);
  return auditEntryById(deps.read, id, ownerOf(principal));
}

const prefixOf = (id: string): string => id.slice(0, id.indexOf('_'));

/** The name of the type whose ids have this prefix. */
export function typeOfNode({ id }: { id: string }): string {
  const nodeType = nodeTypes.get(prefixOf(id));
  if (nodeType === undefined) throw new Error(`no type has ids like ${id}`);
  return nodeType.type;
}

/** Resolves to null both for an unknown id and for that of another merchant, so that the caller cannot tell which. */
export async function findNode(context: Context, id: string): Promise<{ id: string } | null> {
  const nodeType = nodeTypes.get(prefixOf(id));
  const isShown = context.principal.kind !== 'CLIENT' || nodeType?.forClients === true;
  if (nodeType === undefined || !isShown) return null;
  const found = await nodeType.find(context, id);
  return found !== null && mayRead(context, found) ? found : null;
}

/** Who may read ids with this prefix. The owner is not checked here. */
function readersOf(id: string) {
  const scopes = nodeTypes.get(prefixOf(id))?.scopes ?? readingOrManaging;
  return { key: scopes, administrator: true, client: true };
}

export function mayRead({ principal }: Context, { id, merchantId, orderId }: Owned): boolean {
  switch (principal.kind) {
    case 'ADMINISTRATOR':
      return true;
    case 'API_KEY':
      return principal.merchantId === merchantId;
    case 'CLIENT':
      return principal.merchantId === merchantId && principal.orderId === (orderId ?? id);
  }
}

export const Node = builder.interfaceRef<{ id: string }>('Node').implement({
  description: 'What has an id of its own. An id is never used again, and `node` finds it.',
  fields: (t) => ({
    id: t.exposeID('id', {
      description:
        'Globally unique, typed by prefix: mer_ key_ acc_ ord_ rfd_ stl_ abn_ evt_ whd_ aud_ lnk_ eep_ edl_. The rest is opaque.',
    }),
  }),
  resolveType: typeOfNode,
});

builder.queryField('node', (t) =>
  t.field({
    type: Node,
    nullable: true,
    description:
      'Scope READ; MANAGE for API keys, webhook deliveries, event endpoints with their deliveries, and audit entries; either for the merchant and its accounts.',
    authScopes: (_root, { id }) => readersOf(id),
    args: { id: t.arg.id({ required: true, description: 'Any id that this API has shown.' }) },
    resolve: (_root, { id }, context) => findNode(context, id),
  }),
);
