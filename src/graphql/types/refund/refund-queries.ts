import {
  briefRefund,
  findRefunds,
  refundsOfAbnormalPayment,
} from '../../../store/queries/refunds.ts';
import { builder } from '../../builder.ts';
import {
  connectionOf,
  connectionType,
  listPaging,
  readListPage,
  readPage,
} from '../../connections.ts';
import { AbnormalPayment } from '../abnormal-payment/abnormal-payment.ts';
import { RefundStatus } from '../enums/status.ts';
import { madeWithKey, searchArgs, searching } from '../lookups.ts';
import { mayRead } from '../node.ts';
import { Order } from '../order/order.ts';
import { briefFields, extentOf } from '../selected-fields.ts';
import { Refund } from './refund.ts';

const ofBrief = briefFields(briefRefund, { id: null, phase: 'status' });

const RefundConnection = connectionType('Refund', Refund);

builder.objectField(Order, 'refunds', (t) =>
  t.field({
    type: RefundConnection,
    description: 'All of them, those of its abnormal payments too.',
    args: { first: t.arg.int({ defaultValue: 20 }), after: t.arg.string() },
    resolve: async ({ id }, args, { loaders }, info) => {
      const page = readPage(args, 'rfd');
      const extent = extentOf(ofBrief, info);
      return connectionOf(await loaders.refundsOfOrders.load(id, { ...page, extent }), page);
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
      return refund !== null && mayRead(context, refund) ? refund : null;
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
