import { defineEntity, p } from '@mikro-orm/core';
import { Merchant } from '../merchants/merchant.ts';

/**
 * A key that seals or digests data of one owner. Whose key is gone, their data nobody reads any more: what was sealed
 * with it refers to it, so nothing new can come to depend on a key that is being destroyed.
 */
export const DataKeySchema = defineEntity({
  name: 'DataKey',
  tableName: 'data_keys',
  properties: {
    id: p.text().primary(),
    merchant: () => p.manyToOne(Merchant).index(false),
    /** A keyed digest that identifies a person to this merchant; empty for the merchant's own key, which digests. */
    owner: p.text(),
    /** Sealed with a master key (`sealing/data-keys.ts`). */
    key: p.text(),
    createdAt: p.bigint('number'),
  },
  uniques: [{ properties: ['merchant', 'owner'] }],
});

export class DataKey extends DataKeySchema.class {}
DataKeySchema.setClass(DataKey);
