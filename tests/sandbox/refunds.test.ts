import { describe, expect, it } from 'vitest';
import type { Answer, TestSandbox } from './client.ts';
import { BRAND_NAMES, ETH_ADDRESS, openTestSandbox } from './client.ts';

const TRON_ADDRESS = 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t';

describe.each(BRAND_NAMES)('a refund at %s', (name) => {
  const destination = name === 'W_CHECKOUT' ? {} : { address: ETH_ADDRESS };

  function refund({ merchant }: TestSandbox, fields: object = {}): Promise<Answer> {
    const whole = { refundOrderNo: 'R1', orderNo: 'T1', amount: 10.5, ...destination, ...fields };
    return merchant.post('/checkout/refund/create', whole);
  }

  async function openPaid(): Promise<TestSandbox> {
    const testSandbox = await openTestSandbox(name);
    await testSandbox.merchant.createOrder();
    testSandbox.provider.pay('T1', { from: '0x00000000000000000000000000000000000000aa' });
    return testSandbox;
  }

  it('goes to the address given, or at W Checkout back to the payer', async () => {
    const testSandbox = await openPaid();
    const { retdata } = await refund(testSandbox, { remark: 'late payment 退款' });
    const payer = '0x00000000000000000000000000000000000000aa';
    const expected = {
      sysid: expect.stringMatching(/^RF\d+$/),
      refundOrderNo: 'R1',
      orderNo: 'T1',
      abnormalPaymentNo: null,
      token: 'ETH_USDT',
      amount: 10.5,
      address: name === 'W_CHECKOUT' ? payer : ETH_ADDRESS,
      txHash: null,
      refundStatus: 'PENDING_REFUND',
      remark: 'late payment 退款',
      createdTime: '2026-01-01T20:00:00.000000',
      updatedTime: '2026-01-01T20:00:00.000000',
    };
    expect(retdata).toEqual(expected);
    const info = await testSandbox.merchant.get('/checkout/refund/info?refundOrderNo=R1');
    expect(info.retdata).toEqual(expected);
  });

  it('shows on the order while it runs, in part and in full', async () => {
    const testSandbox = await openPaid();
    const { provider } = testSandbox;
    await refund(testSandbox, { amount: '24.68' });
    expect(provider.order('T1').status).toBe('REFUNDING');
    expect((await refund(testSandbox, { refundOrderNo: 'R2', amount: 1 })).retcode).toBe('90422');
    expect(provider.advanceRefund('R1')).toMatchObject({ status: 'REFUNDING', txHash: null });
    expect(provider.advanceRefund('R1').txHash).toMatch(/^0x[0-9a-f]{64}$/);
    const info = await testSandbox.merchant.get('/checkout/order/info?orderNo=T1');
    expect(info.retdata).toMatchObject({ orderStatus: 'PARTIAL_REFUNDED', refundedAmount: 24.68 });
    await refund(testSandbox, { refundOrderNo: 'R2', amount: 100 });
    provider.advanceRefund('R2', 'REFUNDED');
    expect(provider.order('T1')).toMatchObject({ status: 'REFUNDED', refundedAmount: '124.68' });
    expect((await refund(testSandbox, { refundOrderNo: 'R3', amount: 1 })).retcode).toBe('90422');
    expect(provider.effects()).toMatchObject({ refundsCreated: 2, refundsCompleted: 2 });
  });

  it.each(['FAILED', 'CANCELLED'] as const)('releases its amount when it is %s', async (end) => {
    const testSandbox = await openPaid();
    const { provider, merchant } = testSandbox;
    await refund(testSandbox, { amount: 124.68 });
    if (end === 'FAILED') provider.advanceRefund('R1', 'FAILED');
    else await merchant.get('/checkout/refund/cancel?refundOrderNo=R1');
    expect(provider.refund('R1').status).toBe(end);
    expect(provider.order('T1').status).toBe('PAID');
    expect((await refund(testSandbox, { refundOrderNo: 'R2', amount: 124.68 })).retcode).toBe(
      '200',
    );
    expect(provider.effects().refundsCompleted).toBe(0);
  });

  it('is cancelled only before it runs', async () => {
    const testSandbox = await openPaid();
    const cancel = '/checkout/refund/cancel?refundOrderNo=R1';
    expect((await testSandbox.merchant.get(cancel)).retcode).toBe('90404');
    await refund(testSandbox);
    testSandbox.provider.advanceRefund('R1');
    expect((await testSandbox.merchant.get(cancel)).retcode).toBe('90422');
    expect(() => testSandbox.provider.advanceRefund('R1', 'REFUNDING')).toThrow('cannot become');
  });

  it.each([
    ['more than was paid', '90423', { amount: 124.69 }],
    ['an unknown order', '90404', { orderNo: 'T9' }],
    ['an unknown abnormal payment', '90404', { abnormalPaymentNo: 'AP1' }],
    ['an amount of nothing', '00008', { amount: 0 }],
    ['seven decimals', '00008', { amount: '1.0000001' }],
    ['an amount in words', '00008', { amount: '1e1' }],
    ['an amount that is neither', '00008', { amount: true }],
    ['an address of another chain', '00008', { address: TRON_ADDRESS }],
    ['an address of no chain', '00008', { address: '0x1', orderNo: 'T9' }],
    ['null for an optional field', '00008', { remark: null }],
  ])('refuses %s with %s', async (_, retcode, fields) => {
    const testSandbox = await openPaid();
    expect((await refund(testSandbox, fields)).retcode).toBe(retcode);
    expect(testSandbox.provider.effects().refundsCreated).toBe(0);
    expect(testSandbox.provider.order('T1').status).toBe('PAID');
  });

  it('accepts six decimals and trailing zeros, and answers a number', async () => {
    const testSandbox = await openPaid();
    const { http } = await refund(testSandbox, { amount: '1.2345670' });
    expect(http.body).toContain('"amount":1.234567,');
  });

  it('names a used number before an unknown order and before the state', async () => {
    const testSandbox = await openPaid();
    await refund(testSandbox);
    expect((await refund(testSandbox, { orderNo: 'T9' })).retcode).toBe('90409');
    expect((await refund(testSandbox, { amount: 999 })).retcode).toBe('90409');
  });

  it('is refused before payment', async () => {
    const testSandbox = await openTestSandbox(name);
    await testSandbox.merchant.createOrder();
    expect((await refund(testSandbox)).retcode).toBe('90422');
  });

  it('is listed newest first and by its filters', async () => {
    const testSandbox = await openPaid();
    await refund(testSandbox);
    testSandbox.provider.advanceRefund('R1', 'REFUNDED');
    await refund(testSandbox, { refundOrderNo: 'R2' });
    const list = async (filters: object): Promise<unknown> => {
      const { records } = await testSandbox.merchant.post('/checkout/refund/list', { ...filters });
      return records.map((one) => one['refundOrderNo']);
    };
    expect(await list({ orderNo: 'T1' })).toEqual(['R2', 'R1']);
    expect(await list({ refundStatus: 'REFUNDED' })).toEqual(['R1']);
    expect(await list({ refundOrderNo: 'R9' })).toEqual([]);
  });
});

describe.each(BRAND_NAMES)('the refund of an abnormal payment at %s', (name) => {
  const destination = name === 'W_CHECKOUT' ? {} : { address: ETH_ADDRESS };

  /** Paid 6.00 too much. */
  async function openOverPaid() {
    const testSandbox = await openTestSandbox(name);
    await testSandbox.merchant.createOrder();
    const transfer = testSandbox.provider.pay('T1', { amount: '130.68' });
    const [payment] = testSandbox.provider.abnormalPayments('T1');
    const abnormalPaymentNo = payment?.abnormalPaymentNo;
    const byNumber = (refundOrderNo: string, amount: number, orderNo = 'T1'): Promise<Answer> => {
      const fields = { refundOrderNo, orderNo, abnormalPaymentNo, amount, ...destination };
      return testSandbox.merchant.post('/checkout/refund/create', fields);
    };
    const whole = (refundOrderNo: string, change: object = {}): Promise<Answer> => {
      const { txHash, token } = transfer;
      const fields = { refundOrderNo, orderNo: 'T1', txHash, token, ...change };
      return testSandbox.merchant.post('/checkout/abnormal-payment/refund', fields);
    };
    const pending = (): unknown[] => {
      const [now] = testSandbox.provider.abnormalPayments('T1');
      return [now?.pendingAmount, now?.reservedAmount, now?.status];
    };
    return { ...testSandbox, transfer, abnormalPaymentNo, byNumber, whole, pending };
  }

  it('returns everything pending to the sender, and leaves the order unchanged', async () => {
    const { provider, whole, pending, transfer, abnormalPaymentNo } = await openOverPaid();
    const { retdata } = await whole('R1', { remark: 'two words' });
    expect(retdata).toMatchObject({ amount: 6, address: transfer.from, abnormalPaymentNo });
    expect(pending()).toEqual(['6', '6', 'PENDING']);
    expect(provider.order('T1')).toMatchObject({ status: 'PAID', refundedAmount: '0' });
    provider.advanceRefund('R1', 'REFUNDED');
    expect(pending()).toEqual(['0', '0', 'HANDLED']);
    expect(provider.order('T1')).toMatchObject({ status: 'PAID', refundedAmount: '0' });
    expect((await whole('R2')).retcode).toBe('90422');
  });

  it('reserves what is in progress and releases it on failure', async () => {
    const { provider, byNumber, whole, pending } = await openOverPaid();
    expect((await byNumber('R1', 6.01)).retcode).toBe('90423');
    await byNumber('R1', 4);
    expect((await byNumber('R2', 2.01)).retcode).toBe('90423');
    expect((await whole('R2')).retdata['amount']).toBe(2);
    expect((await whole('R3')).retcode).toBe('90423');
    provider.advanceRefund('R1', 'FAILED');
    expect(pending()).toEqual(['6', '2', 'PENDING']);
    provider.advanceRefund('R2', 'REFUNDED');
    expect(pending()).toEqual(['4', '0', 'PENDING']);
  });

  it('runs beside a normal refund', async () => {
    const { provider, merchant, whole } = await openOverPaid();
    const fields = { refundOrderNo: 'R1', orderNo: 'T1', amount: 124.68, ...destination };
    await merchant.post('/checkout/refund/create', fields);
    expect((await whole('R2')).retcode).toBe('200');
    provider.advanceRefund('R2', 'REFUNDED');
    expect(provider.order('T1').status).toBe('REFUNDING');
    provider.advanceRefund('R1', 'REFUNDED');
    expect(provider.order('T1').status).toBe('REFUNDED');
  });

  it('is not found under another order, hash or token, and shares its numbers', async () => {
    const { merchant, byNumber, whole } = await openOverPaid();
    await merchant.createOrder({ orderNo: 'T2' });
    expect((await byNumber('R1', 1, 'T2')).retcode).toBe('90404');
    expect((await whole('R1', { txHash: '0x0' })).retcode).toBe('90404');
    expect((await whole('R1', { token: 'ETH_USDC' })).retcode).toBe('90404');
    expect((await whole('R1', { orderNo: 'T9' })).retcode).toBe('90404');
    expect((await whole('R1', { amount: 1 })).retcode).toBe('00008');
    await byNumber('R1', 1);
    expect((await whole('R1')).retcode).toBe('90409');
  });
});
