import { describe, expect, it } from 'vitest';
import { openTestSandbox } from './merchant.ts';
import { NOON } from '../client.ts';

const china = (at: number): string =>
  `${new Date(at + 28_800_000).toISOString().slice(0, 19)}+08:00`;

describe('a payment', () => {
  it.each([
    [
      'UPI',
      'INR',
      { type: 'REDIRECT', url: expect.stringMatching(/^http:.*\/pay\/P\d{20}$/) as string },
    ],
    ['UPI_COLLECT', 'INR', null],
    [
      'UPI_INTENT',
      'INR',
      {
        type: 'INTENT',
        url: expect.stringMatching(/^upi:\/\/pay\?pa=.*&am=100\.00&cu=INR$/) as string,
      },
    ],
    ['PIX', 'BRL', { type: 'REDIRECT', url: expect.stringMatching(/\/pay\/P\d{20}$/) as string }],
    [
      'PIX_QRCODE',
      'BRL',
      { type: 'QRCODE', content: expect.stringMatching(/^000201.*6304[0-9A-F]{4}$/) as string },
    ],
  ])('by %s in %s is to be paid by %o', async (type, currency, action) => {
    const { merchant } = await openTestSandbox();
    const payMethod = { type, vpa: 'asha@bank' };
    const { code, data, http } = await merchant.payment({ currency, payMethod });
    expect(code).toBe('OK');
    const paymentNo = expect.stringMatching(/^P20260101200000\d{6}$/) as string;
    expect(data).toEqual({ paymentNo, merchantTradeNo: 'T1', amount: '100.00', currency, action });
    expect(Object.keys(data)).toEqual([
      'paymentNo',
      'merchantTradeNo',
      'amount',
      'currency',
      'action',
    ]);
    expect(http.body.startsWith('{"code":"OK","errorMessage":null,"data":{')).toBe(true);
  });

  it('is pending until the payer confirms, and then paid for good', async () => {
    const { merchant, provider, clock } = await openTestSandbox();
    await merchant.payment({ merchantAttach: 'cart=7&x=1' });
    const pending = {
      paymentNo: provider.order('T1').paymentNo,
      merchantTradeNo: 'T1',
      amount: '100.00',
      currency: 'INR',
      status: 'PENDING',
      refundStatus: 'NONE',
      rrn: null,
      merchantAttach: 'cart=7&x=1',
      createdTime: china(NOON),
      paidTime: null,
      errorCode: null,
      errorInfo: null,
    };
    expect(JSON.stringify(await merchant.status())).toBe(JSON.stringify(pending));
    await clock.advance(60_000);
    provider.pay('T1');
    const rrn = expect.stringMatching(/^\d{12}$/) as string;
    const paid = { ...pending, status: 'PAID', rrn, paidTime: china(NOON + 60_000) };
    expect(await merchant.status()).toEqual(paid);
    await clock.advance(3_600_000);
    expect((await merchant.status())['status']).toBe('PAID');
    expect(() => provider.pay('T1')).toThrow('PAID');
    expect(provider.effects()).toMatchObject({ ordersCreated: 1, ordersPaid: 1 });
  });

  it('is found by the platform’s number too', async () => {
    const { merchant, provider } = await openTestSandbox();
    await merchant.payment();
    const { paymentNo } = provider.order('T1');
    const { data } = await merchant.call('/payment/query', { paymentNo });
    expect(data['merchantTradeNo']).toBe('T1');
  });

  it('is closed after half an hour, to the millisecond', async () => {
    const { merchant, clock } = await openTestSandbox();
    await merchant.payment();
    await clock.advance(1_799_999);
    expect((await merchant.status())['status']).toBe('PENDING');
    await clock.advance(1);
    expect((await merchant.status())['status']).toBe('CLOSED');
  });

  it('is closed on request while it is pending, and any number of times again', async () => {
    const { merchant, provider } = await openTestSandbox();
    await merchant.payment();
    const close = () => merchant.call('/payment/close', { merchantTradeNo: 'T1' });
    const { paymentNo } = provider.order('T1');
    const closed = { paymentNo, merchantTradeNo: 'T1', status: 'CLOSED' };
    expect((await close()).data).toEqual(closed);
    expect((await close()).data).toEqual(closed);
    await merchant.payment({ merchantTradeNo: 'T2' });
    provider.pay('T2');
    const late = await merchant.call('/payment/close', { merchantTradeNo: 'T2' });
    expect(late.code).toBe('Payment.Common.NotClosable');
  });

  it('belongs to its account', async () => {
    const { merchant, provider, clock } = await openTestSandbox();
    await merchant.payment();
    const { Merchant } = await import('./merchant.ts');
    const other = new Merchant(provider, clock, merchant.notifyUrl);
    const { code } = await other.call('/payment/query', { merchantTradeNo: 'T1' });
    expect(code).toBe('Common.OrderNotFound');
  });
});

describe('a refund', () => {
  it('progresses, and the payment reports all of them in one status', async () => {
    const { merchant, provider, clock } = await openTestSandbox({ autoAdvanceMs: 2_000 });
    await merchant.payment();
    const early = await merchant.refund();
    expect(early.code).toBe('Refund.Common.NotPaid');
    provider.pay('T1');
    const status = async () => (await merchant.status())['refundStatus'];
    expect(await status()).toBe('NONE');
    const { data } = await merchant.refund();
    expect(data).toEqual({
      refundNo: expect.stringMatching(/^R\d{20}$/) as string,
      paymentNo: provider.order('T1').paymentNo,
      merchantRefundNo: 'R1',
      amount: '40.00',
      currency: 'INR',
    });
    expect(await status()).toBe('PROCESSING');
    expect((await merchant.refund()).code).toBe('Common.DuplicateOrder');
    const more = await merchant.refund({ merchantRefundNo: 'R2', amount: '60.01' });
    expect(more.code).toBe('Refund.Common.ExceedAmount');
    await clock.advance(2_000);
    expect(await status()).toBe('PARTIAL_REFUNDED');
    await merchant.refund({ merchantRefundNo: 'R3', amount: '10.02' });
    await clock.advance(2_000);
    expect(await status()).toBe('PARTIAL_REFUNDED');
    const failed = await merchant.call('/refund/query', { merchantRefundNo: 'R3' });
    expect(failed.data).toMatchObject({ status: 'FAILED', errorCode: 'Refund.Common.Rejected' });
    await merchant.refund({ merchantRefundNo: 'R4', amount: '60.00' });
    await clock.advance(2_000);
    expect(await status()).toBe('REFUNDED');
    expect((await merchant.status())['status']).toBe('PAID');
    expect(provider.effects()).toMatchObject({ refundsCreated: 3, refundsCompleted: 2 });
    const { refundNo } = provider.refund('R4');
    const { data: done } = await merchant.call('/refund/query', { refundNo });
    expect(done).toMatchObject({ status: 'REFUNDED', refundedTime: china(clock.now()) });
  });
});

const balanceOf = (currency: string, availableAmount: string, frozenAmount: string) => ({
  currency,
  availableAmount,
  frozenAmount,
});

describe('a payout', () => {
  it('changes the balance: frozen while it is open, burnt when paid, released when it fails', async () => {
    const { merchant, provider } = await openTestSandbox();
    const balance = async () => {
      const currencies = ['BRL', 'INR', 'USD'];
      const { data } = await merchant.call('/balance/query', { currencies });
      return data['balanceList'];
    };
    const rest = [balanceOf('BRL', '100000.00', '0.00')];
    const none = [balanceOf('USD', '0.00', '0.00')];
    await merchant.payout({ amount: '250.50' });
    expect(await balance()).toEqual([...rest, balanceOf('INR', '99746.99', '253.01'), ...none]);
    provider.advanceSettlement('W1');
    expect(await balance()).toEqual([...rest, balanceOf('INR', '99746.99', '0.00'), ...none]);
    await merchant.payout({ amount: '0.20', merchantTradeNo: 'W2' });
    expect(provider.settlement('W2').totalFee).toBe('0.01');
    provider.advanceSettlement('W2', 'FAILED');
    expect(await balance()).toEqual([...rest, balanceOf('INR', '99746.99', '0.00'), ...none]);
    const { data } = await merchant.call('/payout/query', {
      payoutNo: provider.settlement('W1').payoutNo,
    });
    expect(data).toMatchObject({
      status: 'PAID',
      totalFee: '2.51',
      rrn: expect.any(String) as string,
    });
    expect(() => provider.advanceSettlement('W1')).toThrow('PAID');
  });

  it.each([{ currencies: [] }, { currencies: Array(51).fill('INR') }, { currencies: 'INR' }, {}])(
    'has no balance for %o',
    async (fields) => {
      const { merchant } = await openTestSandbox();
      const { code } = await merchant.call('/balance/query', fields);
      expect(code).toBe('Common.InvalidParameter');
    },
  );
});
