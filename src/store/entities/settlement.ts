import { defineEntity, p } from '@mikro-orm/core';
import { Merchant } from './merchants/merchant.ts';
import { ProviderAccount } from './merchants/provider-account.ts';
import { dueIndex, workColumns } from './work.ts';

export const SettlementSchema = defineEntity({
  name: 'Settlement',
  tableName: 'settlements',
  properties: {
    id: p.string().primary(),
    merchant: () => p.manyToOne(Merchant).index(false),
    account: () => p.manyToOne(ProviderAccount).index(false),
    provider: p.string(),
    reference: p.string(),
    status: p.string(),
    /** JSON: amount, destination, description. */
    request: p.text(),
    /** JSON array of order ids. */
    orderIds: p.text(),
    providerReference: p.string(),
    /** JSON: all that the provider has said, joined. */
    evidence: p.text(),
    ...workColumns(),
  },
  indexes: [
    { properties: ['merchant', 'id'] },
    { properties: ['merchant', 'status', 'id'] },
    { properties: ['account', 'id'] },
    { properties: ['account', 'status', 'id'] },
    { properties: ['account', 'reference', 'status', 'id'] },
    dueIndex(),
  ],
  uniques: [{ properties: ['account', 'providerReference'] }],
});

export class Settlement extends SettlementSchema.class {}
SettlementSchema.setClass(Settlement);
