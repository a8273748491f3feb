import { Counter, Gauge, Histogram } from 'prom-client';
import type { Metric, Registry } from 'prom-client';

/** What is counted and measured as it happens. Times are in seconds. */
export interface Instruments {
  operations: Counter<'operation' | 'outcome'>;
  webhooks: Counter<'provider' | 'result'>;
  webhookVerdicts: Counter<'provider' | 'verdict'>;
  providerCalls: Counter<'provider' | 'operation' | 'outcome'>;
  providerCallSeconds: Histogram<'provider' | 'operation'>;
  events: Counter<'type'>;
  jobs: Counter<'kind' | 'outcome'>;
  jobSeconds: Histogram<'kind'>;
  reconciliationFindings: Counter<'provider' | 'kind'>;
  attention: Counter<'reason' | 'change'>;
  eventDeliveries: Counter<'result'>;
  webhookSeconds: Histogram;
  webhookToSubscriber: Histogram;
  eventToSubscriber: Histogram;
  graphqlSeconds: Histogram<'operation_type'>;
  writeGroup: Histogram;
  writeGroupSeconds: Histogram;
  subscriptions: Gauge;
}

/** They are registered afterwards: one with exemplars may not be made in a registry of the other format. */
const registers: Registry[] = [];

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** No call lasts longer than 45 s (docs/architecture.md#limits-of-a-call). */
const callBuckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 45];

/** Those with `enableExemplars` are told with each value the order that it is of. */
export function createInstruments(registry: Registry): Instruments {
  const instruments = { ...ofRequests(), ...ofProviders(), ...ofWork() };
  const all: readonly unknown[] = Object.values(instruments);
  for (const instrument of all) registry.registerMetric(instrument as Metric);
  return instruments;
}

function ofRequests() {
  return {
    operations: new Counter({
      name: 'paygraph_operations_total',
      help: 'GraphQL operations by root field and how they ended',
      labelNames: ['operation', 'outcome'],
      enableExemplars: true,
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
    eventToSubscriber: new Histogram({
      name: 'paygraph_event_to_subscriber_seconds',
      help: 'From the commit of an event to its first subscriber',
      buckets,
      enableExemplars: true,
      registers,
    }),
    webhookToSubscriber: new Histogram({
      name: 'paygraph_webhook_to_subscriber_seconds',
      help: 'From the arrival of a webhook to the first subscriber of its event',
      buckets,
      enableExemplars: true,
      registers,
    }),
  };
}

function ofProviders() {
  return {
    webhooks: new Counter({
      name: 'paygraph_webhooks_total',
      help: 'Webhook deliveries by what became of them',
      labelNames: ['provider', 'result'],
      registers,
    }),
    webhookVerdicts: new Counter({
      name: 'paygraph_webhook_verdicts_total',
      help: 'Webhooks by verdict',
      labelNames: ['provider', 'verdict'],
      enableExemplars: true,
      registers,
    }),
    webhookSeconds: new Histogram({
      name: 'paygraph_webhook_seconds',
      help: 'From the first byte of a webhook to its answer',
      buckets,
      registers,
    }),
    providerCalls: new Counter({
      name: 'paygraph_provider_calls_total',
      help: 'Calls to providers by how they ended',
      labelNames: ['provider', 'operation', 'outcome'],
      registers,
    }),
    providerCallSeconds: new Histogram({
      name: 'paygraph_provider_call_seconds',
      help: 'From the beginning of a call to a provider to its end',
      labelNames: ['provider', 'operation'],
      buckets: callBuckets,
      enableExemplars: true,
      registers,
    }),
    reconciliationFindings: new Counter({
      name: 'paygraph_reconciliation_findings_total',
      help: 'Differences between our records and those of the providers',
      labelNames: ['provider', 'kind'],
      registers,
    }),
  };
}

function ofWork() {
  return {
    events: new Counter({
      name: 'paygraph_events_total',
      help: 'Events written to the logs of merchants',
      labelNames: ['type'],
      registers,
    }),
    jobs: new Counter({
      name: 'paygraph_jobs_total',
      help: 'Runs of due work by how they ended',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    jobSeconds: new Histogram({
      name: 'paygraph_job_seconds',
      help: 'Duration of a run of due work',
      labelNames: ['kind'],
      buckets: callBuckets,
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
    writeGroup: new Histogram({
      name: 'paygraph_write_group_changes',
      help: 'Changes that were written in one transaction',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128],
      registers,
    }),
    writeGroupSeconds: new Histogram({
      name: 'paygraph_write_group_seconds',
      help: 'From the beginning of a group of changes to its commit',
      buckets,
      registers,
    }),
  };
}
