import { examplepay } from './counterparts/examplepay.ts';
import { nexapay } from './counterparts/nexapay.ts';
import { stablecoin } from './counterparts/stablecoin.ts';
import { play } from './history.ts';
import type { History } from './history.ts';
import { race } from './races/race.ts';
import type { Simulator, SimulatorOptions } from './simulator.ts';
import type { Tally } from './tally.ts';

export interface Kind {
  options: SimulatorOptions;
  play: (simulator: Simulator, tally: Tally, seed: string, number: number) => Promise<History>;
}

/** Providers that take refunds at once occur more often than those that take one at a time. */
const racing = [
  nexapay,
  nexapay,
  nexapay,
  examplepay,
  examplepay,
  stablecoin('ANEXPAY_XCHECKOUT'),
  stablecoin('W_CHECKOUT'),
];

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
