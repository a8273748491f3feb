/* oxlint-disable no-console -- what the person who started it is told goes to the terminal as it is */
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { toldAtStart } from './domain/errors.ts';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  // The sandbox and its demo are not even loaded where they are off.
  const demo = config.sandbox ? await import('./demo.ts') : null;
  const demoKey = demo?.demoKeyOf(config) ?? null;
  // A key that is shown to whoever opens the page is for development only.
  const app = await createApp(config, { demoKey: config.production ? null : demoKey });
  const port = await app.listen();
  const started = (await demo?.startDemo(app, config)) ?? null;
  console.log(greeting(config, port, demoKey, started?.addresses ?? []));

  let draining = false;
  const drain = async (signal: string): Promise<void> => {
    if (draining) return;
    draining = true;
    app.deps.log.info({ signal }, 'draining');
    await app.close();
    await started?.sandbox.close();
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void drain(signal));
  process.on('SIGINT', (signal) => void drain(signal));
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

main().catch((error: unknown) => {
  console.error(toldAtStart(error));
  process.exit(1);
});
