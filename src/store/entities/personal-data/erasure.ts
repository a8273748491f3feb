import { defineEntity, p } from '@mikro-orm/core';

/** An erasure of a person's data that a merchant has requested. Written with each part of it that is done. */
export const ErasureSchema = defineEntity({
  name: 'Erasure',
  tableName: 'erasures',
  properties: {
    merchantId: p.text().primary(),
    /** The idempotency key of the mutation. */
    key: p.text().primary(),
    /** How many orders were erased. */
    orders: p.integer(),
    createdAt: p.bigint('number'),
  },
});

export class Erasure extends ErasureSchema.class {}
ErasureSchema.setClass(Erasure);
