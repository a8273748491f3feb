import { defineEntity, p } from '@mikro-orm/core';
import { Merchant } from './merchants/merchant.ts';
import { ProviderAccount } from './merchants/provider-account.ts';
import { dueIndex, workColumns } from './work.ts';

export const OrderSchema = defineEntity({
  name: 'Order',
  tableName: 'orders',
  properties: {
    id: p.string().primary(),
    merchant: () => p.manyToOne(Merchant).index(false),
    account: () => p.manyToOne(ProviderAccount).index(false),
    provider: p.string(),
    reference: p.string(),
    status: p.string(),
    providerReference: p.string(),
    providerOrderId: p.string().nullable(),
    /** JSON: what was asked for, complete enough to be sent again. */
    request: p.text(),
    /** JSON: all that the provider has said, joined. */
    evidence: p.text(),
    /** Minor units: what refunds may take in all, null while nothing is paid. */
    refundable: p.text().nullable(),
    /** Minor units: refunds that are not proven to have failed; more than was paid where that is the truth. */
    refundsHeld: p.text().default('0'),
    /** Minor units: refunds proven to have succeeded. */
    refunded: p.text().default('0'),
    expiresAt: p.bigint('number').nullable(),
    ...workColumns(),
  },
  indexes: [
    { properties: ['merchant', 'id'] },
    { properties: ['merchant', 'status', 'id'] },
    { properties: ['account', 'id'] },
    { properties: ['account', 'status', 'id'] },
    { properties: ['account', 'reference', 'status', 'id'] },
    { properties: ['account', 'providerOrderId', 'id'] },
    dueIndex(),
  ],
  uniques: [{ properties: ['account', 'providerReference'] }],
});

export class Order extends OrderSchema.class {}
OrderSchema.setClass(Order);
