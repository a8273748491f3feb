import { orderPhase } from '../../../domain/order.ts';
import { paidAt } from '../../../domain/order-money.ts';
import { checkoutPageUrlOf } from '../../../operations/orders/checkout.ts';
import type { OrderRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { PaymentMethodType } from '../enums/payment.ts';
import { OrderStatus, Phase } from '../enums/status.ts';
import { MetadataEntry } from '../metadata.ts';
import { Money } from '../money.ts';
import { Node } from '../node.ts';
import { Failure, failureOf } from '../work.ts';
import { shared } from '../descriptions.ts';

export const Order = builder.objectRef<OrderRecord>('Order').implement({
  description:
    'An instruction to collect an amount from a payer, at one provider. Its status follows from the evidence alone.',
  interfaces: [Node],
  fields: (t) => ({
    reference: t.exposeString('reference', {
      description: "The merchant's own reference. Need not be unique.",
    }),
    status: t.expose('status', {
      type: OrderStatus,
      description: 'Where it stands. Clients that only wait look at `phase`.',
    }),
    phase: t.field({
      type: Phase,
      description: shared.phase,
      resolve: ({ status, evidence }) => orderPhase(status, evidence),
    }),
    method: t.field({
      type: PaymentMethodType,
      description: 'How the payer pays, as chosen in createOrder.',
      resolve: ({ request }) => request.method.type,
    }),
    amount: t.field({
      type: Money,
      description: 'The requested amount.',
      resolve: ({ request }) => request.amount,
    }),
    description: t.string({
      nullable: true,
      description: 'As passed to createOrder; null where it was left out.',
      resolve: ({ request }) => request.description,
    }),
    metadata: t.field({
      type: [MetadataEntry],
      description:
        'As passed to createOrder, in the same order. It is not sent to the provider. Hidden from client tokens.',
      resolve: ({ request }) => request.metadata,
    }),
    failure: t.field({
      type: Failure,
      nullable: true,
      description: 'Set while the status is FAILED; null otherwise.',
      resolve: failureOf,
    }),
    version: t.exposeInt('version', {
      description: 'Grows by one with every event of which the order is the subject.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'Until when the payer can pay: as the provider reports it, or else as requested. Null where orders of the provider do not expire.',
      resolve: expiryOf,
    }),
    paidAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When the money came in, according to the provider, or else when we first recorded it; of an order that was paid by accepted money alone, when that was accepted. Null before.',
      resolve: ({ evidence }) => paidAt(evidence),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: shared.createdAt }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: shared.updatedAt }),
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

/** The expiry that the provider reported takes precedence over the requested one. Epoch milliseconds. */
export function expiryOf({ evidence, expiresAt }: OrderRecord): number | null {
  return evidence.expiresAt ?? expiresAt;
}
