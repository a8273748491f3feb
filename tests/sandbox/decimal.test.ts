import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  decimal,
  multiply,
  parseDecimal,
  roundHalfUp,
  subtract,
  toText,
} from '../../sandbox/double/fields/decimal.ts';
import { parseJson } from '../../sandbox/double/fields/json.ts';

describe('exact decimals', () => {
  it.each([
    ['123.45', '123.45'],
    ['1.500', '1.5'],
    ['1e2', '100'],
    ['12.5e-1', '1.25'],
    ['-0.0', '0'],
    ['90071992547409931.123456', '90071992547409931.123456'],
  ])('reads %s as %s', (text, expected) => {
    expect(toText(decimal(text))).toBe(expected);
  });

  it.each(['', '.5', '1.', '1e999999999', '0x1', '1,5', ' 1', 'NaN'])('refuses %j', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });

  it('rounds halves away from zero, as the documented samples do', () => {
    const paying = multiply(decimal('123.45'), decimal('1.01'));
    expect(toText(paying)).toBe('124.6845');
    expect(toText(roundHalfUp(paying, 2))).toBe('124.68');
    expect(toText(roundHalfUp(decimal('0.505'), 2))).toBe('0.51');
    expect(toText(roundHalfUp(decimal('-0.505'), 2))).toBe('-0.51');
  });

  it('pads with zeros where a format asks for places', () => {
    expect(toText(decimal('739'), 2)).toBe('739.00');
    expect(toText(decimal('0.000001'), 2)).toBe('0.000001');
  });

  it('takes back by subtraction whatever was added', () => {
    const amounts = fc.tuple(fc.bigInt(), fc.integer({ min: 0, max: 18 }));
    fc.assert(
      fc.property(amounts, amounts, ([a, scaleA], [b, scaleB]) => {
        const [x, y] = [
          { units: a, scale: scaleA },
          { units: b, scale: scaleB },
        ];
        expect(compare(subtract(add(x, y), y), x)).toBe(0);
      }),
    );
  });
});

describe('JSON as received', () => {
  it('keeps number lexemes, and tells repeated members and whitespace', () => {
    const { value, compact, repeated } = parseJson('{"a":1.500,"b":["x:{ \\"y",true,null]}');
    expect([compact, repeated]).toEqual([true, null]);
    const members = new Map([
      ['a', { lexeme: '1.500' }],
      ['b', ['x:{ "y', true, null]],
    ] as [string, unknown][]);
    expect(value).toEqual(members);
    expect(parseJson('{"a": 1}').compact).toBe(false);
    expect(parseJson('{"a":{"b":1,"\\u0062":2}}').repeated).toBe('b');
  });

  it('throws for broken text and for nesting without end', () => {
    expect(() => parseJson('{"a":1,}')).toThrow(SyntaxError);
    expect(() => parseJson('['.repeat(1e5) + ']'.repeat(1e5))).toThrow(RangeError);
  });
});
