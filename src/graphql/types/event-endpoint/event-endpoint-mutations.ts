import { NotFoundError, ValidationError } from '../../../domain/errors.ts';
import type { EventEndpoint as Endpoint } from '../../../domain/event-endpoints/event-endpoint.ts';
import { createEventEndpoint } from '../../../operations/event-endpoints/create-event-endpoint.ts';
import type { WithSecrets } from '../../../operations/event-endpoints/create-event-endpoint.ts';
import { deleteEventEndpoint } from '../../../operations/event-endpoints/delete-event-endpoint.ts';
import { replayEvents } from '../../../operations/event-endpoints/replay-events.ts';
import { rotateEventEndpointSecret } from '../../../operations/event-endpoints/rotate-secret.ts';
import { updateEventEndpoint } from '../../../operations/event-endpoints/update-event-endpoint.ts';
import { builder } from '../../builder.ts';
import { merchantOf } from '../../context.ts';
import { shared } from '../descriptions.ts';
import { failing } from '../errors.ts';
import {
  CreateEventEndpointInput,
  ReplayEventsInput,
  RotateEventEndpointSecretInput,
  UpdateEventEndpointInput,
} from './event-endpoint-inputs.ts';
import { EventEndpoint } from './event-endpoint.ts';

const EventEndpointSuccess = builder
  .objectRef<{ endpoint: Endpoint }>('EventEndpointSuccess')
  .implement({
    description: 'It was done.',
    fields: (t) => ({
      endpoint: t.expose('endpoint', { type: EventEndpoint, description: 'As it is now.' }),
    }),
  });

const EventEndpointSecretSuccess = builder
  .objectRef<WithSecrets>('EventEndpointSecretSuccess')
  .implement({
    description:
      'The secret is told here and never again: `whsec_` and Base64 of 32 bytes; `publicKey` (`whpk_…`) where asymmetric.',
    fields: (t) => ({
      endpoint: t.expose('endpoint', { type: EventEndpoint, description: 'As it is now.' }),
      secret: t.string({
        description: 'Verifies the signatures `v1`. Keep it secret: it makes them as well.',
        resolve: ({ secret }) => secret.reveal(),
      }),
      publicKey: t.exposeString('publicKey', {
        nullable: true,
        description: 'Verifies the signatures `v1a`. Null where the endpoint is not asymmetric.',
      }),
    }),
  });

const DeleteEventEndpointSuccess = builder
  .objectRef<{ id: string }>('DeleteEventEndpointSuccess')
  .implement({
    description: 'It is gone, and so are its deliveries.',
    fields: (t) => ({ id: t.exposeID('id', { description: 'The id that it had.' }) }),
  });

builder.mutationFields((t) => ({
  createEventEndpoint: t.field({
    type: EventEndpointSecretSuccess,
    description: 'Scope MANAGE. Sends events to an address from now on, or from a cursor on.',
    authScopes: { key: 'MANAGE' },
    errors: failing('CreateEventEndpointResult', ValidationError),
    args: {
      input: t.arg({ type: CreateEventEndpointInput, required: true, description: shared.input }),
    },
    resolve: (_root, { input }, context) =>
      createEventEndpoint(context.deps, merchantOf(context), input),
  }),
  updateEventEndpoint: t.field({
    type: EventEndpointSuccess,
    description:
      'Scope MANAGE. A try that begins more than five seconds later is made with the change.',
    authScopes: { key: 'MANAGE' },
    errors: failing('UpdateEventEndpointResult', ValidationError, NotFoundError),
    args: {
      input: t.arg({ type: UpdateEventEndpointInput, required: true, description: shared.input }),
    },
    resolve: async (_root, { input }, context) => ({
      endpoint: await updateEventEndpoint(context.deps, merchantOf(context), input),
    }),
  }),
  deleteEventEndpoint: t.field({
    type: DeleteEventEndpointSuccess,
    description: 'Scope MANAGE. Nothing more is sent to it.',
    authScopes: { key: 'MANAGE' },
    errors: failing('DeleteEventEndpointResult', NotFoundError),
    args: { id: t.arg.id({ required: true, description: 'The id of the endpoint: eep_…' }) },
    resolve: async (_root, { id }, context) => ({
      id: await deleteEventEndpoint(context.deps, merchantOf(context), id),
    }),
  }),
  rotateEventEndpointSecret: t.field({
    type: EventEndpointSecretSuccess,
    description:
      'Scope MANAGE. Makes a new secret, and a new key pair where asymmetric. For a time both sign.',
    authScopes: { key: 'MANAGE' },
    errors: failing('RotateEventEndpointSecretResult', ValidationError, NotFoundError),
    args: {
      input: t.arg({
        type: RotateEventEndpointSecretInput,
        required: true,
        description: shared.input,
      }),
    },
    resolve: (_root, { input }, context) =>
      rotateEventEndpointSecret(context.deps, merchantOf(context), input),
  }),
  replayEvents: t.field({
    type: EventEndpointSuccess,
    description: 'Scope MANAGE. Sends events again, whatever became of them before.',
    authScopes: { key: 'MANAGE' },
    errors: failing('ReplayEventsResult', ValidationError, NotFoundError),
    args: { input: t.arg({ type: ReplayEventsInput, required: true, description: shared.input }) },
    resolve: async (_root, { input }, context) => ({
      endpoint: await replayEvents(context.deps, merchantOf(context), input),
    }),
  }),
}));
