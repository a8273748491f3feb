import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { StartError } from '../domain/errors.ts';

/** Milliseconds. */
export interface Timeouts {
  /** From the connection, or the first byte of a later request, to the end of its headers. */
  headers: number;
  /** The same to the end of its body. */
  request: number;
  /** Between looks at who has used up the two above. */
  check: number;
  /** Without a byte in either direction while something is asked for; a follower is sent pings more often. */
  silence: number;
  /** Until a connection is closed on which nothing is asked for. */
  keepAlive: number;
}

const usual: Timeouts = {
  headers: 10_000,
  request: 30_000,
  check: 1000,
  silence: 120_000,
  // Longer than the idle time of common load balancers, which would else send into a closing socket.
  keepAlive: 65_000,
};

export interface ListenerHooks {
  request(req: IncomingMessage, res: ServerResponse): void;
  /** A WebSocket is asked for. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Resolves when what could not be read may be answered. */
  malformed(socket: Socket): Promise<unknown>;
  /** A connection could not be taken. */
  onError(error: unknown): void;
}

export interface ListenerOptions {
  connections: number;
  timeouts?: Partial<Timeouts>;
}

export interface Listener {
  /** Port 0 takes a free one. Resolves to the port. Rejects with StartError when it cannot be had. */
  listen(port: number, host: string): Promise<number>;
  /**
   * Takes no more connections, lets open requests finish within `bound` milliseconds, closes every socket. Resolves
   * after `streams`, which close those that are no requests any more.
   */
  close(streams: Promise<void>, bound: number): Promise<void>;
}

/** Bytes of a request's line and headers. */
const headerBytes = 16 * 1024;

/** Requests on one connection that are answered at once. Hardly any client sends a second one before. */
const pipelined = 100;

/** A server whose connections are bounded in number, time and what they may send before anybody looks at it. */
export function createListener(hooks: ListenerHooks, options: ListenerOptions): Listener {
  const timeouts = { ...usual, ...options.timeouts };
  const server = createServer({
    headersTimeout: timeouts.headers,
    requestTimeout: timeouts.request,
    connectionsCheckingInterval: timeouts.check,
    keepAliveTimeout: timeouts.keepAlive,
    maxHeaderSize: headerBytes,
    insecureHTTPParser: false,
    requireHostHeader: true,
    // Whatever else a client would like to speak, HTTP/2 for example, is answered as if it had not asked.
    shouldUpgradeCallback: (req) => req.headers.upgrade?.toLowerCase() === 'websocket',
  });
  server.timeout = timeouts.silence;
  server.maxConnections = options.connections;
  const answers = followAnswers();
  const refused = answerMalformed(server, hooks, answers);
  server.on('request', (req, res) => {
    if (answers.begin(req.socket, res) > pipelined) return void req.socket.destroy();
    // What the parser refuses of the bytes at hand, even of this request's own head, it tells only after this.
    queueMicrotask(() => {
      if (!refused.has(req.socket)) hooks.request(req, res);
    });
  });
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined);
    hooks.upgrade(req, socket, head);
  });
  // Rather one that may come back than one that is new.
  server.on(
    'drop',
    atMostEverySecond(() => server.closeIdleConnections()),
  );
  return { listen: listenOn(server, hooks), close: closerOf(server) };
}

interface Answers {
  /** How many are open on the connection, this one included. */
  begin(socket: Socket, res: ServerResponse): number;
  /** Whether a part of an answer may be on the wire already. */
  areUnderWay(socket: Socket): boolean;
}

function followAnswers(): Answers {
  const open = new WeakMap<Socket, Set<ServerResponse>>();
  return {
    begin(socket, res) {
      const here = open.get(socket) ?? new Set();
      open.set(socket, here.add(res));
      res.once('close', () => here.delete(res));
      return here.size;
    },
    areUnderWay: (socket) => [...(open.get(socket) ?? [])].some((res) => res.headersSent),
  };
}

const statuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What the parser refuses, or waits for in vain. Returns whose that was. */
function answerMalformed(
  server: Server,
  hooks: ListenerHooks,
  answers: Answers,
): Pick<WeakSet<Socket>, 'has'> {
  const refused = new WeakSet<Socket>();
  const turnAway = async (socket: Socket, status: string): Promise<void> => {
    await hooks.malformed(socket);
    // One may have begun meanwhile.
    if (answers.areUnderWay(socket)) socket.destroy();
    else refuseSocket(socket, status);
  };
  server.on('clientError', (error: NodeJS.ErrnoException, duplex: Duplex) => {
    const socket = duplex as Socket;
    // Each byte that follows is malformed once more.
    if (refused.has(socket)) return;
    refused.add(socket);
    if (error.code === 'ECONNRESET' || !socket.writable || answers.areUnderWay(socket)) {
      socket.destroy();
      return;
    }
    const status = statuses[error.code ?? ''] ?? '400 Bad Request';
    void turnAway(socket, status);
  });
  return refused;
}

/** Milliseconds in which what a refused client still sends is thrown away, so that it can read why. */
const lingering = 1000;

/** Answers without a body and closes, whatever the other side does. */
export function refuseSocket(
  socket: Duplex,
  status: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const all = { connection: 'close', 'content-length': '0', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`);
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), lingering);
  socket.once('close', () => clearTimeout(timer));
}

function listenOn(server: Server, hooks: ListenerHooks): Listener['listen'] {
  return (port, host) =>
    new Promise((resolve, reject) => {
      const refuse = (error: Error): void => reject(cannotListen(port, host, error));
      server.once('error', refuse);
      server.listen(port, host, () => {
        server.off('error', refuse);
        // Out of file descriptors, for example: a later connection may find one.
        server.on(
          'error',
          atMostEverySecond((error) => hooks.onError(error)),
        );
        resolve((server.address() as AddressInfo).port);
      });
    });
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use: stop what uses it, or set PORT to another',
  EACCES: 'may not be used by this user: set PORT to one above 1023',
  EADDRNOTAVAIL: 'cannot be had: HOST is no address of this machine',
  ENOTFOUND: 'cannot be had: HOST is a name that nobody knows',
};

function cannotListen(port: number, host: string, error: NodeJS.ErrnoException): Error {
  const reason = reasons[error.code ?? ''];
  if (reason === undefined) return error;
  return new StartError(`Port ${port} of ${host} ${reason}.`, { cause: error });
}

function closerOf(server: Server): Listener['close'] {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const destroyAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return async (streams, bound) => {
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    const sweep = setInterval(() => {
      // A connection that falls idle after `close` would keep the server open until its own timeout,
      server.closeIdleConnections();
      // and one that a browser opened for later use does not count as idle.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    }, 50);
    // Those too that are no requests any more, and whose other side does not close.
    const timer = setTimeout(destroyAll, bound);
    try {
      await streams;
      await closed;
    } finally {
      clearInterval(sweep);
      clearTimeout(timer);
    }
  };
}

function atMostEverySecond<T extends unknown[]>(act: (...args: T) => void): (...args: T) => void {
  let next = -Infinity;
  return (...args) => {
    if (performance.now() < next) return;
    next = performance.now() + 1000;
    act(...args);
  };
}
