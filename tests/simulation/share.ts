import { onPostgres } from '../support/own-database.ts';
import { kinds } from './kinds.ts';
import type { KindName } from './kinds.ts';
import { Random } from './random.ts';
import { openSimulator } from './simulator.ts';
import type { Simulator } from './simulator.ts';
import { Tally } from './tally.ts';
import type { Counts } from './tally.ts';

/** After so many histories the simulator is built anew: a database that grows makes them slower. */
const perSimulator = (): number => (onPostgres ? 200 : 500);

/** Only PostgreSQL takes more than one. */
const processesOf = (seed: string, number: number): number =>
  onPostgres ? new Random(`${seed}/processes`, number).int(1, 2) : 1;

export interface Share {
  kind: KindName;
  seed: string;
  from: number;
  to: number;
  /** Of the numbers from `from` to `to`, every `step`-th. */
  step: number;
  /** Where databases go. */
  parent: string;
}

export interface Failure {
  number: number;
  trace: readonly string[];
  complaints: readonly string[];
}

export interface Played {
  counts: Counts;
  hashes: Map<number, string>;
  failures: Failure[];
  /** Of the last one. */
  trace: readonly string[];
}

/** Plays some histories of a seed, one after the other. */
export async function playShare(
  { kind, seed, from, to, step, parent }: Share,
  onStart: (number: number) => void = () => undefined,
): Promise<Played> {
  const tally = new Tally();
  const played: Played = { counts: tally.counts, hashes: new Map(), failures: [], trace: [] };
  const { options, play } = kinds[kind];
  const open = new Map<number, { simulator: Simulator; count: number }>();
  const close = async (processes: number, number: number): Promise<void> => {
    const { simulator } = open.get(processes) ?? {};
    open.delete(processes);
    const found = (await simulator?.verified()) ?? [];
    if (found.length > 0) played.failures.push({ number, trace: [], complaints: found });
    await simulator?.close();
  };
  try {
    for (let number = from; number <= to; number += step) {
      onStart(number);
      const processes = processesOf(seed, number);
      const opened = open.get(processes) ?? {
        simulator: await openSimulator({ ...options, parent, processes }),
        count: 0,
      };
      open.set(processes, opened);
      opened.count += 1;
      const { hash, trace, complaints } = await play(opened.simulator, tally, seed, number);
      tally.add('processes', String(processes));
      played.hashes.set(number, hash);
      played.trace = trace;
      if (complaints.length > 0) played.failures.push({ number, trace, complaints });
      if (opened.count === perSimulator()) await close(processes, number);
    }
    for (const processes of open.keys()) await close(processes, to);
  } finally {
    await Promise.all([...open.values()].map(({ simulator }) => simulator.close()));
  }
  return played;
}
