import { figuresOf, linesOf } from './figures.ts';
import type { Figures, Line, Round } from './figures.ts';
import type { Commands, Process } from './process.ts';

/** The amount of work: the same for every variant of a case. */
export interface Size {
  /** Rounds that are dropped: at first, half of a request's cost is the compiler's work. */
  warmUps: number;
  rounds: number;
  webhooksPerRound: number;
  webhooksPerRoundAtOthers: number;
  /** Length of a round of queries. */
  queryMs: number;
  subscribers: number;
  /** One after the other, in a round of the case in which each follows its own order. */
  ownOrderChanges: number;
  /** Length of a round in which subscribers wait. */
  idleMs: number;
  /** So many follow the log when a webhook comes in. */
  told: readonly number[];
  webhooksTold: number;
  /** Sent before, many at a time. */
  webhooksToWarmUp: number;
  /** Events that a client missed, and how many such clients come back at once. */
  missed: readonly { events: number; clients: number }[];
  /** Of the databases whose costs are compared. The first is what the others are measured against. */
  growth: readonly number[];
  /** Requests, and webhooks, in a round of these. */
  growthRequests: number;
  /** How often the server is killed. */
  kills: number;
  ordersPerRound: number;
  connections: number;
  /** Of queries that take long: a round waits for the answers to its last requests. */
  pageConnections: number;
  /** Beside the floors: the servers of bench/peers. */
  withPeers: boolean;
}

export const fullSize: Size = {
  warmUps: 3,
  rounds: 5,
  webhooksPerRound: 2_500,
  webhooksPerRoundAtOthers: 500,
  queryMs: 800,
  subscribers: 10_000,
  ownOrderChanges: 200,
  idleMs: 15_000,
  told: [1, 100, 1_000],
  webhooksTold: 60,
  webhooksToWarmUp: 3_000,
  missed: [
    { events: 10_000, clients: 1 },
    { events: 1_000, clients: 100 },
  ],
  growth: [10_000, 100_000],
  growthRequests: 1_000,
  kills: 10,
  ordersPerRound: 400,
  connections: 64,
  pageConnections: 16,
  withPeers: true,
};

/** Shows that everything runs, and what has become much worse. */
export const shortSize: Size = {
  warmUps: 4,
  rounds: 3,
  webhooksPerRound: 300,
  webhooksPerRoundAtOthers: 200,
  queryMs: 300,
  subscribers: 100,
  ownOrderChanges: 20,
  idleMs: 2_000,
  told: [100],
  webhooksTold: 10,
  webhooksToWarmUp: 20,
  missed: [{ events: 2_000, clients: 1 }],
  growth: [500, 5_000],
  growthRequests: 80,
  kills: 3,
  ordersPerRound: 40,
  connections: 16,
  pageConnections: 8,
  withPeers: false,
};

export interface Variant {
  name: string;
  /** The processes whose processor time counts. Null: none. */
  server: Pick<Process<Commands>, 'cpu'> | null;
  /** `index` counts from 0 and includes the warm-up rounds. */
  round(index: number): Promise<Round>;
}

/** Orders that the database must have: each webhook pays its own, and each subscriber may follow its own. */
export const ordersOf = (size: Size): number =>
  Math.max(
    allRounds(size) * size.webhooksPerRound,
    (allRounds(size) + 1) * size.webhooksTold + size.webhooksToWarmUp,
    size.subscribers,
  );

/** Includes the rounds that are dropped. */
export const allRounds = ({ warmUps, rounds }: Size): number => warmUps + rounds;

/** Runs every variant once in each round, the floor first. */
export async function interleave(
  name: string,
  size: Size,
  variants: readonly Variant[],
): Promise<Line[]> {
  const figures = new Map<Variant, Figures[]>(variants.map((variant) => [variant, []]));
  for (let index = 0; index < allRounds(size); index += 1) {
    for (const variant of variants) {
      const before = (await variant.server?.cpu()) ?? null;
      const round = await variant.round(index);
      const after = (await variant.server?.cpu()) ?? null;
      const cpu = before === null || after === null ? null : after - before;
      if (index >= size.warmUps) figures.get(variant)?.push(figuresOf(round, cpu));
    }
  }
  return linesOf(
    name,
    variants.map((variant) => ({
      variant: variant.name,
      rounds: figures.get(variant) ?? [],
    })),
  );
}
