import { describe, expect, test } from 'vitest';
import {
  isFresh,
  readAuthorization,
  sign,
  signatureMatches,
  stringToSign,
  urlToSign,
  writeAuthorization,
} from '../../../src/providers/examplepay/signature.ts';
import type { SignedMessage } from '../../../src/providers/examplepay/signature.ts';
import { stringifyJson } from '../../../src/providers/json.ts';
import { paymentBody } from '../../../src/providers/examplepay/requests.ts';
import { orderToSend } from './requests.ts';
import { bodies, vectors } from './vectors.ts';

const all = Object.entries(vectors);

describe('the signatures of the vectors', () => {
  test.each(all)('%s is what we sign', (_name, { message, sign: expected }) => {
    expect(sign(message)).toBe(expected);
    expect(signatureMatches(message, expected)).toBe(true);
  });

  const changes: [string, (message: SignedMessage) => Partial<SignedMessage>][] = [
    ['another appId', () => ({ appId: 'other' })],
    ['another secret', ({ appSecret }) => ({ appSecret: `${appSecret} ` })],
    ['another method', () => ({ method: 'GET' })],
    ['another path', ({ url }) => ({ url: `${url}/x` })],
    ['plain http', ({ url }) => ({ url: url.replace('https', 'http') })],
    ['another time', ({ timestamp }) => ({ timestamp: String(Number(timestamp) + 1) })],
    ['the nonce in another case', ({ nonce }) => ({ nonce: nonce.toLowerCase() })],
    ['one byte more', ({ body }) => ({ body: `${String(body)} ` })],
  ];
  test.each(
    all.flatMap(([name, vector]) => changes.map((change) => [name, vector, ...change] as const)),
  )('%s is refused with %3$s', (_name, { message, sign: signature }, _what, change) => {
    expect(signatureMatches({ ...message, ...change(message) }, signature)).toBe(false);
  });

  test.each([
    ['in capitals', (signature: string) => signature.toUpperCase()],
    ['cut short', (signature: string) => signature.slice(1)],
    ['too long', (signature: string) => `${signature}0`],
    ['empty', () => ''],
    ['in other letters of the same length', (signature: string) => signature.replace(/./, 'é')],
  ])('a signature %s is refused', (_what, change) => {
    for (const [, { message, sign: signature }] of all) {
      expect(signatureMatches(message, change(signature))).toBe(false);
    }
  });

  test('the lengths of the bodies and of the text are those of the vectors', () => {
    const lengths = (['E1', 'E2', 'E3', 'E4', 'E5'] as const).map((name) =>
      Buffer.byteLength(bodies[name]),
    );
    expect(lengths).toEqual([27, 36, 425, 243, 355]);
    const { E3, E6 } = vectors;
    if (E3 === undefined || E6 === undefined) throw new Error('no vector');
    expect(stringToSign(E3.message)).toHaveLength(594);
    expect(stringToSign(E6.message).toString('utf8')).toMatch(/7F\n\n$/);
  });

  test('the body of E3 is what we send for it, except what we never attach', () => {
    const sent = stringifyJson(paymentBody(orderToSend()));
    expect(sent).toBe(bodies.E3.replace('"merchantAttach":"cart=7&x=1",', ''));
  });
});

describe('the address that is signed', () => {
  test.each([
    ['https://Gateway.Example.TEST/pg/v2/a', 'https://gateway.example.test/pg/v2/a'],
    ['https://gateway.example.test:443/a', 'https://gateway.example.test/a'],
    ['https://gateway.example.test:8443/a', 'https://gateway.example.test:8443/a'],
    ['http://127.0.0.1:80/a', 'http://127.0.0.1/a'],
    ['https://gateway.example.test/a/?x=1#y', 'https://gateway.example.test/a'],
  ])('of %s is %s', (signature, expected) => {
    expect(urlToSign(signature)).toBe(expected);
  });
});

describe('the Authorization header', () => {
  const credentials = {
    appId: 'a',
    sign: 'b'.repeat(64),
    timestamp: '1715670758482',
    nonce: 'N',
  };
  const written = `V2_SHA256 appId=a,sign=${'b'.repeat(64)},timestamp=1715670758482,nonce=N`;

  test('is written in one order and read back', () => {
    expect(writeAuthorization(credentials)).toBe(written);
    expect(readAuthorization(written)).toEqual(credentials);
  });

  test.each([
    ['another order', `V2_SHA256 nonce=N,timestamp=1715670758482,appId=a,sign=${'b'.repeat(64)}`],
    ['spaces after commas', written.replaceAll(',', ', ')],
    ['a part that is not known', `${written},version=3`],
  ])('is read with %s', (_what, header) => {
    expect(readAuthorization(header)).toEqual(credentials);
  });

  test('is split at the first equals sign', () => {
    expect(readAuthorization(written.replace('nonce=N', 'nonce=N=='))?.nonce).toBe('N==');
  });

  test.each([
    ['nothing', null],
    ['no text', ''],
    ['another type', written.replace('V2', 'V1')],
    ['a type in small letters', written.replace('V2_SHA256', 'v2_sha256')],
    ['a missing nonce', written.replace(',nonce=N', '')],
    ['a missing appId', written.replace('appId=a,', '')],
    ['an empty sign', written.replace(/sign=b+/, 'sign=')],
    ['a repeated part', `${written},nonce=N`],
    ['a time in seconds', written.replace('1715670758482', '1715670758')],
    ['a part without a value', `${written},x`],
  ])('is refused with %s', (_what, header) => {
    expect(readAuthorization(header)).toBeNull();
  });

  test('is fresh within 300 seconds, in both directions', () => {
    const now = 1_715_670_758_482;
    const at = [-300_001, -300_000, 300_000, 300_001].map((by) => isFresh(String(now + by), now));
    expect(at).toEqual([false, true, true, false]);
  });
});
