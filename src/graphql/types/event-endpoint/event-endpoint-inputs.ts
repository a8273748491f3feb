import { builder } from '../../builder.ts';
import { EventType } from '../enums/event.ts';

const idDescription = 'The id of the endpoint: eep_…';
const urlDescription =
  'Where events are sent: https, or http to a loopback host, to an address that is public. Without credentials and fragment.';

export const CreateEventEndpointInput = builder.inputType('CreateEventEndpointInput', {
  description: 'Where events are sent, which, and what of them.',
  fields: (t) => ({
    url: t.field({ type: 'URL', required: true, description: urlDescription }),
    description: t.string({ description: 'For yourself: 1 to 255 characters.' }),
    eventTypes: t.field({
      type: [EventType],
      description: 'The types to send. Left out or empty: all.',
    }),
    document: t.string({
      description:
        'A document with one `events` subscription: what it selects is what is sent. Left out: the default of `EventEndpoint.document`.',
    }),
    after: t.field({ type: 'EventCursor', description: 'Where in the log to start; null: now.' }),
    asymmetric: t.boolean({
      defaultValue: false,
      description: 'Signs with ed25519 beside HMAC-SHA256 (`v1a` beside `v1`).',
    }),
  }),
});

export const UpdateEventEndpointInput = builder.inputType('UpdateEventEndpointInput', {
  description: 'What to change. What is left out stays as it was.',
  fields: (t) => ({
    id: t.id({ required: true, description: idDescription }),
    url: t.field({ type: 'URL', description: urlDescription }),
    description: t.string({ description: 'Null takes it away.' }),
    eventTypes: t.field({
      type: [EventType],
      description: 'Goes for events that were not yet taken up. Null or empty: all.',
    }),
    document: t.string({ description: 'Null restores the default.' }),
    enabled: t.boolean({
      description:
        'True also revives a suspended endpoint, from its cursor: what has failed is tried at once. False pauses it.',
    }),
  }),
});

export const RotateEventEndpointSecretInput = builder.inputType('RotateEventEndpointSecretInput', {
  description: 'Which secret to replace, and for how long both sign.',
  fields: (t) => ({
    id: t.id({ required: true, description: idDescription }),
    keepOldFor: t.int({
      defaultValue: 86_400,
      description: 'Seconds for which the old secret signs too, at most a week.',
    }),
  }),
});

export const ReplayEventsInput = builder.inputType('ReplayEventsInput', {
  description: 'From where on to send events again.',
  fields: (t) => ({
    endpoint: t.id({ required: true, description: idDescription }),
    after: t.field({
      type: 'EventCursor',
      required: true,
      description:
        "Moves the endpoint's cursor back to here: all of its events after it are sent again, in order; a delivery keeps its id, is WAITING and has 0 attempts.",
    }),
  }),
});
