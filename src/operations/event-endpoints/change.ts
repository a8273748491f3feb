import type { EventEndpoint } from '../../domain/event-endpoints/event-endpoint.ts';
import { endEndpointIfWell } from '../../store/queries/event-endpoints/attention.ts';
import {
  eventEndpointById,
  lockEventEndpoint,
} from '../../store/queries/event-endpoints/endpoints.ts';
import type { Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import { existing, own } from '../find.ts';
import { endpointsTopic } from './endpoints-topic.ts';

/** Throws NotFoundError. */
export async function ownEventEndpoint(
  { read }: Pick<Deps, 'read'>,
  merchantId: string,
  id: string,
): Promise<EventEndpoint> {
  return own('event endpoint', await eventEndpointById(read, id, merchantId));
}

/**
 * Changes an endpoint of the merchant as it is at that moment, and notifies those who send. Throws NotFoundError where
 * it was deleted meanwhile.
 */
export async function changeEventEndpoint(
  deps: Deps,
  merchantId: string,
  id: string,
  change: (tx: Tx, endpoint: EventEndpoint) => Promise<void>,
): Promise<EventEndpoint> {
  const also = async (tx: Tx): Promise<void> => {
    await change(tx, own('event endpoint', await lockEventEndpoint(tx, id, merchantId)));
    await endEndpointIfWell(tx, id);
    tx.notify(endpointsTopic);
  };
  await deps.queue.change({
    keys: [],
    decide: () => ({ result: undefined, writes: { also } }),
    isLast: true,
  });
  return existing(eventEndpointById(deps.read, id));
}
