import { defineEntity, p } from '@mikro-orm/core';
import type { EventCause, EventType } from '../../../domain/event.ts';

/** One event of a merchant's log. Written once, in the transaction of its change. */
export const EventSchema = defineEntity({
  name: 'Event',
  tableName: 'events',
  properties: {
    merchantId: p.text().primary(),
    /** From 1, without holes, in the order of commits. */
    seq: p.integer().primary(),
    id: p.text().unique(),
    type: p.text().$type<EventType>(),
    subjectId: p.text(),
    /** The order that it is about, directly or through a refund or an abnormal payment. */
    orderId: p.text().nullable(),
    settlementId: p.text().nullable(),
    version: p.integer(),
    fromStatus: p.text().nullable(),
    toStatus: p.text().nullable(),
    cause: p.text().$type<EventCause>(),
    deliveryId: p.text().nullable(),
    occurredAt: p.bigint('number').nullable(),
    recordedAt: p.bigint('number'),
  },
  indexes: [
    { properties: ['merchantId', 'type', 'seq'] },
    { properties: ['orderId', 'seq'] },
    { properties: ['orderId', 'type', 'seq'] },
    { properties: ['settlementId', 'seq'] },
    { properties: ['deliveryId', 'id'] },
  ],
});

export class Event extends EventSchema.class {}
EventSchema.setClass(Event);
