import { findAbnormalPayments } from '../../store/queries/abnormal-payments.ts';
import type { AbnormalPaymentRecord } from '../../store/records.ts';
import { builder } from '../builder.ts';
import { connectionOf, connectionType, given, readPage } from '../connections.ts';
import { merchantOf } from '../context.ts';
import { present } from '../loaders.ts';
import { ProviderAccount } from './account/account.ts';
import { AbnormalPaymentStatus, AbnormalPaymentType } from './enums.ts';
import { Money } from './money.ts';
import { Node } from './node.ts';
import { Order } from './order/order.ts';

export const AbnormalPayment = builder
  .objectRef<AbnormalPaymentRecord>('AbnormalPayment')
  .implement({
    description: 'Money that came in and does not fit its order. One order may have several.',
    interfaces: [Node],
    fields: (t) => ({
      order: t.field({
        type: Order,
        nullable: true,
        resolve: ({ orderId }, _args, { loaders }) =>
          orderId === null ? null : present(loaders.orders, orderId),
      }),
      account: t.field({
        type: ProviderAccount,
        resolve: ({ accountId }, _args, { loaders }) => present(loaders.accounts, accountId),
      }),
      type: t.field({ type: AbnormalPaymentType, resolve: ({ evidence }) => evidence.type }),
      status: t.expose('status', { type: AbnormalPaymentStatus }),
      received: t.field({
        type: Money,
        description: 'The whole of what came in by that transaction.',
        resolve: ({ evidence }) => evidence.received,
      }),
      pending: t.expose('pending', {
        type: Money,
        description:
          'The part of it that does not fit and is still to be given back or accepted (of an over-payment: the surplus).',
      }),
      transactionHash: t.string({
        nullable: true,
        resolve: ({ evidence }) => evidence.transactionHash,
      }),
      providerAbnormalPaymentId: t.exposeString('providerAbnormalPaymentId', { nullable: true }),
      version: t.exposeInt('version'),
      createdAt: t.expose('createdAt', { type: 'DateTime' }),
      updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
    }),
  });

builder.objectField(Order, 'abnormalPayments', (t) =>
  t.field({
    type: [AbnormalPayment],
    resolve: ({ id }, _args, { loaders }) => loaders.abnormalPaymentsOfOrder.load(id),
  }),
);

const AbnormalPaymentConnection = connectionType('AbnormalPayment', AbnormalPayment);

const AbnormalPaymentFilter = builder.inputType('AbnormalPaymentFilter', {
  fields: (t) => ({
    order: t.id(),
    account: t.id(),
    types: t.field({ type: [AbnormalPaymentType] }),
    statuses: t.field({ type: [AbnormalPaymentStatus] }),
  }),
});

builder.queryField('abnormalPayments', (t) =>
  t.field({
    type: AbnormalPaymentConnection,
    authScopes: { key: 'READ' },
    args: {
      first: t.arg.int({ defaultValue: 20 }),
      after: t.arg.string(),
      filter: t.arg({ type: AbnormalPaymentFilter }),
    },
    resolve: async (_root, { filter, ...paging }, context) => {
      const page = readPage(paging, 'abn');
      const search = given(filter);
      const rows = await findAbnormalPayments(context.deps.read, merchantOf(context), page, search);
      return connectionOf(rows, page);
    },
  }),
);
