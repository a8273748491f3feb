import type { Config } from '../config.ts';
import { UnavailableError } from '../domain/errors.ts';
import { createGraphqlEndpoint } from '../graphql/transports/endpoint.ts';
import { createHttpServer } from '../http/server.ts';
import type { HttpServer } from '../http/server.ts';
import { createPenalty } from '../http/trust/penalty.ts';
import { createSourceOf } from '../http/source.ts';
import type { Deps } from '../operations/deps.ts';
import { asCaller } from '../store/round-robin.ts';
import { exportsOf } from './exports.ts';
import { paymentLinksOf } from './payment-links.ts';
import type { Overrides } from './overrides.ts';
import { createGraphqlService } from './graphql-service.ts';
import { httpOperations } from './http-operations.ts';
import { createPages } from './pages.ts';
import type { Served } from './graphql-service.ts';
import type { Observing } from './observing/observing.ts';

/** Creates the endpoints and the HTTP server. */
export async function createServer(
  config: Readonly<Config>,
  overrides: Overrides,
  { deps, background }: { deps: Deps; background: Deps },
  observing: Observing,
  served: Served,
): Promise<HttpServer> {
  const { limits, web } = config;
  const sourceOf = createSourceOf(web.trustedProxies);
  const penalty = createPenalty(limits.refusalsPerSecond);
  const onUnexpectedError = (error: unknown, requestId: string): void => {
    // An outage of the database is logged by those who write and who look for due work, not with every request.
    if (error instanceof UnavailableError) return;
    deps.log.error({ err: error, ...(requestId && { requestId }) }, 'unexpected error');
  };

  const { adminKey } = config;
  const serviceOptions = { adminKey, sourceOf, penalty, onUnexpectedError, asCaller };
  const service = createGraphqlService({ deps, background }, serviceOptions, observing, served);
  const graphql = await createGraphqlEndpoint(service, {
    limits,
    engine: config.graphqlEngine,
    bodyBytes: limits.bodyBytes,
    ws: { operationsPerSocket: limits.operationsPerSocket },
    streams: { perKey: limits.streamsPerKey, perOrder: limits.streamsPerOrder },
  });

  const titles = Array.from(deps.modules.values(), ({ title }) => title);
  const { receive, ...operations } = httpOperations(deps, observing);
  return createHttpServer({
    ...operations,
    probesOnly: !config.duties.serves,
    graphql,
    ...createPages(config, served, titles, overrides),
    exports: exportsOf(
      { deps, background },
      adminKey,
      limits.exportsPerMerchant,
      onUnexpectedError,
    ),
    paymentLinks: paymentLinksOf(deps, limits.ordersPerLink, onUnexpectedError),
    webhooks: {
      receive,
      observe: (seconds) => observing.metrics.webhookSeconds.observe(seconds),
      now: deps.now,
      onUnexpectedError,
    },
    web: {
      ...web,
      publicUrl: config.publicUrl,
      connections: limits.connections,
      linkFormsPerMinute: limits.linkFormsPerMinute,
      webhooksPerSecond: limits.webhooksPerSecond,
      bodyBytes: limits.bodyBytes,
      sourceOf,
      penalty,
    },
    registry: observing.metrics.registry,
    metricsToken: config.metricsToken,
    onUnexpectedError,
  });
}
