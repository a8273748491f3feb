/** What becomes of every operation under every fault, as a table: `npm run prove -- faults`. */
import { faultsAt, moments } from '../../providers/conformance/fault-list.ts';
import { printed } from '../../providers/conformance/table.ts';
import { allDeeds } from './deeds/all.ts';
import type { Deed } from './deeds.ts';
import { expectedOf } from './expected.ts';
import { calamities, calamitiesOf, expectedOfCalamity, longPatience } from './calamities.ts';
import { columns, notWritten, openLine, rowOf } from './matrix.ts';
import type { Cell, Line } from './matrix.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const reasons: string[] = [];
let wrong = 0;

const short: Record<string, string> = {
  ProviderUnavailableError: 'unavailable',
  'Internal error': 'error',
};

/** "UNKNOWN → PENDING": told at once, and in the end; a star where the provider had done it by the first. */
function shown(cell: Cell | undefined): string {
  if (cell === undefined) return '?';
  if ('reason' in cell) {
    if (!reasons.includes(cell.reason)) reasons.push(cell.reason);
    return `– ${letter(reasons.indexOf(cell.reason))}`;
  }
  const { told, doneAtOnce, end, doneInTheEnd } = cell;
  const first = (short[told] ?? told.replace('InvalidStateError ', '')) + (doneAtOnce ? '*' : '');
  return `${first} → ${end}${doneInTheEnd ? '*' : ''}`;
}
const letter = (at: number): string => String.fromCodePoint(97 + at);

function judged(name: string, cell: Cell | undefined, expected: Cell): [string, string] {
  const text = shown(cell);
  const isRight = text === shown(expected);
  if (!isRight) wrong += 1;
  return [name, isRight ? text : `WRONG ${text}`];
}

async function tried(line: Line, patient: Line, deed: Deed): Promise<Record<string, string>> {
  const row = await rowOf(line, deed);
  const long = await calamitiesOf(patient, deed);
  return Object.fromEntries([
    ...columns.map((name) => judged(name, row.get(name), expectedOf(deed, name, line))),
    ...calamities.map((name) =>
      judged(name, long.get(name), expectedOfCalamity(patient, deed, name)),
    ),
  ]);
}

/** One column of operations for each row of faults: that many operations fit no line. */
const table: Record<string, Record<string, string>> = Object.fromEntries(
  [...columns, ...calamities].map((column) => [column, {}]),
);
const widths = 4;
const blocks: string[][] = [];
for (const deeds of allDeeds) {
  // They share two cores.
  // oxlint-disable-next-line no-await-in-loop
  const line = await openLine(deeds);
  // oxlint-disable-next-line no-await-in-loop
  const patient = await openLine(deeds, longPatience);
  try {
    for (const deed of deeds.deeds) {
      const name = `${deed.operation} × ${deeds.name}`;
      // oxlint-disable-next-line no-await-in-loop
      const cells = await tried(line, patient, deed);
      for (const [column, text] of Object.entries(cells)) (table[column] ??= {})[name] = text;
      if ((blocks.at(-1)?.length ?? widths) === widths) blocks.push([]);
      blocks.at(-1)?.push(name);
    }
  } finally {
    // oxlint-disable-next-line no-await-in-loop
    await Promise.all([line.close(), patient.close()]);
  }
}
say('Told at once → in the end. *: the provider has done it by then, and no more than once.\n');
for (const names of blocks) {
  const part = Object.entries(table).map(
    ([column, row]) =>
      [column, Object.fromEntries(names.map((name) => [name, row[name] ?? '?']))] as const,
  );
  say(printed(Object.fromEntries(part)));
}
for (const [at, reason] of reasons.entries()) say(`– ${letter(at)}: ${reason}`);
for (const moment of moments) say(`${moment}: ${faultsAt(moment).join(', ')}`);
say(`after it was answered: ${notWritten}, for our own database could not`);
process.exitCode = wrong === 0 ? 0 : 1;
