import { defineEntity, p } from '@mikro-orm/core';

export const MerchantSchema = defineEntity({
  name: 'Merchant',
  tableName: 'merchants',
  properties: {
    id: p.text().primary(),
    name: p.text(),
    /** Names this log, so that a cursor of another timeline is recognised and not misread. */
    timeline: p.text(),
    /** Number of the log's last event. Raised in the transaction that writes the event. */
    lastSeq: p.integer().default(0),
    /** Number of the last event that is archived; 0 before the first. */
    archivedSeq: p.integer().default(0),
    createdAt: p.bigint('number'),
  },
});

export class Merchant extends MerchantSchema.class {}
MerchantSchema.setClass(Merchant);
