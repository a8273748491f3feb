import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { ServerOptions, WebSocket } from 'ws';
import { BODY_LIMIT } from '../../http/body.ts';
import { createSemaphore } from '../limits/semaphore.ts';
import { inSteps, inWholeSteps } from '../event-loop.ts';
import type { Execution } from './execution.ts';
import { abortReason } from './service.ts';
import type { Streams } from './streams.ts';
import { CLOSE_TIMEOUT, createProtocol, partsOfMessage, QUERIES_AT_ONCE } from './ws-protocol.ts';
import type { SocketExtra, WsOptions } from './ws-protocol.ts';
import { serveSocket } from './ws-socket.ts';

/** graphql-transport-ws: queries, mutations and subscriptions over one socket. */
export interface WsEndpoint {
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes every socket with 1012, after which clients reconnect. Resolves when all are closed. */
  drain(): Promise<void>;
}

export function createWsEndpoint(
  execution: Execution,
  streams: Streams,
  options: WsOptions = {},
): WsEndpoint {
  const unauthenticated = createUnauthenticated(options.unacknowledged ?? 5000);
  const server = createProtocol(execution, streams, unauthenticated, options);
  // The types of ws do not have closeTimeout yet.
  const protocol: ServerOptions & { closeTimeout: number } = {
    noServer: true,
    maxPayload: options.messageBytes ?? BODY_LIMIT,
    handleProtocols,
    // For a socket that is closed alone. drain() cuts sockets before this.
    closeTimeout: CLOSE_TIMEOUT + 1000,
  };
  const sockets = new WebSocketServer(protocol);
  let draining = false;
  sockets.on('connection', (socket: WebSocket, req: IncomingMessage) => {
    const source = execution.service.sourceOf(req);
    const extra: SocketExtra = {
      socket,
      source,
      principal: null,
      gone: new AbortController(),
      running: 0,
      queries: createSemaphore(QUERIES_AT_ONCE),
      long: new Map(),
      over: () => undefined,
    };
    unauthenticated.add(socket);
    serveSocket(socket, req.socket, {
      opened: (adapter) => server.opened(adapter, extra),
      partsOf: (message) => partsOfMessage(message, extra.long),
      closed() {
        unauthenticated.delete(socket);
        extra.over();
        extra.gone.abort(abortReason);
      },
      handling() {
        extra.running += 1;
        return () => (extra.running -= 1);
      },
      onUnexpectedError: (error) => execution.service.onUnexpectedError(error, randomUUID()),
      pingEvery: options.pingEvery ?? 24_000,
    });
  });

  return {
    upgrade(req, socket, head) {
      if (draining) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n');
        return;
      }
      sockets.handleUpgrade(req, socket, head, (client) => {
        sockets.emit('connection', client, req);
      });
    },
    async drain() {
      draining = true;
      const all = [...sockets.clients];
      const restarts: Promise<void>[] = [];
      await inSteps(all, async (socket) => {
        restarts.push(restart(socket));
        if (restarts.length % atOnce === 0) await atMost(pause, restarts.slice(-atOnce));
      });
      // One timer, in steps: a timer for each socket would be due at the same time.
      const drop = (): void => void inWholeSteps(all, (socket) => socket.terminate());
      const timer = setTimeout(drop, CLOSE_TIMEOUT);
      await Promise.all(restarts);
      clearTimeout(timer);
    },
  };
}

/**
 * Sockets without credentials so far. When there are too many, the oldest is dropped: an honest client sends its
 * credentials within milliseconds, so a flood of silent sockets drops only itself.
 */
function createUnauthenticated(most: number): Pick<Set<WebSocket>, 'add' | 'delete'> {
  const sockets = new Set<WebSocket>();
  return {
    add(socket) {
      sockets.add(socket);
      for (const oldest of sockets) {
        if (sockets.size <= most) break;
        sockets.delete(oldest);
        oldest.terminate();
      }
      return sockets;
    },
    delete: (socket) => sockets.delete(socket),
  };
}

/**
 * Sockets that are closed at once. More would answer at the same moment where one client has many, or the network is
 * slow for all.
 */
const atOnce = 32;
/**
 * Milliseconds that they have before the next are closed. It is short, so that 20,000 sockets that never answer delay
 * the drain by little.
 */
const pause = 3;

async function atMost(ms: number, work: Promise<void>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([Promise.all(work), over]);
  clearTimeout(timer);
}

function restart(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === socket.CLOSED) return resolve();
    socket.once('close', () => resolve());
    // graphql-ws clients retry after 1001 too. 1012 states the reason.
    socket.close(1012, 'Restarting');
  });
}
