import { defineEntity, p } from '@mikro-orm/core';
import { dataVersion, writtenBefore } from '../personal-data/data-version.ts';
import { Merchant } from '../merchants/merchant.ts';

/** A payment link: what orders are made of when a payer opens it. */
export const PaymentLinkSchema = defineEntity({
  name: 'PaymentLink',
  tableName: 'payment_links',
  properties: {
    id: p.text().primary(),
    merchant: () => p.manyToOne(Merchant).index(false),
    reference: p.text(),
    /** JSON: what its orders have in common. */
    request: p.text(),
    /** SHA-256 of the token, hexadecimal. */
    tokenHash: p.text().unique(),
    /** Sealed (`sealing/link-tokens.ts`), so that the link can be shown again. */
    token: p.text(),
    maximumUses: p.integer(),
    /** Epoch milliseconds from which it makes no more orders; null where it does not expire. */
    expiresAt: p.bigint('number').nullable(),
    disabledAt: p.bigint('number').nullable(),
    createdAt: p.bigint('number'),
    dataVersion: dataVersion(),
  },
  indexes: [
    { properties: ['merchant', 'id'] },
    { properties: ['merchant', 'reference', 'id'] },
    writtenBefore(),
  ],
});

export class PaymentLink extends PaymentLinkSchema.class {}
PaymentLinkSchema.setClass(PaymentLink);
