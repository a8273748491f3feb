/**
 * Measures for how long each load holds the server's event loop. `--only <load>`: one load. `--profile <folder>`:
 * writes CPU profiles of the server.
 */
import { parseArgs } from 'node:util';
import { createTemplate } from '../support/template.ts';
import { catchUp, drain, drainDeaf, fanOut, idle, leave, longPages, reconcile } from './loads.ts';
import type { Load, Outcome } from './loads.ts';

interface Case {
  load: Load;
  /** Orders in the database, with four events each. */
  orders: number;
  count: number;
}

const cases: Readonly<Record<string, Case>> = {
  'catch up': { load: catchUp, orders: 15_000, count: 60_000 },
  leave: { load: leave, orders: 15_000, count: 60_000 },
  'fan out': { load: fanOut, orders: 15_000, count: 2000 },
  'long pages': { load: longPages, orders: 15_000, count: 100 },
  reconcile: { load: reconcile, orders: 100_000, count: 100_000 },
  drain: { load: drain, orders: 15_000, count: 5000 },
  'drain deaf': { load: drainDeaf, orders: 15_000, count: 5000 },
  // After the clients connect, V8 collects garbage for half a minute.
  idle: { load: idle(40_000, 15), orders: 15_000, count: 5000 },
};

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, profile: { type: 'string' } },
});
const chosen = Object.entries(cases).filter(([name]) => (options.only ?? name) === name);
if (chosen.length === 0) throw new Error(`--only takes one of ${Object.keys(cases).join(', ')}`);

for (const [name, { load, orders, count }] of chosen) {
  const template = await createTemplate(orders);
  try {
    print(name, count, await load(template, count, { profileTo: options.profile ?? null }));
  } finally {
    await template.remove();
  }
}

function rounded(figures: object): string {
  const all = Object.entries(figures);
  return all.map(([what, value]) => `${what} ${Math.round(value * 10) / 10}`).join(', ');
}

function print(name: string, count: number, { delays, figures, codes }: Outcome): void {
  console.log(`${name}, ${count}`);
  console.log(`  ${rounded(figures)}`);
  if (delays !== null) console.log(`  delays: ${rounded(delays)}`);
  if (Object.keys(codes).length > 0) console.log(`  ended: ${rounded(codes)}`);
}
