/* oxlint-disable no-console -- the greeting goes to the terminal as it is */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { demoKeyOf } from '../../demo/demo.ts';
import { readConfig } from '../../src/config.ts';
import { buildPages, refreshPages } from './server/pages.ts';
import type { Paygraph } from './server/orders.ts';
import { createShop } from './server/shop.ts';

/**
 * `npm run example`: the shop on http://localhost:3000, and a Paygraph with its sandbox for it. With PAYGRAPH_URL and
 * PAYGRAPH_API_KEY it uses one that is there. With `-- --dev` changes of the pages show at once.
 */
const root = join(import.meta.dirname, '..', '..');
const { SHOP_PORT = '3000', PAYGRAPH_URL, PAYGRAPH_API_KEY } = process.env;

async function main(): Promise<void> {
  const isDev = process.argv.includes('--dev');
  const origin = `http://localhost:${SHOP_PORT}`;
  const paygraph =
    PAYGRAPH_URL !== undefined && PAYGRAPH_API_KEY !== undefined
      ? { url: PAYGRAPH_URL, apiKey: PAYGRAPH_API_KEY }
      : await startPaygraph(origin);
  const pages = isDev ? await refreshPages() : await buildPages();
  const shop = createShop(paygraph, pages);
  shop.listen(Number(SHOP_PORT), 'localhost');
  await once(shop, 'listening');
  console.log(`\n  The shop is open on ${origin}  (in plain TypeScript: ${origin}/plain.html)\n`);
}

/** Its own port and its own database, so that `npm start` may run beside it. */
async function startPaygraph(corsOrigin: string): Promise<Paygraph> {
  const own = {
    PORT: process.env['PORT'] ?? '4100',
    DATABASE_URL: process.env['DATABASE_URL'] ?? 'sqlite:./data/example.sqlite',
    PAYGRAPH_CORS_ORIGINS: corsOrigin,
  };
  const env = { ...process.env, ...own };
  const apiKey = demoKeyOf(readConfig(env));
  const child = spawn(process.execPath, ['scripts/run.mjs', 'demo/main.ts'], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  endTogether(child);
  const base = `http://localhost:${own.PORT}`;
  await untilReady(`${base}/health/ready`, child);
  return { url: `${base}/graphql`, apiKey };
}

function endTogether(child: ChildProcess): void {
  child.on('exit', (code) => process.exit(code ?? 1));
  // On a terminal the child gets the signal itself.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
}

async function untilReady(address: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const isReady = await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

await main();
