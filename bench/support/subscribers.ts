/** Runs as a process: many sockets that count the frames they receive. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { serveCommands } from './process.ts';

export type SubscriberCommands = typeof commands;

const all: WebSocket[] = [];
let lost = 0;

/** What is awaited since `arm`. */
let left = 0;
let done: (at: bigint) => void = () => undefined;
let arrived: Promise<bigint> = Promise.resolve(0n);
/** When each frame came, since `arm`. */
let times: bigint[] = [];
let lastFrame = '';

/** As many handshakes are under way at once. */
const atOnce = 50;
const patienceMs = 120_000;

const commands = {
  /**
   * Opens a socket for each list of variables, with a subscription for each entry of the list. `greeting`: what the
   * frame says after which a subscription is live; null where it says nothing.
   */
  follow(job: {
    origin: string;
    key: string;
    query: string;
    sockets: readonly (readonly object[])[];
    greeting: string | null;
  }): Promise<void> {
    return concurrently(job.sockets, async (subscriptions) => {
      const socket = await connect(job.origin, 'graphql-transport-ws');
      const payload = { authorization: `Bearer ${job.key}` };
      const acknowledged = frames(socket, '"connection_ack"', 1);
      socket.send(JSON.stringify({ type: 'connection_init', payload }));
      await acknowledged;
      const { query, greeting } = job;
      const live = greeting === null ? null : frames(socket, greeting, subscriptions.length);
      for (const [index, variables] of subscriptions.entries()) {
        const subscribe = { query, variables };
        socket.send(
          JSON.stringify({ id: String(index + 1), type: 'subscribe', payload: subscribe }),
        );
      }
      await live;
      count(socket);
    });
  },
  /** Sockets that only listen. */
  listen(job: { origin: string; count: number }): Promise<void> {
    return concurrently(Array.from({ length: job.count }), async () =>
      count(await connect(job.origin)),
    );
  },
  /** Each of so many clients resumes after a cursor and leaves once it has caught up. */
  async resume(job: {
    origin: string;
    key: string;
    query: string;
    after: string;
    clients: number;
  }): Promise<{ ms: number; events: number; lastEvent: string }> {
    const began = performance.now();
    const resumed = Array.from({ length: job.clients }, () => resume(job));
    const all = await Promise.all(resumed);
    const events = all.reduce((sum, one) => sum + one.events, 0);
    return { ms: performance.now() - began, events, lastEvent: all[0]?.lastEvent ?? '' };
  },
  /** From now on so many frames are awaited. */
  arm(awaited: number): void {
    left = awaited;
    times = [];
    arrived = new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${left} of ${awaited} frames did not come`)),
        patienceMs,
      );
      done = (at) => {
        clearTimeout(timer);
        resolve(at);
      };
    });
  },
  /** When the last frame came, on the clock that all processes of this machine share. */
  async last(): Promise<{ at: bigint; frame: string }> {
    const at = await arrived;
    if (lost > 0) throw new Error(`${lost} sockets were lost`);
    return { at, frame: lastFrame };
  },
  /** When each of the frames came. */
  times: () => times,
};

async function resume(job: { origin: string; key: string; query: string; after: string }) {
  const socket = await connect(job.origin, 'graphql-transport-ws');
  const payload = { authorization: `Bearer ${job.key}` };
  const acknowledged = frames(socket, '"connection_ack"', 1);
  socket.send(JSON.stringify({ type: 'connection_init', payload }));
  await acknowledged;
  let events = 0;
  let lastEvent: Buffer = Buffer.from('');
  const caughtUp = new Promise<void>((resolve, reject) => {
    socket.on('close', (code) => reject(new Error(`closed with ${code}`)));
    socket.on('message', (data: Buffer) => {
      if (data.includes('"CAUGHT_UP"')) return resolve();
      events += 1;
      lastEvent = data;
    });
  });
  const subscribe = { query: job.query, variables: { after: job.after } };
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: subscribe }));
  await caughtUp;
  socket.terminate();
  return { events, lastEvent: lastEvent.toString('utf8') };
}

async function concurrently<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      next += 1;
      await work(items[next - 1] as Item);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function connect(origin: string, protocol?: string): Promise<WebSocket> {
  const url = `${origin.replace('http', 'ws')}/graphql`;
  const socket = new WebSocket(url, protocol, { perMessageDeflate: false });
  await once(socket, 'open');
  return socket;
}

/** Resolves after so many frames that contain the text. */
function frames(socket: WebSocket, text: string, awaited: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = 0;
    const onClose = (code: number) => reject(new Error(`closed with ${code}`));
    const onMessage = (data: Buffer): void => {
      if (data.includes('"type":"error"')) reject(new Error(data.toString('utf8')));
      if (!data.includes(text)) return;
      seen += 1;
      if (seen < awaited) return;
      socket.off('message', onMessage);
      socket.off('close', onClose);
      resolve();
    };
    socket.on('message', onMessage);
    socket.on('close', onClose);
  });
}

function count(socket: WebSocket): void {
  all.push(socket);
  socket.on('close', () => (lost += 1));
  socket.on('message', (data: Buffer) => {
    // Signs of life.
    if (data.includes('"type":"ping"') || data.includes('"CHECKPOINT"')) return;
    left -= 1;
    const at = process.hrtime.bigint();
    times.push(at);
    if (left !== 0) return;
    lastFrame = data.toString('utf8');
    done(at);
  });
}

serveCommands(commands);
