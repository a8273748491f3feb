import { expect, it } from 'vitest';
import { sumOf } from '../../console/src/pages/charts/decimal.ts';

it.each([
  ['0.1', '0.2', '0.3'],
  ['100.00', '300', '400'],
  ['9007199254740993', '0.000000000000000001', '9007199254740993.000000000000000001'],
  ['0', '0.5', '0.5'],
  ['99.99', '0.01', '100'],
])('adds %s and %s exactly', (a, b, sum) => {
  expect(sumOf(a, b)).toBe(sum);
});
