/**
 * Measures Paygraph beside the least that could do the same work, in one run. `--quick`: takes a few seconds and
 * shows that it runs. `--only <case>`: one case. `--out <file>`: where the JSON goes. `--profile <folder>`: CPU
 * profiles of Paygraph's processes.
 */
import { parseArgs } from 'node:util';
import { measureCreateOrder } from './cases/create-order.ts';
import { measureOneOrder, measureOwnOrders } from './cases/fan-out.ts';
import { measureOrderQuery, measureOrdersQuery } from './cases/queries.ts';
import { measureWebhooks, ordersOfWebhooks } from './cases/webhooks.ts';
import { measureWebhooksOnPostgres } from './cases/webhooks-postgres.ts';
import { printLines, writeResults } from './support/report.ts';
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
  orders: measureOrdersQuery,
  ownOrders: measureOwnOrders,
  oneOrder: measureOneOrder,
  createOrder: measureCreateOrder,
  webhooksOnPostgres: (_template, size, profile) => measureWebhooksOnPostgres(size, profile),
};

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    out: { type: 'string', default: 'bench/results/latest.json' },
    profile: { type: 'string' },
  },
});

const chosen = Object.entries(cases).filter(([name]) => (options.only ?? name) === name);
if (chosen.length === 0) throw new Error(`--only takes one of ${Object.keys(cases).join(', ')}`);
const size = options.quick ? quickSize : fullSize;
const started = performance.now();
const template = await createTemplate(Math.max(ordersOfWebhooks(size), size.subscribers));
try {
  const lines: Line[] = [];
  for (const [, measure] of chosen) {
    const measured = await measure(template, size, { profileTo: options.profile ?? null });
    printLines(measured);
    lines.push(...measured);
  }
  const seconds = (performance.now() - started) / 1000;
  await writeResults(options.out, { quick: options.quick, seconds, size, lines });
  console.log(`\n${seconds.toFixed(0)} s in all; ${options.out}`);
} finally {
  await template.remove();
}
