import { notYetTried } from '../../../src/domain/event-endpoints/event-delivery.ts';
import { deliveryIdOf } from '../../../src/operations/event-endpoints/delivery-id.ts';
import { eventEndpointById } from '../../../src/store/queries/event-endpoints/endpoints.ts';
import { storeProgress } from '../../../src/store/queries/event-endpoints/progress.ts';
import { claimEndpoint, renewSender } from '../../../src/store/queries/event-endpoints/senders.ts';
import { readLog } from '../../../src/store/queries/events.ts';
import type { TestApp } from '../../support/app.ts';

/**
 * Leaves the endpoint as a process does that is killed once it has read the whole log, and before it sends anything. Its
 * lease goes on. Returns what it has stored.
 */
export async function leaveBehind({ app, merchantId }: TestApp, endpointId: string) {
  const { read, queue, now } = app.deps;
  const sender = `paygraph:killed-before-${endpointId}`;
  const endpoint = await eventEndpointById(read, endpointId);
  if (endpoint === null) throw new Error(`no endpoint ${endpointId}`);
  const log = await readLog(read, merchantId, endpoint.readTo, 100, {});
  const deliveries = log.map(({ id, seq, subjectId }) => ({
    ...notYetTried,
    id: deliveryIdOf(endpointId, id),
    merchantId,
    endpointId,
    eventId: id,
    seq,
    subjectId,
    createdAt: now(),
  }));
  const readTo = log.at(-1)?.seq ?? endpoint.readTo;
  const given = { suspendedAt: null, leftAt: null, isReleased: false };
  const progress = { ...endpoint, sender, readTo, deliveries, ...given };
  await queue.commit(async (tx) => {
    await renewSender(tx, { sender, until: now() + 30_000 });
    await claimEndpoint(tx, { id: endpointId, sender, now: now() });
    await storeProgress(tx, progress);
  });
  return progress;
}
