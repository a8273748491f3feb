import { deepStrictEqual } from 'node:assert/strict';
import { eventsFeed, orderUpdates } from '../support/documents.ts';
import type { FeedServerCommands } from '../support/feed-servers.ts';
import { ours } from '../support/figures.ts';
import type { Line, Round } from '../support/figures.ts';
import { orderIdOf, providerReferenceOf } from '../support/numbers.ts';
import type { PaygraphCommands } from '../support/paygraph.ts';
import { startProcess } from '../support/process.ts';
import type { Process, StartOptions } from '../support/process.ts';
import { interleave } from '../support/rounds.ts';
import type { Size } from '../support/rounds.ts';
import type { DatabaseTemplate } from '../support/template.ts';
import type { SubscriberCommands } from '../support/subscribers.ts';

/** Who follows what. All subscriptions of a form have one document. */
interface Form {
  name: string;
  query: string;
  /** The variables of the subscriptions of each socket. */
  sockets: readonly (readonly object[])[];
  /** Each change is of one order and followed by so many frames. */
  frames: number;
  changes: number;
  /** Of the change with this number, counted from 0. */
  orderOf: (change: number) => number;
}

/** One order changes; many sockets follow the merchant's log. */
export const measureFeed = fanOutCase(({ subscribers }) => ({
  name: `fan-out, ${subscribers} sockets on the log`,
  query: eventsFeed,
  sockets: Array.from({ length: subscribers }, () => [{}]),
  frames: subscribers,
  changes: 1,
  orderOf: () => 1,
}));

/** The same, with the subscriptions of many users on each socket. */
export const measureSharedSockets = fanOutCase(({ subscribers }) => {
  const each = Math.floor(Math.sqrt(subscribers));
  return {
    name: `fan-out, ${each} sockets x ${each} on the log`,
    query: eventsFeed,
    sockets: Array.from({ length: each }, () => Array.from({ length: each }, () => ({}))),
    frames: each * each,
    changes: 1,
    orderOf: () => 1,
  };
});

/** Each socket follows its own order. One of them hears of each change, however many listen. */
export const measureOwnOrders = fanOutCase(({ subscribers, ownOrderChanges }) => ({
  name: `fan-out, ${subscribers} sockets on their own orders`,
  query: orderUpdates,
  sockets: Array.from({ length: subscribers }, (_, index) => [{ id: orderIdOf(index + 1) }]),
  frames: 1,
  changes: ownOrderChanges,
  orderOf: (change) => 1 + (change % subscribers),
}));

interface Contestant {
  name: string;
  server: Pick<Process<PaygraphCommands>, 'cpu' | 'stop'>;
  clients: Process<SubscriberCommands>;
  /** Tells the followers of a change. Resolves to the time right before. */
  send: (change: number) => Promise<bigint>;
}

function fanOutCase(formOf: (size: Size) => Form) {
  return async (template: DatabaseTemplate, size: Size, profile: StartOptions): Promise<Line[]> => {
    const form = formOf(size);
    const contestants: Contestant[] = [];
    // What Paygraph sent last is what the others send.
    let frame = '';
    const join = async (contestant: Contestant, follow: () => Promise<void>): Promise<void> => {
      contestants.push(contestant);
      await follow();
    };
    const round = async ({ name, clients, send }: Contestant, index: number): Promise<Round> => {
      const latencies: number[] = [];
      for (let change = 0; change < form.changes; change += 1) {
        await clients.call('arm', form.frames);
        const began = await send(index * form.changes + change);
        const { at, frame: received } = await clients.call('last');
        if (at < began) throw new Error('a frame came before its change');
        latencies.push(Number(at - began) / 1e6);
        if (name === ours) frame = received;
        else if (name === peer) deepStrictEqual(payloadOf(received), payloadOf(frame));
      }
      const seconds = latencies.reduce((sum, ms) => sum + ms, 0) / 1000;
      return {
        requests: form.frames * form.changes,
        seconds,
        latencies: Float64Array.from(latencies),
      };
    };
    const few = form.frames === 1 ? form.sockets.slice(0, fewSockets) : null;
    try {
      if (few === null)
        await joinFeed(join, template, form, floor, 'floors/broadcast.ts', () => frame);
      if (size.withPeers) {
        await joinFeed(join, template, form, peer, 'peers/subscriptions.ts', () => frame);
      }
      if (few !== null) {
        const name = `Paygraph, ${few.length} of them`;
        await joinPaygraph(join, template, { ...form, name, sockets: few }, {});
      }
      await joinPaygraph(join, template, { ...form, name: ours }, profile);
      const paygraph = contestants.find(({ name }) => name === ours);
      if (paygraph !== undefined) await round(paygraph, 0);
      return await interleave(
        form.name,
        size,
        contestants.map((one) => ({
          name: one.name,
          server: one.server,
          round: (index) => round(one, index + 1),
        })),
      );
    } finally {
      await Promise.all(contestants.flatMap((one) => [one.server.stop(), one.clients.stop()]));
    }
  };
}

const [floor, peer] = ['floor: ws, the same bytes to all', 'graphql-ws'];
const fewSockets = 100;

const payloadOf = (frame: string): unknown => (JSON.parse(frame) as { payload: unknown }).payload;

type Join = (contestant: Contestant, follow: () => Promise<void>) => Promise<void>;

/** A server that is told what to send. */
async function joinFeed(
  join: Join,
  template: DatabaseTemplate,
  form: Form,
  name: string,
  module: string,
  frame: () => string,
): Promise<void> {
  const server = startProcess<FeedServerCommands>(module);
  const clients = startProcess<SubscriberCommands>('support/subscribers.ts');
  const perSocket = form.sockets[0]?.length ?? 1;
  const send = (change: number): Promise<bigint> => {
    const order = form.frames === 1 ? orderIdOf(form.orderOf(change)) : null;
    return server.call('publish', { frame: frame(), perSocket, order });
  };
  await join({ name, server, clients, send }, async () => {
    const databaseFile = await template.copy('subscribers');
    const { origin } = await server.call('open', { databaseFile });
    const { query, sockets } = form;
    if (name === floor) await clients.call('listen', { origin, count: sockets.length });
    else
      await clients.call('follow', { origin, key: template.key, query, sockets, greeting: null });
    const awaited = name === floor ? sockets.length : sockets.length * perSocket;
    while ((await server.call('followers')) < awaited) await new Promise(setImmediate);
  });
}

async function joinPaygraph(
  join: Join,
  template: DatabaseTemplate,
  form: Form,
  profile: StartOptions,
): Promise<void> {
  const server = startProcess<PaygraphCommands>('support/paygraph.ts', profile);
  const clients = startProcess<SubscriberCommands>('support/subscribers.ts');
  const { accountId, key } = template;
  let expiresAt = Date.now() + 3_600_000;
  const send = (change: number): Promise<bigint> => {
    expiresAt += 1000;
    const followed = form.orderOf(change);
    // Where few follow, theirs are the first orders.
    const order = form.frames === 1 ? 1 + ((followed - 1) % form.sockets.length) : followed;
    const providerReferences = [providerReferenceOf(order)];
    return server.call('observe', { accountId, providerReferences, expiresAt });
  };
  await join({ name: form.name, server, clients, send }, async () => {
    // Of two processes on one database, each would tell its followers what the other changed.
    const database = await template.copy(form.name === ours ? 'followed' : 'followed-by-few');
    const { origin } = await server.call('open', { database });
    const { query, sockets } = form;
    await clients.call('follow', { origin, key, query, sockets, greeting: '"CAUGHT_UP"' });
  });
}
