import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  JsonNumber,
  parseJson,
  parseJsonObject,
  plainDecimal,
  stringifyJson,
} from '../../src/providers/json.ts';

test('number lexemes are kept as received', () => {
  const parsed = parseJson('{"a":50002.0000,"b":[9007199254740993],"c":"1.0","d":null}');
  expect(parsed).toEqual({
    a: new JsonNumber('50002.0000'),
    b: [new JsonNumber('9007199254740993')],
    c: '1.0',
    d: null,
  });
});

const lexemes = fc.oneof(
  fc.bigInt().map(String),
  fc.constantFrom('-0', '0', '1.50', '-0.0', '1e3', '1E+3', '0e0', '-1.5e-7', '9007199254740993'),
  fc.integer().map(String),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.nat(10 ** 9))
    .map((parts) => parts.join('.')),
  fc.stringMatching(/^-?(?:0|[1-9]\d{0,12})\.\d{1,12}$/),
);

test('every number of any message is kept as it was written, whatever its neighbours', () => {
  const message = fc.array(fc.tuple(fc.string(), lexemes, fc.string()), { maxLength: 6 });
  fc.assert(
    fc.property(message, (members) => {
      const parts = members.map(
        ([key, lexeme, text], at) =>
          `${JSON.stringify(`k${at}${key}`)}:[${lexeme},${JSON.stringify(text)},{"n": ${lexeme}}]`,
      );
      const text = `{${parts.join(',')}}`;
      expect(stringifyJson(parseJson(text) as object)).toBe(text.replaceAll('"n": ', '"n":'));
    }),
  );
});

test('numbers are written as exactly the digits given', () => {
  const body = { a: new JsonNumber('0.100000000000000000001'), b: undefined, c: 'x' };
  expect(stringifyJson(body)).toBe('{"a":0.100000000000000000001,"c":"x"}');
});

test.each(['', '01', '.5', '1.', '+1', 'NaN', '1,5', '1"', ' 1'])(
  '"%s" cannot become a number',
  (text) => {
    expect(() => new JsonNumber(text)).toThrow(RangeError);
  },
);

test.each([
  ['124.680', '124.680'],
  ['1E+3', '1000'],
  ['1.5e3', '1500'],
  ['1.2345e2', '123.45'],
  ['12e-4', '0.0012'],
  ['-1.5E-1', '-0.15'],
  ['0e5', '0'],
  ['1e999', null],
  ['abc', null],
])('%s means %s', (lexeme, plain) => {
  expect(plainDecimal(lexeme)).toBe(plain);
});

const parse = (text: string) => parseJsonObject(Buffer.from(text));

describe('a message that is exactly one object', () => {
  test.each([
    '{}',
    ' {"a":1}\n',
    '{"a":{"a":1},"b":[{"a":1},{"a":2}]}',
    '{"a":"a","b":"\\"a\\":"}',
    '{"a":["a","a"]}',
  ])('%s is read', (text) => {
    expect(stringifyJson(parse(text))).toBe(text.trim());
  });

  test.each([
    '',
    'null',
    '1',
    '"a"',
    '[{}]',
    '{}{}',
    '{} x',
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":2}',
    '{"b":[{"a":1,"a":2}]}',
    '{"a":{"b":1},"a":2}',
    '{"a":"\u0001"}',
    '\uFEFF{}',
    `{"a":1,}`,
  ])('%j is refused', (text) => {
    expect(() => parse(text)).toThrow(SyntaxError);
  });

  test('bytes that are no UTF-8 are refused', () => {
    const bytes = Buffer.concat([Buffer.from('{"a":"'), Buffer.of(0xc3), Buffer.from('"}')]);
    expect(() => parseJsonObject(bytes)).toThrow(TypeError);
  });
});
