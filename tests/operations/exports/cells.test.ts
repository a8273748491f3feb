import { describe, expect, it } from 'vitest';
import { lineFormat } from '../../../src/operations/exports/cells.ts';
import { rowsOfCsv } from './files.ts';

const columns = { text: 'TEXT', code: 'CODE', amount: 'AMOUNT', rest: 'JSON' } as const;
const csv = lineFormat('csv', columns);
const textIn = (text: string): string =>
  rowsOfCsv(csv.head + csv.line({ text, code: 'A', amount: '1.00', rest: [] }))[0]?.['text'] ?? '';

describe('a text in a CSV file', () => {
  it.each([
    'plain',
    'with "quotes", commas; and\r\nlines',
    'ends in a quote"',
    ' leads with a space',
    'a=b',
    'ünïcödé 支付',
  ])('is itself: %j', (text) => {
    expect(textIn(text)).toBe(text);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', '－1', '＋1', '＠x', "'x"])(
    'is no formula, and can be had back: %j',
    (text) => {
      expect(textIn(text)).toBe(`'${text}`);
    },
  );

  it.each([
    ['x;=1+1', "x;'=1+1"],
    ['x\t@SUM(A1);+2', "x\t'@SUM(A1);'+2"],
    ['a\n=1', "a\n'=1"],
    ["x;'y", "x;''y"],
  ])('begins no formula where another sign separates cells: %j', (text, safe) => {
    expect(textIn(text)).toBe(safe);
    expect(safe.replaceAll(/(?<=^|[;\t\r\n])'/g, '')).toBe(text);
  });

  it('as JSON has no semicolon of its own, and is the same when it is read', () => {
    const rest = [{ key: 'a', value: 'x;=HYPERLINK("http://x")' }];
    const line = csv.line({ text: null, code: null, amount: null, rest });
    expect(line).not.toContain(';');
    const cell = line.trim().slice(',,,"'.length, -1).replaceAll('""', '"');
    expect(JSON.parse(cell)).toEqual(rest);
  });
});

it('a negative amount stays a number, and what is not known an empty cell', () => {
  expect(csv.line({ text: null, code: null, amount: '-12.50', rest: null })).toBe(',,-12.50,\r\n');
});

it('NDJSON has the same columns, in the same order, with null for what is not known', () => {
  const ndjson = lineFormat('ndjson', columns);
  const metadata = [{ key: 'a', value: '=1' }];
  expect(ndjson.head).toBe('');
  expect(ndjson.line({ rest: metadata, amount: '-1', text: '=1' })).toBe(
    '{"text":"=1","code":null,"amount":"-1","rest":[{"key":"a","value":"=1"}]}\n',
  );
});
