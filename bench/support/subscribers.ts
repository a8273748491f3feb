/** Runs as a process: many sockets that count the frames they receive. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { orderUpdates } from './documents.ts';
import { serveCommands } from './process.ts';

export type SubscriberCommands = typeof commands;

interface Crowd {
  sockets: WebSocket[];
  /** Frames still awaited in this round. */
  left: number;
  lastFrame: string;
  done: ((at: bigint) => void) | null;
}

const crowds = new Map<string, Crowd>();

const commands = {
  /** Sockets that follow one order each; caught up when this resolves. The same id may occur often. */
  async follow(job: { crowd: string; origin: string; key: string; ids: readonly string[] }) {
    const crowd = open(job.crowd);
    for (const id of job.ids) {
      const socket = await connect(job.origin, 'graphql-transport-ws');
      const payload = { authorization: `Bearer ${job.key}` };
      socket.send(JSON.stringify({ type: 'connection_init', payload }));
      await frame(socket, '"connection_ack"');
      const subscribe = { query: orderUpdates, variables: { id } };
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: subscribe }));
      await frame(socket, '"CAUGHT_UP"');
      count(crowd, socket);
    }
  },
  /** Sockets that only listen. */
  async listen(job: { crowd: string; origin: string; count: number }) {
    const crowd = open(job.crowd);
    for (let index = 0; index < job.count; index += 1) count(crowd, await connect(job.origin));
  },
  /** From now on each socket awaits one frame. */
  arm(name: string): void {
    const crowd = open(name);
    crowd.left = crowd.sockets.length;
    arrived.set(name, new Promise((resolve) => (crowd.done = resolve)));
  },
  /** When the last frame came, on the clock that all processes of this machine share. */
  async last(name: string): Promise<{ at: bigint; frame: string }> {
    const at = await arrived.get(name);
    if (at === undefined) throw new Error(`${name} awaits nothing`);
    return { at, frame: open(name).lastFrame };
  },
};

const arrived = new Map<string, Promise<bigint>>();

function open(name: string): Crowd {
  const known = crowds.get(name);
  if (known !== undefined) return known;
  const made = { sockets: [], left: 0, lastFrame: '', done: null };
  crowds.set(name, made);
  return made;
}

async function connect(origin: string, protocol?: string): Promise<WebSocket> {
  const url = `${origin.replace('http', 'ws')}/graphql`;
  const socket = new WebSocket(url, protocol, { perMessageDeflate: false });
  await once(socket, 'open');
  return socket;
}

function frame(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve) => {
    const onMessage = (data: Buffer): void => {
      if (!data.toString('utf8').includes(text)) return;
      socket.off('message', onMessage);
      resolve();
    };
    socket.on('message', onMessage);
  });
}

function count(crowd: Crowd, socket: WebSocket): void {
  crowd.sockets.push(socket);
  socket.on('message', (data: Buffer) => {
    crowd.left -= 1;
    if (crowd.left > 0) return;
    crowd.lastFrame = data.toString('utf8');
    crowd.done?.(process.hrtime.bigint());
  });
}

serveCommands(commands);
