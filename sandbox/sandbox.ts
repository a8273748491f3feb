import type { QueryPrefix } from '../src/providers/stablecoin-gateway/signature.ts';
import { watchClock } from './double/books/watched-clock.ts';
import { openBooksFile } from './double/books/file.ts';
import type { ProviderBooks, ProviderState } from './double/books/provider-books.ts';
import type { SandboxClock } from './double/clock.ts';
import { createSandboxClock } from './double/clock.ts';
import type { ExamplepayProvider } from './examplepay/provider.ts';
import { startExamplepay } from './examplepay/start.ts';
import { startDouble } from './double/start.ts';
import { nexapay } from './nexapay/double.ts';
import type { NexapayProvider } from './nexapay/double.ts';
import type { Switches as NexapaySwitches } from './nexapay/platform.ts';
import type { StablecoinBrand } from './stablecoin-platform/brands.ts';
import { BRANDS } from './stablecoin-platform/brands.ts';
import type { StablecoinProvider } from './stablecoin-platform/provider.ts';
import { startStablecoinProvider } from './stablecoin-platform/start.ts';
import type { VexoraProvider } from './vexora/provider.ts';
import { startVexora } from './vexora/start.ts';

export type { StablecoinBrand } from './stablecoin-platform/brands.ts';

/** The provider double of each name. */
export interface SandboxProviders extends Record<StablecoinBrand, StablecoinProvider> {
  VEXORA: VexoraProvider;
  NEXAPAY: NexapayProvider & { readonly name: 'NEXAPAY' };
  EXAMPLEPAY: ExamplepayProvider;
}
export type SandboxProvider = keyof SandboxProviders;
export type SandboxedProvider = StablecoinProvider;

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
   * Whether to refuse all that a strict provider would (docs/providers/stablecoin-gateway.md#strict-requests). Default
   * true.
   */
  strict?: boolean;
  /** Default '?' (docs/providers/stablecoin-gateway.md#request-signatures). */
  queryPrefix?: QueryPrefix;
  /**
   * Milliseconds of sandbox time between the steps of refunds and settlements. Default: the operator makes each step.
   */
  autoAdvanceMs?: number;
  nexapay?: Partial<NexapaySwitches>;
  /** Milliseconds until a payment of ExamplePay ends by itself. Default: it ends when its cashier page is confirmed. */
  examplepay?: { autoPayMs?: number };
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
  close(): Promise<void>;
}

interface Running {
  provider: { readonly name: string };
  books: ProviderBooks;
  close(): Promise<void>;
}
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
  return {
    clock: watched,
    provider<Name extends SandboxProvider>(name: Name) {
      const found = running.get(name);
      if (found === undefined) throw new Error(`no such provider: ${name}`);
      return found.provider as unknown as SandboxProviders[Name];
    },
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
  const { host = '127.0.0.1', ports = {}, strict = true, queryPrefix = '?' } = options;
  const { autoAdvanceMs = null, log = () => undefined } = options;
  const common = { host, clock, strict, queryPrefix, autoAdvanceMs, log, beforeAnswer };
  const running = new Map<SandboxProvider, Running>();
  try {
    for (const { name } of Object.values(BRANDS)) {
      // One after the other, so that the running ones are known and closed where one cannot start.
      // oxlint-disable-next-line no-await-in-loop
      running.set(name, await startStablecoinProvider(name, { ...common, port: ports[name] ?? 0 }));
    }
    running.set('VEXORA', await startVexora({ ...common, port: ports.VEXORA ?? 0 }));
    const forNexapay = { ...common, port: ports.NEXAPAY ?? 0, switches: options.nexapay };
    running.set('NEXAPAY', await startDouble(nexapay, forNexapay));
    const autoPayMs = options.examplepay?.autoPayMs ?? null;
    const forExamplepay = { ...common, port: ports.EXAMPLEPAY ?? 0, autoPayMs };
    running.set('EXAMPLEPAY', await startExamplepay(forExamplepay));
  } catch (error) {
    await closeAll(running);
    throw error;
  }
  return running;
}

async function closeAll(running: AllRunning): Promise<void> {
  await Promise.all([...running.values()].map((one) => one.close()));
}
