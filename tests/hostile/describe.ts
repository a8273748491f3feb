import { kinds } from './client/load.ts';
import type { Window } from './client/load.ts';
import { megabytes } from './run.ts';
import type { Outcome } from './run.ts';

export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}

const quantiles = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

/** Milliseconds, over everything that the client does. Zero where it did nothing. */
export function percentiles({ latencies }: Window): Percentiles {
  const all = kinds.flatMap((kind) => latencies[kind]).toSorted((a, b) => a - b);
  const at = (part: number): number =>
    all[Math.min(all.length - 1, Math.floor(all.length * part))] ?? 0;
  return { p50: at(quantiles.p50), p95: at(quantiles.p95), p99: at(quantiles.p99) };
}

export interface Row {
  name: string;
  strikes: number;
  without: Percentiles;
  closed: Percentiles;
  open: Percentiles;
  /** With the attack relative to without it: both loops together, relative to both quiet windows together. */
  ratio: Percentiles;
  /** The quiet window after relative to the one before: the variation of the machine itself. */
  noise: Percentiles;
}

export function rowOf({ attack, closed, open, client }: Outcome): Row | null {
  if (client === null) return null;
  const [before, after] = [percentiles(client.before), percentiles(client.after)];
  const without = percentiles(join(client.before, client.after));
  const during = percentiles(join(client.closed, client.open));
  return {
    name: `${attack.group}: ${attack.name}`,
    strikes: closed.strikes + open.strikes,
    without,
    closed: percentiles(client.closed),
    open: percentiles(client.open),
    ratio: ratioOf(during, without),
    noise: ratioOf(after, before),
  };
}

function join(one: Window, other: Window): Window {
  const both = kinds.map((kind) => [kind, [...one.latencies[kind], ...other.latencies[kind]]]);
  return { latencies: Object.fromEntries(both) as Window['latencies'], failures: [] };
}

const ratioOf = (some: Percentiles, base: Percentiles): Percentiles => ({
  p50: some.p50 / (base.p50 || 1),
  p95: some.p95 / (base.p95 || 1),
  p99: some.p99 / (base.p99 || 1),
});

/** Above this the machine is too busy to judge ratios. */
const restless = 3;
/** Bounds of the medians of all attacks: generous, because the attacker shares two processors with the server. */
export const bound = { p50: 3, p95: 5 } as const;

const cell = (text: string, width: number): string => text.padStart(width);
const ms = ({ p50, p95, p99 }: Percentiles): string =>
  cell([p50, p95, p99].map((one) => one.toFixed(1)).join(' / '), 21);
const times = ({ p50, p95, p99 }: Percentiles): string =>
  cell([p50, p95, p99].map((one) => one.toFixed(2)).join(' / '), 20);

export function header(): string {
  const columns = ['without, ms', 'closed loop, ms', 'open loop, ms'].map((name) => cell(name, 21));
  const ratios = ['ratio', 'noise'].map((name) => cell(name, 20));
  return [`${'p50 / p95 / p99'.padEnd(45)}${cell('strikes', 8)}`, ...columns, ...ratios].join(' ');
}

export function describeOutcome(outcome: Outcome): string {
  const { attack, closed, open, rss, findings } = outcome;
  const row = rowOf(outcome);
  const strikes = String(closed.strikes + open.strikes);
  const mark = findings.length === 0 ? ' ' : '✗';
  const name = `${mark} ${attack.group}: ${attack.name}`.padEnd(45);
  const parts = row
    ? [row.without, row.closed, row.open].map(ms).concat([row.ratio, row.noise].map(times))
    : [];
  const memory = rss ? ` ${megabytes(rss.before)}→${megabytes(rss.most)} MB` : '';
  return [`${name}${cell(strikes, 8)}`, ...parts, memory].join(' ');
}

export interface Summary {
  ratio: Percentiles;
  noise: Percentiles;
  isUsable: boolean;
  isWithin: boolean;
}

/** Medians over all attacks. The greatest noise decides whether they mean anything. */
export function summarize(outcomes: readonly Outcome[]): Summary | null {
  const rows = outcomes.flatMap((one) => rowOf(one) ?? []);
  if (rows.length === 0) return null;
  const ratio = medianOf(rows.map((row) => row.ratio));
  const noise = medianOf(
    rows.map(({ noise: { p50, p95, p99 } }) => ({
      p50: away(p50),
      p95: away(p95),
      p99: away(p99),
    })),
  );
  const isUsable = noise.p95 < restless;
  return { ratio, noise, isUsable, isWithin: ratio.p50 <= bound.p50 && ratio.p95 <= bound.p95 };
}

/** The distance from one, in either direction. */
const away = (ratio: number): number => Math.max(ratio, 1 / (ratio || 1));

function medianOf(all: readonly Percentiles[]): Percentiles {
  const middle = (of: keyof Percentiles): number => {
    const sorted = all.map((one) => one[of]).toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  return { p50: middle('p50'), p95: middle('p95'), p99: middle('p99') };
}

export function describeSummary({ ratio, noise, isUsable, isWithin }: Summary): string[] {
  const judged = isUsable
    ? `${isWithin ? 'within' : 'BEYOND'} the bound of ${bound.p50} (p50) and ${bound.p95} (p95)`
    : 'not judged: the machine is too restless';
  return [
    `median ratio with to without ${times(ratio).trim()}: ${judged}`,
    `median noise, without to without ${times(noise).trim()}, either way`,
  ];
}
