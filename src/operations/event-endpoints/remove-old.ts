import { endEndpointIfWell } from '../../store/queries/event-endpoints/attention.ts';
import {
  endpointsAfter,
  removeDeleted,
  removeEnded,
} from '../../store/queries/event-endpoints/removal.ts';
import { forgetSenders } from '../../store/queries/event-endpoints/senders.ts';
import type { Deps } from '../deps.ts';

const day = 86_400_000;
/** Milliseconds for which a delivery is kept that was delivered or given up. */
const retentionMs = 30 * day;
const page = 100;
/** Deliveries that one transaction removes. */
const atOnce = 200;
/** Milliseconds between two transactions, in which others write. */
const betweenMs = 20;

/** Removes deliveries that are no longer kept, all of endpoints that were deleted, and these endpoints. */
export async function removeOld(
  deps: Pick<Deps, 'read' | 'queue' | 'now'>,
  isStopped: () => boolean,
): Promise<void> {
  const { read, queue, now } = deps;
  await queue.commit((tx) => forgetSenders(tx, now() - day));
  for (let after = ''; !isStopped();) {
    const endpoints = await endpointsAfter(read, { after, limit: page });
    for (const { id, deletedAt } of endpoints) {
      await inSteps(isStopped, () =>
        queue.commit(async (tx) => {
          if (deletedAt !== null) return removeDeleted(tx, { endpoint: id, limit: atOnce });
          const before = now() - retentionMs;
          const removed = await removeEnded(tx, { endpoint: id, before, limit: atOnce });
          if (removed > 0) await endEndpointIfWell(tx, id);
          return removed;
        }),
      );
    }
    const last = endpoints.at(-1);
    if (last === undefined || endpoints.length < page) return;
    after = last.id;
  }
}

async function inSteps(isStopped: () => boolean, remove: () => Promise<number>): Promise<void> {
  while (!isStopped() && (await remove()) >= atOnce) {
    await new Promise((resolve) => setTimeout(resolve, betweenMs).unref());
  }
}
