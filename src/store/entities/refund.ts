import { defineEntity, p } from '@mikro-orm/core';
import { AbnormalPayment } from './abnormal-payment.ts';
import { Merchant } from './merchant.ts';
import { Order } from './order.ts';
import { ProviderAccount } from './provider-account.ts';
import { workColumns } from './work.ts';

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
    { properties: ['checkAt'] },
  ],
  uniques: [{ properties: ['account', 'providerReference'] }],
});

export class Refund extends RefundSchema.class {}
RefundSchema.setClass(Refund);
