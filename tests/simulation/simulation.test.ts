import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Chance } from './chance.ts';
import { play } from './history.ts';
import { openStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { Tally } from './tally.ts';

/** A short run of `npm run simulate`: the seed of a failure is in its message. */
describe('random histories', { timeout: 120_000 }, () => {
  let stage: Stage;
  beforeAll(async () => (stage = await openStage()));
  afterAll(() => stage.close());

  const playAll = async (seed: string, histories: number) => {
    const hashes: string[] = [];
    const wrong: string[] = [];
    for (let number = 1; number <= histories; number += 1) {
      // oxlint-disable-next-line no-await-in-loop
      const { hash, complaints, trace } = await play(stage, new Tally(), seed, number);
      hashes.push(hash);
      if (complaints.length === 0) continue;
      wrong.push([`seed ${seed}, history ${number}`, ...complaints, ...trace].join('\n'));
    }
    return { hashes, wrong };
  };

  it('double nothing, guess nothing, and end with what is in the books of the provider', async () => {
    expect((await playAll('paygraph', 60)).wrong).toEqual([]);
  });

  it('do so for a seed that nobody has tried yet', async () => {
    expect((await playAll(randomBytes(4).toString('hex'), 50)).wrong).toEqual([]);
  });

  it('replay exactly, line by line', async () => {
    const first = await playAll('again', 15);
    expect(await playAll('again', 15)).toEqual(first);
    expect(new Set(first.hashes).size).toBe(15);
  });
});

const draw = (seed: string, history: number): number[] => {
  const chance = new Chance(seed, history);
  return Array.from({ length: 8 }, () => chance.int(0, 999));
};

describe('the draws', () => {
  it('are the same for the same seed and number, and others for others', () => {
    expect(draw('a', 1)).toEqual(draw('a', 1));
    expect(draw('a', 2)).not.toEqual(draw('a', 1));
    expect(draw('b', 1)).not.toEqual(draw('a', 1));
  });

  it('reach both ends and nothing beyond', () => {
    const chance = new Chance('ends', 1);
    const drawn = new Set(Array.from({ length: 500 }, () => chance.int(3, 6)));
    expect([...drawn].toSorted((a, b) => a - b)).toEqual([3, 4, 5, 6]);
  });
});
