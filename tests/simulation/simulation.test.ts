import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onPostgres } from '../support/own-database.ts';
import { Random } from './random.ts';
import { play } from './history.ts';
import { enoughHistories, missesStates, rareStates, unreached } from './rare/states.ts';
import { openSimulator } from './simulator.ts';
import type { Simulator } from './simulator.ts';
import { Tally } from './tally.ts';

/** Rare states that a few dozen histories reach, whatever is drawn. */
const common = [
  'order-lost-then-found-by-asking',
  'order-sent-with-another-account',
  'order-told-of-at-the-account-it-left',
  'settlement-absence-too-early',
  'payment-overpaid',
  'key-replayed',
  'key-in-conflict',
  'delivery-of-no-consequence',
  'delivery-forged',
  'log-tells-an-earlier-time',
  'commit-changes-an-order-and-its-abnormal-payment',
];

async function playEach(simulator: Simulator, seed: string, histories: number) {
  const hashes: string[] = [];
  const wrong: string[] = [];
  const lines: string[] = [];
  const tally = new Tally();
  for (let number = 1; number <= histories; number += 1) {
    // oxlint-disable-next-line no-await-in-loop
    const { hash, complaints, trace } = await play(simulator, tally, seed, number);
    hashes.push(hash);
    lines.push(...trace);
    if (complaints.length === 0) continue;
    wrong.push([`seed ${seed}, history ${number}`, ...complaints, ...trace].join('\n'));
  }
  return { hashes, wrong, lines, counts: tally.counts };
}

/** A short run of `npm run prove -- simulate`: the seed of a failure is in its message. */
describe('random histories', { timeout: 120_000 }, () => {
  let simulator: Simulator;
  beforeAll(async () => (simulator = await openSimulator()));
  afterAll(() => simulator.close());
  const playAll = (seed: string, histories: number) => playEach(simulator, seed, histories);

  it('double nothing, guess nothing, and end with what is in the books of the provider', async () => {
    const { counts, wrong } = await playAll('paygraph', onPostgres ? 10 : 60);
    expect(wrong).toEqual([]);
    // Fewer there, because each waits for the server.
    if (onPostgres) return;
    const missing = unreached(counts).map(({ id }) => id);
    expect(common.filter((id) => missing.includes(id))).toEqual([]);
  });

  it('leave a database behind in which every rule holds', async () => {
    expect(await simulator.verified()).toEqual([]);
  });

  it('do so for a seed that nobody has tried yet', async () => {
    expect((await playAll(randomBytes(4).toString('hex'), onPostgres ? 5 : 10)).wrong).toEqual([]);
  });

  // What the server answers first is not drawn.
  it.skipIf(onPostgres)('replay exactly, line by line', async () => {
    const first = await playAll('again', 5);
    expect(await playAll('again', 5)).toEqual(first);
    expect(new Set(first.hashes).size).toBe(5);
  });
});

describe.runIf(onPostgres)('random histories on two processes', { timeout: 120_000 }, () => {
  let simulator: Simulator;
  beforeAll(async () => (simulator = await openSimulator({ processes: 2 })));
  afterAll(() => simulator.close());

  it('double nothing and guess nothing, whichever of them does a step or gets a webhook', async () => {
    const fixed = await playEach(simulator, 'paygraph', 5);
    const untried = await playEach(simulator, randomBytes(4).toString('hex'), 5);
    expect([...fixed.wrong, ...untried.wrong]).toEqual([]);
    for (const who of [/ process 1: a webhook/, / process 2: a webhook/]) {
      expect(fixed.lines).toContainEqual(expect.stringMatching(who));
    }
    expect(await simulator.verified()).toEqual([]);
  });
});

describe('the table of rare states', () => {
  it('names each of them once, in words, and states in a sentence what it is', () => {
    const ids = rareStates.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(100);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(?:-[a-z]+)+$/.test(id))).toEqual([]);
    const sentences = rareStates.map(({ sentence }) => sentence);
    expect(new Set(sentences).size).toBe(ids.length);
    expect(sentences.filter((sentence) => !/^[A-Z].{15,110}\.$/.test(sentence))).toEqual([]);
  });

  it('fails a long run that has not reached all of them, and no short one', () => {
    const all = Object.fromEntries(rareStates.map(({ id }) => [id, 1]));
    const { 'order-expired-then-paid': _missing, ...others } = all;
    expect(unreached({ rare: others }).map(({ id }) => id)).toEqual(['order-expired-then-paid']);
    expect(missesStates({ rare: others }, enoughHistories)).toBe(true);
    expect(missesStates({ rare: others }, enoughHistories - 1)).toBe(false);
    expect(missesStates({ rare: all }, enoughHistories)).toBe(false);
  });
});

const draw = (seed: string, history: number): number[] => {
  const random = new Random(seed, history);
  return Array.from({ length: 8 }, () => random.int(0, 999));
};

describe('the draws', () => {
  it('are the same for the same seed and number, and others for others', () => {
    expect(draw('a', 1)).toEqual(draw('a', 1));
    expect(draw('a', 2)).not.toEqual(draw('a', 1));
    expect(draw('b', 1)).not.toEqual(draw('a', 1));
  });

  it('reach both ends and nothing beyond', () => {
    const random = new Random('ends', 1);
    const drawn = new Set(Array.from({ length: 500 }, () => random.int(3, 6)));
    expect([...drawn].toSorted((a, b) => a - b)).toEqual([3, 4, 5, 6]);
  });
});
