import { describe, expect, it } from 'vitest';
import type { Answer, TestSandbox } from './client.ts';
import { BRAND_NAMES, ETH_ADDRESS, openTestSandbox } from './client.ts';

function settle({ merchant }: TestSandbox, fields: object = {}): Promise<Answer> {
  const whole = { settlementOrderNo: 'S1', token: 'ETH_USDT', amount: '100.5', ...fields };
  return merchant.post('/checkout/settlement/create', { address: ETH_ADDRESS, ...whole });
}

describe.each(BRAND_NAMES)('a settlement at %s', (name) => {
  /** 124.68 ETH_USDT in the balance, and 5.00 of abnormal money that is not in it. */
  async function openPaid(): Promise<TestSandbox> {
    const testSandbox = await openTestSandbox(name);
    await testSandbox.merchant.createOrder();
    testSandbox.provider.pay('T1', { amount: '129.68' });
    return testSandbox;
  }

  it('is answered and reported as documented', async () => {
    const testSandbox = await openPaid();
    const { retdata, http } = await settle(testSandbox, { merchantId: 'm1', orderNos: ['T1'] });
    const expected = {
      sysid: expect.stringMatching(/^ST\d+$/),
      settlementOrderNo: 'S1',
      token: 'ETH_USDT',
      address: ETH_ADDRESS,
      merchantId: 'm1',
      amount: 100.5,
      orderNos: ['T1'],
      txHash: null,
      settlementStatus: 'PENDING_SETTLEMENT',
      createdTime: '2026-01-01T20:00:00.000000',
      updatedTime: '2026-01-01T20:00:00.000000',
    };
    expect(retdata).toEqual(expected);
    expect(http.body).toContain('"amount":100.5,');
    const info = await testSandbox.merchant.get('/checkout/settlement/info?settlementOrderNo=S1');
    expect(info.retdata).toEqual(expected);
  });

  it('moves on to SETTLED with a transaction', async () => {
    const testSandbox = await openPaid();
    await settle(testSandbox);
    expect(testSandbox.provider.advanceSettlement('S1').status).toBe('SETTLING');
    expect(testSandbox.provider.advanceSettlement('S1')).toMatchObject({
      status: 'SETTLED',
      txHash: expect.stringMatching(/^0x[0-9a-f]{64}$/),
    });
    expect(() => testSandbox.provider.advanceSettlement('S1')).toThrow('cannot become');
    expect(testSandbox.provider.effects()).toMatchObject({
      settlementsCreated: 1,
      settlementsSettled: 1,
    });
  });

  it('never pays out more than the balance, which refunds and settlements lower', async () => {
    const testSandbox = await openPaid();
    expect((await settle(testSandbox, { amount: '124.680001' })).retcode).toBe('90423');
    await settle(testSandbox);
    expect((await settle(testSandbox, { settlementOrderNo: 'S2', amount: 24.19 })).retcode).toBe(
      '90423',
    );
    const refund = { refundOrderNo: 'R1', orderNo: 'T1', amount: 10 };
    const address = name === 'W_CHECKOUT' ? {} : { address: ETH_ADDRESS };
    await testSandbox.merchant.post('/checkout/refund/create', { ...refund, ...address });
    expect((await settle(testSandbox, { settlementOrderNo: 'S2', amount: 14.19 })).retcode).toBe(
      '90423',
    );
    expect((await settle(testSandbox, { settlementOrderNo: 'S2', amount: 14.18 })).retcode).toBe(
      '200',
    );
    expect(
      (await settle(testSandbox, { settlementOrderNo: 'S3', token: 'ETH_USDC' })).retcode,
    ).toBe('90423');
  });

  it('is not touched by refunds of abnormal money', async () => {
    const testSandbox = await openPaid();
    const [payment] = testSandbox.provider.abnormalPayments('T1');
    const { orderNo, hash: txHash, token } = payment ?? {};
    const refund = { refundOrderNo: 'R1', orderNo, txHash, token };
    await testSandbox.merchant.post('/checkout/abnormal-payment/refund', refund);
    testSandbox.provider.advanceRefund('R1', 'REFUNDED');
    expect((await settle(testSandbox, { amount: 124.68 })).retcode).toBe('200');
  });

  it.each(['FAILED', 'REJECTED', 'CANCELLED'] as const)(
    'releases its amount when it is %s',
    async (end) => {
      const testSandbox = await openPaid();
      await settle(testSandbox);
      const cancel = '/checkout/settlement/cancel?settlementOrderNo=S1';
      if (end === 'CANCELLED') await testSandbox.merchant.get(cancel);
      else testSandbox.provider.advanceSettlement('S1', end);
      expect(testSandbox.provider.settlement('S1').status).toBe(end);
      expect((await testSandbox.merchant.get(cancel)).retcode).toBe('90422');
      expect((await settle(testSandbox, { settlementOrderNo: 'S2' })).retcode).toBe('200');
    },
  );

  it.each([
    ['a used number, before anything about it', '90409', { settlementOrderNo: 'S0', amount: 999 }],
    ['an address of another chain', '00008', { address: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t' }],
    ['order numbers that are none', '00008', { orderNos: ['T-1'] }],
    ['orders that are no list', '00008', { orderNos: 'T1' }],
    ['an unknown token', '00008', { token: 'BTC_USDT' }],
  ])('refuses %s with %s', async (_, retcode, fields) => {
    const testSandbox = await openPaid();
    await settle(testSandbox, { settlementOrderNo: 'S0', amount: 1 });
    expect((await settle(testSandbox, fields)).retcode).toBe(retcode);
    expect(testSandbox.provider.effects().settlementsCreated).toBe(1);
  });

  it('checks the orders that it names at W Checkout only', async () => {
    const testSandbox = await openPaid();
    await testSandbox.merchant.createOrder({ orderNo: 'T2' });
    const ofW = name === 'W_CHECKOUT';
    const unknown = await settle(testSandbox, { orderNos: ['T9'], amount: 1 });
    expect(unknown.retcode).toBe(ofW ? '90404' : '200');
    const unpaid = await settle(testSandbox, {
      settlementOrderNo: 'S2',
      orderNos: ['T2'],
      amount: 1,
    });
    expect(unpaid.retcode).toBe(ofW ? '90422' : '200');
  });

  it('is listed by its filters, by sub-merchant at W Checkout only', async () => {
    const testSandbox = await openPaid();
    await settle(testSandbox, { amount: 1, merchantId: 'm1' });
    await settle(testSandbox, { amount: 1, settlementOrderNo: 'S2' });
    const list = (filters: object): Promise<Answer> =>
      testSandbox.merchant.post('/checkout/settlement/list', { ...filters });
    expect((await list({ token: 'ETH_USDT' })).retdata['total']).toBe(2);
    expect((await list({ settlementStatus: 'SETTLED' })).retdata['total']).toBe(0);
    const byMerchant = await list({ merchantId: 'm1' });
    expect(byMerchant.retcode).toBe(name === 'W_CHECKOUT' ? '200' : '00008');
  });

  it('in fiat is refused until it is enabled', async () => {
    const testSandbox = await openPaid();
    const fiat = (settlementOrderNo: string, more: object = {}): Promise<Answer> => {
      const fields = {
        settlementOrderNo,
        token: 'ETH_USDT',
        amount: 5,
        fiat: 'USD',
        remitId: 'b1',
      };
      return testSandbox.merchant.post('/checkout/settlement/create-fiat', { ...fields, ...more });
    };
    expect((await fiat('S1')).retcode).toBe('90422');
    testSandbox.provider.enableFiatSettlement(true);
    expect((await fiat('S1')).retdata).toMatchObject({ amount: 5, address: null });
    expect((await fiat('S1')).retcode).toBe('90409');
    expect((await fiat('S2', { fiat: 'EUR' })).retcode).toBe('00008');
    const ofW = name === 'W_CHECKOUT';
    expect((await fiat('S3', { merchantId: 'm1' })).retcode).toBe(ofW ? '200' : '00008');
  });
});
