import {
  briefRefund,
  findRefunds,
  refundsOfAbnormalPayment,
} from '../../../store/queries/refunds.ts';
import { builder } from '../../builder.ts';
import {
  connectionOf,
  connectionPaging,
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
import { shared } from '../descriptions.ts';

const ofBrief = briefFields(briefRefund, { id: null, phase: 'status' });

const RefundConnection = connectionType('Refund', Refund);

builder.objectField(Order, 'refunds', (t) =>
  t.field({
    type: RefundConnection,
    description: 'All of them, those of its abnormal payments too. Newest first.',
    args: connectionPaging,
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
  description:
    'A refund must match all members that are set. Members that are left out or null do not restrict.',
  fields: (t) => ({
    order: t.id({
      description: 'Refunds of the order with this id, those of its abnormal payments too.',
    }),
    reference: t.string({ description: "The merchant's own reference, compared exactly." }),
    statuses: t.field({ type: [RefundStatus], description: shared.statuses }),
    createdFrom: t.field({ type: 'DateTime', description: shared.createdFrom }),
    createdTo: t.field({ type: 'DateTime', description: shared.createdTo }),
  }),
});

builder.queryFields((t) => ({
  refund: t.field({
    type: Refund,
    nullable: true,
    description: "Scope READ. Null where there is no such refund, or it is not the caller's.",
    authScopes: { key: 'READ' },
    args: { id: t.arg.id({ required: true, description: 'The id of the refund: rfd_…' }) },
    resolve: async (_root, { id }, context) => {
      const refund = await context.loaders.refunds.load(id);
      return refund !== null && mayRead(context, refund) ? refund : null;
    },
  }),
  refunds: t.field({
    type: RefundConnection,
    description: 'Scope READ. Newest first.',
    authScopes: { key: 'READ' },
    args: searchArgs(RefundFilter),
    resolve: searching('rfd', findRefunds),
  }),
  refundByIdempotencyKey: t.field({
    type: Refund,
    nullable: true,
    description:
      'What createRefund has made with this key; or else what refundAbnormalPayment has, for keys belong to one mutation. Null where neither has. Scope READ.',
    authScopes: { key: 'READ' },
    args: { key: t.arg.id({ required: true, description: shared.keyArgument }) },
    resolve: madeWithKey(['createRefund', 'refundAbnormalPayment'], (loaders) => loaders.refunds),
  }),
}));
