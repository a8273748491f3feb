import { payoutPhase } from '../../../domain/payout.ts';
import type { RefundRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { loadExisting } from '../../loaders.ts';
import { AbnormalPayment } from '../abnormal-payment/abnormal-payment.ts';
import { Phase, RefundStatus } from '../enums/status.ts';
import { Money } from '../money.ts';
import { Node } from '../node.ts';
import { Order } from '../order/order.ts';
import { Failure, failureOf } from '../work.ts';
import { shared } from '../descriptions.ts';

export const Refund = builder.objectRef<RefundRecord>('Refund').implement({
  description:
    'Money that goes back to the payer of an order: of what was paid, or of an abnormal payment.',
  interfaces: [Node],
  fields: (t) => ({
    order: t.field({
      type: Order,
      description: 'The order whose payer it goes back to.',
      resolve: ({ orderId }, _args, { loaders }) => loadExisting(loaders.orders, orderId),
    }),
    abnormalPayment: t.field({
      type: AbnormalPayment,
      nullable: true,
      description: 'Set when it gives back an abnormal payment.',
      resolve: ({ abnormalPaymentId }, _args, { loaders }) =>
        abnormalPaymentId === null
          ? null
          : loadExisting(loaders.abnormalPayments, abnormalPaymentId),
    }),
    reference: t.exposeString('reference', {
      description: "The merchant's own reference, or the refund's id where none was passed.",
    }),
    status: t.expose('status', {
      type: RefundStatus,
      description: 'Where it stands. It holds its amount until it is proven to have failed.',
    }),
    phase: t.field({
      type: Phase,
      description: shared.phase,
      resolve: ({ status }) => payoutPhase(status),
    }),
    amount: t.expose('amount', {
      type: Money,
      description: 'What goes back, in the currency that was paid.',
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'As passed by the caller; null where it was left out.',
    }),
    failure: t.field({
      type: Failure,
      nullable: true,
      description: shared.failure,
      resolve: failureOf,
    }),
    version: t.exposeInt('version', { description: shared.version }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: shared.createdAt }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: shared.updatedAt }),
  }),
});
