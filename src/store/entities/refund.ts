import { defineEntity, p } from '@mikro-orm/core';
import { AbnormalPayment } from './abnormal-payment.ts';
import { Merchant } from './merchants/merchant.ts';
import { Order } from './order.ts';
import { ProviderAccount } from './merchants/provider-account.ts';
import { dueIndex, workColumns } from './work.ts';

export const RefundSchema = defineEntity({
  name: 'Refund',
  tableName: 'refunds',
  properties: {
    id: p.string().primary(),
    merchant: () => p.manyToOne(Merchant).index(false),
    account: () => p.manyToOne(ProviderAccount).index(false),
    order: () => p.manyToOne(Order).index(false),
    abnormalPayment: () => p.manyToOne(AbnormalPayment).index(false).nullable(),
    reference: p.string(),
    status: p.string(),
    /** JSON Money. */
    amount: p.text(),
    address: p.text().nullable(),
    reason: p.text().nullable(),
    providerReference: p.string(),
    /** JSON: all that the provider has said, joined. */
    evidence: p.text(),
    ...workColumns(),
  },
  indexes: [
    { properties: ['merchant', 'id'] },
    { properties: ['merchant', 'reference', 'id'] },
    { properties: ['account', 'id'] },
    { properties: ['order', 'id'] },
    { properties: ['abnormalPayment'] },
    dueIndex(),
  ],
  uniques: [{ properties: ['account', 'providerReference'] }],
  triggers: [
    {
      // A refund that we ask for ourselves. One that was made elsewhere is a fact, and is kept in any case.
      name: 'refunds_only_of_paid',
      timing: 'before',
      events: ['insert'],
      when: `new.abnormal_payment_id is null and json_extract(new.submission, '$.firstSentAt') is not null
    and (select refundable from orders where id = new.order_id) is null`,
      body: `select raise(abort, 'refunds_only_of_paid: nothing of the order is paid');`,
    },
  ],
});

export class Refund extends RefundSchema.class {}
RefundSchema.setClass(Refund);
