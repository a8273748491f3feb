import { EventDelivery } from './event-delivery.ts';
import type { EventDeliverySchema } from './event-delivery.ts';
import { EventEndpoint } from './event-endpoint.ts';
import type { EventEndpointSchema } from './event-endpoint.ts';
import { EventSender } from './event-sender.ts';
import type { EventSenderSchema } from './event-sender.ts';

export const eventEndpointEntities = [EventEndpoint, EventDelivery, EventSender];

export type EventEndpointsSchema =
  typeof EventEndpointSchema | typeof EventDeliverySchema | typeof EventSenderSchema;
