import { defineEntity, p } from '@mikro-orm/core';

/** A subject that an UNMATCHED delivery waits for. The transaction that writes the subject makes the delivery due. */
export const AwaitedSubjectSchema = defineEntity({
  name: 'AwaitedSubject',
  tableName: 'awaited_subjects',
  properties: {
    accountId: p.text().primary(),
    /** The provider's reference of an order, refund or settlement, or its number of an abnormal payment. */
    reference: p.text().primary(),
    deliveryId: p.text().primary(),
  },
  indexes: [{ properties: ['deliveryId'] }],
});

export class AwaitedSubject extends AwaitedSubjectSchema.class {}
AwaitedSubjectSchema.setClass(AwaitedSubject);
