import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Server } from 'graphql-ws';
import { isNestedTooDeep } from '../limits/json-nesting.ts';
import { jittered, later } from '../event-loop.ts';

/** Bytes that may wait in a socket before the next event is pulled. */
const HIGH_WATER = 1024 * 1024;
/** Messages that may wait in a socket before no more are read. */
const MOST_WAITING = 16;
/** Milliseconds that one socket's messages are taken for before others have their turn. */
const SLICE = 2;

type SocketAdapter = Parameters<Server['opened']>[0];
type Receive = (data: string) => Promise<void>;

export interface SocketHooks {
  opened(adapter: SocketAdapter): (code: number, reason: string) => Promise<void>;
  /** A message, in the frames that it is to be sent in. */
  partsOf(message: string): readonly (string | Buffer)[];
  closed(): void;
  onUnexpectedError(error: unknown): void;
  /** Told of each message that is being handled, an operation for as long as it runs; returns what ends it. */
  handling(): () => void;
  /** Milliseconds. */
  pingEvery: number;
}

/**
 * Joins one `ws` socket to graphql-ws. Its own `useServer` prints to the console, closes with 1011
 * (which clients take for final) and drops clients that are slow but alive. `wire`: what it writes to.
 */
export function serveSocket(socket: WebSocket, wire: Duplex, hooks: SocketHooks): void {
  const flow = createFlow(socket, wire);
  const stopPinging = keepAlive(socket, flow, hooks.pingEvery);
  // A broken or too long frame: ws closes by itself, with the right code.
  socket.on('error', () => undefined);
  const closed = hooks.opened({
    protocol: socket.protocol,
    send: (data) => send(socket, flow, hooks.partsOf(data)),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (receive) => handleMessages(socket, flow, receive, hooks),
  });
  socket.once('close', (code, reason) => {
    stopPinging();
    hooks.closed();
    closed(code, reason.toString('utf8')).catch((error: unknown) => hooks.onUnexpectedError(error));
  });
}

/** What goes through one socket. */
interface Flow {
  /** Messages that have left: the sign of life of a client that is slow to read. */
  sent: number;
  /** Messages that came and have not been looked at. */
  waiting: string[];
  /** A ping is to go with the next message. */
  pingDue: boolean;
  /** What is done in it leaves at once, in one packet. */
  together(act: () => void): void;
  /** Reads on, or not, as there is room both ways. */
  regulate(): void;
}

function createFlow(socket: WebSocket, wire: Duplex): Flow {
  const flow: Flow = {
    sent: 0,
    waiting: [],
    pingDue: false,
    together(act) {
      wire.cork();
      act();
      wire.uncork();
    },
    regulate() {
      const full = socket.bufferedAmount > HIGH_WATER || flow.waiting.length >= MOST_WAITING;
      if (full) socket.pause();
      else if (socket.isPaused) socket.resume();
    },
  };
  return flow;
}

/** One after the other, and not for long at a time: a flood on one socket must not hold up the others. */
function handleMessages(socket: WebSocket, flow: Flow, receive: Receive, hooks: SocketHooks): void {
  let scheduled = false;

  function handle(data: string): void {
    const done = hooks.handling();
    receive(withQuery(data))
      .catch((error: unknown) => {
        hooks.onUnexpectedError(error);
        socket.close(1013, 'Try again later');
      })
      .finally(done);
  }

  function handleSlice(): void {
    scheduled = false;
    const end = performance.now() + SLICE;
    while (flow.waiting.length > 0 && performance.now() < end) {
      // What was sent behind the message for which it is being closed is not for us.
      if (socket.readyState !== socket.OPEN) flow.waiting.length = 0;
      const data = flow.waiting.shift();
      if (data !== undefined) handle(data);
    }
    flow.regulate();
    if (flow.waiting.length > 0) schedule();
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(handleSlice);
  }

  socket.on('message', (data: Buffer) => {
    if (isNestedTooDeep(data)) return socket.close(4400, 'Nested too deeply');
    flow.waiting.push(data.toString('utf8'));
    flow.regulate();
    schedule();
  });
}

/** The protocol demands a text also of an operation that is named by the id of its document. */
function withQuery(data: string): string {
  if (!/"(?:documentId|persistedQuery)"/.test(data) || data.includes('"query"')) return data;
  try {
    const message = JSON.parse(data) as { payload?: object };
    return JSON.stringify({ ...message, payload: { query: '', ...message.payload } });
  } catch {
    return data;
  }
}

/** Resolves at once while the socket has room, else when this message has left. */
function send(socket: WebSocket, flow: Flow, parts: readonly (string | Buffer)[]): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    const sent = (): void => {
      // Also after a failed write: `close` follows, and ends the operations.
      flow.sent += 1;
      if (socket.isPaused) flow.regulate();
      resolve();
    };
    if (flow.pingDue) flow.together(() => sendWithPing(socket, flow, parts, sent));
    else sendParts(socket, parts, sent);
    if (socket.bufferedAmount <= HIGH_WATER) return resolve();
    // Nor are more requests taken from a client that does not read the answers.
    flow.regulate();
  });
}

/** One message; `left`: called when the last of it has. */
function sendParts(socket: WebSocket, parts: readonly (string | Buffer)[], sent: () => void): void {
  const last = parts.length - 1;
  for (const part of parts.slice(0, last)) socket.send(part, { binary: false, fin: false });
  socket.send(parts[last] ?? '', { binary: false }, sent);
}

function sendWithPing(
  socket: WebSocket,
  flow: Flow,
  parts: readonly (string | Buffer)[],
  sent: () => void,
): void {
  flow.pingDue = false;
  sendParts(socket, parts, sent);
  socket.ping();
}

/**
 * Drops a peer that has neither answered a ping nor taken what waits for it. A ping goes with what is sent to it
 * anyway, and by itself only when nothing was for half of an interval: the other half is for the answer.
 */
function keepAlive(socket: WebSocket, flow: Flow, every: number): () => void {
  let answered = true;
  let before = { waiting: 0, sent: 0 };
  socket.on('pong', () => {
    answered = true;
  });
  // The answers to pings wait in the socket too.
  socket.on('ping', () => flow.regulate());
  const check = (): void => {
    flow.regulate();
    const now = { waiting: socket.bufferedAmount, sent: flow.sent };
    const slow = now.waiting > 0 || before.waiting > 0;
    const hasProgressed = before.waiting === 0 || now.sent !== before.sent;
    if (!answered && !(slow && hasProgressed)) {
      socket.terminate();
      return;
    }
    answered = false;
    before = now;
    flow.pingDue = true;
    const half = jittered(every) / 2;
    cancel = later(half, () => {
      if (flow.pingDue) socket.ping();
      flow.pingDue = false;
      cancel = later(half, check);
    });
  };
  let cancel = later(jittered(every), check);
  return () => cancel();
}
