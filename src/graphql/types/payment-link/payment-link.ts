import { paymentLinkStatus } from '../../../domain/payment-links/payment-link.ts';
import type {
  PaymentLink as Link,
  PaymentLinkStatus as Status,
} from '../../../domain/payment-links/payment-link.ts';
import { paymentLinkUrl } from '../../../operations/payment-links/create-payment-link.ts';
import { orderIdsOfLink } from '../../../store/queries/payment-links/uses.ts';
import { builder } from '../../builder.ts';
import { connectionOf, readPage } from '../../connections.ts';
import type { Context } from '../../context.ts';
import { loadExisting } from '../../loaders.ts';
import { ProviderAccount } from '../account/account.ts';
import { PaymentMethodType } from '../enums/payment.ts';
import { MetadataEntry } from '../metadata.ts';
import { Money } from '../money.ts';
import { Node } from '../node.ts';
import { OrderConnection } from '../order/order-queries.ts';
import { Order } from '../order/order.ts';

const PaymentLinkStatus = builder.enumType('PaymentLinkStatus', {
  description: 'Whether a payment link makes orders, and if not, why.',
  values: {
    ACTIVE: { description: 'It makes an order when a payer opens it and confirms.' },
    USED: { description: 'It has made `maximumUses` orders, whatever became of them.' },
    EXPIRED: { description: 'Its `expiresAt` has passed.' },
    DISABLED: { description: 'It was ended by `disablePaymentLink`, whatever else would hold.' },
  } satisfies Record<Status, object>,
});

export const PaymentLink = builder.objectRef<Link>('PaymentLink').implement({
  description: `An address that a merchant gives to payers. It makes an order when a payer opens it and confirms; until then
nothing is sent to a provider.`,
  interfaces: [Node],
  fields: (t) => ({
    url: t.field({
      type: 'URL',
      description:
        'The address to give to payers. Whoever knows it can make an order and, where it is used once, see that order.',
      resolve: (link, _args, { deps }) => paymentLinkUrl(deps, link),
    }),
    status: t.field({
      type: PaymentLinkStatus,
      description: 'As of now, from what is stored: nothing has to run for a link to expire.',
      resolve: async (link, _args, context) =>
        paymentLinkStatus(link, await usesOf(link, context), context.deps.now()),
    }),
    reference: t.exposeString('reference', {
      description:
        "The merchant's own reference, which each of its orders has. Need not be unique.",
    }),
    amount: t.field({
      type: Money,
      description: 'The amount of each of its orders.',
      resolve: ({ request }) => request.amount,
    }),
    methods: t.field({
      type: [PaymentMethodType],
      description: 'The methods among which the payer chooses, in the order of the input.',
      resolve: ({ request }) => request.methods.map(({ type }) => type),
    }),
    account: t.field({
      type: ProviderAccount,
      nullable: true,
      description:
        'The only account with which its orders are made. Null: the first enabled account that can do an order.',
      resolve: ({ request }, _args, { loaders }) =>
        request.account === null ? null : loadExisting(loaders.accounts, request.account),
    }),
    description: t.string({
      nullable: true,
      description: 'Shown to the payer, and the description of each of its orders.',
      resolve: ({ request }) => request.description,
    }),
    metadata: t.field({
      type: [MetadataEntry],
      description: 'The metadata of each of its orders. Payers do not see it.',
      resolve: ({ request }) => request.metadata,
    }),
    returnUrl: t.field({
      type: 'URL',
      nullable: true,
      description: 'Where the payer is sent after paying. Null: a plain page of this server.',
      resolve: ({ request }) => request.returnUrl,
    }),
    orderExpiresIn: t.int({
      nullable: true,
      description: 'Seconds in which each of its orders can be paid. Null: the provider decides.',
      resolve: ({ request }) => request.orderExpiresIn,
    }),
    maximumUses: t.exposeInt('maximumUses', {
      description: 'The most orders that it makes. 1: it is used once.',
    }),
    uses: t.int({
      description: 'How many orders it has made, whatever became of them: as many as `orders` has.',
      resolve: (link, _args, context) => usesOf(link, context),
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'It makes no order from then on; those that it has made are not concerned. Null: it does not expire.',
    }),
    disabledAt: t.expose('disabledAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When disablePaymentLink ended it; null where nobody has.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    orders: t.field({
      type: OrderConnection,
      description: 'Scope READ. The orders that it has made, newest first.',
      authScopes: { key: 'READ', administrator: true },
      args: {
        first: t.arg.int({ defaultValue: 20, description: 'At most 100.' }),
        after: t.arg.string({ description: 'The `endCursor` of the page before.' }),
      },
      resolve: async ({ id }, args, { deps, loaders }) => {
        const page = readPage(args, 'ord');
        const ids = await orderIdsOfLink(deps.read, id, page);
        const rows = await Promise.all(ids.map((order) => loadExisting(loaders.orders, order)));
        return { ...connectionOf(rows, page), isLarge: true };
      },
    }),
  }),
});

async function usesOf({ id }: Link, { loaders }: Context): Promise<number> {
  return (await loadExisting(loaders.usesOfLinks, id)).uses;
}

builder.objectField(Order, 'paymentLink', (t) =>
  t.field({
    type: PaymentLink,
    nullable: true,
    description: 'The payment link that has made it; null where createOrder did.',
    resolve: async ({ id }, _args, { loaders }) => {
      const made = await loaders.linksOfOrders.load(id);
      return made === null ? null : loadExisting(loaders.paymentLinks, made.paymentLinkId);
    },
  }),
);
