import { defineEntity, p } from '@mikro-orm/core';

/** An account that an order was sent with before it was sent with another one. */
export const LeftAccountSchema = defineEntity({
  name: 'LeftAccount',
  tableName: 'left_accounts',
  properties: {
    accountId: p.text().primary(),
    /** The reference that the order was given there. */
    providerReference: p.text().primary(),
    orderId: p.text(),
  },
});

export class LeftAccount extends LeftAccountSchema.class {}
LeftAccountSchema.setClass(LeftAccount);
