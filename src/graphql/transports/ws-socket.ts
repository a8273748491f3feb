import type { WebSocket } from 'ws';
import type { Server } from 'graphql-ws';

/** Bytes that may wait in a socket before the next event is pulled. */
const HIGH_WATER = 1024 * 1024;

type SocketAdapter = Parameters<Server['opened']>[0];

export interface SocketHooks {
  opened(adapter: SocketAdapter): (code: number, reason: string) => Promise<void>;
  closed(): void;
  onUnexpectedError(error: unknown): void;
  /** Milliseconds. */
  pingEvery: number;
}

/**
 * Joins one `ws` socket to graphql-ws. Its own `useServer` prints to the console, closes with 1011
 * (which clients take for final) and drops clients that are slow but alive.
 */
export function serveSocket(socket: WebSocket, hooks: SocketHooks): void {
  const out = { left: 0 };
  const stopPinging = keepAlive(socket, out, hooks.pingEvery);
  // A broken or too long frame: ws closes by itself, with the right code.
  socket.on('error', () => undefined);
  const closed = hooks.opened({
    protocol: socket.protocol,
    send: (data) => send(socket, out, data),
    close: (code, reason) => socket.close(code, reason),
    onMessage(receive) {
      socket.on('message', (data: Buffer) => {
        receive(data.toString('utf8')).catch((error: unknown) => {
          hooks.onUnexpectedError(error);
          socket.close(1013, 'Try again later');
        });
      });
    },
  });
  socket.once('close', (code, reason) => {
    stopPinging();
    hooks.closed();
    closed(code, reason.toString('utf8')).catch((error: unknown) => hooks.onUnexpectedError(error));
  });
}

/** Counts the messages that have left: the sign of life of a client that is slow to read. */
interface Outgoing {
  left: number;
}

/** Resolves at once while the socket has room, else when this message has left. */
function send(socket: WebSocket, out: Outgoing, data: string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    socket.send(data, () => {
      // Also after a failed write: `close` follows, and ends the operations.
      out.left += 1;
      if (socket.isPaused && socket.bufferedAmount <= HIGH_WATER) socket.resume();
      resolve();
    });
    if (socket.bufferedAmount <= HIGH_WATER) return resolve();
    // Nor are more requests taken from a client that does not read the answers.
    socket.pause();
  });
}

/** Drops a peer that for a whole interval has neither answered a ping nor taken what waits for it. */
function keepAlive(socket: WebSocket, out: Outgoing, every: number): () => void {
  let answered = true;
  let before = { waiting: 0, left: 0 };
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    const now = { waiting: socket.bufferedAmount, left: out.left };
    const slow = now.waiting > 0 || before.waiting > 0;
    const moved = before.waiting === 0 || now.left !== before.left;
    if (!answered && !(slow && moved)) {
      socket.terminate();
      return;
    }
    answered = false;
    before = now;
    socket.ping();
  }, every);
  return () => clearInterval(timer);
}
