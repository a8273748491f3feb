import { expect, describe, it } from 'vitest';
import { newNonce, openWorld } from './merchant.ts';
import type { Changes } from './merchant.ts';

const query = { merchantTradeNo: 'T1' };
/** A call that is right in all but what is changed: an unknown order, in a signed answer. */
const right = 'Common.OrderNotFound';

describe('who calls', () => {
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
      { authorize: (given) => given.replace(/(appId=\w+),(.*)$/, '$2, $1') },
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
      { authorize: (given) => given.replace('V2', 'V3') },
    ],
    [
      'with a part missing',
      401,
      'Common.Unauthorized',
      { authorize: (given) => given.replace(/,nonce=.*/, '') },
    ],
    ['with a part twice', 401, 'Common.Unauthorized', { authorize: (given) => `${given},nonce=x` }],
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
        authorize: (given) =>
          given.replace(/sign=\w+/, (sign) => `sign=${sign.slice(5).toUpperCase()}`),
      },
    ],
    ['too early', 401, 'Common.Unauthorized', { timestamp: 'now-300001' }],
    ['too late', 401, 'Common.Unauthorized', { timestamp: 'now+300001' }],
    ['in seconds', 401, 'Common.Unauthorized', { timestamp: '1767268800' }],
  ])('%s: HTTP %i, %s', async (_how, status, code, { timestamp, ...changes }) => {
    const { merchant, clock, provider } = await openWorld();
    const [, by] = /^now(.*)$/.exec(timestamp ?? '') ?? [];
    const at = by === undefined ? timestamp : String(clock.now() + Number(by));
    const answer = await merchant.call('/payment/query', query, {
      ...changes,
      ...(at === undefined ? {} : { timestamp: at }),
    });
    expect([answer.http.status, answer.code, answer.data]).toEqual([status, code, {}]);
    expect(provider.requests()).toMatchObject([{ operation: 'queryPayment', code }]);
  });

  it('may use a nonce once in ten minutes, and again when its signature was wrong', async () => {
    const { merchant, clock } = await openWorld();
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

  it('is served under /v2 too, whatever the query, and nowhere else', async () => {
    const { merchant } = await openWorld();
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
    const { merchant } = await openWorld();
    const { http, code } = await merchant.call('/payment/query', {}, { body });
    expect([http.status, code]).toEqual([200, 'Common.InvalidJson']);
  });

  it('is signed as it is, line breaks included', async () => {
    const { merchant } = await openWorld();
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
    const { merchant } = await openWorld();
    const { code, errorMessage } = await merchant.call('/payment/query', fields);
    expect([code, String(errorMessage)]).toEqual([
      'Common.InvalidParameter',
      expect.stringMatching(/^invalid parameter: \w+$/),
    ]);
  });
});

describe('a payment', () => {
  const parameter = (name: string) => ['Common.InvalidParameter', `invalid parameter: ${name}`];
  const payer = { userId: 'u1', name: 'A', email: 'a@b.c', phone: '1' };
  it.each<[Record<string, unknown>, string]>([
    [{ merchantTradeNo: undefined }, 'merchantTradeNo'],
    [{ merchantTradeNo: '' }, 'merchantTradeNo'],
    [{ merchantTradeNo: 'a'.repeat(51) }, 'merchantTradeNo'],
    ...[
      '100',
      '100.0',
      '100.000',
      '0.00',
      '00.10',
      '0100.00',
      '-1.00',
      '1e2',
      ' 1.00',
      '1000000000000000.00',
    ].map((amount): [Record<string, unknown>, string] => [{ amount }, 'amount']),
    [{ amount: 100.05 }, 'amount'],
    [{ currency: 'INRX' }, 'currency'],
    [{ description: 'é'.repeat(81) }, 'description'],
    [{ description: null }, 'description'],
    [{ payer: 'A' }, 'payer'],
    [{ payer: undefined }, 'payer'],
    [{ payer: { ...payer, name: null } }, 'payer.name'],
    [{ payer: { ...payer, phone: '1'.repeat(21) } }, 'payer.phone'],
    [{ payer: { ...payer, document: 'a'.repeat(65) } }, 'payer.document'],
    [{ payMethod: 'UPI' }, 'payMethod'],
    [{ payMethod: { type: 'upi' } }, 'payMethod.type'],
    [{ payMethod: { type: 'UPI_COLLECT' } }, 'payMethod.vpa'],
    [{ tradeEnv: { ip: '1'.repeat(33) } }, 'tradeEnv.ip'],
    [{ merchantAttach: 'a'.repeat(256) }, 'merchantAttach'],
    [{ notifyUrl: undefined }, 'notifyUrl'],
    [{ notifyUrl: 'http://shop.example.test/' }, 'notifyUrl'],
    [{ notifyUrl: 'https://shop.example.test/#a' }, 'notifyUrl'],
    [{ notifyUrl: '/notify' }, 'notifyUrl'],
    [{ returnUrl: `https://shop.example.test/${'a'.repeat(255)}` }, 'returnUrl'],
  ])('with %o is refused: %s', async (fields, name) => {
    const { merchant, provider } = await openWorld();
    const { code, errorMessage } = await merchant.payment(fields);
    expect([code, errorMessage]).toEqual(parameter(name));
    expect(provider.effects().ordersCreated).toBe(0);
  });

  it.each([
    ['USD', 'UPI', 'Common.UnsupportedCurrency'],
    ['INR', 'CARD', 'Common.UnsupportedMethod'],
    ['INR', 'PIX', 'Common.UnsupportedMethod'],
    ['BRL', 'UPI_COLLECT', 'Common.UnsupportedMethod'],
  ])('in %s by %s is refused: %s', async (currency, type, code) => {
    const { merchant } = await openWorld();
    expect((await merchant.payment({ currency, payMethod: { type } })).code).toBe(code);
  });

  it('is refused a second time, even if identical; and another kind may have its number', async () => {
    const { merchant, provider } = await openWorld();
    expect((await merchant.payment()).code).toBe('OK');
    expect((await merchant.payment()).code).toBe('Common.DuplicateOrder');
    expect((await merchant.payout({ merchantTradeNo: 'T1' })).code).toBe('OK');
    expect(provider.effects()).toMatchObject({ ordersCreated: 1, settlementsCreated: 1 });
  });

  it('counts lengths in characters and ignores what it does not know', async () => {
    const { merchant } = await openWorld();
    const fields = { description: '🙂'.repeat(80), more: 1, merchantAttach: null };
    expect((await merchant.payment(fields)).code).toBe('OK');
  });
});

describe('a payout', () => {
  const bank = {
    type: 'BANK_ACCOUNT',
    mode: 'IMPS',
    bankCode: 'HDFC0000001',
    bankName: 'HDFC',
    accountNumber: '1',
    payeeName: 'A',
    payeePhone: '1',
    payeeEmail: 'a@b.c',
  };
  const pix = { type: 'PIX', keyType: 'CPF', key: '1', payeeName: 'A', document: '2' };
  const wallet = { type: 'WALLET', walletCode: 'P', accountNumber: '1', payeeName: 'A' };

  it.each<[string, Record<string, unknown>, string]>([
    ['INR', bank, 'OK'],
    ['BRL', bank, 'OK'],
    ['BRL', pix, 'OK'],
    ['INR', wallet, 'OK'],
    ['INR', pix, 'Common.UnsupportedMethod'],
    ['BRL', { type: 'UPI', vpa: 'a@b', payeeName: 'A' }, 'Common.UnsupportedMethod'],
    ['INR', { type: 'CASH' }, 'Common.UnsupportedMethod'],
    ['USD', bank, 'Common.UnsupportedCurrency'],
    ['INR', { ...bank, mode: 'NEFT' }, 'Common.InvalidParameter'],
    ['INR', { ...bank, payeeEmail: null }, 'Common.InvalidParameter'],
    ['BRL', { ...pix, keyType: 'IBAN' }, 'Common.InvalidParameter'],
    ['INR', { ...wallet, walletCode: 'a'.repeat(21) }, 'Common.InvalidParameter'],
  ])('in %s to %o: %s', async (currency, payoutMethod, code) => {
    const { merchant } = await openWorld();
    expect((await merchant.payout({ currency, payoutMethod })).code).toBe(code);
  });

  it('is refused above the balance with its fee', async () => {
    const { merchant } = await openWorld();
    const code = async (amount: string, merchantTradeNo: string) =>
      (await merchant.payout({ amount, merchantTradeNo })).code;
    expect(await code('99009.91', 'A')).toBe('Payout.Common.InsufficientBalance');
    expect(await code('99009.90', 'B')).toBe('OK');
  });
});
