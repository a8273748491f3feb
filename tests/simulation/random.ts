import { createHash } from 'node:crypto';

/** Draws of one history: the same seed and number give the same draws, on every machine. */
export class Random {
  readonly #state: Uint32Array;

  constructor(seed: string, history: number) {
    const digest = createHash('sha256').update(`${seed}:${history}`).digest();
    this.#state = Uint32Array.from([0, 4, 8, 12], (at) => digest.readUInt32LE(at));
  }

  /** sfc32 of PractRand: 32 bits a draw. */
  #next(): number {
    const [a = 0, b = 0, c = 0, counter = 0] = this.#state;
    const drawn = (a + b + counter) >>> 0;
    this.#state[0] = b ^ (b >>> 9);
    this.#state[1] = c + (c << 3);
    this.#state[2] = ((c << 21) | (c >>> 11)) + drawn;
    this.#state[3] = counter + 1;
    return drawn;
  }

  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor((this.#next() / 2 ** 32) * (most - least + 1));
  }

  /** True in `share` percent of the draws. */
  percent(share: number): boolean {
    return this.int(1, 100) <= share;
  }

  pick<T>(among: readonly T[]): T {
    const picked = among[this.int(0, among.length - 1)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  }

  /** One of them, each with a probability proportional to its weight. */
  weighted<T extends { weight: number }>(among: readonly T[]): T {
    let rest = this.int(
      1,
      among.reduce((sum, { weight }) => sum + weight, 0),
    );
    for (const one of among) {
      rest -= one.weight;
      if (rest <= 0) return one;
    }
    throw new RangeError('nothing to pick from');
  }
}
