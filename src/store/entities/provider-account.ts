import { defineEntity, p } from '@mikro-orm/core';
import { Merchant } from './merchant.ts';

export const ProviderAccountSchema = defineEntity({
  name: 'ProviderAccount',
  tableName: 'provider_accounts',
  properties: {
    id: p.string().primary(),
    merchant: () => p.manyToOne(Merchant).index(),
    provider: p.string(),
    name: p.string(),
    baseUrl: p.text(),
    /** 0 or 1. */
    enabled: p.integer().default(1),
    /** The provider's configuration, sealed (see `sealing.ts`). */
    credentials: p.text(),
    createdAt: p.bigint('number'),
    updatedAt: p.bigint('number'),
  },
});

export class ProviderAccount extends ProviderAccountSchema.class {}
ProviderAccountSchema.setClass(ProviderAccount);
