import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { startPaygraph } from '../../support/process.ts';
import type { PaygraphProcess } from '../../support/process.ts';
import { clockModule, step } from './clock.ts';
import type { SharedClock } from './clock.ts';

const adminKey = 'the-administrator-of-the-crash-harness';

export interface PaygraphOptions {
  port: number;
  /** How others reach it: its own port, or one that it shares with others. */
  base: string;
  databaseUrl: string;
  clock: SharedClock;
  /** Gets what it writes to its log: errors only. */
  errors: string[];
}

/** The real process, on a port and a database that outlive it. */
export class Paygraph {
  readonly adminKey = adminKey;
  /** Milliseconds from the spawn to the first accepted request, for each start that got there. */
  readonly readyMs: number[] = [];
  /** From and to, by the shared clock, of the same starts. */
  readonly starts: { from: number; to: number }[] = [];
  #running: { child: ChildProcess; kill(): Promise<void> } | null = null;
  #closed = false;
  #up = Promise.withResolvers<void>();
  readonly #options: PaygraphOptions;

  constructor(options: PaygraphOptions) {
    this.#options = options;
  }

  get isDown(): boolean {
    return this.#running === null;
  }

  /** Empty while it is down. */
  get children(): ChildProcess[] {
    return this.#running === null ? [] : [this.#running.child];
  }

  /** Rejects if the process was killed before it was ready. */
  async start(): Promise<void> {
    if (this.#closed) throw new Error('Paygraph is not started any more');
    const { base, clock, databaseUrl, errors, port } = this.#options;
    const begun = performance.now();
    const from = clock.now();
    const started: PaygraphProcess = await startPaygraph(
      {
        databaseUrl,
        adminKey,
        port,
        env: {
          PUBLIC_URL: base,
          LOG_LEVEL: 'error',
          CRASH_CLOCK_OFFSET_MS: String(clock.offsetMs),
          CRASH_CLOCK_STEP_MS: String(clock.stepMs),
        },
        preload: [clockModule],
        onLine: (line) => {
          if (line.startsWith('{')) errors.push(line);
        },
      },
      (spawned) => {
        this.#running = spawned;
      },
    );
    this.readyMs.push(performance.now() - begun);
    this.starts.push({ from, to: clock.now() });
    // The clock may have moved while the process was starting.
    await clock.advance(0, [started.child]);
    this.#up.resolve();
  }

  /** Sets the offset of its wall clock from now on. */
  step(ms: number): void {
    for (const child of this.children) step(child, ms);
  }

  /** SIGKILL; resolves when the process is gone. */
  async kill(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    this.#running = null;
    this.#up.resolve();
    this.#up = Promise.withResolvers();
    await running.kill();
  }

  /** Ends it permanently. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.kill();
  }

  /** Resolves while it accepts requests. */
  async up(): Promise<void> {
    await this.#up.promise;
    // Between the death of the process and its exit event.
    await sleep(20);
  }
}

/** A port that is free now, below those that the system gives to outgoing connections. */
export async function freePort(draw: () => number): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = draw();
    const server = createServer();
    const outcome = Promise.race([
      once(server, 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ]);
    server.listen(port, '127.0.0.1');
    const isFree = await outcome;
    if (isFree) {
      server.close();
      await once(server, 'close');
      return port;
    }
  }
  throw new Error('no free port');
}
