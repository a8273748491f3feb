import { defineEntity, p } from '@mikro-orm/core';

/**
 * What exports show of an event beside the event itself. It is in a table of its own, because those who follow the log
 * do not read it.
 */
export const EventStateSchema = defineEntity({
  name: 'EventState',
  tableName: 'event_states',
  properties: {
    subjectId: p.text().primary(),
    /** The number of the event in the log of its merchant. */
    seq: p.integer().primary(),
    /** JSON: what may change of the subject, as it was right after the event. */
    state: p.text(),
    /** JSON array: the movements of money that the event states; null where there are none. */
    movements: p.text().nullable(),
  },
});

export class EventState extends EventStateSchema.class {}
EventStateSchema.setClass(EventState);
