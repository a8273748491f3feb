import { defineEntity, p } from '@mikro-orm/core';
import { Merchant } from '../merchants/merchant.ts';

/** An erasure of persons' data that a merchant has requested. */
export const ErasureSchema = defineEntity({
  name: 'Erasure',
  tableName: 'erasures',
  properties: {
    id: p.text().primary(),
    merchant: () => p.manyToOne(Merchant).index(false),
    /** How many orders had data of the persons. */
    orders: p.integer(),
    createdAt: p.bigint('number'),
  },
  indexes: [{ properties: ['merchant', 'id'] }],
});

export class Erasure extends ErasureSchema.class {}
ErasureSchema.setClass(Erasure);
