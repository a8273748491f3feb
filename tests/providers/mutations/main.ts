/**
 * Removes rows from the providers' tables, one at a time, and expects the conformance suite to fail:
 * `npm run prove -- mutations`. By default all rows of each provider and of the kit; `--sample n`: n of them of each;
 * `--provider w-checkout` or `--provider kit`: one alone; `--list`: shows the case at which each row fails.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Case } from '../conformance/cases.ts';
import { runSuite } from '../conformance/run.ts';
import { conforming } from '../conformance/subjects.ts';
import type { Conforming } from '../conformance/subjects.ts';
import { printed } from '../conformance/table.ts';
import { loadMutant } from './load.ts';
import { rowsOf } from './rows.ts';
import type { Row } from './rows.ts';
import { isEquivalent } from './equivalent.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const kit = 'src/providers/kit';
const { values: options } = parseArgs({
  options: {
    sample: { type: 'string' },
    provider: { type: 'string', multiple: true },
    table: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function rowsIn(folders: readonly string[]): Row[] {
  const rows = folders
    .flatMap(filesIn)
    .flatMap((file) => rowsOf(file, readFileSync(join(root, file), 'utf8')))
    .filter((row) => !isEquivalent(row))
    .filter(({ name }) => name.startsWith(options.table ?? ''));
  if (options.sample === undefined) return rows;
  const every = Math.max(1, Math.floor(rows.length / Number(options.sample)));
  return rows.filter((_, index) => index % every === 0);
}

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`);
}

/** The cases that name the row come first. Faults are left out, because tables do not decide them. */
function likelyFirst({ name }: Row): (cases: readonly Case[]) => readonly Case[] {
  const key = name.slice(name.lastIndexOf('.') + 1);
  return (cases) => {
    const tried = cases.filter(({ fault }) => fault === undefined);
    const speaking = new Set(tried.filter(({ title }) => title.includes(key)));
    return [...speaking, ...tried.filter((one) => !speaking.has(one))];
  };
}

/** The title of the first case that fails; null where none does. */
async function killerOf(row: Row, conformer: Conforming): Promise<string | null> {
  try {
    const module = await loadMutant(conformer, row);
    const choose = likelyFirst(row);
    for (const open of conformer.subjects) {
      // One after the other: the first failure is enough.
      // oxlint-disable-next-line no-await-in-loop
      const { failed } = await runSuite(module, open, { bail: true, choose });
      if (failed[0] !== undefined) return failed[0].title;
    }
    return null;
  } catch (error) {
    // Then the test itself is broken.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')
      throw error;
    return `cannot be loaded: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** What is mutated, and the providers of which one at least must notice. */
interface Mutated {
  name: string;
  rows: readonly Row[];
  conformers: readonly Conforming[];
}

/** Of the kit, and used by no provider in the registry yet. `tests/providers/kit/` has their cases. */
const ofNoProvider = /^src\/providers\/kit\/(?:rest\.ts#|webhook\.ts#noticeReceiver)/;

/** The kit is of all providers. */
function mutated(): Mutated[] {
  const ofKit = rowsIn([kit]).filter(({ file, name }) => !ofNoProvider.test(`${file}#${name}`));
  const all = [
    ...conforming.map((one) => ({
      name: one.entry.split('/').at(-2) ?? '',
      rows: rowsIn(one.folders),
      conformers: [one],
    })),
    {
      name: 'kit',
      rows: ofKit,
      conformers: conforming.map((one) => ({ ...one, folders: [...one.folders, kit] })),
    },
  ];
  return all.filter(({ name }) => options.provider?.includes(name) !== false);
}

/** The first case that fails at any of the providers. */
async function killedAtOne(row: Row, conformers: readonly Conforming[]): Promise<string | null> {
  for (const conformer of conformers) {
    // One after the other: the first failure is enough.
    // oxlint-disable-next-line no-await-in-loop
    const killer = await killerOf(row, conformer);
    if (killer !== null) return killer;
  }
  return null;
}

let survivors = 0;
const table: Record<string, { rows: number; killed: number; survived: number; seconds: number }> =
  {};
for (const { name, rows, conformers } of mutated()) {
  const startedAt = performance.now();
  const [first] = rows;
  if (first === undefined) continue;
  // Otherwise everything would count as killed.
  const unchanged = { ...first, mutant: readFileSync(join(root, first.file), 'utf8') };
  // oxlint-disable-next-line no-await-in-loop
  const failing = await killedAtOne(unchanged, conformers);
  if (failing !== null) throw new Error(`without any mutation this fails: ${failing}`);
  let killed = 0;
  for (const row of rows) {
    // One after the other: each has its own sandbox.
    // oxlint-disable-next-line no-await-in-loop
    const killer = await killedAtOne(row, conformers);
    const what = `${row.file}:${row.line} ${row.name} ${row.change}`;
    if (killer === null) print(`SURVIVED ${name} ${what}`);
    else killed += 1;
    if (options.list && killer !== null) print(`${what} — ${killer.slice(0, 160)}`);
  }
  const survived = rows.length - killed;
  survivors += survived;
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  table[name] = { rows: rows.length, killed, survived, seconds };
}
print(`\n${printed(table)}`);
// A mutant may have left something open.
process.exit(survivors === 0 ? 0 : 1);
