import type { WebSocket } from 'ws';
import type { Server } from 'graphql-ws';
import { isNestedTooDeep } from '../limits/json-nesting.ts';
import { jittered } from '../spread.ts';

/** Bytes that may wait in a socket before the next event is pulled. */
const HIGH_WATER = 1024 * 1024;
/** Messages that may wait in a socket before no more are read. */
const MOST_WAITING = 16;
/** Milliseconds that one socket's messages are taken for before others have their turn. */
const TURN = 2;

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
 * (which clients take for final) and drops clients that are slow but alive.
 */
export function serveSocket(socket: WebSocket, hooks: SocketHooks): void {
  const flow = createFlow(socket);
  const stopPinging = keepAlive(socket, flow, hooks.pingEvery);
  // A broken or too long frame: ws closes by itself, with the right code.
  socket.on('error', () => undefined);
  const closed = hooks.opened({
    protocol: socket.protocol,
    send: (data) => send(socket, flow, hooks.partsOf(data)),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (receive) => takeMessages(socket, flow, receive, hooks),
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
  left: number;
  /** Messages that came and have not been looked at. */
  waiting: string[];
  /** Reads on, or not, as there is room both ways. */
  regulate(): void;
}

function createFlow(socket: WebSocket): Flow {
  const flow: Flow = {
    left: 0,
    waiting: [],
    regulate() {
      const full = socket.bufferedAmount > HIGH_WATER || flow.waiting.length >= MOST_WAITING;
      if (full) socket.pause();
      else if (socket.isPaused) socket.resume();
    },
  };
  return flow;
}

/** One after the other, and not for long at a time: a flood on one socket must not hold up the others. */
function takeMessages(socket: WebSocket, flow: Flow, receive: Receive, hooks: SocketHooks): void {
  let scheduled = false;

  function take(data: string): void {
    const done = hooks.handling();
    receive(withQuery(data))
      .catch((error: unknown) => {
        hooks.onUnexpectedError(error);
        socket.close(1013, 'Try again later');
      })
      .finally(done);
  }

  function takeTurn(): void {
    scheduled = false;
    const end = performance.now() + TURN;
    while (flow.waiting.length > 0 && performance.now() < end) {
      // What was sent behind the message for which it is being closed is not for us.
      if (socket.readyState !== socket.OPEN) flow.waiting.length = 0;
      const data = flow.waiting.shift();
      if (data !== undefined) take(data);
    }
    flow.regulate();
    if (flow.waiting.length > 0) schedule();
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(takeTurn);
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
    const last = parts.length - 1;
    for (const part of parts.slice(0, last)) socket.send(part, { binary: false, fin: false });
    socket.send(parts[last] ?? '', { binary: false }, () => {
      // Also after a failed write: `close` follows, and ends the operations.
      flow.left += 1;
      if (socket.isPaused) flow.regulate();
      resolve();
    });
    if (socket.bufferedAmount <= HIGH_WATER) return resolve();
    // Nor are more requests taken from a client that does not read the answers.
    flow.regulate();
  });
}

/** Drops a peer that for a whole interval has neither answered a ping nor taken what waits for it. */
function keepAlive(socket: WebSocket, flow: Flow, every: number): () => void {
  let answered = true;
  let before = { waiting: 0, left: 0 };
  socket.on('pong', () => {
    answered = true;
  });
  // The answers to pings wait in the socket too.
  socket.on('ping', () => flow.regulate());
  const look = (): void => {
    flow.regulate();
    const now = { waiting: socket.bufferedAmount, left: flow.left };
    const slow = now.waiting > 0 || before.waiting > 0;
    const moved = before.waiting === 0 || now.left !== before.left;
    if (!answered && !(slow && moved)) {
      socket.terminate();
      return;
    }
    answered = false;
    before = now;
    socket.ping();
    timer = setTimeout(look, jittered(every));
  };
  let timer = setTimeout(look, jittered(every));
  return () => clearTimeout(timer);
}
