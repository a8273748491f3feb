import { openStage } from './stage.ts';
import { play } from './history.ts';
import { Tally } from './tally.ts';
import type { Counts } from './tally.ts';

/** Every so many histories the stage is built anew: a database that grows makes them slower. */
const historiesPerStage = 500;

export interface Share {
  seed: string;
  from: number;
  to: number;
  /** Of the numbers from `from` to `to`, every `step`-th. */
  step: number;
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
  { seed, from, to, step }: Share,
  onPlayed: () => void = () => undefined,
): Promise<Played> {
  const tally = new Tally();
  const played: Played = { counts: tally.counts, hashes: new Map(), failures: [], trace: [] };
  let stage = await openStage();
  try {
    for (let number = from, count = 1; number <= to; number += step, count += 1) {
      // oxlint-disable-next-line no-await-in-loop
      const { hash, trace, complaints } = await play(stage, tally, seed, number);
      played.hashes.set(number, hash);
      played.trace = trace;
      if (complaints.length > 0) played.failures.push({ number, trace, complaints });
      onPlayed();
      if (count % historiesPerStage !== 0) continue;
      await stage.close();
      stage = await openStage();
    }
  } finally {
    await stage.close();
  }
  return played;
}
