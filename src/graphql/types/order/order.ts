import { orderPhase } from '../../../domain/order.ts';
import { paidAt } from '../../../domain/order-money.ts';
import { checkoutPageUrlOf } from '../../../operations/orders/checkout.ts';
import type { ProviderName } from '../../../providers/provider.ts';
import { providerCallsOf } from '../../../store/queries/provider-calls.ts';
import type { OrderRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { listPaging, readListPage } from '../../connections.ts';
import { loadExisting } from '../../loaders.ts';
import { ProviderAccount } from '../account/account.ts';
import { OrderStatus, PaymentMethodType, Phase, Provider } from '../enums.ts';
import { MetadataEntry } from '../metadata.ts';
import { Money } from '../money.ts';
import { Node } from '../node.ts';
import { Failure, ProviderCall, Resolution, failureOf, resolutionOf } from '../work.ts';

export const Order = builder.objectRef<OrderRecord>('Order').implement({
  interfaces: [Node],
  fields: (t) => ({
    reference: t.exposeString('reference', {
      description: "The merchant's own reference. Need not be unique.",
    }),
    status: t.expose('status', { type: OrderStatus }),
    phase: t.field({
      type: Phase,
      resolve: ({ status, evidence }) => orderPhase(status, evidence),
    }),
    method: t.field({ type: PaymentMethodType, resolve: ({ request }) => request.method.type }),
    amount: t.field({
      type: Money,
      description: 'The requested amount.',
      resolve: ({ request }) => request.amount,
    }),
    description: t.string({ nullable: true, resolve: ({ request }) => request.description }),
    metadata: t.field({ type: [MetadataEntry], resolve: ({ request }) => request.metadata }),
    failure: t.field({ type: Failure, nullable: true, resolve: failureOf }),
    version: t.exposeInt('version', {
      description: 'Grows by one with every event of which the order is the subject.',
    }),
    expiresAt: t.field({ type: 'DateTime', nullable: true, resolve: expiryOf }),
    paidAt: t.field({
      type: 'DateTime',
      nullable: true,
      resolve: ({ evidence }) => paidAt(evidence),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
    checkoutPageUrl: t.field({
      type: 'URL',
      description: `The address of a page of Paygraph's own on which the payer pays this order and follows it: send the payer's
browser there. It contains a client token of the order, so whoever has it may read what a client token may. It
opens until a day after the order expires (30 days and a day after its creation, where it never expires), and is the
same each time, unless the expiry or the master key changes.`,
      resolve: (order, _args, { deps }) => checkoutPageUrlOf(deps, order),
    }),
  }),
});

/** Fields about the order at its provider: account, references and calls. */
builder.objectFields(Order, (t) => ({
  account: t.field({
    type: ProviderAccount,
    resolve: ({ accountId }, _args, { loaders }) => loadExisting(loaders.accounts, accountId),
  }),
  provider: t.field({ type: Provider, resolve: ({ provider }) => provider as ProviderName }),
  providerReference: t.exposeString('providerReference', {
    description:
      'The number that identifies the order at the provider: 26 to 32 letters and digits. It never changes.',
  }),
  providerOrderId: t.exposeString('providerOrderId', {
    nullable: true,
    description: "The provider's own number.",
  }),
  resolution: t.field({ type: Resolution, nullable: true, resolve: resolutionOf }),
  providerCalls: t.field({
    type: [ProviderCall],
    description:
      'Every signed call to the provider for this order, without those for its refunds, oldest first. Secrets are masked.',
    args: listPaging,
    resolve: ({ id }, args, { deps }) => providerCallsOf(deps.read, id, readListPage(args, 'cal_')),
  }),
}));

/** The expiry that the provider reported takes precedence over the requested one. Epoch milliseconds. */
export function expiryOf({ evidence, expiresAt }: OrderRecord): number | null {
  return evidence.expiresAt ?? expiresAt;
}
