/* oxlint-disable no-console -- the greeting goes to the terminal as it is */
import { flushCompileCache } from 'node:module';
import { createApp } from './app.ts';
import type { App, DemoOrder } from './app.ts';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { describeStartError } from './domain/errors.ts';

/** Something that is started with the server: the sandbox. */
export interface Companion {
  /** An API key for GraphiQL's headers, outside of production. */
  demoKey: string;
  start(app: App): Promise<RunningCompanion>;
}
export interface RunningCompanion {
  /** The addresses of its pages. */
  addresses: readonly { title: string; url: string }[];
  /** Orders at its accounts, for tabs of GraphiQL. */
  orders: readonly DemoOrder[];
  close(): Promise<void>;
}

/**
 * Runs the process: reads the configuration, starts the server and its companion, and drains on SIGTERM and SIGINT.
 * Where it cannot start, it prints why and exits with 1.
 */
export function serve(
  companionOf: (config: Readonly<Config>) => Promise<Companion | null> = async () => null,
): void {
  start(companionOf).catch((error: unknown) => {
    console.error(describeStartError(error));
    process.exit(1);
  });
}

async function start(
  companionOf: (config: Readonly<Config>) => Promise<Companion | null>,
): Promise<void> {
  const config = readConfig(process.env);
  const companion = await companionOf(config);
  const demoKey = companion?.demoKey ?? null;
  let running: RunningCompanion | null = null;
  // Anybody who opens GraphiQL sees this key, so it is for development only.
  const app = await createApp(config, {
    demoKey: config.production ? null : demoKey,
    sandboxes: () => running?.addresses ?? [],
    demoOrders: () => running?.orders ?? [],
  });
  // Writes what was compiled, where that is kept (scripts/run.mjs): a process that is ended by a signal does not.
  flushCompileCache();
  const port = await app.listen();
  running = (await companion?.start(app)) ?? null;

  let draining = false;
  const drain = async (signal: string): Promise<void> => {
    if (draining) return;
    draining = true;
    app.deps.log.info({ signal }, 'draining');
    await app.close();
    await running?.close();
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void drain(signal));
  process.on('SIGINT', (signal) => void drain(signal));
  console.log(greeting(config, port, demoKey, running?.addresses ?? []));
}

function greeting(
  config: Readonly<Config>,
  port: number,
  demoKey: string | null,
  sandboxes: readonly { title: string; url: string }[],
): string {
  const host = config.host === '127.0.0.1' ? 'localhost' : config.host;
  const lines = [
    '',
    `  Paygraph is ready on http://${host}:${port}/graphql${config.graphiql ? '  (GraphiQL in a browser)' : ''}`,
    `  start page         http://${host}:${port}/`,
    ...(config.docs ? [`  documentation      http://${host}:${port}/docs/`] : []),
    ...(config.console ? [`  console            http://${host}:${port}/console/`] : []),
    ...(config.production ? [] : [`  administrator key  ${config.adminKey.reveal()}`]),
    ...(demoKey === null ? [] : [`  demo key           ${demoKey}`]),
    ...sandboxes.map(({ title, url }) => `  ${`${title} sandbox`.padEnd(29)} ${url}`),
    '',
  ];
  return lines.join('\n');
}
