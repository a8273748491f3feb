/**
 * Measures Paygraph beside the least that could do the same work and beside its peers, in one run. `--only <part>`:
 * one part. `--quick`: takes a few seconds and shows that it runs. `--out <file>`: where the JSON goes.
 * `--profile <folder>`: CPU profiles of Paygraph's processes. docs/performance.md.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureInstalled } from '../scripts/install.mjs';
import { measureCreateOrder } from './cases/create-order.ts';
import { measureFeed, measureOwnOrders, measureSharedSockets } from './cases/fan-out.ts';
import { measureOrderQuery, measurePageQuery } from './cases/queries.ts';
import { measureIdle } from './cases/idle.ts';
import { measureResume } from './cases/resume.ts';
import { measureTold } from './cases/told.ts';
import { measureWebhooks, ordersOfWebhooks } from './cases/webhooks.ts';
import { measureWebhooksOnPostgres } from './cases/webhooks-postgres.ts';
import { partOf, printLines, writeResults } from './support/report.ts';
import type { Results } from './support/report.ts';
import { fullSize, quickSize } from './support/rounds.ts';
import type { Size } from './support/rounds.ts';
import { createTemplate } from './support/template.ts';
import type { DatabaseTemplate } from './support/template.ts';
import type { Line } from './support/figures.ts';
import type { StartOptions } from './support/process.ts';

type Case = (template: DatabaseTemplate, size: Size, profile: StartOptions) => Promise<Line[]>;

const cases: Readonly<Record<string, Case>> = {
  webhooks: measureWebhooks,
  order: measureOrderQuery,
  page: measurePageQuery,
  told: measureTold,
  feed: measureFeed,
  sharedSockets: measureSharedSockets,
  ownOrders: measureOwnOrders,
  resume: measureResume,
  idle: measureIdle,
  createOrder: measureCreateOrder,
  webhooksOnPostgres: (_template, size, profile) => measureWebhooksOnPostgres(size, profile),
};

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    out: { type: 'string' },
    profile: { type: 'string' },
  },
});

const chosen = Object.entries(cases).filter(([name]) => (options.only ?? name) === name);
if (chosen.length === 0) throw new Error(`--only takes one of ${Object.keys(cases).join(', ')}`);
const size = options.quick ? quickSize : fullSize;
// Committed is what a full run measured.
const isWhole = options.only === undefined && !options.quick;
const out = options.out ?? (isWhole ? 'bench/results.json' : 'bench/results/latest.json');
if (size.withPeers) await ensureInstalled(fileURLToPath(new URL('peers', import.meta.url)));

const started = performance.now();
const template = await createTemplate(Math.max(ordersOfWebhooks(size), size.subscribers));
try {
  const parts: Results = {};
  for (const [name, measure] of chosen) {
    const began = performance.now();
    const lines = await measure(template, size, { profileTo: options.profile ?? null });
    printLines(lines);
    const seconds = (performance.now() - began) / 1000;
    parts[name] = partOf({ quick: options.quick, seconds, size, lines });
  }
  writeResults(out, parts);
  console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s in all; ${out}`);
} finally {
  await template.remove();
}
