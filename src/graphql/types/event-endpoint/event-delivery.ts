import { eventDeliveryStatuses } from '../../../domain/event-endpoints/event-delivery.ts';
import type { EventDelivery as Delivery } from '../../../domain/event-endpoints/event-delivery.ts';
import type { EventEndpoint as Endpoint } from '../../../domain/event-endpoints/event-endpoint.ts';
import {
  deliveriesOfEndpoint,
  eventDeliveryById,
} from '../../../store/queries/event-endpoints/delivery-lists.ts';
import { eventEndpointById } from '../../../store/queries/event-endpoints/endpoints.ts';
import { eventById } from '../../../store/queries/events.ts';
import { existing } from '../../../operations/find.ts';
import { builder } from '../../builder.ts';
import { connectionOf, connectionPaging, connectionType, readPage } from '../../connections.ts';
import type { Context } from '../../context.ts';
import { described } from '../enums/described.ts';
import { shared } from '../descriptions.ts';
import { Event } from '../event/event.ts';
import { Node } from '../node.ts';
import { EventEndpoint, managing } from './event-endpoint.ts';

const EventDeliveryStatus = builder.enumType('EventDeliveryStatus', {
  description: 'How far the delivery of an event has got.',
  values: described(eventDeliveryStatuses, {
    WAITING: 'Behind an earlier event of the same order or settlement, or not yet tried.',
    DELIVERED: 'The endpoint has acknowledged it.',
    FAILED: 'To be tried again.',
    DEAD: 'Given up after the last try. Told in the list of what needs a person.',
  }),
});

/** `endpoint`: left out where it is not known yet. */
type Shown = Delivery & { endpoint?: Endpoint };

const EventDelivery = builder.objectRef<Shown>('EventDelivery').implement({
  description: `One event for one endpoint. Tried at once and then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, each ± 20 %;
\`Retry-After\` counts up to 24 h, and makes no wait shorter; a try that our own end cut off is not counted and is made again at once. An
answer within 15 s: 2xx counts from its head on, at most 64 KiB are read, 3xx is a failure. The request: POST,
\`content-type: application/json\`, headers of Standard Webhooks 1.0 (\`webhook-id\` is this id, the same for every try;
\`webhook-timestamp\`; \`webhook-signature\`), body \`{"type":"ORDER_STATUS_CHANGED","timestamp":"…","cursor":"…","data":{…}}\` where
the member "data" is the value of \`events\` in the result of the endpoint's document. Any 2xx is an acknowledgement.`,
  interfaces: [Node],
  fields: (t) => ({
    endpoint: t.field({
      type: EventEndpoint,
      description: 'Where it is sent.',
      resolve: ({ endpointId, endpoint }, _args, { deps }) =>
        endpoint ?? existing(eventEndpointById(deps.read, endpointId)),
    }),
    event: t.field({
      type: Event,
      description:
        'Events are archived no sooner than 30 days after, and not before every endpoint has passed them.',
      resolve: ({ eventId }, _args, { deps }) => existing(eventById(deps.read, eventId)),
    }),
    replayAfter: t.field({
      type: 'EventCursor',
      description:
        'Passed to replayEvents as `after`, its event and all later ones are sent again, and none before.',
      resolve: async ({ merchantId, seq }, _args, { deps, loaders }) =>
        deps.cursors.encode({ timeline: await loaders.timelineOf(merchantId), seq: seq - 1 }),
    }),
    status: t.expose('status', {
      type: EventDeliveryStatus,
      description: 'How far it has got.',
    }),
    attempts: t.exposeInt('attempts', {
      description: 'How often it was tried since it was last replayed, at most ten times.',
    }),
    httpStatus: t.exposeInt('httpStatus', {
      nullable: true,
      description: 'The status of the last answer; null where the last try got none.',
    }),
    lastError: t.exposeString('lastError', {
      nullable: true,
      description:
        'Why the last try failed, in a few words; null where none was made or it succeeded.',
    }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it is tried again; null unless it is FAILED.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When the event was first taken up for this endpoint.',
    }),
    deliveredAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the endpoint acknowledged it; null unless it is DELIVERED.',
      resolve: ({ status, endedAt }) => (status === 'DELIVERED' ? endedAt : null),
    }),
  }),
});

const EventDeliveryConnection = connectionType('EventDelivery', EventDelivery);

builder.objectField(EventEndpoint, 'deliveries', (t) =>
  t.field({
    authScopes: managing,
    type: EventDeliveryConnection,
    description:
      'Newest first; kept for 30 days. Events that were not yet taken up have none: `lag` counts them.',
    args: {
      ...connectionPaging,
      statuses: t.arg({ type: [EventDeliveryStatus], description: shared.statuses }),
    },
    resolve: async (endpoint, { first, after, statuses }, context) => {
      const page = readPage({ first, after }, 'edl');
      const before = await numberOf(context, endpoint.id, page.after);
      if (before === null) return connectionOf<Shown>([], page);
      const { read } = context.deps;
      const wanted = { before, first: page.first };
      const rows = await deliveriesOfEndpoint(read, endpoint, wanted, statuses ?? null);
      return connectionOf<Shown>(
        rows.map((delivery) => ({ ...delivery, endpoint })),
        page,
      );
    },
  }),
);

/** The number of the event before which a page lies. Null: it was removed, and so are all before it. */
async function numberOf(
  { deps }: Context,
  endpointId: string,
  after: string | null,
): Promise<number | null> {
  if (after === null) return Number.MAX_SAFE_INTEGER;
  const delivery = await eventDeliveryById(deps.read, after);
  return delivery?.endpointId === endpointId ? delivery.seq : null;
}
