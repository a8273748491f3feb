import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import type { App } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createSandboxClock } from '../../sandbox/double/clock.ts';
import type { SandboxClock } from '../../sandbox/double/clock.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Queue } from '../../src/store/commit.ts';
import { freePort } from '../support/free-port.ts';
import { environmentOf, onPostgres, ownDatabase } from '../support/own-database.ts';
import { verified } from '../support/verified.ts';
import { openFront } from './front.ts';
import { openSyncReader } from './sync-reader.ts';
import type { SyncReader } from './sync-reader.ts';

/**
 * Paygraph on one database and one port for many histories. Each history gets its own clock, providers and merchant,
 * so no history can see what another one does. Where there are two processes, they share all of it.
 */
export interface Simulator {
  readonly apps: readonly App[];
  /** Which of them a step is done by, and gets a webhook, is drawn by this. */
  draw: () => number;
  /** Draws who does the next step. Resolves to its index; null where there is only one. */
  turn(): number | null;
  /** The one that does the present step. */
  readonly app: App;
  /** What is due is done by all of them. */
  runDue(): Promise<void>;
  /** Reads what is written at once. */
  readonly syncReader: SyncReader;
  /** How the providers reach it; the same after a restart, because they sign it. */
  readonly url: string;
  readonly clock: SandboxClock;
  /**
   * Resolves when what was committed before has been looked at. On PostgreSQL whoever wrote it waits for that: on
   * SQLite it is looked at in the same turn.
   */
  looked: () => Promise<void>;
  /** Kinds of findings of reconciliation since `set`. */
  readonly findings: readonly string[];
  /** Milliseconds by which Paygraph's wall clock is ahead of the providers'. */
  wallOffMs: number;
  /** Everything anew except the database: a frozen clock and providers that know nothing. */
  set(at: number): Promise<Sandbox>;
  /** Stops the one that does the present step, and starts it again. */
  restart(): Promise<void>;
  /** Stops, copies the database, starts. `restore` continues from the copy as if nothing had happened since. */
  backUp(): Promise<void>;
  restore(): Promise<void>;
  /** What the rules of `npm run verify` find in the database. Histories that ended have put their due work away. */
  verified(): Promise<string[]>;
  close(): Promise<void>;
}

export interface SimulatorOptions {
  /** Where the database goes. The caller removes what is left in it. */
  parent?: string;
  /** Milliseconds until a provider's answer counts as lost. Default: longer than any history takes. */
  timeoutMs?: number;
  /** Background jobs one after the other, in the order in which they are due. Default: as in production. */
  oneAtATime?: boolean;
  /** On the database at the same time, which must be PostgreSQL for more than one. */
  processes?: number;
}

const patienceMs = 120_000;
const dayMs = 86_400_000;

export async function openSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { timeoutMs = patienceMs, oneAtATime = true, processes = 1 } = options;
  const database = await ownDatabase(options.parent);
  const ports: number[] = [];
  let draw = theFirst;
  const front = processes === 1 ? null : await openFront(() => ports[draw()] ?? 0);
  const port = front?.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const config = readConfig({
    PORT: front === null ? String(port) : '0',
    PUBLIC_URL: url,
    ...environmentOf(database),
    LOG_LEVEL: 'silent',
  });
  let clock = createSandboxClock({ frozenAt: 0 });
  let wallOffMs = 0;
  let sandbox: Sandbox | null = null;
  let findings: string[] = [];
  let looked = nothing;
  const apps: App[] = [];
  let current = 0;
  const start = async (index: number): Promise<void> => {
    const started = await createApp(config, {
      now: () => clock.now() + wallOffMs,
      monotonic: () => clock.now(),
      elapsed: () => 0,
      log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
      scheduleMs: null,
      pause: (ms) => clock.advance(ms),
      limits: { timeoutMs, requestsPerSecond: 1_000_000 },
    });
    const { measure } = started.deps;
    if (onPostgres) started.deps.queue = followed(started.deps.queue, () => looked());
    started.deps.measure = { ...measure, reconciliationFinding: (_, kind) => findings.push(kind) };
    const ordered = oneAtATime ? inOneOrder(started) : started;
    ports[index] = await ordered.listen();
    apps[index] = ordered;
  };
  const all = [...Array(processes).keys()];
  /** One after the other: only the first may take it that nobody is sending. */
  const startInTurn = async (which: readonly number[]): Promise<void> => {
    for (const index of which) await start(index);
  };
  await startInTurn(all);
  let syncReader = openSyncReader(database.url);
  /** Between, these processes do not run. */
  const stopped = async (which: readonly number[], between = nothing): Promise<void> => {
    // The last connection to close must be able to write, and so remove the files beside the database.
    await syncReader.close();
    await Promise.all(which.map(async (index) => apps[index]?.close()));
    await between();
    await startInTurn(which);
    syncReader = openSyncReader(database.url);
  };
  const clear = async (): Promise<void> => {
    await sandbox?.close();
    clock.close();
  };
  return {
    apps,
    get draw() {
      return draw;
    },
    set draw(drawn) {
      draw = drawn;
    },
    turn() {
      if (front === null) return null;
      current = draw();
      return current;
    },
    get app() {
      const app = apps[current];
      if (app === undefined) throw new Error(`there is no process ${current}`);
      return app;
    },
    runDue: async () => void (await Promise.all(apps.map((app) => app.runDue()))),
    get syncReader() {
      return syncReader;
    },
    get clock() {
      return clock;
    },
    get looked() {
      return looked;
    },
    set looked(look) {
      looked = look;
    },
    get findings() {
      return findings;
    },
    get wallOffMs() {
      return wallOffMs;
    },
    set wallOffMs(ms) {
      wallOffMs = ms;
    },
    url,
    async set(at) {
      await clear();
      wallOffMs = 0;
      findings = [];
      looked = nothing;
      // At that time of some later day: Paygraph has seen the previous history, and no time goes back.
      const days = Math.max(0, Math.ceil((clock.now() - at) / dayMs));
      clock = createSandboxClock({ frozenAt: at + days * dayMs });
      sandbox = await startSandbox({ clock });
      return sandbox;
    },
    restart: () => stopped([current]),
    backUp: () => stopped(all, () => database.save()),
    restore: () => stopped(all, () => database.restore()),
    verified: () => verified(config.databaseUrl.reveal(), { except: ['due-work'] }),
    async close() {
      await syncReader.close();
      await Promise.all(apps.map((app) => app.close()));
      await front?.close();
      await clear();
      await database.remove();
    },
  };
}

const nothing = async (): Promise<void> => undefined;
const theFirst = (): number => 0;

/** The same queue, but who has written waits for `after`. */
function followed(queue: Queue, after: () => Promise<void>): Queue {
  const then = async <T>(written: Promise<T>): Promise<T> => {
    try {
      return await written;
    } finally {
      // Subscribers are woken soon after the commit.
      await setImmediate();
      await after();
    }
  };
  return {
    get isWritable() {
      return queue.isWritable;
    },
    ready: () => queue.ready(),
    scrub: () => queue.scrub(),
    commit: (unit) => then(queue.commit(unit)),
    change: (change) => then(queue.change(change)),
    persist: (change) => then(queue.persist(change)),
    withEntities: (work) => then(queue.withEntities(work)),
  };
}

/**
 * Jobs that run at the same time in production run in one order here, because a seed must replay. The locks of
 * single subjects stay as they are.
 */
function inOneOrder(app: App): App {
  const background = new AsyncLocalStorage<'WAITING' | 'RUNNING'>();
  const { locks } = app.deps;
  app.deps.locks = {
    ...locks,
    run: (id, work) =>
      // A reconciliation queries one subject after the other, each under its own lock.
      background.getStore() === 'WAITING'
        ? locks.run('background', () => background.run('RUNNING', () => locks.run(id, work)))
        : locks.run(id, work),
  };
  return { ...app, runDue: () => background.run('WAITING', () => app.runDue()) };
}
