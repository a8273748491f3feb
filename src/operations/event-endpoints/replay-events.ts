import type { EventEndpoint } from '../../domain/event-endpoints/event-endpoint.ts';
import { beginRound } from '../../store/queries/event-endpoints/endpoints.ts';
import { merchantById } from '../../store/queries/merchants.ts';
import type { Deps } from '../deps.ts';
import { existing } from '../find.ts';
import { changeEventEndpoint, ownEventEndpoint } from './change.ts';
import { assertNotArchived, positionOf } from './position.ts';

export interface ReplayEventsInput {
  endpoint: string;
  after: string;
}

/**
 * All events of the endpoint after the cursor are sent again, in order. What it has not been sent yet stays to be sent,
 * also where that is before. Throws ValidationError or NotFoundError.
 */
export async function replayEvents(
  deps: Deps,
  merchantId: string,
  { endpoint: id, after }: ReplayEventsInput,
): Promise<EventEndpoint> {
  const merchant = await existing(merchantById(deps.read, merchantId));
  await ownEventEndpoint(deps, merchantId, id);
  const seq = positionOf(deps.cursors, merchant, after);
  return changeEventEndpoint(deps, merchantId, id, async (tx, { cursor, readTo, updatedAt }) => {
    // No event after it is archived while the endpoint is locked.
    assertNotArchived(seq, (await existing(merchantById(tx, merchantId))).archivedSeq);
    const now = Math.max(deps.now(), updatedAt + 1);
    const position = { cursor: Math.min(cursor, seq), readTo: Math.min(readTo, seq) };
    await beginRound(tx, { id, ...position, now });
  });
}
