import { kinds } from './kinds.ts';
import type { KindName } from './kinds.ts';
import { openSimulator } from './simulator.ts';
import { Tally } from './tally.ts';
import type { Counts } from './tally.ts';

/** After so many histories the simulator is built anew: a database that grows makes them slower. */
const perSimulator = 500;

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
  let simulator = await openSimulator({ ...options, parent });
  try {
    for (let number = from, count = 1; number <= to; number += step, count += 1) {
      onStart(number);
      // oxlint-disable-next-line no-await-in-loop
      const { hash, trace, complaints } = await play(simulator, tally, seed, number);
      played.hashes.set(number, hash);
      played.trace = trace;
      if (complaints.length > 0) played.failures.push({ number, trace, complaints });
      const isLast = number + step > to;
      if (count % perSimulator !== 0 && !isLast) continue;
      // oxlint-disable-next-line no-await-in-loop
      const found = await simulator.verified();
      if (found.length > 0) played.failures.push({ number, trace: [], complaints: found });
      if (isLast) break;
      await simulator.close();
      simulator = await openSimulator({ ...options, parent });
    }
  } finally {
    await simulator.close();
  }
  return played;
}
