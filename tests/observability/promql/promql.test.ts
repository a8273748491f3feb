import { describe, expect, it } from 'vitest';
import { samplesOf } from '../scraped.ts';
import { evaluate } from './evaluate.ts';
import type { Scraped } from './evaluate.ts';
import { parsePromql } from './parse.ts';

const minute = 60_000;
const scrapes: readonly Scraped[] = [
  'calls_total{provider="A",outcome="OK"} 10\ncalls_total{provider="A",outcome="LOST"} 0\nup 1',
  'calls_total{provider="A",outcome="OK"} 40\ncalls_total{provider="A",outcome="LOST"} 10\n' +
    'calls_total{provider="B",outcome="LOST"} 7\nup 0\n' +
    'seconds_bucket{le="1"} 1\nseconds_bucket{le="2"} 9\nseconds_bucket{le="+Inf"} 10',
].map((text, at) => ({ at: at * minute, samples: samplesOf(text) }));

const values = (text: string) => evaluate(parsePromql(text), scrapes);

describe('the evaluation of rules', () => {
  it.each([
    ['up == 0', [{ labels: {}, value: 0 }]],
    ['up > 0', []],
    [
      'increase(calls_total{outcome="LOST"}[5m])',
      [{ labels: { provider: 'A', outcome: 'LOST' }, value: 10 }],
    ],
    ['sum by (provider) (rate(calls_total[1m]))', [{ labels: { provider: 'A' }, value: 40 / 60 }]],
    [
      'sum by (provider) (calls_total{provider!~"B|C"})',
      [{ labels: { provider: 'A' }, value: 50 }],
    ],
    [
      'sum by (provider) (rate(calls_total{outcome="LOST"}[1m])) / sum by (provider) (rate(calls_total[1m])) > 0.2',
      [{ labels: { provider: 'A' }, value: 0.25 }],
    ],
    ['sum(calls_total) > 50 and max(calls_total) > 30', [{ labels: {}, value: 57 }]],
    ['sum(calls_total) > 50 and max(calls_total) > 40', []],
    ['(1 + 2) * 3', [{ labels: {}, value: 9 }]],
    ['histogram_quantile(0.5, sum by (le) (seconds_bucket))', [{ labels: {}, value: 1.5 }]],
    ['histogram_quantile(0.99, sum by (le) (seconds_bucket))', [{ labels: {}, value: 2 }]],
  ])('computes %s', (text, expected) => {
    expect(values(text)).toMatchObject(expected);
    expect(values(text)).toHaveLength(expected.length);
  });

  it('has no rate of a series that has only now begun, as Prometheus has none', () => {
    expect(values('increase(calls_total{provider="B"}[5m])')).toEqual([]);
  });

  it.each(['up =', 'sum by (provider)', 'rate(calls_total)', 'avg(up)', 'up }'])(
    'refuses %s',
    (text) => {
      expect(() => values(text)).toThrow(/./);
    },
  );
});
