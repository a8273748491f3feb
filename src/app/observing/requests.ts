import { ownerOf } from '../../domain/principal.ts';
import type { GraphqlObserver } from '../../graphql/transports/service.ts';
import type { OnRequest, RequestDone } from '../../http/requests.ts';
import { currentWork } from '../../log/work.ts';
import type { Work } from '../../log/work.ts';
import type { Log } from '../../operations/deps.ts';
import type { Tracing } from '../../tracing/tracing.ts';
import { exemplar, exemplarOf } from './exemplars.ts';
import { rounded } from './measures.ts';
import { named, namedAll } from './named.ts';
import type { Observing } from './observing.ts';

/** Logs one line for each request over HTTP, and traces it. */
export const requestObserverOf = (log: Log, tracing: Tracing): OnRequest => ({
  began(work, route, traceparent) {
    if (!isOfMachines(route)) tracing.begin(work, traceparent);
  },
  done(done) {
    const { method, route, status, ms, work } = done;
    const details = { method, route, status, ...describe(work) };
    const line = { ...details, ms: rounded(ms) };
    if (isRoutine(done)) log.debug(line, 'request');
    else log.info(line, 'request');
    const name = work.operation ?? `${method} ${route}`;
    tracing.end(work, 'SERVER', { name, details, isFailed: status >= 500 });
  },
});

const isOfMachines = (route: string): boolean => route === '/health' || route === '/metrics';

/** Machines ask for these all the time. A webhook has a line of its own, unless it failed. */
const isRoutine = ({ route, status }: RequestDone): boolean =>
  isOfMachines(route) || (route === '/webhooks' && status < 500);

/** Counts operations, and logs those that came over a WebSocket as requests. */
export const operationObserverOf = (
  log: Log,
  { metrics, recent, tracing }: Observing,
): GraphqlObserver => ({
  requestBegan: (work) => tracing.begin(work),
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
    const details = { route: 'websocket', ...describe(work) };
    log.info({ ...details, ms: rounded(seconds * 1000) }, 'request');
    tracing.end(work, 'SERVER', { name: rootField, details, isFailed: outcome === 'INTERNAL' });
  },
  eventShown(event) {
    const shown = recent.take(event);
    if (shown === null) return;
    const { order, committedAt, webhookAt, trace } = shown;
    const now = performance.now();
    const exemplarLabels = exemplar(order);
    metrics.eventToSubscriber.observe({ value: (now - committedAt) / 1000, exemplarLabels });
    const { type, from, to } = event;
    const details = { ...named({ ...event, id: event.subjectId }), type, from, to };
    const ms = now - committedAt;
    tracing.step(trace, { name: 'subscription event', kind: 'PRODUCER', details, ms });
    if (webhookAt === null) return;
    metrics.webhookToSubscriber.observe({ value: (now - webhookAt) / 1000, exemplarLabels });
  },
  subscriptionOpened: () => metrics.subscriptions.inc(),
  subscriptionClosed: () => metrics.subscriptions.dec(),
});

function describe({ requestId, operation, outcome, merchant, about }: Work) {
  return { operation, outcome, ...namedAll(about), merchant, requestId };
}
