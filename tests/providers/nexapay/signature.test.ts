import { describe, expect, test } from 'vitest';
import { canonicalForms } from '../../../src/providers/nexapay/canonical-json.ts';
import { matchingForm, signBody, signingKey } from '../../../src/providers/nexapay/signature.ts';
import { K1, V1, V3, V4, V5, V6, vectors } from './vectors.ts';

describe.each(vectors)("the provider's samples: $name", (vector) => {
  const { input, canonical, length, signatures } = vector;

  test('both canonical forms are as computed', () => {
    expect(canonicalForms(input)).toMatchObject(canonical);
    const sizes = Object.values(canonical).map((form) => Buffer.byteLength(form));
    expect(sizes).toEqual(length === undefined ? sizes : [length, length]);
    expect(canonicalForms(canonical.j).j).toBe(canonical.j);
    expect(canonicalForms(canonical.p).p).toBe(canonical.p);
  });

  test.each(signatures)('$form under $key is $value', ({ key, form, value }) => {
    expect(signBody(signingKey(key), input, form)).toBe(value);
    const isSame = canonical.j === canonical.p;
    expect(matchingForm(signingKey(key), input, value)).toBe(isSame ? 'J' : form);
  });

  test('neither form is accepted under another key, cut short, or prolonged', () => {
    for (const { key, value } of signatures) {
      expect(matchingForm(signingKey(`${key}x`), input, value)).toBeNull();
      expect(matchingForm(signingKey(key), input, value.slice(0, -1))).toBeNull();
      expect(matchingForm(signingKey(key), input, `${value}=`)).toBeNull();
      expect(matchingForm(signingKey(key), input, '')).toBeNull();
    }
  });
});

describe('what must be refused', () => {
  // A placeholder, printed next to four different bodies (docs/providers/nexapay.md#test-vectors).
  const printed = 'xN/ewpHtq4NLkzTKZufv+2Wna1JHeH3ljydG099q5KQ=';
  test.each([V1, V3, V4, V5, V6])(
    'the signature printed in the documentation fits no body',
    (body) => {
      for (const key of [
        K1,
        'e10adc3949ba59abbe56e057f20f883e',
        '3258e9eaec8bdc65b84e8bbfd387c076',
      ]) {
        expect(matchingForm(signingKey(key), body, printed)).toBeNull();
      }
    },
  );

  test('a secret that looks like hexadecimal is text', () => {
    const decoded = Buffer.from('e10adc3949ba59abbe56e057f20f883e', 'hex').toString('latin1');
    expect(signBody(signingKey(decoded), V5)).not.toBe(
      '1v93CJYEDwZLQ0L+Qyo2wi/kdsOL9PWOjVs2Lp6q7Zo=',
    );
  });

  test.each([
    '',
    '[]',
    '"x"',
    '1',
    'null',
    '{',
    '{"a":1}{',
    '{"a":1,"a":1}',
    '{"l":[{"a":1,"a":2}]}',
  ])('%s has no canonical form', (text) => {
    expect(() => canonicalForms(text)).toThrow(SyntaxError);
  });

  test('a body in which anything but order and whitespace changed', () => {
    const signature = signBody(signingKey(K1), V6);
    const changed = [
      V6.replace('100.8900000000000000', '100.89'),
      V6.replace('"T"', '"S"'),
      V6.replace('"IOF"', '"iof"'),
      V6.replace('}]}', '}],"more":1}'),
    ];
    for (const body of changed) expect(matchingForm(signingKey(K1), body, signature)).toBeNull();
    const again = JSON.stringify(JSON.parse(V6), null, 2);
    expect(matchingForm(signingKey(K1), again, signature)).toBe('J');
  });
});

describe('canonical forms', () => {
  test.each([
    ['100', '100'],
    ['-0', '0'],
    ['12345678901234567890123', '12345678901234567890123'],
    ['100.0', '100.0'],
    ['-100.50', '-100.5'],
    ['-0.0', '-0.0'],
    ['0.0001', '0.0001'],
    ['0.00001', '1e-05'],
    ['1.5e-7', '1.5e-07'],
    ['1e2', '100.0'],
    ['1234567890123456.0', '1234567890123456.0'],
    ['12345678901234567.0', '1.2345678901234568e+16'],
    ['-1e22', '-1e+22'],
    ['0.1', '0.1'],
  ])('%s is written %s by Python, and as it came by Java', (number, python) => {
    const forms = canonicalForms(`{"n":${number}}`);
    expect(forms).toMatchObject({ j: `{"n":${number}}`, p: `{"n":${python}}` });
  });

  test('only quotes, backslashes and control characters are escaped', () => {
    const input = String.raw`{"a":"\u0001\u001f\b\f\t\r\u007f\/<>& é"}`;
    const written = '{"a":"\\u0001\\u001f\\b\\f\\t\\r\u007f/<>& é"}';
    expect(canonicalForms(input)).toMatchObject({ j: written, p: written });
  });

  test('names that look like numbers keep their place in an array', () => {
    const { j, p } = canonicalForms('{"l":[{"b":1,"2":2,"10":3}],"__proto__":{},"e":[],"s":""}');
    expect(j).toBe('{"__proto__":{},"e":[],"l":[{"b":1,"2":2,"10":3}],"s":""}');
    expect(p).toBe('{"__proto__":{},"e":[],"l":[{"10":3,"2":2,"b":1}],"s":""}');
  });

  test('null stays in arrays and leaves objects in form J', () => {
    const { j, p } = canonicalForms('{"l":[null,{"a":null},[null]],"o":{"x":null}}');
    expect(j).toBe('{"l":[null,{},[null]],"o":{}}');
    expect(p).toBe('{"l":[null,{"a":null},[null]],"o":{"x":null}}');
  });
});
