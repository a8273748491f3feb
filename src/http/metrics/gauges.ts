import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

/** Values that are read at each scrape. While the database cannot be read, those from it have no value. */
export interface Gauges {
  queue: { readonly depth: number; readonly isWritable: boolean; readonly retrying: number };
  /** The provider of each account whose circuit is open. */
  openCircuits: () => readonly { provider: string }[];
  /** How much needs a person, by reason. */
  attention: () => Promise<ReadonlyMap<string, number>>;
  /** How event endpoints stand. */
  eventEndpoints: () => Promise<Readonly<Record<'suspended' | 'withDead' | 'lag', number>>>;
  /** What is open, by kind, status and age. */
  open: () => Promise<readonly OpenItems[]>;
  /** Events that the subscriber of a merchant's log who is furthest behind has not read. */
  logLag: () => Promise<number>;
}

export interface OpenItems {
  /** A table of what is followed. */
  kind: string;
  status: string;
  /** The largest age of these: `minute`, `hour`, `day`, `week`, or `older`. */
  age: string;
  count: number;
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

export function registerGauges(registry: Registry, gauges: Gauges): void {
  for (const { value, ...named } of gaugesOf(gauges.queue)) {
    const collect = function collect(this: Gauge): void {
      this.set(value());
    };
    registry.registerMetric(new Gauge({ ...named, registers: [], collect }));
  }
  registerCounts(registry, gauges);
  registerEndpointGauges(registry, gauges.eventEndpoints);
  registerOpen(registry, gauges);
}

/** One read serves all of a scrape. */
function registerEndpointGauges(registry: Registry, read: Gauges['eventEndpoints']): void {
  let reading: ReturnType<Gauges['eventEndpoints']> | null = null;
  const shared = (): ReturnType<Gauges['eventEndpoints']> =>
    (reading ??= read().finally(() => (reading = null)));
  for (const { member, ...named } of endpointGauges) {
    const collect = async function collect(this: Gauge): Promise<void> {
      await orNothing(this, async () => this.set((await shared())[member]));
    };
    registry.registerMetric(new Gauge({ ...named, registers: [], collect }));
  }
}

/** Gauges with labels, whose values are counted at each scrape. */
function registerCounts(registry: Registry, { openCircuits, attention }: Gauges): void {
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
        await orNothing(
          this,
          async () => {
            for (const [reason, count] of await attention()) this.set({ reason }, count);
          },
          false,
        );
      },
    }),
  );
}

function registerOpen(registry: Registry, { open, logLag }: Gauges): void {
  registry.registerMetric(
    new Gauge({
      name: 'paygraph_open_items',
      help: 'What is followed until it is over, by status and age',
      labelNames: ['kind', 'status', 'age'],
      registers: [],
      async collect() {
        await orNothing(
          this,
          async () => {
            const items = await open();
            this.reset();
            for (const { count, ...labels } of items) this.inc({ ...labels }, count);
          },
          false,
        );
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'paygraph_log_lag_events',
      help: 'Events that the subscriber of a whole log who is furthest behind has not read',
      registers: [],
      async collect() {
        await orNothing(this, async () => this.set(await logLag()));
      },
    }),
  );
}

async function orNothing(gauge: Gauge, read: () => Promise<void>, isPlain = true): Promise<void> {
  try {
    await read();
  } catch {
    gauge.reset();
    // One without labels is 0 then, which would be a value too.
    if (isPlain) gauge.remove();
  }
}
