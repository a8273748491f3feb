import { setTimeout as sleep } from 'node:timers/promises';
import type { FloorCommands } from '../floors/idle.ts';
import { orderUpdates } from '../support/documents.ts';
import type { FeedServerCommands } from '../support/feed-servers.ts';
import { figuresOf, linesOf, ours } from '../support/figures.ts';
import type { Figures, Line } from '../support/figures.ts';
import { orderIdOf } from '../support/numbers.ts';
import type { PaygraphCommands } from '../support/paygraph.ts';
import { startProcess } from '../support/process.ts';
import type { Commands, Process, StartOptions } from '../support/process.ts';
import type { Size } from '../support/rounds.ts';
import type { SubscriberCommands } from '../support/subscribers.ts';
import type { DatabaseTemplate } from '../support/template.ts';

/** Rounds of waiting: in each, a subscriber is sent one sign of life, on average. */
const rounds = 2;
/** The longest time, in rounds, until a subscriber's first sign of life, which takes more work than those after it. */
const untilFirst = 1.25;

interface Contestant {
  name: string;
  server: Pick<Process<Commands>, 'cpu' | 'heap' | 'stop'>;
  clients: Process<SubscriberCommands>;
  heapBefore: number;
}

/**
 * Subscribers wait, each for its own order, and nothing happens. "CPU µs" is for one subscriber and one second. Nobody
 * else's work is in the way, so all wait at the same time.
 */
export async function measureIdle(
  template: DatabaseTemplate,
  size: Size,
  profile: StartOptions,
): Promise<Line[]> {
  const { subscribers, idleMs } = size;
  const contestants: Contestant[] = [];
  try {
    contestants.push(await floor(subscribers));
    if (size.withPeers) contestants.push(await graphqlWs(template, subscribers));
    contestants.push(await paygraph(template, subscribers, profile));
    // What connecting left behind is collected, and each has been sent a first sign of life.
    for (const { server } of contestants) await server.heap();
    await sleep(idleMs * untilFirst);
    const heaps: number[] = [];
    for (const { server, heapBefore } of contestants) {
      heaps.push(((await server.heap()) - heapBefore) / subscribers);
    }
    const measured = contestants.map(({ name }) => ({ variant: name, rounds: [] as Figures[] }));
    for (let round = 0; round < rounds; round += 1) {
      const before = await Promise.all(contestants.map(({ server }) => server.cpu()));
      await sleep(idleMs);
      for (const [index, { server }] of contestants.entries()) {
        const cpu = (await server.cpu()) - (before[index] ?? Number.NaN);
        const waited = { requests: (subscribers * idleMs) / 1000, seconds: Number.NaN };
        const figures = figuresOf({ ...waited, latencies: new Float64Array() }, cpu);
        measured[index]?.rounds.push({ ...figures, heapBytes: heaps[index] ?? Number.NaN });
      }
    }
    return linesOf(`${subscribers} subscribers that wait`, measured);
  } finally {
    await Promise.all(contestants.flatMap((one) => [one.server.stop(), one.clients.stop()]));
  }
}

const startClients = () => startProcess<SubscriberCommands>('support/subscribers.ts');
const socketsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => [{ id: orderIdOf(index + 1) }]);

async function floor(count: number): Promise<Contestant> {
  const server = startProcess<FloorCommands>('floors/idle.ts');
  const clients = startClients();
  const { origin } = await server.call('open');
  const heapBefore = await server.heap();
  await clients.call('listen', { origin, count });
  return { name: 'floor: ws, a frame every 15 s', server, clients, heapBefore };
}

async function graphqlWs(template: DatabaseTemplate, count: number): Promise<Contestant> {
  const server = startProcess<FeedServerCommands>('peers/subscriptions.ts');
  const clients = startClients();
  const { origin } = await server.call('open', { databaseFile: await template.copy('idle') });
  const heapBefore = await server.heap();
  const job = { origin, key: template.key, query: orderUpdates, sockets: socketsOf(count) };
  await clients.call('follow', { ...job, greeting: null });
  return { name: 'graphql-ws', server, clients, heapBefore };
}

async function paygraph(
  template: DatabaseTemplate,
  count: number,
  profile: StartOptions,
): Promise<Contestant> {
  const server = startProcess<PaygraphCommands>('support/paygraph.ts', profile);
  const clients = startClients();
  const { origin } = await server.call('open', { database: await template.copy('idle') });
  const heapBefore = await server.heap();
  const job = { origin, key: template.key, query: orderUpdates, sockets: socketsOf(count) };
  await clients.call('follow', { ...job, greeting: '"CAUGHT_UP"' });
  return { name: ours, server, clients, heapBefore };
}
