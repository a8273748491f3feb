import { defineEntity, p } from '@mikro-orm/core';

/** An account that an order has left: it was sent with another one later. */
export const LeftAccountSchema = defineEntity({
  name: 'LeftAccount',
  tableName: 'left_accounts',
  properties: {
    accountId: p.text().primary(),
    /** The order's reference at that account. */
    providerReference: p.text().primary(),
    orderId: p.text(),
  },
});

export class LeftAccount extends LeftAccountSchema.class {}
LeftAccountSchema.setClass(LeftAccount);
