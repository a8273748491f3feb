/** Result of one round of requests. */
export interface Round {
  requests: number;
  seconds: number;
  /** Milliseconds, one value for each request. */
  latencies: Float64Array;
}

export interface Figures {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Processor time of the server for each request. Null where it was not measured. */
  cpuMicros: number | null;
  /** Of the server's heap for each subscriber. Left out where it was not measured. */
  heapBytes?: number;
}

/** One line of the result. `speed`: 1 is as fast as the floor of its case; 0.5 takes twice the time. */
export interface Line {
  case: string;
  variant: string;
  /** The median of each figure over the rounds. */
  figures: Figures;
  rounds: readonly Figures[];
  speed: number;
  /** Processor time relative to the floor: 2 is twice as much. */
  cpuRatio: number | null;
  /** Paygraph's processor time relative to this variant's: the median over the ratios within each round. */
  paygraph: number | null;
}

/** The name of the variant that all others are measured for. */
export const ours = 'Paygraph';

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

export function percentile(values: Float64Array, share: number): number {
  const sorted = values.toSorted();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function figuresOf(round: Round, cpuMicros: number | null): Figures {
  return {
    perSecond: round.requests / round.seconds,
    p50Ms: percentile(round.latencies, 0.5),
    p99Ms: percentile(round.latencies, 0.99),
    cpuMicros: cpuMicros === null ? null : cpuMicros / round.requests,
  };
}

/** The median of each figure on its own: a round that other work on the machine disturbed does not count. */
export function medianFigures(rounds: readonly Figures[]): Figures {
  const cpu = rounds.map(({ cpuMicros }) => cpuMicros).filter((one) => one !== null);
  const heap = rounds.map(({ heapBytes }) => heapBytes).filter((one) => one !== undefined);
  return {
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
    cpuMicros: cpu.length === 0 ? null : median(cpu),
    ...(heap.length === 0 ? {} : { heapBytes: median(heap) }),
  };
}

/** The first of `measured` is the floor. */
export function linesOf(
  name: string,
  measured: readonly { variant: string; rounds: readonly Figures[] }[],
): Line[] {
  const medians = measured.map(({ rounds }) => medianFigures(rounds));
  const floor = medians[0];
  const own = measured.find(({ variant }) => variant === ours)?.rounds ?? [];
  return measured.map(({ variant, rounds }, index) => {
    const figures = medians[index] ?? medianFigures(rounds);
    return {
      case: name,
      variant,
      figures,
      rounds,
      speed: figures.perSecond / (floor?.perSecond ?? Number.NaN),
      cpuRatio: ratio(figures, floor),
      paygraph: variant === ours ? null : pairedRatio(own, rounds),
    };
  });
}

const ratio = (one: Figures | undefined, other: Figures | undefined): number | null =>
  one?.cpuMicros && other?.cpuMicros ? one.cpuMicros / other.cpuMicros : null;

/** Rounds of the same number were measured right after each other, so the machine was much the same for both. */
function pairedRatio(own: readonly Figures[], others: readonly Figures[]): number | null {
  const ratios = own.map((one, index) => ratio(one, others[index])).filter((one) => one !== null);
  return ratios.length === 0 ? null : median(ratios);
}

/** A line of what is measured alone: how long it took each time. */
export function lineOfTimes(name: string, variant: string, ms: readonly number[]): Line {
  const seconds = ms.reduce((sum, one) => sum + one, 0) / 1000;
  const round = { requests: ms.length, seconds, latencies: Float64Array.from(ms) };
  const figures = figuresOf(round, null);
  const none = { speed: Number.NaN, cpuRatio: null, paygraph: null };
  return { case: name, variant, figures, rounds: [figures], ...none };
}
