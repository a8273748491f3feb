import { defaultDocument } from '../../../domain/event-endpoints/event-endpoint.ts';
import type { EventEndpoint } from '../../../domain/event-endpoints/event-endpoint.ts';
import { claimEndpoint, releaseEndpoint } from '../../../store/queries/event-endpoints/senders.ts';
import { merchantById } from '../../../store/queries/merchants.ts';
import { UnopenableError } from '../../../store/sealing/sealer.ts';
import type { Deps } from '../../deps.ts';
import { existing } from '../../find.ts';
import { createSigner, openSecrets } from '../secrets.ts';
import type { Address } from './attempt.ts';
import type { Opened } from './sender-deps.ts';
import type { Lease } from './lease.ts';

/** Takes an endpoint for this process. Null: another process has it. UNFIT: this process cannot send to it. */
export async function takeEndpoint(
  deps: Deps,
  lease: Lease,
  id: string,
): Promise<Opened | 'UNFIT' | null> {
  const { term, sender } = lease;
  const claim = { id, sender, now: deps.now() };
  const endpoint = await deps.queue.commit((tx) => claimEndpoint(tx, claim));
  if (endpoint === null) return null;
  const address = await addressOf(deps, endpoint);
  if (address === null) {
    await deps.queue.commit((tx) => releaseEndpoint(tx, { id, sender }));
    return 'UNFIT';
  }
  const { timeline } = await existing(merchantById(deps.read, endpoint.merchantId));
  return { endpoint, address, timeline, term };
}

/**
 * Null where nothing can be sent as the merchant wants it: the document does not fit the schema of this process, which
 * may be older than the one it was written for, or no master key opens the secrets.
 */
export async function addressOf(deps: Deps, endpoint: EventEndpoint): Promise<Address | null> {
  const { id, url, document } = endpoint;
  if (document !== null && (await deps.documents.problems(document)).length > 0) return null;
  try {
    const sign = createSigner(openSecrets(deps, endpoint));
    return { url, document: document ?? defaultDocument, sign };
  } catch (error) {
    if (!(error instanceof UnopenableError)) throw error;
    deps.log.error({ err: error, endpoint: id }, 'no master key opens the secrets of an endpoint');
    return null;
  }
}
