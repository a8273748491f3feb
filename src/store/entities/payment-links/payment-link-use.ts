import { defineEntity, p } from '@mikro-orm/core';
import { Merchant } from '../merchants/merchant.ts';
import { PaymentLink } from './payment-link.ts';

/** An order that a payment link has made. Written in the transaction that makes the order. */
export const PaymentLinkUseSchema = defineEntity({
  name: 'PaymentLinkUse',
  tableName: 'payment_link_uses',
  properties: {
    /** The id of the order. */
    id: p.text().primary(),
    merchant: () => p.manyToOne(Merchant).index(false),
    paymentLink: () => p.manyToOne(PaymentLink).index(false),
    /** 1, 2, 3… without a gap: the last one says how often the link was used. */
    number: p.integer(),
    createdAt: p.bigint('number'),
  },
  indexes: [{ properties: ['paymentLink', 'id'] }],
  uniques: [{ properties: ['paymentLink', 'number'] }],
});

export class PaymentLinkUse extends PaymentLinkUseSchema.class {}
PaymentLinkUseSchema.setClass(PaymentLinkUse);
