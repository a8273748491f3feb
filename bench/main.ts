/**
 * Measures Paygraph beside the least that could do the same work and beside its peers, in one run. `--only <part>`:
 * one part, or some with commas. `--short`: less work, the floors alone. `--guard`: fails where a ratio is worse than
 * what is committed. `--out <file>`: where the JSON goes. `--profile <folder>`: CPU profiles of Paygraph's processes.
 * docs/performance.md.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureInstalled } from '../scripts/install.mjs';
import { parts } from './parts.ts';
import { fallenBehind, tolerance } from './support/guard.ts';
import { partOf, printLines, readResults, writeResults } from './support/report.ts';
import type { Results } from './support/report.ts';
import { fullSize, ordersOf, shortSize } from './support/rounds.ts';
import { createTemplate } from './support/template.ts';
import type { Line } from './support/figures.ts';

const { values: options } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    guard: { type: 'boolean', default: false },
    only: { type: 'string' },
    out: { type: 'string' },
    profile: { type: 'string' },
  },
});

const form = options.short ? 'short' : 'whole';
const size = options.short ? shortSize : fullSize;
const names =
  options.only?.split(',') ?? [...parts.keys()].filter((name) => parts.get(name)?.[form]);
const unknown = names.filter((name) => !parts.has(name));
if (unknown.length > 0) throw new Error(`--only takes ${[...parts.keys()].join(', ')}`);

const committed = options.short ? 'bench/results-short.json' : 'bench/results.json';
const isCommitted = options.only === undefined && !options.guard;
const out = options.out ?? (isCommitted ? committed : 'bench/results/latest.json');
const peers = fileURLToPath(new URL('peers', import.meta.url));
if (size.withPeers) await ensureInstalled(peers, { development: true });

const started = performance.now();
const seconds = (since: number): number => (performance.now() - since) / 1000;
const template = await createTemplate(ordersOf(size));
try {
  const before = readResults(committed);
  const measured: Results = {};
  const complaints: string[] = [];
  for (const name of names) {
    const began = performance.now();
    let lines = await measure(name);
    const complain = () => fallenBehind(lines, before[name]?.lines ?? [], tolerance[form]);
    if (options.guard && complain().length > 0) {
      // Once may have been the machine.
      lines = await measure(name);
      complaints.push(...complain());
    }
    measured[name] = partOf({ form, seconds: seconds(began), size, lines });
  }
  writeResults(out, measured);
  console.log(`\n${seconds(started).toFixed(0)} s in all; ${out}`);
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) process.exitCode = 1;
} finally {
  await template.remove();
}

async function measure(name: string): Promise<Line[]> {
  const part = parts.get(name);
  if (part === undefined) throw new Error(`no part ${name}`);
  const lines = await part.measure(template, size, { profileTo: options.profile ?? null });
  printLines(lines);
  return lines;
}
