import { defineEntity, p } from '@mikro-orm/core';
import { Merchant } from './merchant.ts';

export const ApiKeySchema = defineEntity({
  name: 'ApiKey',
  tableName: 'api_keys',
  properties: {
    id: p.text().primary(),
    merchant: () => p.manyToOne(Merchant).index(false),
    name: p.text(),
    prefix: p.text(),
    /** SHA-256 of the secret, hexadecimal. */
    hash: p.text().unique(),
    /** JSON array. */
    scopes: p.text(),
    createdAt: p.bigint('number'),
    lastUsedAt: p.bigint('number').nullable(),
    revokedAt: p.bigint('number').nullable(),
  },
  indexes: [{ properties: ['merchant', 'id'] }],
});

export class ApiKey extends ApiKeySchema.class {}
ApiKeySchema.setClass(ApiKey);
