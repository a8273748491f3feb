import { expect, it } from 'vitest';
import { linesOf, ours } from '../../bench/support/figures.ts';
import type { Figures } from '../../bench/support/figures.ts';
import { fallenBehind } from '../../bench/support/guard.ts';

const figures = (cpuMicros: number): Figures => ({ perSecond: 1, p50Ms: 1, p99Ms: 1, cpuMicros });
const linesWith = (floor: readonly number[], paygraph: readonly number[]) =>
  linesOf('a case', [
    { variant: 'floor', rounds: floor.map(figures) },
    { variant: ours, rounds: paygraph.map(figures) },
  ]);

it('a ratio is the median of the ratios within each round, so a busy minute does not change it', () => {
  const [floor, paygraph] = linesWith([10, 50, 10], [30, 150, 30]);
  expect(floor?.paygraph).toBe(3);
  expect(paygraph?.paygraph).toBeNull();
});

it('the guard names each ratio that grew by more than it tolerates, and no other', () => {
  const committed = linesWith([10, 10, 10], [30, 30, 30]);
  expect(fallenBehind(linesWith([10, 10, 10], [35, 35, 35]), committed, 1.2)).toEqual([]);
  expect(fallenBehind(linesWith([10, 10, 10], [10, 10, 10]), committed, 1.2)).toEqual([]);
  expect(fallenBehind(linesWith([10, 10, 10], [39, 39, 39]), committed, 1.2)).toEqual([
    'a case, Paygraph ÷ floor: 3.90, committed 3.00, 1.30 times as much',
  ]);
});

it('the guard says where no figure is committed', () => {
  expect(fallenBehind(linesWith([10], [30]), [], 1.2)).toEqual([
    'a case, Paygraph ÷ floor: nothing is committed',
  ]);
});
