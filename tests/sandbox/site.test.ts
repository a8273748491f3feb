import { describe, expect, it } from 'vitest';
import { withoutOurScript } from './our-script.ts';
import type { RawReply, TestSandbox } from './client.ts';
import { BRAND_NAMES, ETH_ADDRESS, openTestSandbox, send } from './client.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };

describe.each(BRAND_NAMES)('the cashier of %s', (name) => {
  async function open(fields: object = {}) {
    const testSandbox = await openTestSandbox(name);
    const { retdata } = await testSandbox.merchant.createOrder({ ...fields });
    const url = String(retdata['paymentUrl']);
    const press = (form: string): Promise<RawReply> => send(url, 'POST', FORM, form);
    const show = (): Promise<RawReply> => send(url, 'GET', {});
    return { ...testSandbox, url, press, show, depositAddress: String(retdata['depositAddress']) };
  }

  it('shows what is due, where to and until when, and loads nothing from elsewhere', async () => {
    const { show, depositAddress } = await open({ pcCallbackUrl: 'https://shop.example/a?b=1&c' });
    const { status, headers, body } = await show();
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const text of [
      '124.68 USDT',
      'Ethereum',
      depositAddress,
      'Waiting for your payment',
      '30 min 0 s',
    ]) {
      expect(body).toContain(text);
    }
    expect(body).toContain('href="https://shop.example/a?b=1&#38;c"');
    expect(withoutOurScript(body)).not.toMatch(/<script|<img|src=|@import/);
  });

  it.each([
    ['exact', 'PAID', []],
    ['over', 'PAID', [['OVER_PAID', '5']]],
    ['under', 'PAYING', []],
    ['late', 'TIMEOUT', [['LATE_PAYMENT', '124.68']]],
    ['expire', 'TIMEOUT', []],
    ['custom&amount=124.69', 'PAID', [['OVER_PAID', '0.01']]],
  ])('does %s and goes back: %s', async (action, status, abnormal) => {
    const { press, provider, url } = await open();
    const { status: code, headers } = await press(`action=${action}`);
    expect([code, headers.location]).toEqual([303, new URL(url).pathname]);
    expect(provider.order('T1').status).toBe(status);
    const payments = provider.abnormalPayments('T1');
    expect(payments.map(({ type, pendingAmount }) => [type, pendingAmount])).toEqual(abnormal);
  });

  it('escapes what merchants and visitors write', async () => {
    const { press, merchant } = await open();
    const { status, body } = await press('action=custom&amount=%3Cscript%3E');
    expect(status).toBe(422);
    expect(body).toContain('&#60;script&#62;');
    await merchant.createOrder({ orderNo: 'T2', customerId: '<b>x</b>' });
    const operator = await send(`${merchant.provider.baseUrl}/operator`, 'GET', {});
    expect(operator.body).toContain('&#60;b&#62;x');
  });

  it('answers loopback only, and no form of another site', async () => {
    const { url, provider } = await open();
    const rebound = await send(url, 'GET', { host: 'sandbox.example' });
    expect(rebound.status).toBe(403);
    const headers = { ...FORM, origin: 'https://evil.example' };
    expect((await send(url, 'POST', headers, 'action=exact')).status).toBe(403);
    expect(provider.order('T1').status).toBe('PAYING');
    expect((await send(`${provider.baseUrl}/pay/OR1`, 'GET', {})).status).toBe(404);
  });
});

describe.each(BRAND_NAMES)('the operator of %s', (name) => {
  it('moves refunds and settlements on', async () => {
    const { merchant, provider } = await openTestSandbox(name);
    await merchant.createOrder();
    provider.pay('T1');
    const refund = { refundOrderNo: 'R1', orderNo: 'T1', amount: 1 };
    const address = name === 'W_CHECKOUT' ? {} : { address: ETH_ADDRESS };
    await merchant.post('/checkout/refund/create', { ...refund, ...address });
    const settlement = { settlementOrderNo: 'S1', token: 'ETH_USDT', amount: 1 };
    await merchant.post('/checkout/settlement/create', { ...settlement, address: ETH_ADDRESS });
    const url = `${provider.baseUrl}/operator`;
    const { body } = await send(url, 'GET', {});
    for (const text of ['R1', 'PENDING_REFUND', 'S1', 'PENDING_SETTLEMENT', 'REJECTED']) {
      expect(body).toContain(text);
    }
    await send(url, 'POST', FORM, 'kind=refund&number=R1&to=REFUNDED');
    await send(url, 'POST', FORM, 'kind=settlement&number=S1&to=REJECTED');
    expect(provider.refund('R1').status).toBe('REFUNDED');
    expect(provider.settlement('S1').status).toBe('REJECTED');
    const again = await send(url, 'POST', FORM, 'kind=settlement&number=S1&to=SETTLED');
    expect(again.status).toBe(422);
  });
});

async function control(testSandbox: TestSandbox, call: object): Promise<Record<string, unknown>> {
  const { body } = await send(
    `${testSandbox.provider.baseUrl}/__control`,
    'POST',
    JSON_TYPE,
    JSON.stringify(call),
  );
  const answer: Record<string, unknown> = JSON.parse(body);
  return answer;
}

describe('control over HTTP', () => {
  it('does what the object does', async () => {
    const testSandbox = await openTestSandbox('ANEXPAY_XCHECKOUT');
    await testSandbox.merchant.createOrder();
    await control(testSandbox, { call: 'hold' });
    expect(await control(testSandbox, { call: 'pay', orderNo: 'T1', amount: '1' })).toMatchObject({
      ok: true,
      result: { orderNo: 'T1', amount: '1' },
    });
    const advanced = await control(testSandbox, { call: 'advanceClock', ms: 1_800_000 });
    expect(advanced['result']).toBe(testSandbox.clock.now());
    expect(await control(testSandbox, { call: 'order', orderNo: 'T1' })).toMatchObject({
      result: { status: 'TIMEOUT', receivedAmount: '1' },
    });
    expect(await control(testSandbox, { call: 'state' })).toMatchObject({
      result: { mode: 'hold', effects: { ordersCreated: 1 }, held: [{}, {}] },
    });
    await control(testSandbox, { call: 'release', order: 'reversed' });
    expect(testSandbox.inbox.summary()).toEqual([
      'ABNORMAL_PAYMENT 1.00',
      'CHECKOUT_ORDER_CHANGED TIMEOUT',
    ]);
    await control(testSandbox, { call: 'arm', fault: 'error-before', operation: 'orderInfo' });
    const info = await testSandbox.merchant.get('/checkout/order/info?orderNo=T1');
    expect(info.http.status).toBe(500);
  });

  it('opens accounts with given credentials, however often', async () => {
    const testSandbox = await openTestSandbox('W_CHECKOUT');
    const credentials = { apiKey: 'demo', apiSecret: 's', signKey: 'k', merchantId: '1' };
    await control(testSandbox, { call: 'registerMerchantAccount', ...credentials });
    Object.assign(testSandbox.merchant.credentials, credentials);
    expect((await testSandbox.merchant.createOrder()).retcode).toBe('200');
    await control(testSandbox, { call: 'registerMerchantAccount', ...credentials });
    expect(testSandbox.provider.order('T1').apiKey).toBe('demo');
  });

  it.each([
    [{ call: 'fly' }, 'unknown call: fly'],
    [{ call: 'pay' }, 'orderNo must be a string'],
    [{ call: 'pay', orderNo: 'T9' }, 'no such order: T9'],
    [{ call: 'arm', fault: 'x' }, 'fault must be one of'],
    [{ call: 'refund', refundOrderNo: 'R1' }, 'no such refund: R1'],
  ])('reports what is wrong with %j', async (call, message) => {
    const testSandbox = await openTestSandbox('W_CHECKOUT');
    const { ok, error } = await control(testSandbox, call);
    expect([ok, error]).toEqual([false, expect.stringContaining(message)]);
  });
});
