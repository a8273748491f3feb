import * as fc from 'fast-check';
import { GraphQLScalarType, Kind } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../support/schema.ts';

function scalar(name: string): GraphQLScalarType {
  const type = schema.getType(name);
  if (!(type instanceof GraphQLScalarType)) throw new Error(`${name} is not a scalar`);
  return type;
}

const good: [string, string, unknown][] = [
  ['Decimal', '0', '0'],
  ['Decimal', '100.890', '100.890'],
  ['Decimal', '-0.01', '-0.01'],
  ['Decimal', '9'.repeat(60), '9'.repeat(60)],
  ['DateTime', '2026-11-21T10:00:00.000Z', 1795255200000],
  ['DateTime', '2026-11-21T11:00:00+01:00', 1795255200000],
  ['DateTime', '2028-02-29T00:00:00Z', Date.parse('2028-02-29T00:00:00Z')],
  ['CurrencyCode', 'USD', 'USD'],
  ['CurrencyCode', 'USDT', 'USDT'],
  ['URL', 'https://shop.example/done?a=1', 'https://shop.example/done?a=1'],
  ['URL', 'http://localhost:3000/', 'http://localhost:3000/'],
  ['EventCursor', 'anything', 'anything'],
];

const bad: [string, unknown][] = [
  ...['1e3', '.5', '5.', '01', '+1', '1,000', ' 1', '1 ', '', 'NaN', '0x10', '９'].map(
    (text): [string, unknown] => ['Decimal', text],
  ),
  ['Decimal', '9'.repeat(61)],
  ['Decimal', 100.89],
  ['Decimal', 100],
  ['Decimal', true],
  ...['2026-11-21', '2026-11-21 10:00:00Z', '2026-11-21T10:00:00', '2026-02-30T10:00:00Z'].map(
    (text): [string, unknown] => ['DateTime', text],
  ),
  ...['2026-13-01T00:00:00Z', '2026-11-21T24:00:00Z', '2026-11-21T10:00:00+2', 'now'].map(
    (text): [string, unknown] => ['DateTime', text],
  ),
  ['DateTime', 1795255200000],
  ...['usd', 'US', 'USDTUSDTU', 'U$D', '1USD', ''].map(
    (text): [string, unknown] => ['CurrencyCode' as const, text as unknown] as [string, unknown],
  ),
  ...[
    '/done',
    'shop.example',
    'ftp://shop.example',
    'javascript:alert(1)',
    'https://',
    'upi://pay',
  ].map((text): [string, unknown] => ['URL', text]),
  ['URL', 'https://shop.example/a b'],
  ['EventCursor', 7],
];

const byDate = (at: number): string => new Date(at).toISOString();

function attempt(print: (at: number) => unknown, at: number): unknown {
  try {
    return print(at);
  } catch (error) {
    return String(error);
  }
}

describe('a scalar', () => {
  it.each(good)('%s accepts %s, as a variable and as a literal', (name, text, value) => {
    expect(scalar(name).parseValue(text)).toBe(value);
    expect(scalar(name).parseLiteral({ kind: Kind.STRING, value: text }, {})).toBe(value);
  });

  it.each(bad)('%s refuses %j', (name, value) => {
    expect(() => scalar(name).parseValue(value)).toThrow(`${name} must be`);
  });

  it.each(['Decimal', 'CurrencyCode', 'URL', 'DateTime', 'EventCursor'])(
    '%s refuses a literal that is not a string',
    (name) => {
      const literals = [
        { kind: Kind.INT, value: '100' },
        { kind: Kind.FLOAT, value: '100.89' },
        { kind: Kind.ENUM, value: 'USD' },
      ] as const;
      for (const literal of literals) {
        expect(() => scalar(name).parseLiteral(literal, {})).toThrow(`${name} must be`);
      }
    },
  );

  it('prints a time in UTC with milliseconds', () => {
    expect(scalar('DateTime').serialize(1795255200000)).toBe('2026-11-21T10:00:00.000Z');
  });

  it('prints any time as Date does, whichever was printed before it', () => {
    const { serialize } = scalar('DateTime');
    const farthest = 8_640_000_000_000_000;
    const any = fc.oneof(fc.integer(), fc.double(), fc.integer({ min: -farthest, max: farthest }));
    fc.assert(
      fc.property(any, fc.nat(86_400_000), (at, later) => {
        for (const time of [at, at + later, at]) {
          expect(attempt(serialize, time)).toBe(attempt(byDate, time));
        }
      }),
      { examples: [[farthest, 1]] },
    );
  });
});
