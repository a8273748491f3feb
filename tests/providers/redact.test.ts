import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/providers/redact.ts';
import type { Exchanged } from '../../src/providers/redact.ts';

const redactor = createRedactor({
  headers: ['signature'],
  members: ['own'],
  membersOf: { refund: ['address'] },
  secrets: () => ['the secret/key', 'short'],
});
const exchange = (exchanged: Partial<Exchanged>, operation = 'pay'): Exchanged =>
  redactor.exchange(operation, {
    target: '/pay',
    headers: {},
    body: '',
    response: null,
    ...exchanged,
  });
const masked = (body: string): string => exchange({ body }).body;
const inside = (value: unknown): string => JSON.stringify(JSON.stringify(value));

describe('what is recorded of a body', () => {
  it.each([
    ['JSON', '{"email":"a@b.example","id":"1"}', '{"email":"***","id":"1"}'],
    [
      'JSON with spaces',
      '{ "email" : "a@b.example",\n "id": 1.50 }',
      '{ "email" : "***",\n "id": 1.50 }',
    ],
    [
      'nested',
      '{"payer":{"type":2,"name":"Zoë"},"n":1}',
      '{"payer":{"type":2,"name":"***"},"n":1}',
    ],
    [
      'in a list',
      '[{"phone":"1"},{"phone":"2","id":"3"}]',
      '[{"phone":"***"},{"phone":"***","id":"3"}]',
    ],
    ['a list of values', '{"vpa":["a@b","c@d"],"id":[1,2]}', '{"vpa":["***","***"],"id":[1,2]}'],
    [
      'an object of values',
      '{"document":{"no":"1","ok":true}}',
      '{"document":{"no":"***","ok":true}}',
    ],
    ['a number', '{"mobile":5511987654321,"amount":5}', '{"mobile":"***","amount":5}'],
    ['nothing', '{"email":null,"name":""}', '{"email":null,"name":""}'],
    ['escapes', '{"name":"A \\"B\\" \\\\","id":"1"}', '{"name":"***","id":"1"}'],
    ['an escaped name', '{"\\u0065mail":"a@b.example"}', '{"\\u0065mail":"***"}'],
    ['other letters', '{"Email":"a@b","FIRSTNAME":"A"}', '{"Email":"***","FIRSTNAME":"***"}'],
    ['cut off', '{"id":"1","name":"Ada Lovel', '{"id":"1","name":"***"'],
    ['a name of the provider', '{"own":"x","owner":"y"}', '{"own":"***","owner":"y"}'],
    ['a form', 'id=1&email=a%40b.example&name=Ada+L&n=2', 'id=1&email=***&name=***&n=2'],
    ['a form with paths', 'payer[email]=a%40b&payer.phone=12', 'payer[email]=***&payer.phone=***'],
    ['a sentence', 'refused: email=a@b.example is wrong', 'refused: email=*** is wrong'],
    ['JSON after words', 'error {"email":"a@b", "id":"1"}', 'error {"email":"***", "id":"1"}'],
    [
      'numbers beyond 2^53',
      '{"id":9007199254740993,"fee":1.10}',
      '{"id":9007199254740993,"fee":1.10}',
    ],
  ])('masks %s', (_name, body, expected) => {
    expect(masked(body)).toBe(expected);
  });

  it('masks JSON inside JSON, at any depth, and inside a form', () => {
    const person = { email: 'ada@b.example', id: '7' };
    const hidden = { email: '***', id: '7' };
    expect(masked(`{"data":${inside(person)}}`)).toBe(`{"data":${inside(hidden)}}`);
    const deep = JSON.stringify({ a: JSON.stringify({ b: JSON.stringify(person) }) });
    expect(masked(deep)).toBe(JSON.stringify({ a: JSON.stringify({ b: JSON.stringify(hidden) }) }));
    const inForm = `n=1&data=${encodeURIComponent(JSON.stringify(person))}`;
    expect(masked(inForm)).toBe(`n=1&data=${encodeURIComponent(JSON.stringify(hidden))}`);
  });

  it('masks secrets in every form, whatever their names', () => {
    const secret = 'the secret/key';
    for (const form of [secret, encodeURIComponent(secret), 'the+secret%2Fkey']) {
      expect(masked(`x=${form}`)).not.toMatch(/secret|key/);
      expect(masked(JSON.stringify({ code: `<${form}>` }))).toBe('{"code":"<***>"}');
    }
    expect(masked('{"word":"short"}'), 'too short to be told from a word').toContain('short');
  });

  it('shows addresses without what gives access', () => {
    const url = 'https://pay.example/c?orderNo=1&token=abc&access_token=d&sign=e#x';
    expect(masked(JSON.stringify({ url }))).toBe(
      '{"url":"https://pay.example/c?orderNo=1&token=***&access_token=***&sign=***#x"}',
    );
    // A coin is called a token too.
    expect(masked('{"token":"ETH_USDT"}')).toBe('{"token":"ETH_USDT"}');
  });
});

describe('what is recorded of an exchange', () => {
  it('has nothing about a person in the address and the headers', () => {
    const recorded = exchange({
      target: '/find?phone=%2B5511&id=1',
      headers: { Signature: 'abc', cookie: 'email=ada@b.example', accept: '*/*' },
    });
    expect(recorded.target).toBe('/find?phone=***&id=1');
    expect(recorded.headers).toEqual({ Signature: '***', cookie: 'email=***', accept: '*/*' });
  });

  it('masks what the answer repeats of the request, under any name and in words', () => {
    const body = JSON.stringify({ name: 'Ada Lovelace', email: 'ada@b.example', id: 'R-1' });
    const response = JSON.stringify({
      msg: 'ada@b.example: not allowed for Ada Lovelace',
      q: 'who=Ada%20Lovelace',
      id: 'R-1',
    });
    expect(exchange({ body, response }).response).toBe(
      '{"msg":"***: not allowed for ***","q":"who=***","id":"R-1"}',
    );
  });

  it.each([1, 16, 17, 300])('masks what is repeated of one among %i persons', (count) => {
    const people = Array.from({ length: count }, (_, at) => ({ email: `person${at}@b.example` }));
    const response = JSON.stringify({ msg: `person${count - 1}@b.example is not allowed` });
    expect(exchange({ body: JSON.stringify(people), response }).response).toBe(
      '{"msg":"*** is not allowed"}',
    );
  });

  it('masks a secret that has changed since, and the previous one no longer', () => {
    const secrets = ['first-secret'];
    const changing = createRedactor({ headers: [], members: [], secrets: () => secrets });
    const body = 'first-secret second-secret';
    const read = (): string =>
      changing.exchange('pay', { target: '/', headers: {}, body, response: null }).body;
    expect(read()).toBe('*** second-secret');
    secrets[0] = 'second-secret';
    expect(read()).toBe('first-secret ***');
  });

  it('hides any text that has the name of something personal, wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 5, maxLength: 60, unit: 'binary' }), (value) => {
        const body = JSON.stringify({ email: value, id: '1' });
        const form = `id=1&email=${encodeURIComponent(value)}`;
        expect(exchange({ body, response: body })).toMatchObject({
          body: '{"email":"***","id":"1"}',
          response: '{"email":"***","id":"1"}',
        });
        expect(masked(form)).toBe('id=1&email=***');
        const repeating = JSON.stringify({ message: `<${value}>` });
        expect(exchange({ body, response: repeating }).response).toBe('{"message":"<***>"}');
      }),
    );
  });

  it('keeps parts of longer words, and what another member contains too', () => {
    const body = JSON.stringify({ name: 'PAYMENT', phone: '123456', reference: '123456' });
    const response = JSON.stringify({ type: 'PAYMENT_RESULT', code: '123456', no: '91234567' });
    expect(exchange({ body, response }).response).toBe(response);
  });

  it('masks what is personal in some operations only there', () => {
    const body = '{"address":"0x9f9D96DAB48f2E67BF93"}';
    expect(exchange({ body }, 'refund').body).toBe('{"address":"***"}');
    expect(exchange({ body }, 'settle').body).toBe(body);
  });

  it('is told within a second, however long and strange the answer is', () => {
    const n = 200_000;
    const strange = ['"', '\\"', '[', '{"email":', 'a', '"a" :', '{"email":"\\"', '='];
    const started = performance.now();
    for (const part of strange) exchange({ response: part.repeat(n / part.length) });
    const many = Array.from({ length: 5_000 }, (_, i) => ({ email: `person${i}@b.example` }));
    exchange({ response: JSON.stringify(many) });
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
