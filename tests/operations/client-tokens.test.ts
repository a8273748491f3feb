import { createSecretKey, randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createClientTokens } from '../../src/operations/merchants/client-token.ts';
import type { TokenKey } from '../../src/operations/merchants/client-token.ts';

const tokenKey = (id: string): TokenKey => ({ id, key: createSecretKey(randomBytes(32)) });
const [active, previous, strange] = [tokenKey('a'), tokenKey('p'), tokenKey('s')];
const now = 1_800_000_000_000;
const clock = { now };
const tokens = createClientTokens([active, previous], () => clock.now);
const claims = { merchantId: 'mer_1', orderId: 'ord_1', expiresAt: now + 60_000 };

const partsOf = (token: string): unknown[] =>
  token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown);
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Correctly signed, except for what is changed. */
const signed = (
  header: object = {},
  payload: Record<string, unknown> = {},
  { key } = active,
): Promise<string> =>
  new SignJWT({
    iss: 'paygraph',
    aud: 'paygraph:order',
    sub: 'ord_1',
    mer: 'mer_1',
    exp: now / 1000 + 60,
    ...payload,
  })
    .setProtectedHeader({ alg: 'HS256', kid: 'a', ...header })
    .sign(key);

describe('a client token', () => {
  it('names its order, its merchant and its end, and nothing else', async () => {
    const token = await tokens.make(claims);
    expect(partsOf(token)).toEqual([
      { alg: 'HS256', kid: 'a' },
      {
        iss: 'paygraph',
        aud: 'paygraph:order',
        sub: 'ord_1',
        mer: 'mer_1',
        iat: now / 1000,
        exp: now / 1000 + 60,
      },
    ]);
    expect(await tokens.verify(token)).toEqual({ kind: 'CLIENT', ...claims });
  });

  it('of a previous key is valid, by the name of its key', async () => {
    const old = createClientTokens([previous], () => now);
    expect(await tokens.verify(await old.make(claims))).toMatchObject({ orderId: 'ord_1' });
  });

  it('is refused when it has expired, to the second', async () => {
    const token = await tokens.make(claims);
    clock.now = now + 59_000;
    expect(await tokens.verify(token)).not.toBeNull();
    clock.now = now + 60_000;
    expect(await tokens.verify(token)).toBeNull();
    clock.now = now;
  });

  it.each<[string, () => Promise<string> | string]>([
    ['of a key that is not known', () => createClientTokens([strange], () => now).make(claims)],
    ['that names no key', () => signed({ kid: undefined })],
    ['that names a key it was not signed with', () => signed({ kid: 'p' })],
    ['of another key that pretends to be the active one', () => signed({}, {}, strange)],
    ['for another audience', () => signed({}, { aud: 'paygraph:merchant' })],
    ['of another issuer', () => signed({}, { iss: 'somebody' })],
    ['without an end', () => signed({}, { exp: undefined })],
    ['without an order', () => signed({}, { sub: undefined })],
    ['without a merchant', () => signed({}, { mer: undefined })],
    ['with a merchant that is no text', () => signed({}, { mer: { id: 'mer_1' } })],
    ['that is not good yet', () => signed({}, { nbf: now / 1000 + 60 })],
    ['signed by another algorithm', () => signed({ alg: 'HS512' })],
    ['with an extension that must be understood', () => signed({ crit: ['x'], x: 1 })],
    ['that is huge', () => signed({}, { more: 'x'.repeat(10_000) })],
    ['that is no token', () => 'x'.repeat(100_000)],
    ['that is empty', () => ''],
  ])('is refused when it is %s', async (_name, make) => {
    let token: string;
    try {
      token = await make();
    } catch {
      // What the library refuses to sign is written by hand, with a signature of the right length.
      token = `${encoded({ alg: 'HS256', kid: 'a', crit: ['x'], x: 1 })}.${encoded({})}.${'A'.repeat(43)}`;
    }
    expect(await tokens.verify(token)).toBeNull();
  });

  it('without a signature is refused, however its algorithm is written', async () => {
    const [, payload = ''] = (await tokens.make(claims)).split('.');
    for (const alg of ['none', 'None', 'NONE', '']) {
      for (const signature of ['', 'AAAA']) {
        const token = `${encoded({ alg, kid: 'a' })}.${payload}.${signature}`;
        // oxlint-disable-next-line no-await-in-loop
        expect(await tokens.verify(token)).toBeNull();
      }
    }
  });

  it('is refused where any letter was changed', async () => {
    const token = await tokens.make(claims);
    for (let at = 0; at < token.length; at += 5) {
      const altered = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      // oxlint-disable-next-line no-await-in-loop
      expect(await tokens.verify(altered), `letter ${at}`).toBeNull();
    }
  });
});
