import { examplepay } from './counterparts/examplepay.ts';
import { nexapay } from './counterparts/nexapay.ts';
import { stablecoin } from './counterparts/stablecoin.ts';
import { play } from './history.ts';
import type { History } from './history.ts';
import { race } from './races/race.ts';
import type { Stage, StageOptions } from './stage.ts';
import type { Tally } from './tally.ts';

export interface Kind {
  options: StageOptions;
  play: (stage: Stage, tally: Tally, seed: string, number: number) => Promise<History>;
}

/** Providers that take refunds at once more often than those that take one at a time. */
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
    // What the provider delays does not come in this time; and all happens at once, as in production.
    options: { timeoutMs: 300, oneAtATime: false },
    play: (stage, tally, seed, number) => race(stage, tally, seed, number, racing),
  },
} satisfies Record<string, Kind>;
export type KindName = keyof typeof kinds;
