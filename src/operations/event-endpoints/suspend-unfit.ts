import { endpointsAfter } from '../../store/queries/event-endpoints/removal.ts';
import { eventEndpointsByIds } from '../../store/queries/event-endpoints/endpoints.ts';
import { suspendEndpoint } from '../../store/queries/event-endpoints/progress.ts';
import type { Deps } from '../deps.ts';

const page = 100;

/**
 * Suspends the active endpoints whose documents do not fit the schema. Call it at a start, when the schema may be
 * new. A process of an earlier version that runs beside a newer one leaves alone what it does not know.
 */
export async function suspendUnfit(deps: Deps): Promise<void> {
  const { read, queue, documents, log, now } = deps;
  for (let after = ''; ;) {
    const ids = (await endpointsAfter(read, { after, limit: page })).map(({ id }) => id);
    for (const { id, merchantId, document, status } of await eventEndpointsByIds(read, ids)) {
      if (document === null || status !== 'ACTIVE') continue;
      const [problem] = await documents.problems(document);
      if (problem === undefined) continue;
      const why = 'its document no longer fits the schema';
      await queue.commit((tx) => suspendEndpoint(tx, { id, merchantId, document, why, at: now() }));
      log.warn({ endpoint: id }, 'the document of an endpoint no longer fits the schema');
    }
    const last = ids.at(-1);
    if (last === undefined || ids.length < page) return;
    after = last;
  }
}
