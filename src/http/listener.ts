import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { StartError } from '../domain/errors.ts';
import { reporting } from './requests.ts';
import type { OnRequest } from './requests.ts';

/** Time limits in milliseconds. */
export interface Timeouts {
  /** From the connection, or the first byte of a later request, to the end of the request's headers. */
  headers: number;
  /** From the same moment to the end of the request's body. */
  request: number;
  /** Between two checks of the two limits above. */
  check: number;
  /** Without a byte in either direction while a request is open. Streams are sent pings more often. */
  silence: number;
  /** Until an idle connection is closed. */
  keepAlive: number;
}

const defaults: Timeouts = {
  headers: 10_000,
  request: 30_000,
  check: 1000,
  silence: 120_000,
  // Longer than the idle timeout of common load balancers, which would otherwise send into a closing socket.
  keepAlive: 65_000,
};

export interface ListenerHooks {
  request(req: IncomingMessage, res: ServerResponse): void;
  /** Called for a request to upgrade to a WebSocket. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Called for a malformed request. Resolves when it may be answered. */
  malformed(socket: Socket): Promise<unknown>;
  /** Default: nobody sees requests. */
  onRequest?: OnRequest | undefined;
  /** Called when a connection could not be accepted. */
  onError(error: unknown): void;
}

export interface ListenerOptions {
  connections: number;
  timeouts?: Partial<Timeouts>;
}

export interface Listener {
  /** Port 0 takes a free port. Resolves to the port. Rejects with StartError where it is not available. */
  listen(port: number, host: string): Promise<number>;
  /**
   * Accepts no more connections, lets open requests finish within `bound` milliseconds, and closes every socket.
   * Resolves after `streams`, which closes the connections that were upgraded or are event streams.
   */
  close(streams: Promise<void>, bound: number): Promise<void>;
}

/** Most bytes of a request's line and headers. */
const headerBytes = 16 * 1024;

/** Most requests that one connection may pipeline. Hardly any client sends a second one before the first answer. */
const pipelined = 100;

/** An HTTP server that limits its connections in number, in time and in what they may send before a handler runs. */
export function createListener(hooks: ListenerHooks, options: ListenerOptions): Listener {
  const timeouts = { ...defaults, ...options.timeouts };
  const server = createServer({
    headersTimeout: timeouts.headers,
    requestTimeout: timeouts.request,
    connectionsCheckingInterval: timeouts.check,
    keepAliveTimeout: timeouts.keepAlive,
    maxHeaderSize: headerBytes,
    insecureHTTPParser: false,
    requireHostHeader: true,
    // An upgrade to another protocol, for example HTTP/2, is ignored, and the request is answered over HTTP/1.1.
    shouldUpgradeCallback: (req) => req.headers.upgrade?.toLowerCase() === 'websocket',
  });
  server.timeout = timeouts.silence;
  server.maxConnections = options.connections;
  const serve = reporting(hooks.onRequest ?? unseen, (req, res) => hooks.request(req, res));
  const answers = followAnswers();
  const refused = answerMalformed(server, hooks, answers);
  server.on('request', (req, res) => {
    if (answers.begin(req.socket, res) > pipelined) return void req.socket.destroy();
    // The parser reports errors in the bytes that it already has, even in this request's head, only after this event.
    queueMicrotask(() => {
      if (!refused.has(req.socket)) serve(req, res);
    });
  });
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', ignore);
    hooks.upgrade(req, socket, head);
  });
  // Closes idle connections, whose clients can reconnect, in favour of new ones.
  server.on(
    'drop',
    atMostEverySecond(() => server.closeIdleConnections()),
  );
  return { listen: listenOn(server, hooks), close: closerOf(server) };
}

const ignore = (): void => undefined;
const unseen: OnRequest = { began: ignore, done: ignore };

interface Answers {
  /** Registers an answer. Returns how many are open on the connection, this one included. */
  begin(socket: Socket, res: ServerResponse): number;
  /** Whether a part of an answer may already have been sent. */
  haveBegun(socket: Socket): boolean;
}

function followAnswers(): Answers {
  // In lists: sets that change all the time are costly (`docs/performance.md`).
  const open = new WeakMap<Socket, ServerResponse[]>();
  return {
    begin(socket, res) {
      const here = open.get(socket) ?? [];
      if (here.push(res) === 1) open.set(socket, here);
      res.once('close', () => here.splice(here.indexOf(res), 1));
      return here.length;
    },
    haveBegun: (socket) => open.get(socket)?.some((res) => res.headersSent) === true,
  };
}

const statuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Answers requests that the parser refuses or that time out. Returns the sockets that were refused. */
function answerMalformed(
  server: Server,
  hooks: ListenerHooks,
  answers: Answers,
): Pick<WeakSet<Socket>, 'has'> {
  const refused = new WeakSet<Socket>();
  const refuse = async (socket: Socket, status: string): Promise<void> => {
    await hooks.malformed(socket);
    // An answer may have begun while the refusal was delayed.
    if (answers.haveBegun(socket)) socket.destroy();
    else refuseSocket(socket, status);
  };
  server.on('clientError', (error: NodeJS.ErrnoException, duplex: Duplex) => {
    const socket = duplex as Socket;
    // Each later byte raises the error again.
    if (refused.has(socket)) return;
    refused.add(socket);
    if (error.code === 'ECONNRESET' || !socket.writable || answers.haveBegun(socket)) {
      socket.destroy();
      return;
    }
    const status = statuses[error.code ?? ''] ?? '400 Bad Request';
    void refuse(socket, status);
  });
  return refused;
}

/** Milliseconds in which what a refused client still sends is discarded, so that it can read the answer. */
const lingering = 1000;

/** Answers without a body and closes the socket, also where the other side does not. */
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
        // For example, the process is out of file descriptors. A later connection may succeed.
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
  // One listener for all: there are many sockets that wait for long.
  function forget(this: Socket): void {
    sockets.delete(this);
  }
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', forget);
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
    // This includes upgraded sockets whose other side does not close.
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
