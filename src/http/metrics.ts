import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { isLocal } from './trust/local.ts';
import { reply } from './reply.ts';
import type { Secret } from '../domain/secret.ts';

/** All metrics. Times are in seconds. */
export interface Metrics {
  registry: Registry;
  webhooks: Counter<'provider' | 'result'>;
  providerCalls: Counter<'provider' | 'operation' | 'outcome'>;
  reconciliationFindings: Counter<'provider' | 'kind'>;
  attention: Counter<'reason' | 'change'>;
  eventDeliveries: Counter<'result'>;
  webhookSeconds: Histogram;
  graphqlSeconds: Histogram<'operation_type'>;
  subscriptions: Gauge;
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Milliseconds between two samples of the event loop's delay, of which each includes this time. Each wakes the process:
 * ten times as often would be a tenth of what 10,000 waiting subscribers cost.
 */
const monitorEveryMs = 100;

/** Values that are read at each scrape. */
export interface Gauges {
  queue: { readonly depth: number; readonly isWritable: boolean; readonly retrying: number };
  /** The provider of each account whose circuit is open. */
  openCircuits: () => readonly { provider: string }[];
  /** How much needs a person, by reason. */
  attention: () => Promise<ReadonlyMap<string, number>>;
  /** How event endpoints stand. Read from the database. */
  eventEndpoints: () => Promise<Readonly<Record<'suspended' | 'withDead' | 'lag', number>>>;
}

const gaugesOf = (queue: Gauges['queue']) => [
  {
    name: 'paygraph_write_queue_depth',
    help: 'Units of work waiting for the next commit',
    value: () => queue.depth,
  },
  {
    name: 'paygraph_writable',
    help: '0 while nothing can be written',
    value: () => Number(queue.isWritable),
  },
  {
    name: 'paygraph_outcomes_kept',
    help: 'Outcomes that are in memory alone until they can be written',
    value: () => queue.retrying,
  },
];

const endpointGauges = [
  {
    name: 'paygraph_event_endpoints_suspended',
    help: 'Event endpoints that are suspended',
    member: 'suspended',
  },
  {
    name: 'paygraph_event_endpoints_with_dead',
    help: 'Event endpoints with deliveries that were given up',
    member: 'withDead',
  },
  {
    name: 'paygraph_event_endpoints_lag',
    help: 'Events after the cursors of all active event endpoints together',
    member: 'lag',
  },
] as const;

/** While the database cannot be read they have no value. One read serves all of a scrape. */
function registerEndpointGauges(registry: Registry, read: Gauges['eventEndpoints']): void {
  let reading: ReturnType<Gauges['eventEndpoints']> | null = null;
  const shared = (): ReturnType<Gauges['eventEndpoints']> =>
    (reading ??= read().finally(() => (reading = null)));
  for (const { member, ...named } of endpointGauges) {
    const collect = async function collect(this: Gauge): Promise<void> {
      try {
        this.set((await shared())[member]);
      } catch {
        this.reset();
      }
    };
    registry.registerMetric(new Gauge({ ...named, registers: [], collect }));
  }
}

export function createMetrics({ queue, openCircuits, attention, eventEndpoints }: Gauges): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: monitorEveryMs });
  const registers = [registry];
  for (const { value, ...named } of gaugesOf(queue)) {
    const collect = function collect(this: Gauge): void {
      this.set(value());
    };
    registry.registerMetric(new Gauge({ ...named, registers: [], collect }));
  }
  registerCounts(registry, { openCircuits, attention });
  registerEndpointGauges(registry, eventEndpoints);
  return {
    registry,
    webhooks: new Counter({
      name: 'paygraph_webhooks_total',
      help: 'Webhook deliveries by what became of them',
      labelNames: ['provider', 'result'],
      registers,
    }),
    providerCalls: new Counter({
      name: 'paygraph_provider_calls_total',
      help: 'Calls to providers by how they ended',
      labelNames: ['provider', 'operation', 'outcome'],
      registers,
    }),
    reconciliationFindings: new Counter({
      name: 'paygraph_reconciliation_findings_total',
      help: 'Differences between our records and those of the providers',
      labelNames: ['provider', 'kind'],
      registers,
    }),
    attention: new Counter({
      name: 'paygraph_attention_total',
      help: 'How often something came to need a person, and how often that ended',
      labelNames: ['reason', 'change'],
      registers,
    }),
    eventDeliveries: new Counter({
      name: 'paygraph_event_deliveries_total',
      help: 'Attempts to deliver events to endpoints by what became of the delivery',
      labelNames: ['result'],
      registers,
    }),
    webhookSeconds: new Histogram({
      name: 'paygraph_webhook_seconds',
      help: 'From the first byte of a webhook to its answer',
      buckets,
      registers,
    }),
    graphqlSeconds: new Histogram({
      name: 'paygraph_graphql_seconds',
      help: 'Execution of queries and mutations',
      labelNames: ['operation_type'],
      buckets,
      registers,
    }),
    subscriptions: new Gauge({
      name: 'paygraph_subscriptions',
      help: 'Open subscriptions',
      registers,
    }),
  };
}

/** Gauges with labels, whose values are counted at each scrape. */
function registerCounts(
  registry: Registry,
  { openCircuits, attention }: Pick<Gauges, 'openCircuits' | 'attention'>,
): void {
  registry.registerMetric(
    new Gauge({
      name: 'paygraph_circuit_open',
      help: 'Accounts whose calls end at once because their provider does not answer',
      labelNames: ['provider'],
      registers: [],
      collect() {
        this.reset();
        for (const { provider } of openCircuits()) this.inc({ provider });
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'paygraph_attention_items',
      help: 'What needs a person at present, by reason',
      labelNames: ['reason'],
      registers: [],
      async collect() {
        for (const [reason, count] of await attention()) this.set({ reason }, count);
      },
    }),
  );
}

/** Whether the request comes from this machine, or has the token as bearer. */
export function mayReadMetrics(req: IncomingMessage, token: Secret | null): boolean {
  return isLocal(req) || hasToken(req, token);
}

export async function serveMetrics(res: ServerResponse, registry: Registry): Promise<void> {
  reply(res, 200, registry.contentType, await registry.metrics());
}

function hasToken(req: IncomingMessage, token: Secret | null): boolean {
  if (token === null) return false;
  return timingSafeEqual(
    digest(req.headers.authorization ?? ''),
    digest(`Bearer ${token.reveal()}`),
  );
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
