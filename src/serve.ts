/* oxlint-disable no-console -- what the person who started it is told goes to the terminal as it is */
import { createApp } from './app.ts';
import type { App } from './app.ts';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { describeStartError } from './domain/errors.ts';

/** What is started beside the server. */
export interface Companion {
  /** Put into GraphiQL's headers, outside of production. */
  demoKey: string;
  start(app: App): Promise<RunningCompanion>;
}
export interface RunningCompanion {
  /** Where it can be looked at. */
  addresses: readonly { title: string; url: string }[];
  close(): Promise<void>;
}

/**
 * The process: configuration, server, what is beside it; drains on SIGTERM and SIGINT. Where it cannot start it
 * says why and ends with 1.
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
  // A key that is shown to whoever opens the page is for development only.
  const app = await createApp(config, { demoKey: config.production ? null : demoKey });
  const port = await app.listen();
  const running = (await companion?.start(app)) ?? null;

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
    ...(config.production ? [] : [`  administrator key  ${config.adminKey.reveal()}`]),
    ...(demoKey === null ? [] : [`  demo key           ${demoKey}`]),
    ...sandboxes.map(({ title, url }) => `  ${`${title} sandbox`.padEnd(29)} ${url}`),
    '',
  ];
  return lines.join('\n');
}
