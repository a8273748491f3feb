import { describe, expect, it } from 'vitest';
import { NOON, openTestSandbox } from './merchant.ts';

const query = { tradeNo: 'T1' };

describe('an order in the Vexora sandbox', () => {
  it('is answered as documented, and found at once', async () => {
    const { checkout, call, clock } = await openTestSandbox();
    const { data, text } = await checkout();
    expect(data).toEqual({
      tradeNo: 'T1',
      platFormTradeNo: expect.stringMatching(/^[a-z0-9]{16}$/) as unknown,
      status: '0015',
      desc: 'Paying',
      remark: '000000',
      paymentLink: expect.stringContaining('/pay/') as unknown,
      paymentUrl: data?.['paymentLink'],
    });
    expect(text).toContain(`"code":"0000","timestamp":${clock.now()},"success":true`);
    const found = await call('queryPayInResult', query);
    expect(found.data).toMatchObject({ status: '0015', amount: '300', message: 'in processing' });
  });

  it('accepts integers as JSON numbers, and empty fields as missing', async () => {
    const { checkout } = await openTestSandbox();
    expect((await checkout({ amount: 300, remark: '' })).data).not.toHaveProperty('remark');
  });

  it.each([
    [undefined, '0000', '300', 'SUCCESS'],
    ['350', '0000', '350', 'SUCCESS'],
    ['299', '0001', '299', 'PARTIAL PAYMENT'],
  ])('paid with %s it is %s', async (amount, status, received, message) => {
    const { checkout, call, provider, credentials } = await openTestSandbox();
    await checkout();
    expect(provider.pay('T1', { amount })).toMatchObject({ outcome: 'COUNTED' });
    expect((await call('queryPayInResult', query)).data).toMatchObject({
      status,
      amount: received,
      message,
      successTime: '2026-01-01 12:00:00',
    });
    expect(provider.balance(credentials.merchantNo).unsettled).toBe(received);
    expect(provider.pay('T1')).toMatchObject({ outcome: 'RETURNED' });
    expect(provider.order('T1')).toMatchObject({ status, received });
  });

  it('makes its collection available at the next local midnight', async () => {
    const { checkout, call, provider, clock } = await openTestSandbox();
    await checkout();
    provider.pay('T1');
    const { text } = await call('queryBalance', {});
    expect(text).toContain(
      '"availableAmount":1000000.0000,"unsettledAmount":300.0000,"freezeAmount":0.0000',
    );
    await clock.advance(12 * 3_600_000);
    expect((await call('queryBalance', {})).text).toContain('"availableAmount":1000300.0000');
  });

  it('waits while money from an account that is not listed is returned', async () => {
    const { checkout, provider } = await openTestSandbox();
    await checkout();
    expect(provider.pay('T1', { from: '808-1' })).toMatchObject({ outcome: 'RETURNED' });
    expect(provider.order('T1')).toMatchObject({ status: '0015', received: null });
    const second = { from: '013-0458988888888888' };
    expect(provider.pay('T1', second)).toMatchObject({ outcome: 'COUNTED' });
    expect(provider.effects()).toMatchObject({ transfersReturned: 1, ordersPaid: 1 });
  });

  it.each([
    ['NET_BANKING', 'BANK_TRANSFER', 86_400_000],
    ['STORE', '711', 86_400_000],
    ['EWALLET', 'LINEPAY', 1_800_000],
  ])('fails by %s when its time is up', async (channelCode, wayCode, lifetime) => {
    const { checkout, provider, clock } = await openTestSandbox();
    await checkout({ channelCode, wayCode, postcode: '1', address: '1' });
    expect(provider.order('T1').expiresAt).toBe(NOON + lifetime);
    await clock.advance(lifetime - 1);
    expect(provider.order('T1').status).toBe('0015');
    await clock.advance(1);
    expect(provider.order('T1')).toMatchObject({
      status: '00029',
      message: 'Collection order timed out without payment',
    });
    expect(provider.pay('T1')).toMatchObject({ outcome: 'RETURNED' });
  });

  it('may be declined, at once too', async () => {
    const { checkout, provider, credentials } = await openTestSandbox();
    await checkout();
    expect(provider.decline('T1')).toMatchObject({ status: '00029' });
    expect(() => provider.decline('T1')).toThrow('00029');
    provider.declineNext(credentials.merchantNo, 'bad mobile');
    const { code, data } = await checkout({ tradeNo: 'T2' });
    expect([code, data?.['status'], data?.['message']]).toEqual(['0000', '00029', 'bad mobile']);
    expect(data).not.toHaveProperty('paymentLink');
  });
});

describe('a payout in the Vexora sandbox', () => {
  it('freezes its amount, and takes it out or releases it', async () => {
    const { payOut, call, provider, credentials } = await openTestSandbox({
      availableAmount: '250',
    });
    const balance = () => provider.balance(credentials.merchantNo);
    expect((await payOut()).data).toMatchObject({ tradeNo: 'P1', status: '0015', desc: 'Paying' });
    expect(balance()).toEqual({ available: '150', frozen: '100', unsettled: '0' });
    await payOut({ tradeNo: 'P2' });
    expect((await payOut({ tradeNo: 'P3' })).msg).toBe('insufficient balance');
    provider.advanceSettlement('P1');
    provider.advanceSettlement('P2', 'FAILED');
    expect(balance()).toEqual({ available: '150', frozen: '0', unsettled: '0' });
    expect((await call('queryPayOutResult', { tradeNo: 'P1' })).data).toMatchObject({
      status: '0000',
      amount: '100.00',
      successTime: '2026-01-01 12:00:00',
    });
    const failed = await call('queryPayOutResult', { tradeNo: 'P2' });
    expect(failed.data).toMatchObject({ status: '00029', message: 'REJECTED_TRANSACTION' });
    expect(() => provider.advanceSettlement('P1')).toThrow('cannot become');
    expect(provider.effects()).toMatchObject({ settlementsCreated: 2, settlementsSettled: 1 });
  });

  it('succeeds by itself where the sandbox is configured so', async () => {
    const { payOut, provider, clock } = await openTestSandbox({}, { autoAdvanceMs: 5_000 });
    await payOut();
    await clock.advance(5_000);
    expect(provider.settlement('P1').status).toBe('0000');
  });
});

describe('other countries', () => {
  it('Korea has its own numbers and no payouts', async () => {
    const { checkout, payOut } = await openTestSandbox({ country: 'korea' });
    const wallet = { channelCode: 'EWALLET', wayCode: 'KAKAOPAY', mobile: '01012345678' };
    expect((await checkout(wallet)).code).toBe('0000');
    expect((await checkout({ ...wallet, tradeNo: 'T2', mobile: '0912345678' })).msg).toBe(
      'mobile is invalid',
    );
    expect((await payOut()).code).toBe('8000');
  });

  it('Indonesia has least amounts, decimals and channels without a way', async () => {
    const { call, inbox } = await openTestSandbox({ country: 'indonesia' });
    const order = {
      tradeNo: 'T1',
      amount: '10000.5',
      username: 'abc efg',
      mobile: '081234567890',
      email: '1@example.test',
      notifyUrl: inbox.url,
    };
    expect((await call('checkout', { ...order, wayCode: 'DANA' })).msg).toBe(
      'channelCode is required',
    );
    expect((await call('checkout', { ...order, channelCode: 'VA' })).code).toBe('0000');
    expect((await call('checkout', { ...order, tradeNo: 'T2', amount: '9999' })).msg).toBe(
      'amount is invalid',
    );
  });

  it('the Philippines have pay types', async () => {
    const { call, inbox } = await openTestSandbox({ country: 'philippines' });
    const order = { tradeNo: 'T1', amount: '1.50', notifyUrl: inbox.url, returnUrl: inbox.url };
    expect((await call('checkout', { ...order, payType: 'PayPal' })).msg).toBe(
      'payType is invalid',
    );
    expect((await call('checkout', { ...order, payType: 'GCash' })).code).toBe('0000');
  });
});
