import {
  briefAbnormalPayment,
  findAbnormalPayments,
} from '../../../store/queries/abnormal-payments.ts';
import { builder } from '../../builder.ts';
import { connectionType, listPaging, readListPage } from '../../connections.ts';
import { AbnormalPaymentType } from '../enums/decision.ts';
import { AbnormalPaymentStatus } from '../enums/status.ts';
import { searchArgs, searching } from '../lookups.ts';
import { Order } from '../order/order.ts';
import { briefFields, extentOf } from '../selected-fields.ts';
import { AbnormalPayment } from './abnormal-payment.ts';

const ofBrief = briefFields(briefAbnormalPayment, {
  id: null,
  type: 'evidence',
  received: 'evidence',
  transactionHash: 'evidence',
  resolution: 'evidence',
});

builder.objectField(Order, 'abnormalPayments', (t) =>
  t.field({
    type: [AbnormalPayment],
    description: 'Oldest first.',
    args: listPaging,
    resolve: ({ id }, args, { loaders }, info) => {
      const extent = extentOf(ofBrief, info);
      const start = { ...readListPage(args, 'abn_'), extent };
      return loaders.abnormalPaymentsOfOrders.load(id, start);
    },
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
    args: searchArgs(AbnormalPaymentFilter),
    resolve: searching('abn', findAbnormalPayments),
  }),
);
