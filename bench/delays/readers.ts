/** Runs as a process: the clients. */
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { longPage, orderQuery, orderUpdates } from '../support/documents.ts';
import { serveCommands } from '../support/process.ts';

export type ReaderCommands = typeof commands;

interface Server {
  origin: string;
  key: string;
}

const events = `subscription Events($after: EventCursor) {
  events(after: $after) { kind cursor event { id type fromStatus toStatus recordedAt } }
}`;

/** Items that the followers have received so far, and how their connections ended. */
const connections: { pause(): void }[] = [];
const seen = { items: 0, codes: new Map<string, number>(), open: 0 };
let waiting: { items: number; done: (at: number) => void } | null = null;
let polling: Promise<number[]> | null = null;
let asker: { goOn: boolean } = { goOn: false };

function item(): void {
  seen.items += 1;
  if (waiting !== null && seen.items >= waiting.items) waiting.done(performance.now());
}

function over(code: string): void {
  seen.open -= 1;
  seen.codes.set(code, (seen.codes.get(code) ?? 0) + 1);
}

const commands = {
  /** Resolves when all followers are caught up. */
  async follow(job: Server & { ids: readonly string[]; by: 'WS' | 'SSE' }): Promise<void> {
    const left = [...job.ids];
    const client = async (): Promise<void> => {
      for (let id = left.pop(); id !== undefined; id = left.pop()) {
        await (job.by === 'WS' ? followBySocket(job, id) : followByStream(job, id));
      }
    };
    await Promise.all(Array.from({ length: 50 }, client));
  },
  /** Opens plain WebSockets that accept whatever they receive. */
  async listen({ origin, count }: { origin: string; count: number }): Promise<void> {
    let left = count;
    const client = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const socket = new WebSocket(origin.replace('http', 'ws'), { perMessageDeflate: false });
        socket.on('message', item);
        await once(socket, 'open');
      }
    };
    await Promise.all(Array.from({ length: 50 }, client));
  },
  /** Resolves when so many further items have come in total, with the time that the last took. */
  expect({ items }: { items: number }): Promise<number> {
    const began = performance.now();
    return new Promise((resolve) => {
      waiting = { items: seen.items + items, done: (at) => resolve(at - began) };
    });
  },
  /** Reads the whole log, or disconnects without a close after so many items. */
  async catchUp(job: Server & { after: string; leaveAfter: number | null }) {
    const began = performance.now();
    const socket = await open(job);
    let items = 0;
    const end = new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        items += 1;
        if (items === job.leaveAfter) socket.terminate();
        if (data.includes('"CAUGHT_UP"')) socket.close();
      });
      socket.on('close', () => resolve());
    });
    send(socket, events, { after: job.after });
    await end;
    return { items, ms: performance.now() - began };
  },
  /** Requests an order, one request after the other, until it is stopped. */
  poll(job: Server & { id: string }): void {
    asker = { goOn: true };
    polling = pollUntilStopped(job, asker);
  },
  /** Requests long pages, several at once, one after the other. Resolves to their bytes. */
  async pages(job: Server & { atOnce: number; each: number }): Promise<number> {
    let bytes = 0;
    const client = async (): Promise<void> => {
      for (let page = 0; page < job.each; page += 1) {
        const response = await post(job, { query: longPage }, '*/*');
        response.on('data', (data: Buffer) => (bytes += data.length));
        await once(response, 'end');
      }
    };
    await Promise.all(Array.from({ length: job.atOnce }, client));
    return bytes;
  },
  /** The duration of each answer. */
  async polled(): Promise<number[]> {
    asker.goOn = false;
    return (await polling) ?? [];
  },
  /** Stops all reading, so that not even a close frame is answered. */
  deafen(): void {
    for (const connection of connections) connection.pause();
  },
  seen: () => ({ ...seen, codes: Object.fromEntries(seen.codes) }),
};

async function open({ origin, key }: Server): Promise<WebSocket> {
  const url = `${origin.replace('http', 'ws')}/graphql`;
  const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
  await once(socket, 'open');
  const acknowledged = once(socket, 'message');
  const payload = { authorization: `Bearer ${key}` };
  socket.send(JSON.stringify({ type: 'connection_init', payload }));
  await acknowledged;
  return socket;
}

function send(socket: WebSocket, query: string, variables: object): void {
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } }));
}

async function followBySocket(server: Server, id: string): Promise<void> {
  const socket = await open(server);
  seen.open += 1;
  connections.push(socket);
  socket.on('close', (code) => over(String(code)));
  const caughtUp = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      if (data.includes('"CAUGHT_UP"')) resolve();
      else item();
    });
  });
  send(socket, orderUpdates, { id });
  await caughtUp;
}

const agent = new Agent({ maxSockets: 10_000 });

async function post({ origin, key }: Server, body: object, accept: string) {
  const { hostname, port } = new URL(origin);
  const sent = request({
    agent,
    hostname,
    port,
    path: '/graphql',
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', accept },
  });
  sent.end(JSON.stringify(body));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
}

async function followByStream(server: Server, id: string): Promise<void> {
  const body = { query: orderUpdates, variables: { id } };
  const response = await post(server, body, 'text/event-stream');
  seen.open += 1;
  connections.push(response);
  response.on('error', () => undefined);
  response.on('close', () => over(response.complete ? 'ended' : 'cut'));
  await new Promise<void>((resolve) => {
    response.on('data', (data: Buffer) => {
      if (data.includes('"CAUGHT_UP"')) resolve();
      else if (data.includes('event: next')) item();
      if (data.includes('event: complete')) over('complete');
    });
  });
}

async function pollUntilStopped(
  job: Server & { id: string },
  until: { goOn: boolean },
): Promise<number[]> {
  const took: number[] = [];
  while (until.goOn) {
    const began = performance.now();
    const response = await post(job, { query: orderQuery, variables: { id: job.id } }, '*/*');
    response.resume();
    await once(response, 'end');
    took.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return took;
}

serveCommands(commands);
