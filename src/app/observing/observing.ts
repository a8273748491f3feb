import { createMetrics } from '../../http/metrics/metrics.ts';
import type { Gauges } from '../../http/metrics/gauges.ts';
import type { Metrics } from '../../http/metrics/metrics.ts';
import type { Deps } from '../../operations/deps.ts';
import { countOpen } from '../../operations/due/open-items.ts';
import { countLogLag } from '../../operations/log-lag.ts';
import { countAllAttention } from '../../store/queries/attention/items.ts';
import { standingOfEndpoints } from '../../store/queries/event-endpoints/standing.ts';
import type { RecentEvents } from './recent-events.ts';

/** What measures a server. */
export interface Observing {
  metrics: Metrics;
  recent: RecentEvents;
}

/** `background`: dependencies with the reader of background work, for what is read at each scrape. */
export const metricsOf = (queue: Gauges['queue'], background: () => Deps): Metrics =>
  createMetrics({
    queue,
    openCircuits: () => background().connections.openCircuits(),
    attention: () => countAllAttention(background().read),
    eventEndpoints: () => standingOfEndpoints(background().read),
    open: () => countOpen(background()),
    logLag: () => countLogLag(background()),
  });
