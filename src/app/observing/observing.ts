import { createMetrics } from '../../http/metrics/metrics.ts';
import type { Gauges } from '../../http/metrics/gauges.ts';
import type { Metrics } from '../../http/metrics/metrics.ts';
import type { Deps } from '../../operations/deps.ts';
import { countOpen } from '../../operations/due/open-items.ts';
import { dueTables } from '../../operations/due/jobs.ts';
import { countLogLag } from '../../operations/log-lag.ts';
import { countAllAttention } from '../../store/queries/attention/items.ts';
import { standingOfEndpoints } from '../../store/queries/event-endpoints/standing.ts';
import type { Tracing } from '../../tracing/tracing.ts';
import type { RecentEvents } from './recent-events.ts';

/** What measures a server. */
export interface Observing {
  metrics: Metrics;
  recent: RecentEvents;
  tracing: Tracing;
}

/** `background`: dependencies with the reader of background work, for what is read at each scrape. */
export function metricsOf(
  queue: Gauges['queue'],
  providers: Iterable<string>,
  background: () => Deps,
): Metrics {
  const metrics = createMetrics({
    queue,
    openCircuits: () => background().connections.openCircuits(),
    attention: () => countAllAttention(background().read),
    eventEndpoints: () => standingOfEndpoints(background().read),
    open: () => countOpen(background()),
    logLag: () => countLogLag(background()),
  });
  beginAtZero(metrics, providers);
  return metrics;
}

/** What is rare counts from 0: of a series that begins with its first value, an alert would not see that. */
function beginAtZero(
  { webhooks, webhookVerdicts, jobs }: Metrics,
  providers: Iterable<string>,
): void {
  for (const provider of providers) {
    webhooks.inc({ provider, result: 'refused' }, 0);
    webhookVerdicts.inc({ labels: { provider, verdict: 'failed' }, value: 0 });
  }
  for (const kind of dueTables) jobs.inc({ kind, outcome: 'failed' }, 0);
}
