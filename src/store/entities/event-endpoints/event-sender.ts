import { defineEntity, p } from '@mikro-orm/core';

/** A process that sends events. It renews its lease; once that is over, others take what it held. */
export const EventSenderSchema = defineEntity({
  name: 'EventSender',
  tableName: 'event_senders',
  properties: {
    id: p.text().primary(),
    leasedUntil: p.bigint('number'),
  },
});

export class EventSender extends EventSenderSchema.class {}
EventSenderSchema.setClass(EventSender);
