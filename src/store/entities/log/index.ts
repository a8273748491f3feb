import { EventState } from './event-state.ts';
import type { EventStateSchema } from './event-state.ts';
import { Event } from './event.ts';
import type { EventSchema } from './event.ts';
import { RetentionTask } from './retention-task.ts';
import type { RetentionTaskSchema } from './retention-task.ts';

export const logEntities = [Event, EventState, RetentionTask];

export type LogSchema = typeof EventSchema | typeof EventStateSchema | typeof RetentionTaskSchema;
