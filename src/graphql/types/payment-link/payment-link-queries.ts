import { findPaymentLinks } from '../../../store/queries/payment-links/links.ts';
import { builder } from '../../builder.ts';
import { connectionType } from '../../connections.ts';
import { shared } from '../descriptions.ts';
import { madeWithKey, searchArgs, searching } from '../lookups.ts';
import { PaymentLink } from './payment-link.ts';

const PaymentLinkFilter = builder.inputType('PaymentLinkFilter', {
  description: 'A payment link must match all members that are set.',
  fields: (t) => ({
    reference: t.string({ description: 'Exactly this reference.' }),
    createdFrom: t.field({ type: 'DateTime', description: 'This moment belongs to it.' }),
    createdTo: t.field({ type: 'DateTime', description: 'This moment belongs to it.' }),
  }),
});

const PaymentLinkConnection = connectionType('PaymentLink', PaymentLink);

builder.queryFields((t) => ({
  paymentLink: t.field({
    type: PaymentLink,
    nullable: true,
    description: "Scope READ. Null where there is none with this id, or it is another merchant's.",
    authScopes: { key: 'READ' },
    args: { id: t.arg.id({ required: true, description: 'The id of the payment link: lnk_…' }) },
    resolve: (_root, { id }, { loaders }) => loaders.paymentLinks.load(id),
  }),
  paymentLinks: t.field({
    type: PaymentLinkConnection,
    description: 'Scope READ. Newest first. `first` is at most 100.',
    authScopes: { key: 'READ' },
    args: searchArgs(PaymentLinkFilter),
    resolve: searching('lnk', findPaymentLinks),
  }),
  paymentLinkByIdempotencyKey: t.field({
    type: PaymentLink,
    nullable: true,
    description: 'Scope READ. What createPaymentLink has made with this key.',
    authScopes: { key: 'READ' },
    args: { key: t.arg.id({ required: true, description: shared.keyArgument }) },
    resolve: madeWithKey(['createPaymentLink'], (loaders) => loaders.paymentLinks),
  }),
}));
