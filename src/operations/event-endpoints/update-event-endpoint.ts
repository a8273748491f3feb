import type { EventEndpoint } from '../../domain/event-endpoints/event-endpoint.ts';
import { readChangedEndpoint } from '../../domain/input/event-endpoint.ts';
import type { UpdateEventEndpointInput } from '../../domain/input/event-endpoint.ts';
import { updateEventEndpoint as update } from '../../store/queries/event-endpoints/endpoints.ts';
import {
  bringDeliveriesNear,
  makeEndpointDue,
} from '../../store/queries/event-endpoints/progress.ts';
import type { Deps } from '../deps.ts';
import { changeEventEndpoint, ownEventEndpoint } from './change.ts';
import { assertSendable } from './checks.ts';

/**
 * What is left out stays as it was; null restores the default of a description, of types and of a document. Throws
 * ValidationError or NotFoundError.
 */
export async function updateEventEndpoint(
  deps: Deps,
  merchantId: string,
  input: UpdateEventEndpointInput,
): Promise<EventEndpoint> {
  const { id, url, description, eventTypes, document, enabled } = readChangedEndpoint(input);
  const before = await ownEventEndpoint(deps, merchantId, id);
  const isRevived = enabled === true && before.status !== 'ACTIVE';
  // One that is revived must be sendable as it is.
  const asItIs = isRevived ? before : { url: null, document: null };
  await assertSendable(deps, {
    url: url ?? asItIs.url,
    document: document === undefined ? asItIs.document : document,
  });
  if (isRevived) await retryFailed(deps, id);
  return changeEventEndpoint(deps, merchantId, id, async (tx, endpoint) => {
    const now = deps.now();
    await update(tx, id, {
      ...withStatus(endpoint, enabled ?? null),
      url: url ?? endpoint.url,
      description: description === undefined ? endpoint.description : description,
      eventTypes: eventTypes === undefined ? endpoint.eventTypes : (eventTypes ?? []),
      document: document === undefined ? endpoint.document : document,
      updatedAt: Math.max(now, endpoint.updatedAt + 1),
    });
    if (enabled === true) await makeEndpointDue(tx, id, now);
  });
}

function withStatus(endpoint: EventEndpoint, enabled: boolean | null): EventEndpoint {
  if (enabled === true && endpoint.status !== 'ACTIVE') {
    const anew = { lastFailure: null, failingSince: null, suspendedAt: null };
    return { ...endpoint, ...anew, status: 'ACTIVE' };
  }
  // What is suspended needs a person, and stays so until it is enabled.
  const isPaused = enabled === false && endpoint.status === 'ACTIVE';
  return isPaused ? { ...endpoint, status: 'PAUSED' } : endpoint;
}

const atOnce = 200;

/** What has failed is tried again as soon as the endpoint is active, and not at its own time. */
async function retryFailed({ queue, now }: Deps, id: string): Promise<void> {
  const at = now();
  for (let count = atOnce; count === atOnce;) {
    count = await queue.commit((tx) => bringDeliveriesNear(tx, { id, now: at, limit: atOnce }));
  }
}
