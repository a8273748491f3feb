import { defineEntity, p } from '@mikro-orm/core';
import type { EventEndpointStatus } from '../../../domain/event-endpoints/event-endpoint.ts';
import { Merchant } from '../merchants/merchant.ts';

/** Where a merchant's events are sent: a reader of the log with a position of its own. */
export const EventEndpointSchema = defineEntity({
  name: 'EventEndpoint',
  tableName: 'event_endpoints',
  properties: {
    id: p.text().primary(),
    merchant: () => p.manyToOne(Merchant).index(false),
    url: p.text(),
    description: p.text().nullable(),
    /** JSON: a list; empty for all. */
    eventTypes: p.text(),
    document: p.text().nullable(),
    status: p.text().$type<EventEndpointStatus>(),
    /** Sealed (`sealing/endpoint-secrets.ts`). */
    secrets: p.text(),
    /** Number of an event: all up to it were delivered or given up. */
    cursor: p.integer(),
    /** Number of an event: all up to it have a delivery, of this round. */
    readTo: p.integer(),
    round: p.integer(),
    /** When the next of its failed deliveries is tried; null where none waits for its time. */
    dueAt: p.bigint('number').nullable(),
    lastDeliveredAt: p.bigint('number').nullable(),
    lastFailure: p.text().nullable(),
    failingSince: p.bigint('number').nullable(),
    suspendedAt: p.bigint('number').nullable(),
    /** The process that sends its events, by its row in `event_senders`. */
    senderId: p.text().nullable(),
    deletedAt: p.bigint('number').nullable(),
    createdAt: p.bigint('number'),
    updatedAt: p.bigint('number'),
  },
  indexes: [{ properties: ['merchant', 'id'] }, { properties: ['status', 'id'] }],
});

export class EventEndpoint extends EventEndpointSchema.class {}
EventEndpointSchema.setClass(EventEndpoint);
