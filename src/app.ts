import type { Config } from './config.ts';
import { UnavailableError } from './domain/errors.ts';
import { createLog } from './log/log.ts';
import type { Deps } from './operations/deps.ts';
import { recoverInFlight } from './operations/instructions/resolve.ts';
import { createRetention } from './operations/retention/run.ts';
import { sealWrittenBefore } from './operations/personal-data/written-before.ts';
import { startSchedule } from './schedule.ts';
import { WriteQueue } from './store/commit.ts';
import { openTracing } from './tracing/open.ts';
import { openDatabase } from './store/open.ts';
import { createDeps } from './app/deps.ts';
import { eventDocumentsOf, openEventSenders } from './app/event-endpoints.ts';
import { createServer } from './app/server.ts';
import type { Overrides } from './app/overrides.ts';
import { openNotifier } from './app/notifier.ts';
import { followProcesses } from './app/processes.ts';
import { measureWith } from './app/observing/measures.ts';
import { metricsOf } from './app/observing/observing.ts';
import { createRecentEvents } from './app/observing/recent-events.ts';
import { checkpointObserverOf, queueObserverOf } from './app/observing/queue.ts';
import { receiverObserverOf } from './app/observing/receiver.ts';
import { providersOf, servedOf } from './app/schema/served.ts';

export type { DemoOrder } from './http/graphiql/method-tabs.ts';

export interface App {
  deps: Deps;
  /** Starts to accept requests. Resolves to the port. */
  listen(): Promise<number>;
  /** Does the work that is due now. */
  runDue(): Promise<void>;
  /** Accepts no new work, finishes open requests and closes everything. */
  close(): Promise<void>;
}

const scheduleEveryMs = 500;

/** Creates all parts and connects them. Nothing else does. */
export async function createApp(config: Readonly<Config>, overrides: Overrides = {}): Promise<App> {
  const modules = await providersOf(config, overrides);
  const log = overrides.log ?? createLog(config.logLevel);
  const { databaseReads: reads, databaseWrites: writes } = config.limits;
  const database = await openDatabase(config.databaseUrl.reveal(), {
    elapsed: overrides.elapsed,
    onCheckpointsDead: checkpointObserverOf(log),
    pool: { reads, writes },
  });
  const served = await servedOf(config, modules, database.reader, log);
  const processes = await followProcesses(database, log);
  const notifier = await openNotifier(config, log, () => database.backgroundReader.slice());
  const notify = (topics: ReadonlySet<string>): void => notifier.notify(topics);
  const recent = createRecentEvents();
  const tracing = await openTracing(config.tracesEndpoint, receiverObserverOf(log));
  const observer = queueObserverOf(log, { metrics: () => metrics, recent, tracing });
  const queue = new WriteQueue(database.writer, notify, observer, overrides.elapsed);
  const metrics = metricsOf(queue, modules.keys(), () => background);
  const address = { url: config.publicUrl ?? `http://localhost:${config.port}` };
  const documents = eventDocumentsOf(config, served.schema, log, () => background);
  const measure = measureWith(log, { metrics, tracing });
  const base = { read: database.reader, queue, notifier, log, measure, documents };
  const deps = createDeps(config, overrides, modules, base, address, processes.count);
  const background = withReader(deps, database.backgroundReader);
  const server = await createServer(
    config,
    overrides,
    { deps, background },
    { metrics, recent, tracing },
    served,
  );

  if (processes.count() === 1) await recoverInFlight(deps).catch(unlessUnavailable);
  await sealWrittenBefore(deps).catch(unlessUnavailable);
  const { scheduleMs = scheduleEveryMs } = overrides;
  const senders = openEventSenders(config, background, database.peers);
  const { now, monotonic } = deps;
  const read = database.backgroundReader;
  const means = { read, queue, now, monotonic, log };
  const retention = config.duties.works
    ? createRetention({ ...means, retention: config.retention })
    : null;
  const schedule = startSchedule(background, { senders, retention }, scheduleMs, config.duties);

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
      await notifier.close();
      processes.close();
      await deps.connections.close();
      deps.poster.close();
      await database.close();
      await tracing.close();
    },
  };
}

/**
 * Where interrupted submissions are not marked as lost now, their leases run out and they are found later. Others may
 * be sending, or nothing can be written: the start goes on, because reading works.
 */
function unlessUnavailable(error: unknown): void {
  if (!(error instanceof UnavailableError)) throw error;
}

/** The same dependencies with another reader. Later changes to `deps` show through, since it is the prototype. */
function withReader(deps: Deps, read: Deps['read']): Deps {
  return Object.create(deps, { read: { value: read } }) as Deps;
}
