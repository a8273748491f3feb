import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { ServerOptions, WebSocket } from 'ws';
import { BODY_LIMIT } from '../../../http/body.ts';
import { isNestedTooDeep } from '../../limits/json-nesting.ts';
import { inSteps, inTurn, inWholeSteps } from '../../event-loop.ts';
import type { Execution } from '../execution.ts';
import type { Streams } from '../streams.ts';
import { beatsPerPing, closeTimeout, Connection } from './connection.ts';
import type { ConnectionHooks } from './connection.ts';
import { createProtocol, subprotocol } from './protocol.ts';
import type { WsOptions } from './protocol.ts';

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
  const acknowledged = (socket: WebSocket): void => void unauthenticated.delete(socket);
  const protocol = createProtocol(execution, streams, acknowledged, options);
  const hooks: ConnectionHooks = { ...protocol, left: (who, socket) => streams.left(who, socket) };
  // The types of ws do not have closeTimeout yet.
  const settings: ServerOptions & { closeTimeout: number } = {
    noServer: true,
    clientTracking: false,
    maxPayload: options.messageBytes ?? BODY_LIMIT,
    handleProtocols: (protocols) => protocols.has(subprotocol) && subprotocol,
    // For a socket that is closed alone. drain() cuts sockets before this.
    closeTimeout: closeTimeout + 1000,
  };
  const server = new WebSocketServer(settings);
  const connections = new Map<WebSocket, Connection>();
  const listeners = listenersOf(connections, unauthenticated);
  const pingEvery = options.pingEvery ?? 24_000;
  const beat = (connection: Connection): void => connection.beat(pingEvery / 2);
  const stopBeating = inTurn(connections, pingEvery / beatsPerPing, beat);
  let draining = false;

  return {
    upgrade(req, socket, head) {
      if (draining) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n');
        return;
      }
      const source = execution.service.sourceOf(req);
      server.handleUpgrade(req, socket, head, (client) => {
        const connection = new Connection(client, socket as Socket, source, hooks);
        connections.set(client, connection);
        unauthenticated.add(client);
        for (const [name, listener] of listeners) client.on(name, listener);
        protocol.opened(connection);
      });
    },
    async drain() {
      draining = true;
      stopBeating();
      const all = [...connections.keys()];
      const restarts: Promise<void>[] = [];
      await inSteps(connections.values(), async (connection) => {
        restarts.push(restart(connection));
        if (restarts.length % atOnce === 0) await atMost(pause, restarts.slice(-atOnce));
      });
      // One timer, in steps: a timer for each socket would be due at the same time.
      const drop = (): void => void inWholeSteps(all, (socket) => socket.terminate());
      const timer = setTimeout(drop, closeTimeout);
      await Promise.all(restarts);
      clearTimeout(timer);
    },
  };
}

type Listener = (this: WebSocket, data: Buffer) => void;

/** All sockets have the same listeners. */
function listenersOf(
  connections: Map<WebSocket, Connection>,
  unauthenticated: Pick<Set<WebSocket>, 'delete'>,
): readonly [name: string, listener: Listener][] {
  return [
    [
      'message',
      function receive(data) {
        if (isNestedTooDeep(data)) this.close(4400, 'Nested too deeply');
        else connections.get(this)?.received(data.toString('utf8'));
      },
    ],
    [
      'pong',
      function answered() {
        connections.get(this)?.answered();
      },
    ],
    [
      'ping',
      function pinged() {
        connections.get(this)?.pinged();
      },
    ],
    [
      'close',
      function closed() {
        unauthenticated.delete(this);
        const connection = connections.get(this);
        connections.delete(this);
        connection?.closed();
      },
    ],
    // An invalid or too long frame: ws closes by itself, with the right code.
    ['error', () => undefined],
  ];
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

function restart(connection: Connection): Promise<void> {
  const { socket } = connection;
  return new Promise((resolve) => {
    if (socket.readyState === socket.CLOSED) return resolve();
    socket.once('close', () => resolve());
    // graphql-ws clients retry after 1001 too. 1012 states the reason.
    connection.close(1012, 'Restarting');
  });
}
