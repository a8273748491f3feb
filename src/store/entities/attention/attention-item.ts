import { defineEntity, p } from '@mikro-orm/core';
import type { AttentionReason } from '../../../domain/attention/attention.ts';

/** What needs a person, one row for each subject and reason. Written in the transaction that changes the subject. */
export const AttentionItemSchema = defineEntity({
  name: 'AttentionItem',
  tableName: 'attention_items',
  properties: {
    subjectId: p.text().primary(),
    reason: p.text().$type<AttentionReason>().primary(),
    /** Begins with `since`, in the order of lists (`queries/attention/items.ts`). */
    id: p.text(),
    merchantId: p.text(),
    accountId: p.text().nullable(),
    /** The order that it is about, directly or through a refund or an abnormal payment. */
    orderId: p.text().nullable(),
    since: p.bigint('number'),
  },
  indexes: [
    { properties: ['merchantId', 'reason', 'id'] },
    { properties: ['accountId', 'reason', 'id'] },
    { properties: ['merchantId', 'orderId'] },
  ],
});

export class AttentionItem extends AttentionItemSchema.class {}
AttentionItemSchema.setClass(AttentionItem);
