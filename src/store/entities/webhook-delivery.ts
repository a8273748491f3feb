import { defineEntity, p } from '@mikro-orm/core';
import type { WebhookDeliveryStatus } from '../records.ts';
import { Merchant } from './merchants/merchant.ts';
import { ProviderAccount } from './merchants/provider-account.ts';
import { dueIndex } from './instruction.ts';

export const WebhookDeliverySchema = defineEntity({
  name: 'WebhookDelivery',
  tableName: 'webhook_deliveries',
  properties: {
    id: p.text().primary(),
    merchant: () => p.manyToOne(Merchant).index(false),
    account: () => p.manyToOne(ProviderAccount).index(false),
    status: p.text().$type<WebhookDeliveryStatus>(),
    eventId: p.text().nullable(),
    /** Which of our addresses received it: orders, refunds, settlements; null for the account's own. */
    topic: p.text().$type<'orders' | 'refunds' | 'settlements'>().nullable(),
    /**
     * What makes a delivery a repetition: the topic, and the provider's event id or else the SHA-256 of the body. For a
     * notice, what it gives reason to query: all that give the same reason are one row
     * (docs/rules.md#which-delivery-is-a-repetition).
     */
    identity: p.text(),
    /** JSON object of lower-case names. */
    headers: p.text(),
    /** Byte for byte as received, sealed with the key of `sealedWith`. No bytes: it was erased. */
    body: p.blob(),
    attempts: p.integer().default(0),
    lastError: p.text().nullable(),
    receivedAt: p.bigint('number'),
    /** Epoch milliseconds of the next attempt to apply it; null when there will be none. */
    checkAt: p.bigint('number').nullable(),
    /** Id of a master key; null for an older body, which is not sealed. */
    sealedWith: p.text().nullable(),
    /** The provider's reference or number of the first thing that it is about; null where it is not known. */
    about: p.text().nullable(),
  },
  indexes: [
    { properties: ['merchant', 'id'] },
    { properties: ['merchant', 'status', 'id'] },
    { properties: ['account', 'id'] },
    { properties: ['account', 'status', 'id'] },
    { properties: ['account', 'about'] },
    dueIndex(),
  ],
  uniques: [{ properties: ['account', 'identity'] }],
});

export class WebhookDelivery extends WebhookDeliverySchema.class {}
WebhookDeliverySchema.setClass(WebhookDelivery);
