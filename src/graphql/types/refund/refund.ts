import { isOverdrawn as isPaymentOverdrawn } from '../../../domain/abnormal-payment.ts';
import { isOverdrawn } from '../../../domain/order-money.ts';
import { isGivenBack, payoutPhase } from '../../../domain/payout.ts';
import { providerCallsOf } from '../../../store/queries/provider-calls.ts';
import { findRefunds, refundsOfAbnormalPayment } from '../../../store/queries/refunds.ts';
import type { RefundRecord } from '../../../store/records.ts';
import { builder } from '../../builder.ts';
import {
  connectionOf,
  connectionType,
  listPaging,
  readListPage,
  readPage,
} from '../../connections.ts';
import type { Context } from '../../context.ts';
import { present } from '../../loaders.ts';
import { AbnormalPayment } from '../abnormal-payment.ts';
import { Phase, RefundStatus } from '../enums.ts';
import { madeWithKey, searchArgs, searching } from '../lookups.ts';
import { Money } from '../money.ts';
import { Node, isVisible } from '../node.ts';
import { Order } from '../order/order.ts';
import { Failure, ProviderCall, Resolution, failureOf, resolutionOf } from '../work.ts';

export const Refund = builder.objectRef<RefundRecord>('Refund').implement({
  interfaces: [Node],
  fields: (t) => ({
    order: t.field({
      type: Order,
      resolve: ({ orderId }, _args, { loaders }) => present(loaders.orders, orderId),
    }),
    abnormalPayment: t.field({
      type: AbnormalPayment,
      nullable: true,
      description: 'Set when it gives back an abnormal payment.',
      resolve: ({ abnormalPaymentId }, _args, { loaders }) =>
        abnormalPaymentId === null ? null : present(loaders.abnormalPayments, abnormalPaymentId),
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

/** It is one of those that take more together than there is. */
async function isTooMuch(
  { status, orderId, abnormalPaymentId }: RefundRecord,
  loaders: Context['loaders'],
): Promise<boolean> {
  if (isGivenBack(status)) return false;
  return abnormalPaymentId === null
    ? isOverdrawn(await present(loaders.orders, orderId))
    : isPaymentOverdrawn(await present(loaders.abnormalPayments, abnormalPaymentId));
}

const RefundConnection = connectionType('Refund', Refund);

builder.objectField(Order, 'refunds', (t) =>
  t.field({
    type: RefundConnection,
    description: 'All of them, those of its abnormal payments too.',
    args: { first: t.arg.int({ defaultValue: 20 }), after: t.arg.string() },
    resolve: async ({ id, merchantId }, args, { deps }) => {
      const page = readPage(args, 'rfd');
      const rows = await findRefunds(deps.read, merchantId, page, { order: id });
      return connectionOf(rows, page);
    },
  }),
);

builder.objectField(AbnormalPayment, 'refunds', (t) =>
  t.field({
    type: [Refund],
    description: 'Oldest first.',
    args: listPaging,
    resolve: ({ id }, args, { deps }) =>
      refundsOfAbnormalPayment(deps.read, id, readListPage(args, 'rfd_')),
  }),
);

const RefundFilter = builder.inputType('RefundFilter', {
  fields: (t) => ({
    order: t.id(),
    reference: t.string(),
    statuses: t.field({ type: [RefundStatus] }),
    createdFrom: t.field({ type: 'DateTime' }),
    createdTo: t.field({ type: 'DateTime' }),
  }),
});

builder.queryFields((t) => ({
  refund: t.field({
    type: Refund,
    nullable: true,
    authScopes: { key: 'READ' },
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, context) => {
      const refund = await context.loaders.refunds.load(id);
      return refund !== null && isVisible(context, refund) ? refund : null;
    },
  }),
  refunds: t.field({
    type: RefundConnection,
    authScopes: { key: 'READ' },
    args: searchArgs(RefundFilter),
    resolve: searching('rfd', findRefunds),
  }),
  refundByIdempotencyKey: t.field({
    type: Refund,
    nullable: true,
    description:
      'What createRefund has made with this key; or else what refundAbnormalPayment has, for keys belong to one mutation.',
    authScopes: { key: 'READ' },
    args: { key: t.arg.id({ required: true }) },
    resolve: madeWithKey(['createRefund', 'refundAbnormalPayment'], (loaders) => loaders.refunds),
  }),
}));
