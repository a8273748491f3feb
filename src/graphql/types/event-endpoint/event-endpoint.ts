import { eventEndpointStatuses } from '../../../domain/event-endpoints/event-endpoint.ts';
import type { EventEndpoint as Endpoint } from '../../../domain/event-endpoints/event-endpoint.ts';
import { lagOf } from '../../../store/queries/event-endpoints/standing.ts';
import { builder } from '../../builder.ts';
import { described } from '../enums/described.ts';
import { EventType } from '../enums/event.ts';
import { Node } from '../node.ts';

const EventEndpointStatus = builder.enumType('EventEndpointStatus', {
  description: 'Whether events are sent to an endpoint.',
  values: described(eventEndpointStatuses, {
    ACTIVE: 'Events are sent as they are written.',
    PAUSED: 'By updateEventEndpoint(enabled: false). Nothing is sent; its events wait in the log.',
    SUSPENDED:
      'It answered 410, failed for five days, or its document no longer fits the schema. Told in `attention`.',
  }),
});

/** Who may read more of an endpoint than that it is there (`attention` shows that to scope READ). */
export const managing = { key: 'MANAGE', administrator: true } as const;

export const EventEndpoint = builder.objectRef<Endpoint>('EventEndpoint').implement({
  description:
    "Where the merchant's events are sent: a subscription that Paygraph holds. Scope MANAGE.",
  interfaces: [Node],
  fields: (t) => ({
    url: t.expose('url', {
      authScopes: managing,
      type: 'URL',
      description: 'Where events are sent by POST: https, or http to a loopback host.',
    }),
    description: t.exposeString('description', {
      authScopes: managing,
      nullable: true,
      description: "The merchant's own words.",
    }),
    eventTypes: t.expose('eventTypes', {
      authScopes: managing,
      type: [EventType],
      description: 'The types that are sent. Empty: all.',
    }),
    document: t.exposeString('document', {
      authScopes: managing,
      nullable: true,
      description: `A document with one \`events\` subscription, without alias, arguments or variables, within the server's limits; what it
selects is what is sent, as a key with scope READ would see it at that moment. Validated when it is set (else ValidationError at
\`document\`), and again against each new schema. An explicit null restores the default.
Null: \`subscription { events { kind cursor event { id type version from to cause recordedAt subject { __typename ... on Node { id } } } } }\`.`,
    }),
    status: t.expose('status', {
      authScopes: managing,
      type: EventEndpointStatus,
      description: 'Whether events are sent to it.',
    }),
    cursor: t.field({
      authScopes: managing,
      type: 'EventCursor',
      description: 'All events up to here were delivered or given up.',
      resolve: async ({ merchantId, cursor }, _args, { deps, loaders }) =>
        deps.cursors.encode({ timeline: await loaders.timelineOf(merchantId), seq: cursor }),
    }),
    lag: t.int({
      authScopes: managing,
      description: 'Events of its types after the cursor. Some of them may be delivered already.',
      resolve: (endpoint, _args, { deps }) => lagOf(deps.read, endpoint),
    }),
    lastDeliveredAt: t.expose('lastDeliveredAt', {
      authScopes: managing,
      type: 'DateTime',
      nullable: true,
      description: 'When it last acknowledged an event; null where it never has.',
    }),
    lastFailure: t.exposeString('lastFailure', {
      authScopes: managing,
      nullable: true,
      description:
        'The last failure in a few words, without what the other side answered beyond its status; null where there was none.',
    }),
    createdAt: t.expose('createdAt', {
      authScopes: managing,
      type: 'DateTime',
      description: 'When it was made.',
    }),
    updatedAt: t.expose('updatedAt', {
      authScopes: managing,
      type: 'DateTime',
      description: 'When it was last changed, replayed or suspended.',
    }),
  }),
});
