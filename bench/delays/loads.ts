import { setTimeout as sleep } from 'node:timers/promises';
import { orderIdOf } from '../support/numbers.ts';
import { startProcess } from '../support/process.ts';
import type { Process, StartOptions } from '../support/process.ts';
import type { DatabaseTemplate } from '../support/template.ts';
import type { FloorCommands } from '../floors/idle.ts';
import type { ReaderCommands } from './readers.ts';
import type { ServerCommands } from './server.ts';
import type { Delays } from './watch.ts';

/** What one load did to the server's event loop, and other figures worth printing. */
export interface Outcome {
  /** Null where the event loop was not watched. */
  delays: Delays | null;
  figures: Readonly<Record<string, number>>;
  codes: Readonly<Record<string, number>>;
}

interface Setup {
  template: DatabaseTemplate;
  server: Process<ServerCommands>;
  readers: Process<ReaderCommands>;
  origin: string;
  key: string;
}

/** Runs the server on a copy of the template, and the clients. Each is a process of its own. */
async function within<T>(
  template: DatabaseTemplate,
  profile: StartOptions,
  work: (setup: Setup) => Promise<T>,
): Promise<T> {
  const server = startProcess<ServerCommands>('delays/server.ts', profile);
  const readers = startProcess<ReaderCommands>('delays/readers.ts');
  try {
    const database = await template.copy(`delays-${process.hrtime.bigint()}`);
    const { origin } = await server.call('open', { database });
    const setup = { template, server, readers, origin, key: template.key };
    await warmUp(setup);
    return await work(setup);
  } finally {
    await Promise.all([server.stop(), readers.stop()]);
  }
}

/** Code that runs for the first time is much slower. */
async function warmUp({ readers, server, template, origin, key }: Setup): Promise<void> {
  const id = orderIdOf(0);
  await readers.call('poll', { origin, key, id });
  for (const by of ['WS', 'SSE'] as const) {
    await readers.call('follow', { origin, key, by, ids: Array.from({ length: 20 }, () => id) });
  }
  for (let round = 0; round < 20; round += 1) {
    await Promise.all([
      readers.call('expect', { items: 40 }),
      server.call('change', { accountId: template.accountId, order: 0 }),
    ]);
  }
  await readers.call('polled');
}

/** Watches the event loop while another client requests an order again and again. */
async function watched(
  { server, readers, origin, key }: Setup,
  work: () => Promise<Readonly<Record<string, number>>>,
): Promise<Outcome> {
  await server.call('watch');
  await readers.call('poll', { origin, key, id: orderIdOf(1) });
  const figures = await work();
  const pollTimes = (await readers.call('polled')).toSorted((one, other) => one - other);
  const delays = await server.call('measured');
  const { codes } = await readers.call('seen');
  const latencies = {
    answers: pollTimes.length,
    'answered p50': pollTimes[Math.floor(pollTimes.length / 2)] ?? 0,
    'answered longest': pollTimes.at(-1) ?? 0,
  };
  return { delays, figures: { ...figures, ...latencies }, codes };
}

export type Load = (
  template: DatabaseTemplate,
  count: number,
  profile?: StartOptions,
) => Promise<Outcome>;

/** A reader reads the log from its beginning. */
export const catchUp: Load = (template, _count, profile = {}) =>
  within(template, profile, (setup) =>
    watched(setup, async () => {
      const { origin, key } = setup;
      const after = await beginning(setup);
      const { items, ms } = await setup.readers.call('catchUp', {
        origin,
        key,
        after,
        leaveAfter: null,
      });
      return { items, ms };
    }),
  );

/** Like `catchUp`, but the reader goes away near the beginning. */
export const leave: Load = (template, _count, profile = {}) =>
  within(template, profile, (setup) =>
    watched(setup, async () => {
      const { readers, origin, key } = setup;
      const after = await beginning(setup);
      const followed = await subscriptions(origin);
      await readers.call('catchUp', { origin, key, after, leaveAfter: 100 });
      const began = performance.now();
      // Work that still runs for the reader delays the answer to this.
      while ((await subscriptions(origin)) > followed && performance.now() < began + 30_000) {
        await sleep(5);
      }
      const ms = performance.now() - began;
      const left = (await subscriptions(origin)) - followed;
      await sleep(300);
      return { 'ms until it was quiet': ms, 'still followed': left };
    }),
  );

async function subscriptions(origin: string): Promise<number> {
  const metrics = await (await fetch(`${origin}/metrics`)).text();
  return Number(/^paygraph_subscriptions (\d+)$/m.exec(metrics)?.[1]);
}

async function beginning({ server }: Setup): Promise<string> {
  return server.call('beginning');
}

/** One change of an order that all readers follow. */
export const fanOut: Load = (template, count, profile = {}) =>
  within(template, profile, async (setup) => {
    const { server, readers, origin, key } = setup;
    const ids = Array.from({ length: count }, () => orderIdOf(2));
    await readers.call('follow', { origin, key, by: 'WS', ids });
    return watched(setup, async () => {
      const [ms] = await Promise.all([
        readers.call('expect', { items: count }),
        server.call('change', { accountId: template.accountId, order: 2 }),
      ]);
      return { ms };
    });
  });

/** Four clients request the longest pages of orders. */
export const longPages: Load = (template, _count, profile = {}) =>
  within(template, profile, async (setup) => {
    const { readers, origin, key } = setup;
    // A new process has to compile what checks a document, which takes 10 ms once and says nothing about pages.
    await readers.call('pages', { origin, key, atOnce: 1, each: 1 });
    return watched(setup, async () => {
      const began = performance.now();
      const bytes = await readers.call('pages', { origin, key, atOnce: 4, each: 5 });
      return { bytes, ms: performance.now() - began };
    });
  });

export const reconcile: Load = (template, count, profile = {}) =>
  within(template, profile, (setup) =>
    watched(setup, async () => {
      const began = performance.now();
      await setup.server.call('reconcile', { accountId: template.accountId, orders: count });
      return { ms: performance.now() - began };
    }),
  );

/** Half of the readers use WebSockets, half event streams. `deaf`: they stop reading. */
const drained =
  (isDeaf: boolean): Load =>
  (template, count, profile = {}) =>
    within(template, profile, async (setup) => {
      const { server, readers } = setup;
      await followOwn(setup, count);
      if (isDeaf) await readers.call('deafen');
      await server.call('watch');
      const ms = await server.call('drain');
      const delays = await server.call('measured');
      const { codes, open } = await readers.call('seen');
      return { delays, figures: { ms, 'still open': open }, codes };
    });

export const drain = drained(false);
export const drainDeaf = drained(true);

/**
 * Readers wait, each for its own order, and nothing happens. The event loop is not watched: watching costs more than
 * it finds. The floor is the same number of sockets, sent as much by a server that does nothing else.
 */
export const idle =
  (settleMs: number, seconds: number): Load =>
  async (template, count, profile = {}) => {
    const { alone, notified } = await within(template, profile, async (setup) => {
      const { server, readers } = setup;
      const before = await costOf(server, readers, 5000, seconds);
      await followOwn(setup, count);
      return { alone: before, notified: await costOf(server, readers, settleMs, seconds) };
    });
    // The floor's first round of frames begins after 12 s and is over after 18 s.
    const floor = await floorOf(count, 18_000, seconds);
    const figures = {
      'cpu ms per second without them': alone.perSecond,
      'cpu ms per second': notified.perSecond,
      'in the busiest second': notified.busiest,
      checkpoints: notified.items,
      'floor cpu ms per second': floor.perSecond,
      'floor in the busiest second': floor.busiest,
      'floor frames': floor.items,
    };
    return { delays: null, figures, codes: {} };
  };

async function floorOf(count: number, settleMs: number, seconds: number) {
  const server = startProcess<FloorCommands>('floors/idle.ts');
  const readers = startProcess<ReaderCommands>('delays/readers.ts');
  try {
    const { origin } = await server.call('open');
    await readers.call('listen', { origin, count });
    return await costOf(server, readers, settleMs, seconds);
  } finally {
    await Promise.all([server.stop(), readers.stop()]);
  }
}

/** Processor time in milliseconds, and the items that the clients received meanwhile. */
async function costOf(
  server: { cpu(): Promise<number> },
  readers: Process<ReaderCommands>,
  settleMs: number,
  seconds: number,
): Promise<{ perSecond: number; busiest: number; items: number }> {
  await sleep(settleMs);
  const before = (await readers.call('seen')).items;
  const all: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    const began = { cpu: await server.cpu(), at: performance.now() };
    await sleep(1000);
    const ms = ((await server.cpu()) - began.cpu) / 1000;
    all.push(ms / ((performance.now() - began.at) / 1000));
  }
  const { items } = await readers.call('seen');
  const perSecond = all.reduce((sum, ms) => sum + ms, 0) / seconds;
  return { perSecond, busiest: Math.max(...all), items: items - before };
}

async function followOwn({ readers, origin, key }: Setup, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, index) => orderIdOf(index + 1));
  const half = Math.floor(count / 2);
  await readers.call('follow', { origin, key, by: 'WS', ids: ids.slice(0, half) });
  await readers.call('follow', { origin, key, by: 'SSE', ids: ids.slice(half) });
}
