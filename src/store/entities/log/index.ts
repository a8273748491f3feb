import { EventState } from './event-state.ts';
import type { EventStateSchema } from './event-state.ts';
import { Event } from './event.ts';
import type { EventSchema } from './event.ts';

export const logEntities = [Event, EventState];

export type LogSchema = typeof EventSchema | typeof EventStateSchema;
