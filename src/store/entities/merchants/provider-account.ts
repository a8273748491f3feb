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
    /** LIVE or TEST, for ever. */
    mode: p.text().default('LIVE'),
    /** 0 or 1. */
    enabled: p.integer().default(1),
    /** The provider's configuration, sealed (`sealing/credentials.ts`). */
    credentials: p.text(),
    /** Epoch milliseconds of the next reconciliation, or the end of the lease of the process that reconciles it now. */
    reconcileAt: p.bigint('number').nullable(),
    /** JSON: the result of the last scheduled reconciliation. */
    lastReconciliation: p.text().nullable(),
    createdAt: p.bigint('number'),
    updatedAt: p.bigint('number'),
    /** Epoch milliseconds. Set where a backup was restored: nothing is sent before what is lost is reconciled. */
    lostFrom: p.bigint('number').nullable(),
    /** Epoch milliseconds. Stays where a backup was restored: until then refunds may have been made that are lost. */
    lostUntil: p.bigint('number').nullable(),
    /** Epoch milliseconds of the first call that did not reach the provider; null once one has reached it. */
    unreachedSince: p.bigint('number').nullable(),
  },
  indexes: [
    { properties: ['merchant', 'id'] },
    { properties: ['reconcileAt'] },
    { properties: ['unreachedSince'], where: 'unreached_since is not null' },
  ],
});

export class ProviderAccount extends ProviderAccountSchema.class {}
ProviderAccountSchema.setClass(ProviderAccount);
