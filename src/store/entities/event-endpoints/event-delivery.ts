import { defineEntity, p } from '@mikro-orm/core';
import type { EventDeliveryStatus } from '../../../domain/event-endpoints/event-delivery.ts';
import { Merchant } from '../merchants/merchant.ts';
import { EventEndpoint } from './event-endpoint.ts';

/** One event for one endpoint. */
export const EventDeliverySchema = defineEntity({
  name: 'EventDelivery',
  tableName: 'event_deliveries',
  properties: {
    /** Follows from the endpoint and the event (`operations/event-endpoints/delivery-id.ts`). */
    id: p.text().primary(),
    merchant: () => p.manyToOne(Merchant).index(false),
    endpoint: () => p.manyToOne(EventEndpoint).index(false),
    seq: p.integer(),
    eventId: p.text(),
    /** Deliveries of one subject to one endpoint are sent in the order of their numbers. */
    subjectId: p.text(),
    status: p.text().$type<EventDeliveryStatus>(),
    attempts: p.integer(),
    httpStatus: p.integer().nullable(),
    lastError: p.text().nullable(),
    /** FAILED: when it is tried again. DELIVERED, DEAD: since when. WAITING: null. */
    at: p.bigint('number').nullable(),
    createdAt: p.bigint('number'),
  },
  indexes: [
    { properties: ['endpoint', 'status', 'seq'] },
    { properties: ['endpoint', 'status', 'at'] },
    { properties: ['endpoint', 'subjectId', 'seq'] },
  ],
});

export class EventDelivery extends EventDeliverySchema.class {}
EventDeliverySchema.setClass(EventDelivery);
