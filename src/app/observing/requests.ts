import { ownerOf } from '../../domain/principal.ts';
import type { GraphqlObserver } from '../../graphql/transports/service.ts';
import type { Metrics } from '../../http/metrics/metrics.ts';
import type { OnRequest, RequestDone } from '../../http/requests.ts';
import { currentWork } from '../../log/work.ts';
import type { Work } from '../../log/work.ts';
import type { Log } from '../../operations/deps.ts';
import { exemplar, exemplarOf } from './exemplars.ts';
import { rounded } from './measures.ts';
import { namedAll } from './named.ts';
import type { RecentEvents } from './recent-events.ts';

/** Logs one line for each request over HTTP. */
export const requestObserverOf =
  (log: Log): OnRequest =>
  (done) => {
    const { method, route, status, ms, work } = done;
    const details = { method, route, status, ...describe(work), ms: rounded(ms) };
    if (isRoutine(done)) log.debug(details, 'request');
    else log.info(details, 'request');
  };

/** Machines ask for these all the time. A webhook has a line of its own, unless it failed. */
const isRoutine = ({ route, status }: RequestDone): boolean =>
  route === '/health' || route === '/metrics' || (route === '/webhooks' && status < 500);

/** Counts operations, and logs those that came over a WebSocket as requests. */
export const operationObserverOf = (
  log: Log,
  metrics: Metrics,
  recent: RecentEvents,
): GraphqlObserver => ({
  operationDone({ type, rootField, outcome, seconds, info, isRequest }) {
    if (type === 'query' || type === 'mutation') {
      metrics.graphqlSeconds.observe({ operation_type: type }, seconds);
    }
    const work = currentWork();
    const exemplarLabels = exemplarOf(work);
    metrics.operations.inc({ labels: { operation: rootField, outcome }, exemplarLabels });
    if (work === undefined) return;
    work.operation = rootField;
    work.outcome = outcome;
    work.merchant = ownerOf(info.principal);
    if (!isRequest) return;
    log.info({ route: 'websocket', ...describe(work), ms: rounded(seconds * 1000) }, 'request');
  },
  eventShown(event) {
    const shown = recent.take(event);
    if (shown === null) return;
    const { order, committedAt, webhookAt } = shown;
    const now = performance.now();
    const exemplarLabels = exemplar(order);
    metrics.eventToSubscriber.observe({ value: (now - committedAt) / 1000, exemplarLabels });
    if (webhookAt === null) return;
    metrics.webhookToSubscriber.observe({ value: (now - webhookAt) / 1000, exemplarLabels });
  },
  subscriptionOpened: () => metrics.subscriptions.inc(),
  subscriptionClosed: () => metrics.subscriptions.dec(),
});

function describe({ requestId, operation, outcome, merchant, about }: Work) {
  return { operation, outcome, ...namedAll(about), merchant, requestId };
}
