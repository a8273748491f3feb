import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Registry } from 'prom-client';
import type { Secret } from '../domain/secret.ts';
import { BODY_LIMIT } from './body.ts';
import { createCors } from './trust/cors.ts';
import type { DocsFiles } from './docs.ts';
import type { Graphiql } from './graphiql/index.ts';
import { createSecurityHeaders } from './trust/headers.ts';
import { createHosts, targetOf } from './trust/hosts.ts';
import type { HostOptions, Hosts } from './trust/hosts.ts';
import { createListener, refuseSocket } from './listener.ts';
import type { ListenerHooks, Timeouts } from './listener.ts';
import { createPenalty, slowDown } from './trust/penalty.ts';
import type { Penalty } from './trust/penalty.ts';
import { createPayerPages } from './payer-pages.ts';
import type { PayerPagesDeps } from './payer-pages.ts';
import { createRefuse } from './refuse.ts';
import type { Refuse } from './refuse.ts';
import { replyJson } from './reply.ts';
import { createRoutes, probes } from './routes.ts';
import type { RouteDeps } from './routes.ts';
import { createSourceOf } from './source.ts';
import type { SourceOf } from './source.ts';
import { createWebhookEndpoint } from './webhooks.ts';
import type { WebhookDeps } from './webhooks.ts';

/** The GraphQL endpoint, as far as this server uses it. */
export interface GraphqlRoutes {
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  drain(): Promise<void>;
}

/** Whose requests the server accepts, and its limits. */
export interface WebOptions extends HostOptions {
  sourceOf: SourceOf;
  penalty: Penalty;
  connections: number;
  /** Webhooks per second from one source. */
  webhooksPerSecond: number;
  /** Forms of payment links per minute from one source. */
  linkFormsPerMinute: number;
  /** Most bytes of a webhook. */
  bodyBytes: number;
  timeouts: Partial<Timeouts>;
}

export interface HttpServerDeps extends PayerPagesDeps {
  /** Answers only the probes. Default: false. */
  probesOnly?: boolean;
  graphql: GraphqlRoutes;
  /** Null where there is no page for browsers. */
  graphiql: Graphiql | null;
  /** Default: null, browsers are led to `/graphql` too. */
  front?: RouteDeps['front'];
  /** Default: null, there is no console. */
  console?: RouteDeps['console'];
  /** Default: null, the documentation is not served. */
  docs?: DocsFiles | null;
  /** Default: null, there are no exports. */
  exports?: RouteDeps['exports'];
  webhooks: WebhookDeps;
  registry: Registry;
  /** The bearer token with which other machines read `/metrics`. */
  metricsToken: Secret | null;
  ready(): Promise<boolean>;
  /** Default: always true. */
  isWritable?(): boolean;
  onUnexpectedError(error: unknown, requestId: string): void;
  onRequest?: ListenerHooks['onRequest'];
  /** Milliseconds that open requests have when draining. Default 10,000. */
  drainTimeout?: number;
  /** Members that are left out have their defaults. */
  web?: Partial<WebOptions>;
}

export interface HttpServer {
  /** Port 0 takes a free port. Resolves to the port. Rejects with StartError where it is not available. */
  listen(port: number, host: string): Promise<number>;
  /** Accepts no more connections, lets open requests finish within `drainTimeout`, and closes every socket. */
  drain(): Promise<void>;
}

export function createHttpServer(deps: HttpServerDeps): HttpServer {
  const web = withDefaults(deps.web);
  const hosts = createHosts(web);
  let draining = false;
  const serve = createHandler(deps, web, hosts, () => draining);
  const listener = createListener(
    {
      request: serve,
      upgrade: createUpgrade(deps, web, hosts),
      malformed: async (socket) => web.penalty.refused(socket.remoteAddress ?? ''),
      onRequest: deps.onRequest,
      onError: (error) => deps.onUnexpectedError(error, ''),
    },
    web,
  );
  return {
    listen: (port, host) => listener.listen(port, host),
    async drain() {
      draining = true;
      await listener.close(deps.graphql.drain(), deps.drainTimeout ?? 10_000);
    },
  };
}

function withDefaults(overrides: Partial<WebOptions> = {}): WebOptions {
  return {
    publicUrl: null,
    allowedHosts: [],
    corsOrigins: [],
    connections: 20_000,
    webhooksPerSecond: 10_000,
    linkFormsPerMinute: 30,
    bodyBytes: BODY_LIMIT,
    timeouts: {},
    ...overrides,
    sourceOf: overrides.sourceOf ?? createSourceOf([]),
    penalty: overrides.penalty ?? createPenalty(500),
  };
}

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

function createHandler(
  deps: HttpServerDeps,
  web: WebOptions,
  hosts: Hosts,
  isDraining: () => boolean,
): Handler {
  const protect = createSecurityHeaders(web.publicUrl);
  const cors = createCors(web.corsOrigins);
  const refuse = createRefuse(web.sourceOf, web.penalty);
  const precheck = createPrecheck(hosts, refuse);
  const find = createRoutes({
    ...deps,
    probesOnly: deps.probesOnly ?? false,
    front: deps.front ?? null,
    console: deps.console ?? null,
    docs: deps.docs ?? null,
    async graphql(req, res) {
      cors.allow(req, res);
      if (!cors.answerPreflight(req, res)) await deps.graphql.handle(req, res);
    },
    ...createPayerPages(deps, web),
    exports: deps.exports ?? null,
    webhook: createWebhookEndpoint(deps.webhooks, { ...web, perSecond: web.webhooksPerSecond }),
    isWritable: () => deps.isWritable?.() ?? true,
    isDraining,
    refuse,
  });

  return (req, res) => {
    protect(res);
    if (isDraining()) res.setHeader('connection', 'close');
    const path = pathOf(req);
    const done = precheck(req, res, path) ?? find(path)(asOrigin(req), res, path);
    Promise.resolve(done).catch((error: unknown) => {
      deps.onUnexpectedError(error, '');
      replyJson(res, 500, { error: 'Internal error' });
    });
  };
}

const mostHeaders = 100;

/** Refuses requests with too many headers or a foreign Host. Returns null for all others. */
function createPrecheck(hosts: Hosts, refuse: Refuse) {
  return (req: IncomingMessage, res: ServerResponse, path: string): Promise<void> | null => {
    if (req.rawHeaders.length > 2 * mostHeaders) {
      return refuse(req, res, 431, 'Too many headers', { connection: 'close' });
    }
    if (probes.has(path)) return null;
    const addressed = hosts.check(req);
    if (addressed === 'US') return null;
    return addressed === 'NOBODY'
      ? refuse(req, res, 400, 'Bad request', { connection: 'close' })
      : refuse(req, res, 421, 'Misdirected request');
  };
}

function createUpgrade(
  { graphql, probesOnly = false }: HttpServerDeps,
  web: WebOptions,
  hosts: Hosts,
) {
  const refusalOf = (req: IncomingMessage): string | null => {
    const addressed = hosts.check(req);
    if (addressed === 'NOBODY' || req.rawHeaders.length > 2 * mostHeaders) return '400 Bad Request';
    if (addressed === 'SOMEBODY_ELSE') return '421 Misdirected Request';
    if (probesOnly || pathOf(req) !== '/graphql') return '404 Not Found';
    return hosts.mayConnect(req) ? null : '403 Forbidden';
  };
  const refuse = async (req: IncomingMessage, socket: Duplex, refusal: string): Promise<void> => {
    const isTooMany = await web.penalty.refused(web.sourceOf(req));
    if (isTooMany) refuseSocket(socket, '429 Too Many Requests', slowDown);
    else refuseSocket(socket, refusal);
  };
  return (req: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const refusal = refusalOf(req);
    if (refusal === null) return graphql.upgrade(asOrigin(req), socket, head);
    void refuse(req, socket, refusal);
  };
}

function pathOf(req: IncomingMessage): string {
  return targetOf(req.url ?? '/').split('?', 1)[0] ?? '/';
}

/** Puts the request's target into origin form (RFC 9112): only proxies get it in absolute form. */
function asOrigin(req: IncomingMessage): IncomingMessage {
  if (req.url !== undefined && !req.url.startsWith('/')) req.url = targetOf(req.url);
  return req;
}
