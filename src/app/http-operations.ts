import type { HttpServerDeps } from '../http/server.ts';
import type { Deps } from '../operations/deps.ts';
import { openCheckout } from '../operations/orders/checkout.ts';
import { receiveWebhook } from '../operations/webhooks/receive-webhook.ts';
import { databaseVersion } from '../store/queries/events.ts';
import type { Observing } from './observing/observing.ts';
import { requestObserverOf } from './observing/requests.ts';

/** What the HTTP server calls, besides GraphQL. */
export function httpOperations(
  deps: Deps,
  { tracing }: Pick<Observing, 'tracing'>,
): Pick<HttpServerDeps, 'openCheckout' | 'ready' | 'isWritable' | 'onRequest'> &
  Pick<HttpServerDeps['webhooks'], 'receive'> {
  return {
    receive: (incoming) => receiveWebhook(deps, incoming),
    openCheckout: (token) => openCheckout(deps, token),
    ready: async () => (await databaseVersion(deps.read)) !== '',
    isWritable: () => deps.queue.isWritable,
    onRequest: requestObserverOf(deps.log, tracing),
  };
}
