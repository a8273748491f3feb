import type { Config } from './config.ts';
import { UnavailableError } from './domain/errors.ts';
import { createMetrics } from './http/metrics.ts';
import { createNotifier } from './notifier.ts';
import { createLog } from './log.ts';
import type { Deps } from './operations/deps.ts';
import { recoverInFlight } from './operations/instructions/resolve.ts';
import { startSchedule } from './schedule.ts';
import { WriteQueue } from './store/commit.ts';
import { openDatabase } from './store/open.ts';
import { createDeps } from './app/deps.ts';
import { createServer } from './app/server.ts';
import type { Overrides } from './app/overrides.ts';
import { measureWith, queueObserverOf } from './app/observers.ts';
import { openTrustedDocuments } from './app/trusted-documents.ts';

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
  const database = await openDatabase(config.databaseUrl, { elapsed: overrides.elapsed });
  const notifier = createNotifier(() => database.backgroundReader.slice());
  const notify = (topics: ReadonlySet<string>): void => notifier.notify(topics);
  const queue = new WriteQueue(database.writer, notify, queueObserverOf(log), overrides.elapsed);
  const metrics = createMetrics({
    queue,
    openCircuits: () => deps.connections.openCircuits(),
  });
  const address = { url: config.publicUrl ?? `http://localhost:${config.port}` };
  const base = { read: database.reader, queue, notifier, log, measure: measureWith(metrics) };
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

/** The same parts, and what has changed of them; but what reads is in another lane. */
function withReader(deps: Deps, read: Deps['read']): Deps {
  return Object.create(deps, { read: { value: read } }) as Deps;
}
