import { ofEachProvider } from '../providers/each.ts';
import { counterparts } from './counterparts/index.ts';
import { play } from './history.ts';
import type { History } from './history.ts';
import { race } from './races/race.ts';
import type { Simulator, SimulatorOptions } from './simulator.ts';
import type { Tally } from './tally.ts';

export interface Kind {
  options: SimulatorOptions;
  play: (simulator: Simulator, tally: Tally, seed: string, number: number) => Promise<History>;
}

/**
 * How many of ten races are at each provider, more or less. Those that take refunds at once occur more often than those
 * that take one at a time.
 */
const raceShares = await ofEachProvider<number>('counterpart.ts', 'raceShare');
const racing = counterparts.flatMap((counterpart, index) =>
  Array.from({ length: raceShares[index] ?? 0 }, () => counterpart),
);

/** What can be played over and over. */
export const kinds = {
  histories: { options: {}, play },
  races: {
    // An answer that the provider delays does not come in this time; and jobs run at once, as in production.
    options: { timeoutMs: 300, oneAtATime: false },
    play: (simulator, tally, seed, number) => race(simulator, tally, seed, number, racing),
  },
} satisfies Record<string, Kind>;
export type KindName = keyof typeof kinds;
