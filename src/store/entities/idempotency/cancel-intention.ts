import { defineEntity, p } from '@mikro-orm/core';

/**
 * A cancel that was about to be sent with an idempotency key. The key itself is taken once the cancel is known to have
 * been accepted. If the process ends in between, this row shows which object the key was for.
 */
export const CancelIntentionSchema = defineEntity({
  name: 'CancelIntention',
  tableName: 'cancel_intentions',
  properties: {
    merchantId: p.text().primary(),
    mutation: p.text().primary(),
    key: p.text().primary(),
    objectId: p.text(),
  },
});

export class CancelIntention extends CancelIntentionSchema.class {}
CancelIntentionSchema.setClass(CancelIntention);
