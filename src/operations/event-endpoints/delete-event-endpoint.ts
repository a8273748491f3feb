import { endEndpointIfWell } from '../../store/queries/event-endpoints/attention.ts';
import { retireEventEndpoint } from '../../store/queries/event-endpoints/endpoints.ts';
import type { Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import { own } from '../find.ts';
import { ownEventEndpoint } from './change.ts';
import { endpointsTopic } from './endpoints-topic.ts';

/** Nothing more is sent to it, and its secrets are gone. Throws NotFoundError. */
export async function deleteEventEndpoint(
  deps: Deps,
  merchantId: string,
  id: string,
): Promise<string> {
  await ownEventEndpoint(deps, merchantId, id);
  const also = async (tx: Tx): Promise<void> => {
    const isOurs = await retireEventEndpoint(tx, { id, owner: merchantId, now: deps.now() });
    own('event endpoint', isOurs ? id : null);
    await endEndpointIfWell(tx, id);
    tx.notify(endpointsTopic);
  };
  await deps.queue.change({
    keys: [],
    decide: () => ({ result: undefined, writes: { also } }),
    isLast: true,
  });
  return id;
}
