/** Prints what becomes of every operation under every fault, as a table: `npm run prove -- faults`. */
import { faultsAt, moments } from '../../providers/conformance/fault-list.ts';
import { printed } from '../../providers/conformance/table.ts';
import { allAccounts } from './mutations/all.ts';
import type { Mutation } from './mutations.ts';
import { expectedOf } from './expected.ts';
import { incidents, incidentsOf, expectedOfIncident, longPatience } from './incidents.ts';
import { columns, notWritten, openFixture, rowOf } from './matrix.ts';
import type { Cell, Fixture } from './matrix.ts';

const print = (fixture: string): void => void process.stdout.write(`${fixture}\n`);
const reasons: string[] = [];
let wrong = 0;

const short: Record<string, string> = {
  ProviderUnavailableError: 'unavailable',
  'Internal error': 'error',
};

/** "UNKNOWN → PENDING": the first status, and the final one; a star where the provider had done it by the first. */
function shown(cell: Cell | undefined): string {
  if (cell === undefined) return '?';
  if ('reason' in cell) {
    if (!reasons.includes(cell.reason)) reasons.push(cell.reason);
    return `– ${letter(reasons.indexOf(cell.reason))}`;
  }
  const { answer, doneAtOnce, end, doneInTheEnd } = cell;
  const first =
    (short[answer] ?? answer.replace('InvalidStateError ', '')) + (doneAtOnce ? '*' : '');
  return `${first} → ${end}${doneInTheEnd ? '*' : ''}`;
}
const letter = (at: number): string => String.fromCodePoint(97 + at);

function judged(name: string, cell: Cell | undefined, expected: Cell): [string, string] {
  const text = shown(cell);
  const isRight = text === shown(expected);
  if (!isRight) wrong += 1;
  return [name, isRight ? text : `WRONG ${text}`];
}

async function tried(
  fixture: Fixture,
  patient: Fixture,
  mutation: Mutation,
): Promise<Record<string, string>> {
  const row = await rowOf(fixture, mutation);
  const long = await incidentsOf(patient, mutation);
  return Object.fromEntries([
    ...columns.map((name) => judged(name, row.get(name), expectedOf(mutation, name, fixture))),
    ...incidents.map((name) =>
      judged(name, long.get(name), expectedOfIncident(patient, mutation, name)),
    ),
  ]);
}

/** Faults are rows and operations are columns: as rows the operations would fit no line. */
const table: Record<string, Record<string, string>> = Object.fromEntries(
  [...columns, ...incidents].map((column) => [column, {}]),
);
const widths = 4;
const blocks: string[][] = [];
for (const account of allAccounts) {
  // They share two cores.
  // oxlint-disable-next-line no-await-in-loop
  const fixture = await openFixture(account);
  // oxlint-disable-next-line no-await-in-loop
  const patient = await openFixture(account, longPatience);
  try {
    for (const mutation of account.mutations) {
      const name = `${mutation.operation} × ${account.name}`;
      // oxlint-disable-next-line no-await-in-loop
      const cells = await tried(fixture, patient, mutation);
      for (const [column, text] of Object.entries(cells)) (table[column] ??= {})[name] = text;
      if ((blocks.at(-1)?.length ?? widths) === widths) blocks.push([]);
      blocks.at(-1)?.push(name);
    }
  } finally {
    // oxlint-disable-next-line no-await-in-loop
    await Promise.all([fixture.close(), patient.close()]);
  }
}
print('Told at once → in the end. *: the provider has done it by then, and no more than once.\n');
for (const names of blocks) {
  const part = Object.entries(table).map(
    ([column, row]) =>
      [column, Object.fromEntries(names.map((name) => [name, row[name] ?? '?']))] as const,
  );
  print(printed(Object.fromEntries(part)));
}
for (const [at, reason] of reasons.entries()) print(`– ${letter(at)}: ${reason}`);
for (const moment of moments) print(`${moment}: ${faultsAt(moment).join(', ')}`);
print(`after it was answered: ${notWritten}, for our own database could not`);
process.exitCode = wrong === 0 ? 0 : 1;
