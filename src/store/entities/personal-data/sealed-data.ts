import { defineEntity, p } from '@mikro-orm/core';
import { DataKey } from './data-key.ts';

/** The personal data of the request of an order or a payment link. The request itself is stored without them. */
export const SealedDataSchema = defineEntity({
  name: 'SealedData',
  tableName: 'personal_data',
  properties: {
    /** The id of the order or payment link. */
    subjectId: p.text().primary(),
    /** Of their person. A key that something is sealed with is never destroyed. */
    dataKey: () => p.manyToOne(DataKey).index(false),
    /** JSON, sealed with the key (`sealing/data-keys.ts`). */
    sealed: p.text(),
  },
  indexes: [{ properties: ['dataKey', 'subjectId'] }],
});

export class SealedData extends SealedDataSchema.class {}
SealedDataSchema.setClass(SealedData);
