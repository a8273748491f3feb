import { describe, expect, it } from 'vitest';
import type { TestSandbox } from './client.ts';
import { BRAND_NAMES, newOrder, NOON, openTestSandbox } from './client.ts';

const INFO = '/checkout/order/info?orderNo=T1';
const CANCEL = '/checkout/order/cancel?orderNo=T1';
const LIST = '/checkout/order/list';

/** Type, received, pending and status of each abnormal payment, from the list call. */
async function abnormal({ merchant }: TestSandbox): Promise<unknown[]> {
  const { records } = await merchant.post('/checkout/abnormal-payment/list', { orderNo: 'T1' });
  return records.map(({ type, amount, pendingAmount, status }) => [
    type,
    amount,
    pendingAmount,
    status,
  ]);
}

async function statusOf({ merchant }: TestSandbox): Promise<unknown> {
  return (await merchant.get(INFO)).retdata['orderStatus'];
}

describe.each(BRAND_NAMES)('an order at %s', (name) => {
  it('is answered and reported as documented, with exact numbers', async () => {
    const { merchant, provider } = await openTestSandbox(name);
    const created = await merchant.createOrder();
    expect(created.http.body).toContain('"payingAmount":124.68,');
    expect(created.http.body).toContain('"exchangeRate":1.01,');
    expect(created.retdata).toEqual({
      sysid: expect.stringMatching(/^OR\d{19}$/),
      orderNo: 'T1',
      payingAmount: 124.68,
      token: 'ETH_USDT',
      coinAddress: '0xdac17f958d2ee523a2206206994597c13d831ec7',
      exchangeRate: 1.01,
      depositAddress: expect.stringMatching(/^0x[0-9a-f]{40}$/),
      paymentUrl: `${provider.baseUrl}/pay/${String(created.retdata['sysid'])}`,
      expiredIn: 1800,
      customerId: 'cust01',
      merchantId: 'm1',
    });
    const { sysid, depositAddress } = created.retdata;
    const info = await merchant.get(INFO);
    expect(info.retdata).toEqual({
      sysid,
      orderNo: 'T1',
      orderAmount: 123.45,
      payingAmount: 124.68,
      customerId: 'cust01',
      merchantId: 'm1',
      expiredIn: 1800,
      token: 'ETH_USDT',
      txHash: null,
      depositAddress,
      orderStatus: 'PAYING',
      refundedAmount: 0,
      createdTime: '2026-01-01T20:00:00.000000',
      updatedTime: '2026-01-01T20:00:00.000000',
    });
  });

  it('keeps amounts exact where a float would not', async () => {
    const { merchant } = await openTestSandbox(name);
    const body = JSON.stringify(newOrder('T1')).replace('123.45', '999999.990');
    const created = await merchant.createOrder({}, { body });
    expect(created.http.body).toContain('"payingAmount":1009999.99,');
    expect((await merchant.get(INFO)).http.body).toContain('"orderAmount":999999.99,');
  });

  it.each([
    ['ETH_WUSD', /^0x[0-9a-f]{40}$/],
    ['TRX_USDT', /^T[1-9A-HJ-NP-Za-km-z]{33}$/],
    ['SOL_USDC', /^[1-9A-HJ-NP-Za-km-z]{43,44}$/],
  ])('has an address of the chain of %s', async (token, shape) => {
    const { merchant } = await openTestSandbox(name);
    const { retdata } = await merchant.createOrder({ token });
    expect(retdata['depositAddress']).toMatch(shape);
  });

  it('has no address where the token is not enabled, and cannot be paid', async () => {
    const { provider, merchant } = await openTestSandbox(name);
    const account = provider.createMerchantAccount({ disabledTokens: ['TRX_USDT'] });
    Object.assign(merchant.credentials, account);
    const { retcode, retdata } = await merchant.createOrder({ token: 'TRX_USDT' });
    expect([retcode, retdata['depositAddress']]).toEqual(['200', '-1']);
    expect(() => provider.pay('T1')).toThrow('no address');
    expect((await merchant.get(CANCEL)).retcode).toBe('200');
  });

  it('refuses a used number and changes nothing', async () => {
    const { merchant, provider } = await openTestSandbox(name);
    await merchant.createOrder();
    expect((await merchant.createOrder({ orderAmount: 1 })).retcode).toBe('90409');
    expect(provider.effects().ordersCreated).toBe(1);
    expect(provider.order('T1').payingAmount).toBe('124.68');
  });

  it('is cancelled only while nothing has come in, and only once', async () => {
    const { merchant, provider } = await openTestSandbox(name);
    expect((await merchant.get(CANCEL)).retcode).toBe('90404');
    await merchant.createOrder();
    const cancelled = await merchant.get(CANCEL);
    expect([cancelled.retcode, cancelled.retdata]).toEqual(['200', true]);
    expect((await merchant.get(CANCEL)).retcode).toBe('90422');
    await merchant.createOrder({ orderNo: 'T2' });
    provider.pay('T2', { amount: '0.01' });
    expect((await merchant.get('/checkout/order/cancel?orderNo=T2')).retcode).toBe('90422');
  });
});

describe.each(BRAND_NAMES)('money for an order at %s', (name) => {
  it('adds up to PAID, under the hash and sender of the last transfer', async () => {
    const testSandbox = await openTestSandbox(name);
    await testSandbox.merchant.createOrder();
    testSandbox.provider.pay('T1', { amount: '100' });
    expect(await statusOf(testSandbox)).toBe('PAYING');
    const { txHash, amount } = testSandbox.provider.pay('T1');
    expect(amount).toBe('24.68');
    const { retdata } = await testSandbox.merchant.get(INFO);
    expect(retdata).toMatchObject({ orderStatus: 'PAID', txHash });
    expect(await abnormal(testSandbox)).toEqual([]);
  });

  it('above what is due is OVER_PAID, once for each transfer', async () => {
    const testSandbox = await openTestSandbox(name);
    await testSandbox.merchant.createOrder();
    testSandbox.provider.pay('T1', { amount: '130.68' });
    testSandbox.provider.pay('T1', { amount: '0.000001' });
    expect(await statusOf(testSandbox)).toBe('PAID');
    expect(await abnormal(testSandbox)).toEqual([
      ['OVER_PAID', '0.000001', '0.000001', 'PENDING'],
      ['OVER_PAID', '130.68', '6.00', 'PENDING'],
    ]);
  });

  it('below what is due is UNDER_PAID when the time is over', async () => {
    const testSandbox = await openTestSandbox(name);
    await testSandbox.merchant.createOrder();
    testSandbox.provider.pay('T1', { amount: '10' });
    const last = testSandbox.provider.pay('T1', { amount: '20.5' });
    await testSandbox.clock.advance(1_800_000 - 1);
    expect(await statusOf(testSandbox)).toBe('PAYING');
    await testSandbox.clock.advance(1);
    expect(await statusOf(testSandbox)).toBe('TIMEOUT');
    expect(await abnormal(testSandbox)).toEqual([['UNDER_PAID', '30.50', '30.50', 'PENDING']]);
    const [payment] = testSandbox.provider.abnormalPayments('T1');
    expect(payment).toMatchObject({ hash: last.txHash, from: last.from });
  });

  it('at the very instant of expiry is late', async () => {
    const testSandbox = await openTestSandbox(name);
    await testSandbox.merchant.createOrder();
    testSandbox.provider.pay('T1', { at: NOON + 1_800_000 });
    await testSandbox.clock.advance(1_800_000);
    expect(await statusOf(testSandbox)).toBe('TIMEOUT');
    expect(await abnormal(testSandbox)).toEqual([['LATE_PAYMENT', '124.68', '124.68', 'PENDING']]);
  });

  it('a millisecond before expiry is in time', async () => {
    const testSandbox = await openTestSandbox(name);
    await testSandbox.merchant.createOrder();
    testSandbox.provider.pay('T1', { at: NOON + 1_800_000 - 1 });
    await testSandbox.clock.advance(1_800_000);
    expect(await statusOf(testSandbox)).toBe('PAID');
  });

  it('for a cancelled order, and for a paid one after its time, is late', async () => {
    const testSandbox = await openTestSandbox(name);
    await testSandbox.merchant.createOrder();
    await testSandbox.merchant.get(CANCEL);
    testSandbox.provider.pay('T1', { amount: '1' });
    expect(await statusOf(testSandbox)).toBe('CANCELLED');
    expect(await abnormal(testSandbox)).toEqual([['LATE_PAYMENT', '1.00', '1.00', 'PENDING']]);
    await testSandbox.merchant.createOrder({ orderNo: 'T2' });
    testSandbox.provider.pay('T2');
    await testSandbox.clock.advance(1_800_000);
    testSandbox.provider.pay('T2', { amount: '2' });
    expect(testSandbox.provider.abnormalPayments('T2')).toMatchObject([{ type: 'LATE_PAYMENT' }]);
    expect(testSandbox.provider.order('T2').status).toBe('PAID');
  });

  it('in another token is ignored, and a transaction counts once', async () => {
    const testSandbox = await openTestSandbox(name);
    await testSandbox.merchant.createOrder();
    testSandbox.provider.pay('T1', { token: 'ETH_USDC' });
    expect(testSandbox.provider.order('T1')).toMatchObject({
      status: 'PAYING',
      receivedAmount: '0',
    });
    const { txHash } = testSandbox.provider.pay('T1', { amount: '1' });
    expect(() => testSandbox.provider.pay('T1', { txHash })).toThrow('already been seen');
    expect(() => testSandbox.provider.pay('T1', { amount: '-1' })).toThrow('not a positive amount');
  });
});

describe.each(BRAND_NAMES)('the list of orders at %s', (name) => {
  it('comes newest first in pages, filtered by everything given', async () => {
    const { merchant, clock, provider } = await openTestSandbox(name);
    for (const orderNo of ['T1', 'T2', 'T3']) {
      const customerId = orderNo === 'T2' ? 'other' : 'cust01';
      // Lists are ordered by the time of creation.
      // oxlint-disable-next-line no-await-in-loop
      await merchant.createOrder({ orderNo, customerId });
      // oxlint-disable-next-line no-await-in-loop
      await clock.advance(60_000);
    }
    provider.pay('T3');
    const numbers = async (filters: object): Promise<unknown[]> => {
      const { retdata, records } = await merchant.post(LIST, { ...filters });
      return [records.map(({ orderNo }) => orderNo).join(), retdata['total']];
    };
    expect(await numbers({})).toEqual(['T3,T2,T1', 3]);
    expect(await numbers({ pageNum: 2, pageSize: 2 })).toEqual(['T1', 3]);
    expect(await numbers({ pageNum: 9 })).toEqual(['', 3]);
    expect(await numbers({ customerId: 'cust01', orderStatus: 'PAYING' })).toEqual(['T1', 1]);
    const [startTime, endTime] = ['2026-01-01 20:01:00', '2026-01-01 20:01:00'];
    expect(await numbers({ startTime, endTime })).toEqual(['T2', 1]);
    const { http } = await merchant.post(LIST, { pageSize: 1 });
    expect(http.body).toMatch(/"total":3,"pageSize":1,"pageNo":1},"retmsg":null}$/);
  });

  it.each([
    { page: 1 },
    { pageNum: 0 },
    { pageSize: 101 },
    { orderStatus: 'OPEN' },
    { startTime: '2026-02-30 00:00:00' },
    { startTime: '2026-01-01T00:00:00' },
  ])('refuses %j with 00008', async (filters) => {
    const { merchant } = await openTestSandbox(name);
    expect((await merchant.post(LIST, filters)).retcode).toBe('00008');
  });
});
