import { isOverdrawn as isPaymentOverdrawn } from '../../../domain/abnormal-payment.ts';
import { isOverdrawn } from '../../../domain/order-money.ts';
import { isReturned, payoutPhase } from '../../../domain/payout.ts';
import { providerCallsOf } from '../../../store/queries/provider-calls.ts';
import type { RefundRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import { listPaging, readListPage } from '../../connections.ts';
import type { Context } from '../../context.ts';
import { loadExisting } from '../../loaders.ts';
import { AbnormalPayment } from '../abnormal-payment/abnormal-payment.ts';
import { Phase, RefundStatus } from '../enums/status.ts';
import { Money } from '../money.ts';
import { Node } from '../node.ts';
import { Order } from '../order/order.ts';
import { Failure, ProviderCall, Resolution, failureOf, resolutionOf } from '../work.ts';

export const Refund = builder.objectRef<RefundRecord>('Refund').implement({
  interfaces: [Node],
  fields: (t) => ({
    order: t.field({
      type: Order,
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
    reference: t.exposeString('reference'),
    status: t.expose('status', { type: RefundStatus }),
    phase: t.field({ type: Phase, resolve: ({ status }) => payoutPhase(status) }),
    amount: t.expose('amount', { type: Money }),
    reason: t.exposeString('reason', { nullable: true }),
    providerReference: t.exposeString('providerReference'),
    providerRefundId: t.string({
      nullable: true,
      resolve: ({ evidence }) => evidence.providerId,
    }),
    transactionHash: t.string({
      nullable: true,
      resolve: ({ evidence }) => evidence.transactionHash,
    }),
    failure: t.field({ type: Failure, nullable: true, resolve: failureOf }),
    resolution: t.field({
      type: Resolution,
      nullable: true,
      resolve: async (refund, _args, { loaders }) => {
        const needsAttention = refund.needsAttention || (await isTooMuch(refund, loaders));
        return resolutionOf({ ...refund, needsAttention });
      },
    }),
    providerCalls: t.field({
      type: [ProviderCall],
      args: listPaging,
      resolve: ({ id }, args, { deps }) =>
        providerCallsOf(deps.read, id, readListPage(args, 'cal_')),
    }),
    version: t.exposeInt('version'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
  }),
});

/** Whether the refund is one of several that together exceed what was paid. */
async function isTooMuch(
  { status, orderId, abnormalPaymentId }: RefundRecord,
  loaders: Context['loaders'],
): Promise<boolean> {
  if (isReturned(status)) return false;
  return abnormalPaymentId === null
    ? isOverdrawn(await loadExisting(loaders.orders, orderId))
    : isPaymentOverdrawn(await loadExisting(loaders.abnormalPayments, abnormalPaymentId));
}
