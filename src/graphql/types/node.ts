import { auditIsWritten } from '../../operations/audit/audited.ts';
import { auditEntryById } from '../../store/queries/audit.ts';
import { apiKeyById } from '../../store/queries/merchants.ts';
import { eventById } from '../../store/queries/events.ts';
import { deliveryById } from '../../store/queries/webhooks.ts';
import { builder } from '../builder.ts';
import { hasScope } from '../context.ts';
import type { Context } from '../context.ts';
import { forbidden } from '../refusals.ts';

/** `merchantId`: null for what only the administrator may see. */
type Owned = { id: string; merchantId: string | null; orderId?: string | null };

interface Noun {
  type: string;
  /** Whose it is, or null where it does not exist. */
  find: (context: Context, id: string) => Promise<Owned | null>;
}

const nouns: ReadonlyMap<string, Noun> = new Map<string, Noun>([
  ['mer', { type: 'Merchant', find: findMerchant }],
  ['key', { type: 'ApiKey', find: ({ deps }, id) => apiKeyById(deps.read, id) }],
  ['acc', { type: 'ProviderAccount', find: ({ loaders }, id) => loaders.accounts.load(id) }],
  ['ord', { type: 'Order', find: findOrder }],
  ['rfd', { type: 'Refund', find: ({ loaders }, id) => loaders.refunds.load(id) }],
  ['stl', { type: 'Settlement', find: ({ loaders }, id) => loaders.settlements.load(id) }],
  [
    'abn',
    { type: 'AbnormalPayment', find: ({ loaders }, id) => loaders.abnormalPayments.load(id) },
  ],
  ['evt', { type: 'Event', find: ({ deps }, id) => eventById(deps.read, id) }],
  ['whd', { type: 'WebhookDelivery', find: ({ deps }, id) => deliveryById(deps.read, id) }],
  ['aud', { type: 'AuditEntry', find: findAuditEntry }],
]);

const forClients: readonly string[] = ['ord', 'rfd', 'abn'];
const forManagers: readonly string[] = ['whd', 'aud'];

async function findMerchant({ loaders }: Context, id: string): Promise<Owned | null> {
  const merchant = await loaders.merchants.load(id);
  return merchant === null ? null : { ...merchant, merchantId: merchant.id };
}

async function findOrder({ loaders }: Context, id: string): Promise<Owned | null> {
  const order = await loaders.orders.load(id);
  return order === null ? null : { ...order, orderId: order.id };
}

async function findAuditEntry({ deps }: Context, id: string): Promise<Owned | null> {
  await auditIsWritten(deps);
  return auditEntryById(deps.read, id);
}

const prefixOf = (id: string): string => id.slice(0, id.indexOf('_'));

/** The name of the type whose ids look like this. */
export function typeOfNode({ id }: { id: string }): string {
  const noun = nouns.get(prefixOf(id));
  if (noun === undefined) throw new Error(`no type has ids like ${id}`);
  return noun.type;
}

/** Null for what is not there and for what is not the caller's, so that nobody can tell which. */
export async function findNode(context: Context, id: string): Promise<{ id: string } | null> {
  const prefix = prefixOf(id);
  const noun = nouns.get(prefix);
  if (noun === undefined || !isOpenTo(context, prefix)) return null;
  const found = await noun.find(context, id);
  return found !== null && isVisible(context, found) ? found : null;
}

function isOpenTo(context: Context, prefix: string): boolean {
  const { kind } = context.principal;
  if (kind === 'CLIENT') return forClients.includes(prefix);
  const isForManagers = kind === 'API_KEY' && forManagers.includes(prefix);
  if (isForManagers && !hasScope(context, 'MANAGE')) throw forbidden();
  return true;
}

export function isVisible({ principal }: Context, { merchantId, orderId }: Owned): boolean {
  switch (principal.kind) {
    case 'ADMINISTRATOR':
      return true;
    case 'API_KEY':
      return principal.merchantId === merchantId;
    case 'CLIENT':
      return principal.merchantId === merchantId && principal.orderId === orderId;
  }
}

export const Node = builder.interfaceRef<{ id: string }>('Node').implement({
  fields: (t) => ({
    id: t.exposeID('id', {
      description:
        'Globally unique, typed by prefix: mer_ key_ acc_ ord_ rfd_ stl_ abn_ evt_ whd_ aud_',
    }),
  }),
  resolveType: typeOfNode,
});

builder.queryField('node', (t) =>
  t.field({
    type: Node,
    nullable: true,
    authScopes: { key: 'READ', administrator: true, client: true },
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => findNode(context, id),
  }),
);
