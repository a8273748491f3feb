import { defineEntity, p } from '@mikro-orm/core';
import { Merchant } from './merchant.ts';

export const ProviderAccountSchema = defineEntity({
  name: 'ProviderAccount',
  tableName: 'provider_accounts',
  properties: {
    id: p.text().primary(),
    merchant: () => p.manyToOne(Merchant).index(false),
    provider: p.text(),
    name: p.text(),
    baseUrl: p.text(),
    /** 0 or 1. */
    enabled: p.integer().default(1),
    /** The provider's configuration, sealed (see `sealing.ts`). */
    credentials: p.text(),
    /** Epoch milliseconds at which it is reconciled next, or the end of the lease of whoever does it now. */
    reconcileAt: p.bigint('number').nullable(),
    /** JSON: what the last reconciliation by ourselves came to. */
    lastReconciliation: p.text().nullable(),
    createdAt: p.bigint('number'),
    updatedAt: p.bigint('number'),
  },
  indexes: [{ properties: ['merchant', 'id'] }, { properties: ['reconcileAt'] }],
});

export class ProviderAccount extends ProviderAccountSchema.class {}
ProviderAccountSchema.setClass(ProviderAccount);
