import { describe, expect, it } from 'vitest';
import { openTestSandbox } from './merchant.ts';

describe('faults of the Vexora sandbox', () => {
  it.each([
    ['cut-before', 0],
    ['cut-after', 1],
  ] as const)('%s leaves %i orders and no answer', async (fault, made) => {
    const { checkout, provider } = await openTestSandbox();
    provider.faults.arm({ fault, operation: 'checkout' });
    await expect(checkout()).rejects.toThrow('fetch failed');
    expect(provider.effects().ordersCreated).toBe(made);
  });

  it.each([
    ['error-before', 0],
    ['error-after', 1],
  ] as const)('%s leaves %i payouts and answers 5000', async (fault, made) => {
    const { payOut, provider } = await openTestSandbox();
    provider.faults.arm({ fault });
    expect(await payOut()).toMatchObject({ status: 200, code: '5000', msg: 'system exception' });
    expect(provider.effects().settlementsCreated).toBe(made);
    expect((await payOut({ tradeNo: 'P2' })).code).toBe('0000');
  });

  it('give garbage that cannot be read; an added signature is one that answers do not have', async () => {
    const { call, provider } = await openTestSandbox();
    provider.faults.arm({ fault: 'garbage' });
    await expect(call('queryBalance', {})).rejects.toThrow(SyntaxError);
    provider.faults.arm({ fault: 'bad-signature' });
    expect(await call('queryBalance', {})).toMatchObject({ code: '0000', sign: '0'.repeat(32) });
  });

  it('a delayed answer waits for the clock, its effect does not', async () => {
    const { checkout, provider, clock } = await openTestSandbox();
    provider.faults.arm({ fault: 'delay', operation: 'checkout', delayMs: 60_000 });
    const answer = checkout();
    await expect.poll(() => provider.effects().ordersCreated).toBe(1);
    await clock.advance(60_000);
    expect((await answer).code).toBe('0000');
  });

  it('record every request with its answer', async () => {
    const { call, provider } = await openTestSandbox();
    await call('queryBalance', {});
    await call('queryPayInResult', { tradeNo: 'T1' });
    expect(provider.requests()).toMatchObject([
      { operation: 'queryBalance', code: '0000', path: '/taiwan/v1/vexora/queryBalance' },
      { operation: 'queryPayInResult', code: '8000' },
    ]);
  });
});

const press = (url: string, form: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });

describe('pages of the Vexora sandbox', () => {
  it.each([
    [{}, ['Bank <code>808</code>', '808-0368988888888', 'Pay from another account']],
    [
      { channelCode: 'STORE', wayCode: '711', postcode: '1', address: '1' },
      ['7-ELEVEN', 'Show the payment code'],
    ],
    [{ channelCode: 'EWALLET', wayCode: 'LINEPAY' }, ['Scan with LINE Pay', '<svg']],
  ])('on the cashier show the payer of %j what to do', async (fields, texts) => {
    const { checkout } = await openTestSandbox();
    const { data } = await checkout(fields);
    const page = await (await fetch(String(data?.['paymentLink']))).text();
    for (const text of ['300 TWD', ...texts]) expect(page).toContain(text);
  });

  it.each([
    [{ action: 'exact' }, '0000', 'Paid'],
    [{ action: 'over' }, '0000', 'Paid'],
    [{ action: 'under' }, '0001', 'Partly paid'],
    [{ action: 'custom', amount: '299' }, '0001', 'Partly paid'],
    [{ action: 'other' }, '0015', 'Waiting for your payment'],
    [{ action: 'decline' }, '00029', 'Declined'],
    [{ action: 'expire' }, '00029', 'Expired'],
  ])('on the cashier make the order with %j %s: %s', async (form, status, words) => {
    const { checkout, provider } = await openTestSandbox();
    const { data } = await checkout();
    const link = String(data?.['paymentLink']);
    expect((await press(link, form)).status).toBe(303);
    expect(provider.order('T1').status).toBe(status);
    expect(await (await fetch(link)).text()).toContain(`role="status" data-live>${words}</p>`);
  });

  it('report what cannot be done, and do not show what does not exist', async () => {
    const { checkout, provider } = await openTestSandbox();
    const { data } = await checkout({ remark: '<b>' });
    const link = String(data?.['paymentLink']);
    expect((await press(link, { action: 'custom', amount: 'much' })).status).toBe(422);
    expect((await press(link, { action: 'steal' })).status).toBe(422);
    expect((await fetch(`${provider.baseUrl}/pay/none`)).status).toBe(404);
    const foreign = { headers: { origin: 'https://evil.example.test' } };
    expect((await fetch(link, foreign)).status).toBe(403);
  });

  it('let the operator pay out or refuse', async () => {
    const { payOut, provider, credentials } = await openTestSandbox();
    await payOut();
    await payOut({ tradeNo: 'P2' });
    const url = `${provider.baseUrl}/operator`;
    const { merchantNo } = credentials;
    expect(await (await fetch(url)).text()).toContain('3560123456789012');
    await press(url, { merchantNo, number: 'P1', to: 'SUCCEEDED' });
    await press(url, { merchantNo, number: 'P2', to: 'FAILED' });
    expect(provider.settlement('P1').status).toBe('0000');
    expect(provider.settlement('P2').status).toBe('00029');
    const again = await press(url, { merchantNo, number: 'P1', to: 'FAILED' });
    expect(again.status).toBe(422);
  });
});
