import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';

/** Makes ids that ascend in time, and within a millisecond too. `at`: epoch milliseconds. */
export type MakeId = (prefix: string, at: number) => string;

export function createMakeId(): MakeId {
  const next = monotonicFactory(createRandom());
  return (prefix, at) => `${prefix}_${next(at)}`;
}

/**
 * Numbers from 0 to below 1, in steps of 1/256. Random bytes are drawn in bulk: ulid by itself asks the system for
 * every single letter.
 */
export function createRandom(): () => number {
  const stock = new Uint8Array(4096);
  let used = stock.length;
  return () => {
    if (used === stock.length) {
      randomFillSync(stock);
      used = 0;
    }
    const byte = stock[used] ?? 0;
    used += 1;
    return byte / 256;
  };
}
