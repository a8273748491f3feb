import { defineEntity, p } from '@mikro-orm/core';

/**
 * A cancel that was about to be sent with a key. The key itself is taken once the cancel is known to have been
 * accepted; should the process end in between, this tells whose cancel it was.
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
