import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Server } from 'graphql-ws';
import { isNestedTooDeep } from '../limits/json-nesting.ts';
import { jittered, later } from '../event-loop.ts';

/** Bytes that may wait to be sent on a socket before the next event is pulled. */
const HIGH_WATER = 1024 * 1024;
/** Received messages that may wait before the socket is paused. */
const MOST_WAITING = 16;
/** Milliseconds of one socket's messages before the event loop gets control. */
const SLICE = 2;

type SocketAdapter = Parameters<Server['opened']>[0];
type Receive = (data: string) => Promise<void>;

export interface SocketHooks {
  opened(adapter: SocketAdapter): (code: number, reason: string) => Promise<void>;
  /** The frames in which a message is sent. */
  partsOf(message: string): readonly (string | Buffer)[];
  closed(): void;
  onUnexpectedError(error: unknown): void;
  /**
   * Called when the handling of a message begins. Returns a function to call when it ends; an operation is handled for
   * as long as it runs.
   */
  handling(): () => void;
  /** Milliseconds between pings. */
  pingEvery: number;
}

/**
 * Connects one `ws` socket to graphql-ws. Its own `useServer` prints to the console, closes with 1011, which clients
 * take as final, and drops clients that are slow but alive. `wire`: the network socket beneath.
 */
export function serveSocket(socket: WebSocket, wire: Duplex, hooks: SocketHooks): void {
  const flow = createFlow(socket, wire);
  const stopPinging = keepAlive(socket, flow, hooks.pingEvery);
  // An invalid or too long frame: ws closes by itself, with the right code.
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

/** The flow of messages through one socket. */
interface Flow {
  /** Messages that have left. A growing number shows that a slow reader is alive. */
  sent: number;
  /** Received messages that are not yet handled. */
  waiting: string[];
  /** Whether a ping goes with the next message. */
  pingDue: boolean;
  /** What `act` writes leaves at once, in one packet. */
  together(act: () => void): void;
  /** Pauses or resumes reading, depending on what waits in both directions. */
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

/** Handles messages in order and in short slices: a flood on one socket must not delay the others. */
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
      // Messages after the one for which the socket is being closed are dropped.
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

/** The protocol requires `query` also where an operation is named by the id of its document. */
function withQuery(data: string): string {
  if (!/"(?:documentId|persistedQuery)"/.test(data) || data.includes('"query"')) return data;
  try {
    const message = JSON.parse(data) as { payload?: object };
    return JSON.stringify({ ...message, payload: { query: '', ...message.payload } });
  } catch {
    return data;
  }
}

/** Resolves at once while the socket has room, otherwise when this message has left. */
function send(socket: WebSocket, flow: Flow, parts: readonly (string | Buffer)[]): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    const sent = (): void => {
      // Called also after a failed write: then `close` follows, and ends the operations.
      flow.sent += 1;
      if (socket.isPaused) flow.regulate();
      resolve();
    };
    if (flow.pingDue) flow.together(() => sendWithPing(socket, flow, parts, sent));
    else sendParts(socket, parts, sent);
    if (socket.bufferedAmount <= HIGH_WATER) return resolve();
    // No more requests are read from a client that does not read its answers.
    flow.regulate();
  });
}

/** Sends one message in frames. `sent` is called when the last frame has left. */
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
 * Drops a peer that has neither answered a ping nor taken what waits for it. A ping goes with the next message that is
 * sent. Where none is sent for half of the interval, the ping is sent alone; the other half is for its answer.
 */
function keepAlive(socket: WebSocket, flow: Flow, every: number): () => void {
  let answered = true;
  let before = { waiting: 0, sent: 0 };
  socket.on('pong', () => {
    answered = true;
  });
  // Answers to the peer's pings wait in the socket too.
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
