/** The conformance of all providers in one table, without vitest: `npm run prove -- conformance`. */
import { faultsAt, moments } from './fault-list.ts';
import type { Cell } from './matrix.ts';
import { runSuite } from './run.ts';
import { conforming } from './subjects.ts';
import { printed } from './table.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const short: Record<string, string> = { UNKNOWN: 'unknown', NOT_SENT: 'not sent', ANSWERED: 'yes' };
const counts: Record<string, Record<string, number>> = {};
const table: Record<string, Record<string, string>> = {};
const reasons: string[] = [];
const notes: string[] = [];
let failures = 0;

/** The text of a cell: how the call ended, or the letter of the reason why there is none. */
function shown(cell: Cell): string {
  if (cell === null) return '?';
  if ('outcome' in cell) return short[cell.outcome] ?? cell.outcome;
  if (!reasons.includes(cell.reason)) reasons.push(cell.reason);
  return `– ${letter(reasons.indexOf(cell.reason))}`;
}
const letter = (at: number): string => String.fromCodePoint(97 + at);

const all = conforming.flatMap(({ module, subjects }) =>
  subjects.map((open) => ({ module, open })),
);
for (const { module, open } of all) {
  // The providers share two cores.
  // oxlint-disable-next-line no-await-in-loop
  const { name, cases, skipped, failed, matrix } = await runSuite(module, open);
  const broken = new Set(failed.map(({ title }) => title));
  for (const [operation, row] of matrix) {
    const cells = [...row].map(([fault, cell]) => [fault, shown(cell)] as const);
    table[`${operation} × ${name}`] = Object.fromEntries(cells);
  }
  for (const { title, fault } of cases) {
    if (fault === undefined || !broken.has(title)) continue;
    (table[`${fault.operation} × ${name}`] ??= {})[fault.name] = 'FAILS';
  }
  for (const { title, message } of failed)
    notes.push(`to do: ${title}\n       ${message.slice(0, 400)}`);
  for (const { title, reason } of skipped) notes.push(`skipped: ${title} (${reason})`);
  failures += failed.length;
  counts[name] = {
    operations: matrix.size,
    vectors: cases.filter(({ title }) => title.includes(' vector ')).length,
    cases: cases.length,
    skipped: skipped.length,
    failed: failed.length,
  };
}
const rows = Object.entries(table).toSorted(([a], [b]) => (a < b ? -1 : 1));
print('How a call ends under each fault');
print(printed(Object.fromEntries(rows)));
for (const [at, reason] of reasons.entries()) print(`– ${letter(at)}: ${reason}`);
for (const moment of moments) print(`${moment}: ${faultsAt(moment).join(', ')}`);
print('');
for (const note of notes) print(note);
print(printed(counts));
process.exitCode = failures === 0 ? 0 : 1;
