import type { DoubleOptions, RunningDouble } from './double/index.ts';
import { openBooksFile } from './double/books/file.ts';
import type { ProviderState } from './double/books/provider-books.ts';
import { watchClock } from './double/books/watched-clock.ts';
import type { SandboxClock } from './double/clock.ts';
import { createSandboxClock } from './double/clock.ts';
import type { Entry, HandleOfEntry, Registrable, SwitchesOfEntry } from './entry.ts';
import { registry } from './registry.ts';

type RegistryEntry = (typeof registry)[number];

/** The provider double of each name. */
export type SandboxProviders = { [E in RegistryEntry as E['name']]: HandleOfEntry<E> };
export type SandboxProvider = keyof SandboxProviders;

/** The names of the providers, in the order of the registry. */
export const sandboxProviders: readonly SandboxProvider[] = registry.map(({ name }) => name);

/** How each double behaves where it can behave in several ways. */
export type SandboxSwitches = {
  [E in RegistryEntry as E['name']]?: Partial<SwitchesOfEntry<E>>;
};

export interface SandboxOptions {
  /**
   * Default 127.0.0.1. Cashier, operator page and control calls are served only to this machine, under a loopback name.
   */
  host?: string;
  /** Default 0, which is any free port. */
  ports?: Partial<Record<SandboxProvider, number>>;
  /** Default: real time. The caller closes a clock that it passes. */
  clock?: SandboxClock;
  /**
   * Milliseconds of sandbox time between the steps of refunds and settlements. Default: the operator makes each step.
   */
  autoAdvanceMs?: number;
  /** Default: as each double is declared. */
  switches?: SandboxSwitches;
  log?: (line: string) => void;
  /**
   * A file that holds the state, so that the next sandbox goes on with it. Default: none, and the state ends with the
   * sandbox.
   */
  booksFile?: string | undefined;
}

export interface Sandbox {
  clock: SandboxClock;
  provider<Name extends SandboxProvider>(name: Name): SandboxProviders[Name];
  /** Registers a merchant's account at a provider. */
  register(name: SandboxProvider, account: object): void;
  close(): Promise<void>;
}

type Running = RunningDouble<Registrable>;
type AllRunning = ReadonlyMap<SandboxProvider, Running>;

/** What is stored: of each provider, and by how many milliseconds the clock is ahead. */
interface Books {
  aheadMs: number;
  providers: Map<SandboxProvider, ProviderState>;
}

/** Starts every provider on its own port. Rejects where a port is in use. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { booksFile, log = () => undefined } = options;
  const file = booksFile === undefined ? null : openBooksFile<Books>(booksFile, log);
  const clock = options.clock ?? createSandboxClock({ aheadMs: file?.before?.aheadMs ?? 0 });
  const closeClock = (): void => {
    if (options.clock === undefined) clock.close();
  };
  const watched = file === null ? clock : watchClock(clock, file.changed);
  const running = await startProviders(options, watched, file?.changed).catch((error: unknown) => {
    closeClock();
    throw error;
  });
  for (const [name, state] of file?.before?.providers ?? [])
    running.get(name)?.books.restore(state);
  file?.open(() => ({
    aheadMs: clock.now() - Date.now(),
    providers: new Map([...running].map(([name, { books }]) => [name, books.state()])),
  }));
  const find = (name: SandboxProvider): Running => {
    const found = running.get(name);
    if (found === undefined) throw new Error(`no such provider: ${name}`);
    return found;
  };
  return {
    clock: watched,
    provider: <Name extends SandboxProvider>(name: Name) =>
      find(name).provider as unknown as SandboxProviders[Name],
    register: (name, account) => find(name).provider.registerMerchantAccount(account),
    async close() {
      await closeAll(running);
      closeClock();
      file?.close();
    },
  };
}

async function startProviders(
  options: SandboxOptions,
  clock: SandboxClock,
  beforeAnswer: (() => void) | undefined,
): Promise<AllRunning> {
  const { host = '127.0.0.1', ports = {}, switches = {} } = options;
  const { autoAdvanceMs = null, log = () => undefined } = options;
  const common = { host, clock, autoAdvanceMs, log, beforeAnswer };
  const running = new Map<SandboxProvider, Running>();
  try {
    for (const entry of registry) {
      const { name } = entry;
      const started: Entry = entry;
      const own: DoubleOptions<object> = {
        ...common,
        port: ports[name] ?? 0,
        switches: switches[name],
      };
      // One after the other, so that the running ones are known and closed where one cannot start.
      // oxlint-disable-next-line no-await-in-loop
      running.set(name, await started.start(own));
    }
  } catch (error) {
    await closeAll(running);
    throw error;
  }
  return running;
}

async function closeAll(running: AllRunning): Promise<void> {
  await Promise.all([...running.values()].map((one) => one.close()));
}
