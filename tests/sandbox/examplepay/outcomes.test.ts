import { AssertionError } from 'node:assert/strict';
import { describe, expect, it } from 'vitest';
import { openTestSandbox } from './merchant.ts';

describe('the cents of an amount', () => {
  const auto = { switches: { EXAMPLEPAY: { autoPayMs: 2_000 } }, autoAdvanceMs: 2_000 };
  it.each([
    ['10.02', 'FAILED', 0],
    ['10.03', 'PENDING', 0],
    ['10.05', 'PAID', 1],
    ['10.06', 'PAID', 0],
    ['10.07', 'PAID', 3],
    ['10.08', 'PAID', 1],
    ['10.00', 'PAID', 1],
    ['10.99', 'PAID', 1],
  ])('%s end a payment %s, with %i notifications at once', async (amount, status, count) => {
    const { merchant, clock, inbox } = await openTestSandbox(auto);
    await merchant.payment({ amount });
    await clock.advance(1_999);
    expect((await merchant.status())['status']).toBe('PENDING');
    await clock.advance(1);
    const now = await merchant.status();
    expect(now['status']).toBe(status);
    expect(now['errorCode']).toBe(status === 'FAILED' ? 'Payment.Common.Rejected' : null);
    await clock.advance(0);
    expect(inbox.received).toHaveLength(count);
    if (amount !== '10.03') return;
    await clock.advance(1_800_000);
    expect((await merchant.status())['status']).toBe('CLOSED');
  });

  it('.01 refuse a payment and a payout', async () => {
    const { merchant, provider } = await openTestSandbox();
    expect((await merchant.payment({ amount: '10.01' })).code).toBe('Payment.Common.Rejected');
    expect((await merchant.payout({ amount: '10.01' })).code).toBe('Payout.Common.Rejected');
    expect(provider.effects()).toMatchObject({ ordersCreated: 0, settlementsCreated: 0 });
  });

  it('.04 answer HTTP 500 after the effect', async () => {
    const { merchant } = await openTestSandbox();
    const { http, code } = await merchant.payment({ amount: '10.04' });
    expect([http.status, code]).toEqual([500, 'Common.SystemError']);
    expect((await merchant.status())['status']).toBe('PENDING');
    expect((await merchant.payment({ amount: '10.04' })).code).toBe('Common.DuplicateOrder');
  });

  it('.09 sign the answer wrongly, after the effect', async () => {
    const { merchant } = await openTestSandbox();
    await expect(merchant.payment({ amount: '10.09' })).rejects.toThrow(AssertionError);
    expect((await merchant.status())['status']).toBe('PENDING');
  });

  it.each([
    ['10.02', 'FAILED', 1],
    ['10.03', 'PENDING', 0],
    ['10.06', 'PAID', 0],
    ['10.00', 'PAID', 1],
  ])('%s end a payout %s, with %i notifications', async (amount, status, count) => {
    const { merchant, clock, inbox } = await openTestSandbox(auto);
    await merchant.payout({ amount });
    await clock.advance(3_000);
    const { data } = await merchant.call('/payout/query', { merchantTradeNo: 'W1' });
    expect(data['status']).toBe(status);
    expect(inbox.received).toHaveLength(count);
  });
});
