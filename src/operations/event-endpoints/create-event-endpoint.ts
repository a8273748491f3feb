import type { EventEndpoint } from '../../domain/event-endpoints/event-endpoint.ts';
import { readNewEndpoint } from '../../domain/input/event-endpoint.ts';
import type { CreateEventEndpointInput } from '../../domain/input/event-endpoint.ts';
import { insertEventEndpoint } from '../../store/queries/event-endpoints/endpoints.ts';
import { logHeads } from '../../store/queries/events.ts';
import { merchantById } from '../../store/queries/merchants.ts';
import { timeOfId } from '../../store/queries/pages.ts';
import { lockArchived } from '../../store/queries/retention/archive.ts';
import type { Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import { existing } from '../find.ts';
import { ownEventEndpoint } from './change.ts';
import { assertSendable } from './checks.ts';
import { endpointsTopic } from './endpoints-topic.ts';
import { assertNotArchived, positionOf } from './position.ts';
import { makeSecrets, sealSecrets, shown } from './secrets.ts';
import type { ShownSecrets } from './secrets.ts';

export interface WithSecrets extends ShownSecrets {
  endpoint: EventEndpoint;
}

/** Throws ValidationError. The secret is returned here and never again. */
export async function createEventEndpoint(
  deps: Deps,
  merchantId: string,
  input: CreateEventEndpointInput,
): Promise<WithSecrets> {
  const { url, description, eventTypes, document, after, asymmetric } = readNewEndpoint(input);
  const merchant = await existing(merchantById(deps.read, merchantId));
  const from = after === null ? null : positionOf(deps.cursors, merchant, after);
  await assertSendable(deps, { url, document });
  const id = deps.ids.make('eep');
  const secrets = makeSecrets(deps, asymmetric ?? false);
  const createdAt = timeOfId(id);
  const made: EventEndpoint = {
    id,
    merchantId,
    url,
    description,
    eventTypes: eventTypes ?? [],
    document,
    status: 'ACTIVE',
    secrets: sealSecrets(deps, id, secrets),
    cursor: from ?? 0,
    readTo: from ?? 0,
    round: 0,
    lastDeliveredAt: null,
    lastFailure: null,
    failingSince: null,
    suspendedAt: null,
    createdAt,
    updatedAt: createdAt,
  };
  const insert = async (tx: Tx): Promise<void> => {
    // Nothing is archived meanwhile.
    if (from !== null) assertNotArchived(from, await lockArchived(tx, merchantId));
    // Read in the transaction: the first event after it is the first that is sent.
    const start = from ?? (await logHeads(tx, [merchantId]))[0]?.last_seq ?? 0;
    await insertEventEndpoint(tx, { ...made, cursor: start, readTo: start });
    tx.notify(endpointsTopic);
  };
  await deps.queue.change({
    keys: [],
    decide: () => ({ result: undefined, writes: { also: insert } }),
    isLast: true,
  });
  const endpoint = await ownEventEndpoint(deps, merchantId, id);
  return { endpoint, ...shown(secrets) };
}
