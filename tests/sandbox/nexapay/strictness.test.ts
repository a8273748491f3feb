import { describe, expect, it } from 'vitest';
import { send } from '../client.ts';
import { canonical, hmac, Merchant, openTestSandbox, paths } from './merchant.ts';
import type { Changes, TestSandbox } from './merchant.ts';

async function codeOf(
  testSandbox: TestSandbox,
  fields: object = {},
  changes: Changes = {},
): Promise<string> {
  const order = testSandbox.merchant.order({ ...fields });
  return (await testSandbox.merchant.call(paths.pay, order, changes)).code;
}

describe('a request is refused', () => {
  it.each([
    [{ api_key: undefined }, '1001'],
    [{ api_key: ' ' }, '1001'],
    [{ signature: undefined }, '1001'],
    [{ signature: '' }, '1001'],
    [{ api_key: 'somebody' }, '1002'],
    [{ signature: 'A'.repeat(44) }, '1003'],
  ])('with headers %j: %s', async (headers, code) => {
    const testSandbox = await openTestSandbox();
    expect(await codeOf(testSandbox, {}, { headers })).toBe(code);
    expect(testSandbox.provider.effects().ordersCreated).toBe(0);
  });

  it.each(['', '[]', '"x"', '{', 'null', '{"orderId":"O1","orderId":"O1"}', '{"a":{"b":1,"b":2}}'])(
    'with the body %s: 1004, before its signature is judged',
    async (body) => {
      expect(await codeOf(await openTestSandbox(), {}, { body })).toBe('1004');
    },
  );

  it('in the documented envelope, with HTTP 200', async () => {
    const { merchant } = await openTestSandbox();
    const { http } = await merchant.call(paths.query, { orderId: 'O1' }, { signed: 'x' });
    expect([http.status, http.body]).toEqual([
      200,
      '{"code":"1003","msg":"signature mismatch","data":null,"succ":false}',
    ]);
  });

  it('UAT case 2: with the signature of another body or under another key', async () => {
    const testSandbox = await openTestSandbox();
    const { merchant } = testSandbox;
    const order = merchant.order();
    expect(await codeOf(testSandbox, {}, { signed: canonical({ ...order, amount: '1' }) })).toBe(
      '1003',
    );
    const signature = hmac('somebody else', canonical(order));
    expect(await codeOf(testSandbox, {}, { headers: { signature } })).toBe('1003');
  });

  it('UAT case 3: in another currency, wherever it is named', async () => {
    const testSandbox = await openTestSandbox();
    expect(await codeOf(testSandbox, { currency: 'USD' })).toBe('1006');
    expect(await codeOf(testSandbox, { payCurrent: 'USD' })).toBe('1006');
    expect(await codeOf(testSandbox, { payCurrency: 'USD' })).toBe('1006');
    expect((await testSandbox.merchant.cashier({ currency: 'USD' })).code).toBe('1006');
    const { provider, merchant } = testSandbox;
    const allowed = { allowedCurrencies: ['BRL', 'USD'] };
    const other = new Merchant(provider, merchant.notifyUrl, allowed);
    expect((await other.pay({ currency: 'USD' })).code).toBe('0');
  });

  it.each([
    ['0.99', '1007'],
    ['0', '1007'],
    ['1', '0'],
    ['1.0', '0'],
    ['', '1005'],
    ['1.001', '1005'],
    ['-1', '1005'],
    ['1e2', '1005'],
    ['12345678901234', '1005'],
  ])('by its amount: %s is %s', async (amount, code) => {
    expect(await codeOf(await openTestSandbox(), { amount })).toBe(code);
  });

  it.each(['merchantId', 'subMerchantId'])('for another %s: 1008, before 1005', async (name) => {
    const testSandbox = await openTestSandbox();
    expect(await codeOf(testSandbox, { [name]: '1', amount: 'x' })).toBe('1008');
    expect(await codeOf(testSandbox, { [name]: undefined })).toBe('1005');
  });

  const payer = {
    type: 2,
    name: 'n',
    email: 'a@b',
    phoneNumber: '+12345678',
    document: '12.345.678/0001-90',
  };
  it.each([
    { orderId: 'a b' },
    { orderId: 'x'.repeat(65) },
    { requestId: '' },
    { requestId: undefined },
    { orderName: 'x'.repeat(129) },
    { goodsName: undefined },
    { notifyUrl: 'somewhere' },
    { notifyUrl: `https://a.example/${'x'.repeat(240)}` },
    { payer: undefined },
    { payer: 'x' },
    { payer: { ...payer, type: 1 } },
    { payer: { ...payer, type: 3 } },
    { payer: { ...payer, type: '2' } },
    { payer: { ...payer, document: '1234567890123x' } },
    { payer: { ...payer, phoneNumber: '5511987654321' } },
    { payer: { ...payer, email: 'nobody' } },
    { payer: { ...payer, name: 'x'.repeat(101) } },
  ])('without or with a wrong field: %j is 1005', async (fields) => {
    const testSandbox = await openTestSandbox();
    expect(await codeOf(testSandbox, { payer })).toBe('0');
    expect(await codeOf(testSandbox, { orderId: 'O2', requestId: 'Q2', ...fields })).toBe('1005');
  });

  it('with a number for an amount: 1005, though it is correctly signed', async () => {
    expect(await codeOf(await openTestSandbox(), { amount: 100 })).toBe('1005');
  });

  it('without a callbackUrl at the cashier: 1005', async () => {
    const { merchant } = await openTestSandbox();
    expect((await merchant.call(paths.cashier, merchant.order())).code).toBe('1005');
  });

  it('at another path, with another method or content', async () => {
    const { merchant } = await openTestSandbox();
    const order = merchant.order();
    const unknown = await merchant.call('/api/v1/balance', order);
    expect([unknown.http.status, unknown.code]).toEqual([404, '9999']);
    const got = await send(merchant.baseUrl + paths.pay, 'GET', {});
    expect([got.status, got.body]).toEqual([405, expect.stringContaining('"9999"')]);
    const type = { 'content-type': 'text/plain' };
    expect((await merchant.call(paths.pay, order, { headers: type })).http.status).toBe(415);
  });
});

describe('a request is accepted', () => {
  it('however its members are ordered and spaced, and whatever else it has', async () => {
    const { merchant } = await openTestSandbox();
    const order = { ...merchant.order(), more: 'x' };
    const body = JSON.stringify(Object.fromEntries(Object.entries(order).toReversed()), null, 2);
    expect((await merchant.call(paths.pay, order, { body })).code).toBe('0');
  });

  it('under form P where the two forms differ, null being nothing', async () => {
    const { merchant } = await openTestSandbox();
    const order = { ...merchant.order(), payCurrent: null };
    expect((await merchant.call(paths.pay, order)).code).toBe('0');
    const { payCurrent: _, ...withoutNull } = order;
    const other = { ...withoutNull, orderId: 'O2', requestId: 'Q2' };
    const body = JSON.stringify({ ...other, payCurrent: null });
    expect((await merchant.call(paths.pay, other, { body })).code).toBe('0');
  });
});

const attempt = async ({ merchant }: TestSandbox): Promise<unknown> => {
  try {
    const { http } = await merchant.pay();
    return http.status;
  } catch (error) {
    return error instanceof SyntaxError ? 'garbage' : 'cut';
  }
};

describe('faults', () => {
  it.each([
    ['cut-before', 'cut', 0],
    ['cut-after', 'cut', 1],
    ['error-before', 500, 0],
    ['error-after', 500, 1],
    ['garbage', 'garbage', 1],
    ['bad-signature', 200, 1],
  ] as const)('%s is %s, with %i effects, once', async (fault, outcome, effects) => {
    const testSandbox = await openTestSandbox();
    testSandbox.provider.faults.arm({ fault, operation: 'createOrder' });
    expect(await attempt(testSandbox)).toBe(outcome);
    expect(testSandbox.provider.effects().ordersCreated).toBe(effects);
    expect(await attempt(testSandbox)).toBe(200);
    expect(testSandbox.provider.effects().ordersCreated).toBe(1);
  });

  it('delay has its effect at once and answers later', async () => {
    const testSandbox = await openTestSandbox();
    testSandbox.provider.faults.arm({ fault: 'delay', delayMs: 5_000 });
    const answer = attempt(testSandbox);
    await expect.poll(() => testSandbox.provider.effects().ordersCreated).toBe(1);
    await testSandbox.clock.advance(5_000);
    expect(await answer).toBe(200);
  });

  it('are recorded with the result of each request', async () => {
    const testSandbox = await openTestSandbox();
    await testSandbox.merchant.pay();
    await testSandbox.merchant.status('O9');
    expect(testSandbox.provider.requests()).toMatchObject([
      { operation: 'createOrder', path: paths.pay, code: '0' },
      { operation: 'queryOrder', path: paths.query, code: '1011' },
    ]);
  });
});
