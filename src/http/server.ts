import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Registry } from 'prom-client';
import type { Secret } from '../domain/secret.ts';
import type { Graphiql } from './graphiql/index.ts';
import { serveLive, serveReady } from './health.ts';
import { serveMetrics } from './metrics.ts';
import { replyJson } from './reply.ts';
import { serveReturnPage } from './return-page.ts';
import { serveWebhook } from './webhooks.ts';
import type { WebhookDeps, WebhookTopic } from './webhooks.ts';

/** `/graphql` as this server sees it. */
export interface GraphqlRoutes {
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  drain(): Promise<void>;
}

export interface HttpServerDeps {
  graphql: GraphqlRoutes;
  /** Null: browsers get no page. */
  graphiql: Graphiql | null;
  webhooks: WebhookDeps;
  registry: Registry;
  /** Opens `/metrics` to other machines. */
  metricsToken: Secret | null;
  ready(): Promise<boolean>;
  onUnexpectedError(error: unknown, requestId: string): void;
  /** Milliseconds that open requests have when draining. Default 10,000. */
  drainTimeout?: number;
}

export interface HttpServer {
  /** Port 0 takes a free one. Resolves to the port. Rejects when it cannot be had. */
  listen(port: number, host: string): Promise<number>;
  /** Takes no more, lets open requests finish within the bound, closes every socket. */
  drain(): Promise<void>;
}

type Route = (req: IncomingMessage, res: ServerResponse, path: string) => void | Promise<void>;

const webhookPath = /^\/webhooks\/([\w-]{1,64})(?:\/(orders|refunds|settlements))?$/;

export function createHttpServer(deps: HttpServerDeps): HttpServer {
  let draining = false;
  const find = createRoutes(deps, () => draining);
  const sockets = new Set<Socket>();

  const server = createServer((req, res) => {
    const path = pathOf(req);
    if (draining) res.setHeader('connection', 'close');
    Promise.resolve(find(req, path)(req, res, path)).catch((error: unknown) => {
      deps.onUnexpectedError(error, '');
      replyJson(res, 500, { error: 'Internal error' });
    });
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.headersTimeout = 15_000;
  server.requestTimeout = 30_000;
  // Longer than the idle time of common load balancers, which would else send into a closing socket.
  server.keepAliveTimeout = 65_000;
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined);
    if (pathOf(req) === '/graphql') deps.graphql.upgrade(req, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
  });

  return {
    listen: (port, host) => listen(server, port, host),
    async drain() {
      draining = true;
      await closeWithin(server, sockets, deps.graphql.drain(), deps.drainTimeout ?? 10_000);
    },
  };
}

function createRoutes(deps: HttpServerDeps, isDraining: () => boolean) {
  const { graphiql, graphql } = deps;
  const serveGraphql: Route = async (req, res) => {
    if (graphiql && wantsPage(req)) graphiql.servePage(res);
    else await graphql.handle(req, res);
  };
  const fixed = new Map<string, Route>([
    ['/graphql', serveGraphql],
    ['/', reading((_req, res) => redirect(res, '/graphql'))],
    ['/health/live', reading((_req, res) => serveLive(res))],
    ['/health/ready', reading((_req, res) => serveReady(res, () => deps.ready(), isDraining()))],
    ['/metrics', reading((req, res) => serveMetrics(req, res, deps.registry, deps.metricsToken))],
  ]);
  const serveReturn = reading((_req, res) => serveReturnPage(res));
  const serveAsset = reading(async (req, res, path) => {
    if (!(await graphiql?.serveAsset(req, res, path))) notFound(req, res, path);
  });
  const receive: Route = (req, res, path) => {
    const [, accountId, topic = null] = webhookPath.exec(path) ?? [];
    if (accountId === undefined) return notFound(req, res, path);
    if (req.method !== 'POST') return notAllowed(res, 'POST');
    return serveWebhook(deps.webhooks, req, res, { accountId, topic: topic as WebhookTopic });
  };

  return (_req: IncomingMessage, path: string): Route => {
    const route = fixed.get(path);
    if (route) return route;
    if (path.startsWith('/webhooks/')) return receive;
    if (path.startsWith('/graphiql/')) return serveAsset;
    return /^\/return\/[^/]+$/.test(path) ? serveReturn : notFound;
  };
}

function reading(route: Route): Route {
  return (req, res, path) =>
    req.method === 'GET' || req.method === 'HEAD'
      ? route(req, res, path)
      : notAllowed(res, 'GET, HEAD');
}

function notFound(_req: IncomingMessage, res: ServerResponse, _path: string): void {
  replyJson(res, 404, { error: 'Not found' });
}

function notAllowed(res: ServerResponse, allow: string): void {
  replyJson(res, 405, { error: 'Method not allowed' }, { allow });
}

function redirect(res: ServerResponse, location: string): void {
  res.writeHead(302, { location, 'content-length': 0 });
  res.end();
}

function pathOf(req: IncomingMessage): string {
  return (req.url ?? '/').split('?', 1)[0] ?? '/';
}

/** A browser that was pointed here, and not a client that sends a query by GET. */
function wantsPage(req: IncomingMessage): boolean {
  if (req.method !== 'GET' && req.method !== 'HEAD') return false;
  return (req.headers.accept ?? '').includes('text/html');
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function closeWithin(
  server: Server,
  sockets: ReadonlySet<Socket>,
  streams: Promise<void>,
  bound: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  const sweep = setInterval(() => {
    // A connection that falls idle after `close` would keep the server open until its own timeout,
    server.closeIdleConnections();
    // and one that a browser opened for later use does not count as idle.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  }, 50);
  const timer = setTimeout(() => server.closeAllConnections(), bound);
  try {
    await streams;
    await closed;
  } finally {
    clearInterval(sweep);
    clearTimeout(timer);
  }
}
