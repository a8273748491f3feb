/** Repeatable random numbers: everything random in a run follows from its seed. */
export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** One of the names, with a probability proportional to its weight. */
  weighed<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
  /** Another sequence, which does not depend on how far this one has been read. */
  fork(name: string | number): Random;
}

/** mulberry32, seeded with FNV-1a of the text: small, quick, and good enough to shuffle with. */
export function createRandom(seed: string): Random {
  let state = hash(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number): number =>
    low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick(from) {
      const found = from[between(0, from.length - 1)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
    weighed(weights) {
      const names = Object.keys(weights) as (keyof typeof weights)[];
      let point = next() * names.reduce((sum, name) => sum + weights[name], 0);
      const found = names.find((name) => (point -= weights[name]) < 0) ?? names.at(-1);
      if (found === undefined) throw new Error('nothing to weigh');
      return found;
    },
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}

function hash(text: string): number {
  let hashed = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hashed = Math.imul(hashed ^ byte, 0x01000193);
  return hashed >>> 0;
}
