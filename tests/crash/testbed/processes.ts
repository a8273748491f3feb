import type { ChildProcess } from 'node:child_process';
import { createBalancer } from '../../../scripts/cluster/balancer.ts';
import type { Random } from '../random.ts';
import type { Server } from './client.ts';
import type { SharedClock } from './clock.ts';
import { freePort, Paygraph } from './paygraph.ts';

/** The processes on the database, which may be one, behind an address that outlives them. */
export class Processes implements Server {
  readonly base: string;
  readonly all: readonly Paygraph[];
  readonly #clock: SharedClock;

  constructor(base: string, all: readonly Paygraph[], clock: SharedClock) {
    this.base = base;
    this.all = all;
    this.#clock = clock;
  }

  get adminKey(): string {
    return this.all[0]?.adminKey ?? '';
  }

  get children(): ChildProcess[] {
    return this.all.flatMap(({ children }) => children);
  }

  get readyMs(): number[] {
    return this.all.flatMap(({ readyMs }) => readyMs);
  }

  get starts(): { from: number; to: number }[] {
    return this.all.flatMap(({ starts }) => starts);
  }

  /** Starts those that are down. Rejects if one of them was killed before it was ready. */
  async start(): Promise<void> {
    await Promise.all(this.all.filter(({ isDown }) => isDown).map((one) => one.start()));
  }

  /** Whom a kill hits: mostly one, sometimes all. */
  draw(random: Random): readonly Paygraph[] {
    return this.all.length === 1 || random.chance(0.25) ? this.all : [random.pick(this.all)];
  }

  /** SIGKILL; resolves when they are gone. */
  async kill(which = this.all): Promise<void> {
    await Promise.all(which.map((one) => one.kill()));
  }

  /** Sets the offset of their wall clocks from now on. */
  step(ms: number): void {
    this.#clock.stepMs = ms;
    for (const one of this.all) one.step(ms);
  }

  /** Resolves while one of them accepts requests. */
  up(): Promise<void> {
    return Promise.race(this.all.map((one) => one.up()));
  }
}

/** So many processes on a database, none of them started, and what ends them. */
export async function openProcesses(
  count: number,
  databaseUrl: string,
  clock: SharedClock,
  random: Random,
): Promise<{ paygraph: Processes; errors: readonly string[]; close: () => Promise<void> }> {
  const errors: string[] = [];
  const ports: number[] = [];
  while (ports.length < count) ports.push(await freePort(() => random.between(20_000, 32_000)));
  const balancer = createBalancer();
  balancer.use(ports);
  const port = count === 1 ? ports[0] : await balancer.listen(0, '127.0.0.1');
  const base = `http://127.0.0.1:${port}`;
  const all = ports.map((own) => new Paygraph({ port: own, base, databaseUrl, clock, errors }));
  const close = async (): Promise<void> => {
    await Promise.all(all.map((one) => one.close()));
    if (count > 1) await balancer.close();
  };
  return { paygraph: new Processes(base, all, clock), errors, close };
}
