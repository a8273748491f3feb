import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createClock } from './clock.ts';
import { ConfigError } from './config.ts';
import type { Config } from './config.ts';
import { UnavailableError } from './domain/errors.ts';
import { printAmount } from './domain/money.ts';
import type { Principal } from './domain/principal.ts';
import { rulesFor } from './graphql/client-view.ts';
import { createContext } from './graphql/context.ts';
import type { Context } from './graphql/context.ts';
import { costs } from './graphql/costs.ts';
import { schema } from './graphql/schema.ts';
import { createGraphqlDoor } from './graphql/transports/door.ts';
import type { GraphqlService } from './graphql/transports/service.ts';
import { readTrustedDocuments } from './graphql/trusted-documents.ts';
import type { TrustedDocuments } from './graphql/trusted-documents.ts';
import { createGraphiql } from './http/graphiql/index.ts';
import { createMetrics } from './http/metrics.ts';
import type { Metrics } from './http/metrics.ts';
import { createHttpServer } from './http/server.ts';
import type { HttpServer } from './http/server.ts';
import { createPenalty } from './http/trust/penalty.ts';
import { createSourceOf } from './http/source.ts';
import { createLive } from './live.ts';
import { createLog } from './log.ts';
import { authenticate } from './operations/merchants/authenticate.ts';
import { createClientTokens, tokenKeys } from './operations/merchants/client-token.ts';
import { isStillValid } from './operations/merchants/merchants.ts';
import { createConnections } from './operations/connections.ts';
import type { Deps, Ids, Log, Measure } from './operations/deps.ts';
import { createPolling, pollsPerSecond } from './operations/due/polling.ts';
import { createLocks, createShared } from './operations/locks.ts';
import { receiveWebhook } from './operations/webhooks/receive-webhook.ts';
import { createDecoys } from './operations/webhooks/decoys.ts';
import { createRefusals } from './operations/webhooks/refusals.ts';
import { recoverInFlight } from './operations/instructions/resolve.ts';
import { providerModules } from './providers/modules.ts';
import { createTargets } from './providers/targets.ts';
import type { Resolve } from './providers/targets.ts';
import { startSchedule } from './schedule.ts';
import { WriteQueue } from './store/commit.ts';
import { createMakeId, createRandom } from './store/ids.ts';
import type { QueueObserver } from './store/commit.ts';
import { openCursors } from './store/cursor.ts';
import { openDatabase } from './store/orm.ts';
import { databaseVersion } from './store/queries/events.ts';
import { createReferences } from './store/references.ts';
import type { ReferenceOf } from './store/references.ts';
import { openSealer } from './store/sealing/sealer.ts';

/** What tests replace. */
export interface Overrides {
  /** Epoch milliseconds; providers check signatures against it, so a sandbox must share it. */
  now?: () => number;
  /** Milliseconds for durations; left out, it goes with `now`. */
  monotonic?: () => number;
  /** By which milliseconds a turn of the event loop is shared out; stopped, a simulation replays exactly. */
  elapsed?: () => number;
  log?: Logger;
  /** Milliseconds between looks at what is due; null: only when `runDue` is called. */
  scheduleMs?: number | null;
  /** Milliseconds of the clock behind `now`. */
  pause?: (ms: number) => Promise<void>;
  /** Of every connection to a provider: tests need not wait as long as production does. */
  limits?: { timeoutMs?: number; requestsPerSecond?: number; longestWaitMs?: number };
  /** Addresses of the names of providers, instead of the system's. */
  resolve?: Resolve;
  /** Put into GraphiQL's headers. */
  demoKey?: string | null;
}

export interface App {
  deps: Deps;
  /** Resolves to the port once requests are taken. */
  listen(): Promise<number>;
  /** Does what is due now. */
  runDue(): Promise<void>;
  /** Takes no new work, finishes what is open, closes everything. */
  close(): Promise<void>;
}

const scheduleEveryMs = 500;

/** The one place where the parts meet. */
export async function createApp(config: Readonly<Config>, overrides: Overrides = {}): Promise<App> {
  const trusted = openTrustedDocuments(config.trustedDocuments);
  const log = overrides.log ?? createLog(config.logLevel);
  const database = await openDatabase(config.databaseUrl, overrides.elapsed);
  const live = createLive(() => database.backgroundReader.turn());
  const ring = (topics: ReadonlySet<string>): void => live.ring(topics);
  const queue = new WriteQueue(database.writer, ring, tellingOf(log), overrides.elapsed);
  const metrics = createMetrics({
    queue,
    openCircuits: () => deps.connections.openCircuits(),
  });
  const address = { url: config.publicUrl ?? `http://localhost:${config.port}` };
  const base = { read: database.reader, queue, live, log, measure: measureWith(metrics) };
  const deps = createDeps(config, overrides, base, address);
  const background = withReader(deps, database.backgroundReader);
  const server = createServer(config, overrides, { deps, background }, metrics, trusted);

  await recoverInFlight(deps).catch(unlessUnavailable);
  const { scheduleMs = scheduleEveryMs } = overrides;
  const schedule = startSchedule(background, scheduleMs);

  return {
    deps,
    async listen() {
      const port = await server.listen(config.port, config.host);
      if (config.publicUrl === null) address.url = `http://localhost:${port}`;
      return port;
    },
    runDue: () => schedule.run(),
    async close() {
      await server.drain();
      await schedule.stop();
      await queue.close();
      await deps.connections.close();
      await database.close();
    },
  };
}

/** What was under way is found by its lease where it cannot be marked as lost now: reading goes on all the same. */
function unlessUnavailable(error: unknown): void {
  if (!(error instanceof UnavailableError)) throw error;
}

/** Once at its beginning and once at its end: each failed write would say the same. */
const tellingOf = (log: Log): QueueObserver => ({
  began: (error) => log.error({ err: error }, 'nothing can be written; reading goes on'),
  ended: (milliseconds) => log.info({ milliseconds }, 'everything can be written again'),
  lost: (error) => log.error({ err: error }, 'what became of a call was not written'),
  otherMoney: ({ subject, asked }) =>
    log.warn(
      { subject, asked: printAmount(asked) },
      'a message names another amount than was asked for; it does not count',
    ),
});

/** What every operation is given. */
function createDeps(
  config: Readonly<Config>,
  overrides: Overrides,
  base: Pick<Deps, 'read' | 'queue' | 'live' | 'log' | 'measure'>,
  address: { url: string },
): Deps {
  const { limits = {} } = overrides;
  const clock = createClock(overrides.now, overrides.monotonic ?? overrides.now);
  const { now, monotonic } = clock;
  const sealer = openSealer(config.masterKey, config.previousMasterKeys);
  const ids = createIds(now, createReferences(config.masterKey));
  const targets = createTargets(config.outbound, overrides.resolve);
  const { callsPerAccount } = config.limits;
  const ways = { limits, targets, callsPerAccount, random: createRandom() };
  return {
    ...base,
    ...clock,
    pause: overrides.pause ?? (async (ms) => sleep(ms)),
    nextTurn: () => new Promise((resolve) => setImmediate(resolve)),
    ids,
    sealer,
    cursors: openCursors(config.masterKey, config.previousMasterKeys),
    clientTokens: createClientTokens(tokenKeys(config.masterKey, config.previousMasterKeys), now),
    modules: providerModules,
    connections: createConnections(providerModules, sealer, clock, base.log, ways),
    targets,
    locks: createLocks(),
    polling: createPolling(pollsPerSecond(limits), monotonic),
    questions: createShared(),
    running: new Set(),
    get publicUrl() {
      return address.url;
    },
    refusals: createRefusals(base.log, monotonic),
    decoys: createDecoys({ modules: providerModules, now, secret: () => ids.secret() }),
  };
}

/** The same parts, and what has changed of them; but what reads is in another lane. */
function withReader(deps: Deps, read: Deps['read']): Deps {
  return Object.create(deps, { read: { value: read } }) as Deps;
}

/** The doors, and the server that they open to. */
function createServer(
  config: Readonly<Config>,
  { demoKey = null }: Overrides,
  { deps, background }: { deps: Deps; background: Deps },
  metrics: Metrics,
  trusted: TrustedDocuments | null,
): HttpServer {
  const { limits, web } = config;
  const sourceOf = createSourceOf(web.trustedProxies);
  const penalty = createPenalty(limits.refusalsPerSecond);
  const onUnexpectedError = (error: unknown, requestId: string): void =>
    deps.log.error({ err: error, requestId }, 'unexpected error');

  const service: GraphqlService<Context> = {
    schema,
    authenticate: (authorization) => authenticate(deps, config.adminKey, authorization),
    isStillValid: (principal) => isStillValid(deps, principal),
    onRevocation: (principal, recheck) => listenForRevocation(deps, principal, recheck),
    sourceOf,
    onStranger: async (source) => penalty.refused(source),
    createContext: (info) =>
      createContext(info.isStream === true ? background : deps, providerModules, info),
    costs,
    documentById: (id) => trusted?.byId(id) ?? null,
    rulesFor: (principal) => [...(trusted?.rulesFor(principal) ?? []), ...rulesFor(principal)],
    onUnexpectedError,
    observer: {
      operationDone: (type, seconds) =>
        metrics.graphqlSeconds.observe({ operation_type: type }, seconds),
      subscriptionOpened: () => metrics.subscriptions.inc(),
      subscriptionClosed: () => metrics.subscriptions.dec(),
    },
  };
  const graphql = createGraphqlDoor(service, {
    limits,
    bodyBytes: limits.bodyBytes,
    ws: { operationsPerSocket: limits.operationsPerSocket },
    streams: { perKey: limits.streamsPerKey, perOrder: limits.streamsPerOrder },
  });

  return createHttpServer({
    graphql,
    graphiql: config.graphiql ? createGraphiql({ demoKey }) : null,
    webhooks: {
      receive: (incoming) => receiveWebhook(deps, incoming),
      observe: (seconds) => metrics.webhookSeconds.observe(seconds),
      now: deps.now,
      onUnexpectedError,
    },
    web: {
      ...web,
      publicUrl: config.publicUrl,
      connections: limits.connections,
      webhooksPerSecond: limits.webhooksPerSecond,
      bodyBytes: limits.bodyBytes,
      sourceOf,
      penalty,
    },
    registry: metrics.registry,
    metricsToken: config.metricsToken,
    ready: async () => (await databaseVersion(deps.read)) !== '',
    isWritable: () => deps.queue.isWritable,
    onUnexpectedError,
  });
}

/** Throws ConfigError where the file cannot be read or has a document that is not valid. */
function openTrustedDocuments(path: string | null): TrustedDocuments | null {
  if (path === null) return null;
  try {
    return readTrustedDocuments(readFileSync(path, 'utf8'), schema);
  } catch (error) {
    throw new ConfigError(`PAYGRAPH_TRUSTED_DOCUMENTS: ${path}: ${(error as Error).message}`);
  }
}

/** The bell of a key rings when it is revoked. A client token is not; it runs out. */
function listenForRevocation(deps: Deps, principal: Principal, recheck: () => void): () => void {
  if (principal.kind !== 'API_KEY') return () => undefined;
  const { keyId, merchantId } = principal;
  return deps.live.listen(keyId, { merchantId, readUpTo: () => Infinity, wake: recheck });
}

function measureWith(metrics: Metrics): Measure {
  return {
    webhook: (provider, result) => metrics.webhooks.inc({ provider, result }),
    providerCall: (provider, operation, outcome) =>
      metrics.providerCalls.inc({ provider, operation, outcome }),
    reconciliationFinding: (provider, kind) =>
      metrics.reconciliationFindings.inc({ provider, kind }),
  };
}

function createIds(now: () => number, providerReference: ReferenceOf): Ids {
  const make = createMakeId();
  return {
    make: (prefix) => make(prefix, now()),
    providerReference,
    secret: () => randomBytes(32).toString('hex'),
  };
}
