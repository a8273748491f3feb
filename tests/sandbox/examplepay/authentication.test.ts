import { expect, describe, it } from 'vitest';
import { newNonce, openTestSandbox } from './merchant.ts';
import type { Changes } from './merchant.ts';

const query = { merchantTradeNo: 'T1' };
/** A call that is correct except for what is changed: an unknown order, in a signed answer. */
const right = 'Common.OrderNotFound';

describe('the authentication of a call', () => {
  it.each<[string, number, string, Changes]>([
    ['rightly', 200, right, {}],
    [
      'with charset=utf-8',
      200,
      right,
      { headers: { 'content-type': 'application/json; charset=utf-8' } },
    ],
    ['without Accept', 200, right, { headers: { accept: undefined } }],
    ['with another Host', 200, right, { headers: { host: 'elsewhere.example.test' } }],
    [
      'in another order',
      200,
      right,
      { authorize: (header) => header.replace(/(appId=\w+),(.*)$/, '$2, $1') },
    ],
    ['300 s early', 200, right, { timestamp: 'now-300000' }],
    ['300 s late', 200, right, { timestamp: 'now+300000' }],
    ['by GET', 405, 'Common.MethodNotAllowed', { method: 'GET' }],
    [
      'with a form',
      415,
      'Common.UnsupportedMediaType',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ],
    [
      'without a type',
      415,
      'Common.UnsupportedMediaType',
      { headers: { 'content-type': undefined } },
    ],
    ['without User-Agent', 403, 'Common.Forbidden', { headers: { 'user-agent': undefined } }],
    ['unsigned', 401, 'Common.Unauthorized', { authorize: () => undefined }],
    [
      'with another type',
      401,
      'Common.Unauthorized',
      { authorize: (header) => header.replace('V2', 'V3') },
    ],
    [
      'with a part missing',
      401,
      'Common.Unauthorized',
      { authorize: (header) => header.replace(/,nonce=.*/, '') },
    ],
    [
      'with a part twice',
      401,
      'Common.Unauthorized',
      { authorize: (header) => `${header},nonce=x` },
    ],
    ['with an unknown appId', 401, 'Common.Unauthorized', { appId: 'nobody' }],
    ['with another secret', 401, 'Common.Unauthorized', { appSecret: 'x' }],
    ['over the path alone', 401, 'Common.Unauthorized', { url: '/pg/v2/payment/query' }],
    [
      'over another address',
      401,
      'Common.Unauthorized',
      { url: 'https://a.test/pg/v2/payment/query' },
    ],
    [
      'in capitals',
      401,
      'Common.Unauthorized',
      {
        authorize: (header) =>
          header.replace(/sign=\w+/, (sign) => `sign=${sign.slice(5).toUpperCase()}`),
      },
    ],
    ['too early', 401, 'Common.Unauthorized', { timestamp: 'now-300001' }],
    ['too late', 401, 'Common.Unauthorized', { timestamp: 'now+300001' }],
    ['in seconds', 401, 'Common.Unauthorized', { timestamp: '1767268800' }],
  ])('answers %s with HTTP %i, %s', async (_how, status, code, { timestamp, ...changes }) => {
    const { merchant, clock, provider } = await openTestSandbox();
    const [, by] = /^now(.*)$/.exec(timestamp ?? '') ?? [];
    const at = by === undefined ? timestamp : String(clock.now() + Number(by));
    const answer = await merchant.call('/payment/query', query, {
      ...changes,
      ...(at === undefined ? {} : { timestamp: at }),
    });
    expect([answer.http.status, answer.code, answer.data]).toEqual([status, code, {}]);
    expect(provider.requests()).toMatchObject([{ operation: 'queryPayment', code }]);
  });

  it('accepts a nonce once in ten minutes, and again when its signature was wrong', async () => {
    const { merchant, clock } = await openTestSandbox();
    const nonce = newNonce();
    const call = async (changes: Changes = {}) =>
      (await merchant.call('/payment/query', query, { nonce, ...changes })).code;
    expect(await call({ appSecret: 'wrong' })).toBe('Common.Unauthorized');
    expect(await call()).toBe(right);
    expect(await call()).toBe('Common.Unauthorized');
    await clock.advance(599_999);
    expect(await call()).toBe('Common.Unauthorized');
    await clock.advance(1);
    expect(await call()).toBe(right);
  });

  it('applies under /v2 too, whatever the query, and nowhere else', async () => {
    const { merchant } = await openTestSandbox();
    const at = async (path: string) => {
      const { http, code } = await merchant.call(path, query);
      return [http.status, code];
    };
    expect(await at('/v2/payment/query')).toEqual([200, right]);
    expect(await at('/v2/payment/query?x=1')).toEqual([200, right]);
    for (const path of ['/v2/payment/query/', '/v1/payment/query', '/v2/payment', '/']) {
      expect(await at(path)).toEqual([404, 'Common.NotFound']);
    }
  });
});

describe('the body', () => {
  it.each([
    '',
    'null',
    '[]',
    '{',
    '{"merchantTradeNo":"T1"}{}',
    '{"merchantTradeNo":"T1","merchantTradeNo":"T2"}',
    '{"merchantTradeNo":"T\u0001"}',
  ])('%j is no JSON object', async (body) => {
    const { merchant } = await openTestSandbox();
    const { http, code } = await merchant.call('/payment/query', {}, { body });
    expect([http.status, code]).toEqual([200, 'Common.InvalidJson']);
  });

  it('is signed as it is, line breaks included', async () => {
    const { merchant } = await openTestSandbox();
    const body = '{\n  "merchantTradeNo": "T1"\r\n}\n';
    expect((await merchant.call('/payment/query', {}, { body })).code).toBe(right);
  });

  it.each([
    {},
    { merchantTradeNo: '' },
    { merchantTradeNo: 'T1', paymentNo: 'P1' },
    { paymentNo: 7 },
    { merchantTradeNo: null },
  ])('names one order exactly: %o does not', async (fields) => {
    const { merchant } = await openTestSandbox();
    const { code, errorMessage } = await merchant.call('/payment/query', fields);
    expect([code, String(errorMessage)]).toEqual([
      'Common.InvalidParameter',
      expect.stringMatching(/^invalid parameter: \w+$/),
    ]);
  });
});
