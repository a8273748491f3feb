import { setTimeout as sleep } from 'node:timers/promises';
import { startReceivers } from './receivers.ts';
import { openSite } from './site.ts';
import type { Merchant, Site } from './site.ts';
import { startThread } from './thread.ts';

export interface PaceOptions {
  /** Endpoints that are sent one event after the other, each of a merchant of its own. */
  good: number;
  /** Endpoints that never answer, with a backlog. */
  bad: number;
  events: number;
  /** Milliseconds between two events of one endpoint. */
  everyMs: number;
}

export interface Latencies {
  p50: number;
  p99: number;
}

export interface Pace {
  alone: Latencies;
  beside: Latencies;
}

const backlog = 200;

/**
 * How soon a process that writes events sends them to good endpoints, alone and beside endpoints that never answer.
 * Milliseconds.
 */
export async function measurePace(options: PaceOptions): Promise<Pace> {
  await using receivers = await startReceivers(() => 'NONE');
  await using hanging = await startReceivers(() => 'HANG');
  await using site = await openSite({ sends: true });
  const good: Followed[] = [];
  for (let nth = 0; nth < options.good; nth += 1) {
    const name = `good-${nth}`;
    const merchant = await site.merchant(4);
    await merchant.endpoint(receivers.urlOf(name));
    good.push({ name, merchant });
  }
  const measure = async (): Promise<Latencies> => {
    const written = new Map<string, number>();
    await Promise.all(good.map((one, nth) => write(one, options, nth, written)));
    await sleep(2_000);
    const latencies = [...written].map(
      ([name, at]) => (receivers.arrivals.get(name) ?? Infinity) - at,
    );
    return figuresOf(latencies);
  };
  await measure();
  const alone = await measure();
  await addBad(site, options.bad, (name) => hanging.urlOf(name));
  await sleep(3_000);
  const beside = await measure();
  return { alone, beside };
}

export interface FailingOptions {
  /** Other endpoints of the same merchant, to which the same events are sent and of which all fail, at random. */
  failing: number;
  events: number;
  everyMs: number;
}

/** How soon one endpoint is sent each event of its merchant, alone and beside others that fail. */
export async function measureBesideFailing({
  failing,
  events,
  everyMs,
}: FailingOptions): Promise<Pace> {
  await using good = await startThread({ fails: false });
  await using bad = await startThread({ fails: true });
  await using site = await openSite({ sends: true });
  const merchant = await site.merchant(events);
  await merchant.endpoint(good.urlOf('good'));
  const measure = async (): Promise<Latencies> => {
    const written = new Map<string, number>();
    for (const order of merchant.orders) {
      const [id = ''] = await merchant.append([order]);
      written.set(id, performance.timeOrigin + performance.now());
      await sleep(everyMs);
    }
    await sleep(2_000);
    const arrivals = await good.arrivals();
    return figuresOf([...written].map(([id, at]) => (arrivals.get(`good ${id}`) ?? Infinity) - at));
  };
  await measure();
  const alone = await measure();
  for (let nth = 0; nth < failing; nth += 1) await merchant.endpoint(bad.urlOf(`bad-${nth}`));
  // The backlog is theirs too.
  await sleep(10_000);
  const beside = await measure();
  return { alone, beside };
}

interface Followed {
  name: string;
  merchant: Merchant;
}

async function write(
  { name, merchant }: Followed,
  { events, everyMs, good }: PaceOptions,
  nth: number,
  written: Map<string, number>,
): Promise<void> {
  await sleep((everyMs * nth) / good);
  for (let count = 0; count < events; count += 1) {
    const order = merchant.orders[count % merchant.orders.length] ?? '';
    const [id = ''] = await merchant.append([order]);
    written.set(`${name} ${id}`, performance.now());
    await sleep(everyMs);
  }
}

async function addBad(site: Site, count: number, urlOf: (name: string) => string): Promise<void> {
  for (let nth = 0; nth < count; nth += 1) {
    const merchant = await site.merchant(backlog);
    await merchant.append(merchant.orders);
    await merchant.endpoint(urlOf(`bad-${nth}`));
  }
}

function figuresOf(latencies: readonly number[]): Latencies {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) /
    10;
  return { p50: at(0.5), p99: at(0.99) };
}
