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
}

/** One line of the result. `speed`: 1 is as fast as the floor of its case; 0.5 takes twice the time. */
export interface Line {
  case: string;
  variant: string;
  figures: Figures;
  speed: number;
  /** Processor time relative to the floor: 2 is twice as much. */
  cpuRatio: number | null;
}

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
  return {
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(rounds.map(({ p99Ms }) => p99Ms)),
    cpuMicros: cpu.length === 0 ? null : median(cpu),
  };
}

/** The first of `measured` is the floor. */
export function linesOf(
  name: string,
  measured: readonly { variant: string; figures: Figures }[],
): Line[] {
  const floor = measured[0]?.figures;
  return measured.map(({ variant, figures }) => ({
    case: name,
    variant,
    figures,
    speed: figures.perSecond / (floor?.perSecond ?? Number.NaN),
    cpuRatio:
      figures.cpuMicros === null || !floor?.cpuMicros ? null : figures.cpuMicros / floor.cpuMicros,
  }));
}
