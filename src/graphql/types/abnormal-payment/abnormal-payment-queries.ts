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
import { shared } from '../descriptions.ts';

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
  description:
    'An abnormal payment must match all members that are set. Members that are left out or null do not restrict.',
  fields: (t) => ({
    order: t.id({ description: 'Those of the order with this id.' }),
    account: t.id({ description: shared.accountFilter }),
    types: t.field({ type: [AbnormalPaymentType], description: 'Any of these types.' }),
    statuses: t.field({ type: [AbnormalPaymentStatus], description: shared.statuses }),
  }),
});

builder.queryField('abnormalPayments', (t) =>
  t.field({
    type: AbnormalPaymentConnection,
    description: 'Scope READ. Newest first. `statuses: [OPEN]` lists those that need a decision.',
    authScopes: { key: 'READ' },
    args: searchArgs(AbnormalPaymentFilter),
    resolve: searching('abn', findAbnormalPayments),
  }),
);
