import type { Secret } from '../domain/secret.ts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { CheckoutPages } from './checkout/index.ts';
import type { Console } from './console/index.ts';
import { createDocsRoute } from './docs.ts';
import type { DocsFiles } from './docs.ts';
import { createExportEndpoint } from './exports/endpoint.ts';
import type { ExportDeps } from './exports/endpoint.ts';
import { serveIcon } from './front/icon.ts';
import type { FrontPage } from './front/index.ts';
import { wantsPage } from './front/wants-page.ts';
import type { Graphiql } from './graphiql/index.ts';
import { serveLive, serveReady } from './health.ts';
import type { Readiness } from './health.ts';
import { mayReadMetrics, serveMetrics } from './metrics/serve.ts';
import type { PaymentLinkEndpoint } from './payment-link/endpoint.ts';
import type { Refuse } from './refuse.ts';
import { serveReturnPage } from './return-page.ts';
import type { WebhookEndpoint, WebhookTopic } from './webhooks.ts';

export type Route = (
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
) => void | Promise<void>;

export interface RouteDeps extends Readiness {
  /** Every other path is not found. */
  probesOnly: boolean;
  /** Answers `/graphql`. */
  graphql: (req: IncomingMessage, res: ServerResponse) => Promise<void>;
  /** Null where there is no page for browsers. */
  graphiql: Graphiql | null;
  /** Null where `/` leads browsers to `/graphql` too. */
  front: FrontPage | null;
  paymentLink: PaymentLinkEndpoint;
  checkout: CheckoutPages;
  /** Null where there is no console. */
  console: Console | null;
  /** Null where the documentation is not served. */
  docs: DocsFiles | null;
  /** Null where there are no exports. */
  exports: ExportDeps | null;
  webhook: WebhookEndpoint;
  registry: Registry;
  /** The bearer token with which other machines read `/metrics`. */
  metricsToken: Secret | null;
  refuse: Refuse;
}

/** Paths of probes. They are served under any Host header. */
export const probes: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

const webhookPath = /^\/webhooks\/([\w-]{1,64})(?:\/(orders|refunds|settlements))?$/;

/** Finds what serves a path. */
export function createRoutes(deps: RouteDeps): (path: string) => Route {
  const { checkout, docs, graphiql, refuse } = deps;
  const reading = (route: Route): Route => {
    return (req, res, path) =>
      req.method === 'GET' || req.method === 'HEAD'
        ? route(req, res, path)
        : notAllowed(refuse, req, res, 'GET, HEAD');
  };
  const notFound: Route = (req, res) => refuse(req, res, 404, 'Not found');
  /** The address of a folder without its slash. */
  const folder = (pages: object | null): Route =>
    reading((req, res, path) =>
      pages ? redirect(res, `${path.slice(1)}/`) : notFound(req, res, path),
    );
  const fixed = new Map<string, Route>([
    ['/graphql', graphqlRoute(deps)],
    ['/', reading(rootRoute(deps))],
    ['/favicon.svg', reading((_req, res) => serveIcon(res))],
    ['/favicon.ico', reading((_req, res) => serveIcon(res))],
    ['/docs', folder(docs)],
    ['/console', folder(deps.console)],
    ['/health/live', reading((_req, res) => serveLive(res))],
    ['/health/ready', reading((_req, res) => serveReady(res, deps))],
    ['/metrics', reading(metricsRoute(deps))],
  ]);
  const returnPage = reading((_req, res) => serveReturnPage(res));
  const asset = reading(async (req, res, path) => {
    if (!(await graphiql?.serveAsset(req, res, path))) await notFound(req, res, path);
  });
  const checkoutPage = reading((req, res, path) => checkout.servePage(req, res, path));
  const checkoutAsset = reading(async (req, res, path) => {
    if (!(await checkout.serveAsset(res, path))) await notFound(req, res, path);
  });
  const serveDocs = docs && createDocsRoute(docs);
  const docsPage = reading(async (req, res, path) => {
    if (!(await serveDocs?.(req, res, path))) await notFound(req, res, path);
  });
  const consolePage = reading(async (req, res, path) => {
    if (!(await deps.console?.serve(req, res, path))) await notFound(req, res, path);
  });
  const exported = reading(deps.exports ? createExportEndpoint(deps.exports, refuse) : notFound);
  const webhook = webhookRoute(deps, notFound);
  const paymentLink: Route = (req, res, path) =>
    ['GET', 'HEAD', 'POST'].includes(req.method ?? '')
      ? deps.paymentLink(req, res, path)
      : notAllowed(refuse, req, res, 'GET, HEAD, POST');

  return (path) => {
    if (deps.probesOnly && !probes.has(path)) return notFound;
    const route = fixed.get(path);
    if (route) return route;
    if (path.startsWith('/webhooks/')) return webhook;
    if (path.startsWith('/exports/')) return exported;
    if (path.startsWith('/pay/plk_')) return paymentLink;
    if (path.startsWith('/pay/')) return checkoutPage;
    if (path.startsWith('/checkout/')) return checkoutAsset;
    if (path.startsWith('/console/')) return consolePage;
    if (path.startsWith('/graphiql/')) return asset;
    if (path.startsWith('/docs/')) return docsPage;
    return /^\/return\/[^/]+$/.test(path) ? returnPage : notFound;
  };
}

function graphqlRoute({ graphiql, graphql }: RouteDeps): Route {
  return (req, res) => {
    if (graphiql && wantsPage(req)) return graphiql.servePage(req, res);
    return graphql(req, res);
  };
}

function rootRoute({ front }: RouteDeps): Route {
  return (req, res) =>
    front && wantsPage(req) ? front.servePage(req, res) : redirect(res, '/graphql');
}

function metricsRoute({ registry, metricsToken, refuse }: RouteDeps): Route {
  return (req, res) =>
    mayReadMetrics(req, metricsToken)
      ? serveMetrics(req, res, registry)
      : refuse(req, res, 403, 'Forbidden');
}

function webhookRoute({ webhook, refuse }: RouteDeps, notFound: Route): Route {
  return (req, res, path) => {
    const [, accountId, topic = null] = webhookPath.exec(path) ?? [];
    // No account can have such an id, so the answer discloses nothing about existing ones.
    if (accountId === undefined) return notFound(req, res, path);
    if (req.method !== 'POST') return notAllowed(refuse, req, res, 'POST');
    return webhook(req, res, { accountId, topic: topic as WebhookTopic });
  };
}

function notAllowed(refuse: Refuse, req: IncomingMessage, res: ServerResponse, allow: string) {
  return refuse(req, res, 405, 'Method not allowed', { allow });
}

function redirect(res: ServerResponse, location: string): void {
  res.writeHead(302, { location, 'content-length': 0 });
  res.end();
}
