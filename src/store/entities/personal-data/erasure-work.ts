import { defineEntity, p } from '@mikro-orm/core';

/**
 * An order whose personal data are destroyed, and of which what repeats them is still to go: bodies of webhooks, and
 * what the provider says of it. Work that is interrupted goes on where it was.
 */
export const ErasureWorkSchema = defineEntity({
  name: 'ErasureWork',
  tableName: 'erasure_work',
  properties: {
    orderId: p.text().primary(),
    /** The destroyed data, sealed with a master key: what is looked for. It goes with the row. */
    sealed: p.text(),
  },
});

export class ErasureWork extends ErasureWorkSchema.class {}
ErasureWorkSchema.setClass(ErasureWork);
