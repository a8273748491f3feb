import { defineEntity, p } from '@mikro-orm/core';
import { Merchant } from './merchants/merchant.ts';
import { Order } from './order.ts';
import { ProviderAccount } from './merchants/provider-account.ts';
import { atMost, dueIndex } from './work.ts';

export const AbnormalPaymentSchema = defineEntity({
  name: 'AbnormalPayment',
  tableName: 'abnormal_payments',
  properties: {
    id: p.string().primary(),
    merchant: () => p.manyToOne(Merchant).index(false),
    account: () => p.manyToOne(ProviderAccount).index(false),
    order: () => p.manyToOne(Order).index(false).nullable(),
    providerAbnormalPaymentId: p.string(),
    type: p.string(),
    status: p.string(),
    /** JSON: all that the provider has said, joined. */
    evidence: p.text(),
    /** Minor units: what was ever to be given back; what refunds, or a resolution by hand, have taken. */
    refundable: p.text(),
    held: p.text().default('0'),
    /** JSON Money: still to be handled. */
    pending: p.text(),
    /** Epoch milliseconds of the next question for its type; null once it is known. */
    checkAt: p.bigint('number').nullable(),
    checks: p.integer().default(0),
    version: p.integer(),
    revision: p.integer().default(0),
    createdAt: p.bigint('number'),
    updatedAt: p.bigint('number'),
  },
  indexes: [
    { properties: ['merchant', 'id'] },
    { properties: ['merchant', 'status', 'type', 'id'] },
    { properties: ['account', 'id'] },
    { properties: ['account', 'status', 'type', 'id'] },
    { properties: ['order', 'id'] },
    { properties: ['order', 'account', 'status', 'type', 'id'] },
    dueIndex(),
  ],
  uniques: [{ properties: ['account', 'providerAbnormalPaymentId'] }],
  triggers: [
    {
      name: 'abnormal_payments_resolved_within_rest',
      timing: 'before',
      events: ['update'],
      when: `json_extract(old.evidence, '$.resolution') is null and json_extract(new.evidence, '$.resolution') is not null
    and not (${atMost("json_extract(new.evidence, '$.resolution.amount.minor')", "json_extract(old.pending, '$.minor')")})`,
      body: `select raise(abort, 'abnormal_payments_resolved_within_rest: more than is left of it');`,
    },
  ],
});

export class AbnormalPayment extends AbnormalPaymentSchema.class {}
AbnormalPaymentSchema.setClass(AbnormalPayment);
