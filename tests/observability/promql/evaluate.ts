import type { Sample } from '../scraped.ts';
import type { Expression, Matcher } from './parse.ts';

/** The samples of one scrape. */
export interface Scraped {
  /** Epoch milliseconds. */
  at: number;
  samples: readonly Sample[];
}

export type Vector = readonly Omit<Sample, 'name'>[];

/**
 * The value at the last scrape, as Prometheus has it, but without extrapolation: a rate is that between the first and
 * the last sample within the range. A series that has only one sample there has no rate.
 */
export function evaluate(expression: Expression, scrapes: readonly Scraped[]): Vector {
  switch (expression.kind) {
    case 'NUMBER':
      return [{ labels: {}, value: expression.value }];
    case 'SELECTOR': {
      const { name, matchers } = expression;
      return select(name, matchers, scrapes.at(-1)?.samples ?? []);
    }
    case 'CALL':
      return call(expression, scrapes);
    case 'AGGREGATE':
      return aggregate(expression, evaluate(expression.of, scrapes));
    case 'BINARY':
      return binary(expression, scrapes);
  }
}

function select(name: string, matchers: readonly Matcher[], samples: readonly Sample[]): Vector {
  return samples.filter(
    (sample) => sample.name === name && matchers.every((matcher) => matches(matcher, sample)),
  );
}

function matches({ label, operator, value }: Matcher, { labels }: Sample): boolean {
  const actual = labels[label] ?? '';
  const isLike = (): boolean => new RegExp(`^(?:${value})$`).test(actual);
  switch (operator) {
    case '=':
      return actual === value;
    case '!=':
      return actual !== value;
    case '=~':
      return isLike();
    case '!~':
      return !isLike();
    default:
      throw new Error(`unknown ${operator}`);
  }
}

type Call = Extract<Expression, { kind: 'CALL' }>;

function call({ name, args }: Call, scrapes: readonly Scraped[]): Vector {
  const [first, second] = args;
  if (name === 'histogram_quantile' && first?.kind === 'NUMBER' && second !== undefined) {
    return quantiles(first.value, evaluate(second, scrapes));
  }
  if ((name !== 'rate' && name !== 'increase') || first?.kind !== 'SELECTOR') {
    throw new Error(`unknown ${name}`);
  }
  const { matchers, rangeMs } = first;
  if (rangeMs === null) throw new Error(`${name} takes a range`);
  const until = scrapes.at(-1)?.at ?? 0;
  const within = scrapes.filter(({ at }) => at >= until - rangeMs);
  const series = new Map<
    string,
    { labels: Sample['labels']; points: [at: number, of: number][] }
  >();
  for (const { at, samples } of within) {
    for (const { labels, value } of select(first.name, matchers, samples)) {
      const one = series.get(keyOf(labels)) ?? { labels, points: [] };
      one.points.push([at, value]);
      series.set(keyOf(labels), one);
    }
  }
  return [...series.values()].flatMap(({ labels, points }) => {
    const [from] = points;
    const to = points.at(-1);
    if (from === undefined || to === undefined || to[0] === from[0]) return [];
    const increase = increaseOf(points.map(([, value]) => value));
    return [{ labels, value: name === 'rate' ? (increase * 1000) / (to[0] - from[0]) : increase }];
  });
}

/** A counter that fell has begun again at 0. */
const increaseOf = (values: readonly number[]): number =>
  values.reduce((sum, value, at) => {
    const before = values[at - 1] ?? value;
    return sum + (value < before ? value : value - before);
  }, 0);

function quantiles(quantile: number, buckets: Vector): Vector {
  const groups = Map.groupBy(buckets, ({ labels }) => keyOf(withoutLe(labels)));
  return [...groups.values()].flatMap((group) => {
    const sorted = group
      .map(({ labels, value }) => ({
        le: Number(labels['le']?.replace('+Inf', 'Infinity')),
        value,
      }))
      .toSorted((a, b) => a.le - b.le);
    const total = sorted.at(-1)?.value ?? 0;
    const labels = withoutLe(group[0]?.labels ?? {});
    if (total === 0) return [];
    const rank = quantile * total;
    const at = sorted.findIndex(({ value }) => value >= rank);
    const below = sorted[at - 1] ?? { le: 0, value: 0 };
    const bucket = sorted[at] ?? below;
    const share = (rank - below.value) / (bucket.value - below.value);
    const value = bucket.le === Infinity ? below.le : below.le + (bucket.le - below.le) * share;
    return [{ labels, value }];
  });
}

function withoutLe(labels: Sample['labels']): Sample['labels'] {
  const { le: _, ...rest } = labels;
  return rest;
}

type Aggregate = Extract<Expression, { kind: 'AGGREGATE' }>;

function aggregate({ name, by }: Aggregate, vector: Vector): Vector {
  const labelsOf = (labels: Sample['labels']) =>
    Object.fromEntries(
      by.flatMap((label) => (label in labels ? [[label, labels[label] ?? '']] : [])),
    );
  const groups = Map.groupBy(vector, ({ labels }) => keyOf(labelsOf(labels)));
  return [...groups.values()].map((group) => {
    const values = group.map(({ value }) => value);
    const value = name === 'sum' ? values.reduce((a, b) => a + b, 0) : Math.max(...values);
    return { labels: labelsOf(group[0]?.labels ?? {}), value };
  });
}

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};
const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
};

type Binary = Extract<Expression, { kind: 'BINARY' }>;

function binary({ operator, left, right }: Binary, scrapes: readonly Scraped[]): Vector {
  const others = evaluate(right, scrapes);
  const byLabels = new Map(others.map((one) => [keyOf(one.labels), one.value]));
  const otherOf = (labels: Sample['labels']) =>
    right.kind === 'NUMBER' ? right.value : byLabels.get(keyOf(labels));
  return evaluate(left, scrapes).flatMap(({ labels, value }) => {
    const other = otherOf(labels);
    if (other === undefined) return [];
    const computed = arithmetic[operator]?.(value, other);
    if (computed !== undefined) return [{ labels, value: computed }];
    return (comparisons[operator]?.(value, other) ?? operator === 'and') ? [{ labels, value }] : [];
  });
}

const keyOf = (labels: Sample['labels']): string =>
  JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
