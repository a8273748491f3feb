import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { fastFolder, onPostgres } from '../support/own-database.ts';
import type { KindName } from './kinds.ts';
import type { Failure, Played, Share } from './share.ts';
import { missesStates, rareStates, unreached } from './rare/states.ts';
import { Tally } from './tally.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const mostShown = 3;
const mostWorkers = 4;
/** Where they wait for a server for half of the time. */
const perProcessor = (): number => (onPostgres ? 2 : 1);
/** One history takes a fraction of a second: what still runs after this never ends. */
const patienceMs = 120_000;

/** A whole number above zero from the command line. */
export function whole(name: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new RangeError(`--${name} must be a whole number above zero`);
}

export interface Command {
  kind: KindName;
  seed: string;
  from: number;
  count: number;
  trace: boolean;
  /** The command line that repeats one of them. */
  again: (number: number) => string;
}

/** Plays all of them, on as many workers as there are processors, and prints the results. True where none failed. */
export async function run({ kind, seed, from, count, trace, again }: Command): Promise<boolean> {
  const startedAt = performance.now();
  const seconds = (): number => (performance.now() - startedAt) / 1000;
  let done = 0;
  const progress = (): void => {
    if (done > 0 && done % 1000 === 0) print(`${done} ${kind} in ${seconds().toFixed(0)} s`);
    done += 1;
  };
  const parent = ownFolder();
  const to = from + count - 1;
  print(`${kind} ${from} to ${to} of seed ${seed}`);
  const step = Math.min(availableParallelism() * perProcessor(), mostWorkers, count);
  const shares = Array.from({ length: step }, (_, index) => ({
    kind,
    seed,
    from: from + index,
    to,
    step,
  }));
  const all = await Promise.all(shares.map((share) => work({ ...share, parent }, progress)));
  const tally = new Tally();
  for (const { counts } of all) tally.join(counts);
  const failures = all.flatMap((played) => played.failures).toSorted((a, b) => a.number - b.number);
  if (trace) for (const played of all) print(played.trace.join('\n'));
  for (const failure of failures.slice(0, mostShown)) show(failure, again(failure.number));
  for (const { number, complaints } of failures.slice(mostShown)) {
    print(`${number}: ${complaints[0] ?? ''}`);
  }
  print('');
  for (const line of tally.lines()) print(line);
  const rate = (count / seconds()).toFixed(1);
  const time = `${seconds().toFixed(0)} s (${rate} a second)`;
  print(`\n${count} ${kind} of seed ${seed} in ${time}, ${failures.length} wrong`);
  const isComplete = kind !== 'histories' || hasReachedAll(tally, count);
  return failures.length === 0 && isComplete;
}

/** Prints the rare states that were not reached. False where so many histories should have reached them. */
function hasReachedAll(tally: Tally, count: number): boolean {
  const missing = unreached(tally.counts);
  print(`${rareStates.length - missing.length} of ${rareStates.length} rare states reached`);
  for (const { id, sentence } of missing) print(`  not reached: ${id}. ${sentence}`);
  return !missesStates(tally.counts, count);
}

/** Removed with the process, however that ends: in memory nothing else would clear it. */
function ownFolder(): string {
  const folder = mkdtempSync(join(fastFolder(), 'paygraph-simulation-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  return folder;
}

function work(share: Share, onStart: () => void): Promise<Played> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: share });
    let number = share.from;
    const watch = setInterval(() => {
      reject(new Error(`number ${number} of seed ${share.seed} has not ended in ${patienceMs} ms`));
      void worker.terminate();
    }, patienceMs);
    worker.on('message', (message: number | Played) => {
      watch.refresh();
      if (typeof message !== 'number') {
        clearInterval(watch);
        resolve(message);
        return;
      }
      number = message;
      onStart();
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`a worker ended early, with ${code}`)));
  });
}

function show({ number, trace, complaints }: Failure, command: string): void {
  print(`\nnumber ${number}:`);
  for (const line of trace) print(`  ${line}`);
  for (const complaint of complaints) print(`  ✗ ${complaint}`);
  print(`  ${command}`);
}
