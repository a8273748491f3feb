import { describe, expect, it } from 'vitest';
import { readBrCode } from '../../../src/providers/nexapay/br-code.ts';
import { NOON } from '../client.ts';
import { hmac, Merchant, openTestSandbox, paths } from './merchant.ts';

const fees = (iof: string) => [
  { feeType: 'PAYER_FEE', feeAmount: '0.50', feeCurrency: 'BRL' },
  { feeType: 'IOF', feeAmount: iof, feeCurrency: 'BRL' },
];

describe('a direct payment', () => {
  it('is answered as documented, with a code that can be scanned', async () => {
    const { merchant, provider } = await openTestSandbox();
    const { merchantId, subMerchantId } = merchant.credentials;
    const { http, data } = await merchant.pay();
    expect(http.status).toBe(200);
    expect(http.headers['content-type']).toBe('application/json;charset=UTF-8');
    expect(http.headers).not.toHaveProperty('signature');
    expect(http.body).toMatch(
      /^{"code":"0","msg":"成功","data":{"payStatus":"P",.*},"succ":true}$/,
    );
    expect(data).toEqual({
      payStatus: 'P',
      merchantId,
      subMerchantId,
      orderId: 'O1',
      requestId: 'Q1',
      txId: '202601010210110100000000001',
      payAmount: '100.89',
      currency: 'BRL',
      payCurrency: 'BRL',
      payLoad: { qrCode: expect.any(String), expire: '600', createDate: String(NOON) },
      chargeFees: fees('0.39'),
    });
    const { qrCode, uuid } = provider.order('O1');
    expect((data['payLoad'] as { qrCode: string }).qrCode).toBe(qrCode);
    expect(readBrCode(qrCode)).toEqual({ amount: '100.89' });
    expect(qrCode).toContain(`/spi/v2/${uuid}5204`);
  });

  it.each([
    ['100', '100.89', '0.39'],
    ['1.00', '1.51', '0.01'],
    ['250', '251.46', '0.96'],
    ['9999999999999.99', '10038000000000.50', '38000000000.01'],
  ])('of %s is to be paid with %s', async (amount, payAmount, iof) => {
    const { merchant } = await openTestSandbox();
    const { data } = await merchant.pay({ amount });
    expect(data).toMatchObject({ payAmount, chargeFees: fees(iof) });
  });

  it('is paid two seconds later, and the query reports when, in UTC+8', async () => {
    const { merchant, clock, provider } = await openTestSandbox();
    const { data: created } = await merchant.pay();
    const before = await merchant.call(paths.query, { orderId: 'O1' });
    expect(before.data).toMatchObject({ payStatus: 'P' });
    expect(before.data).not.toHaveProperty('payTime');
    await clock.advance(1_999);
    expect(await merchant.status()).toBe('P');
    await clock.advance(1);
    const { txId } = created;
    const { merchantId, subMerchantId } = merchant.credentials;
    const { http, data } = await merchant.call(paths.query, { txId });
    expect(data).toEqual({
      orderId: 'O1',
      requestId: 'Q1',
      txId,
      payStatus: 'S',
      merchantId,
      subMerchantId,
      payAmount: '100.8900000000000000',
      payCurrency: 'BRL',
      payTime: '2026-01-01 20:00:02',
      chargeFees: fees('0.39'),
    });
    expect(Object.keys((JSON.parse(http.body) as { data: object }).data)).toEqual(
      Object.keys(data),
    );
    expect(provider.effects()).toMatchObject({ ordersCreated: 1, ordersPaid: 1 });
  });

  it('that is never paid has failed after ten minutes, and stays so', async () => {
    const { merchant, clock, provider } = await openTestSandbox();
    await merchant.pay({ amount: '5.03' });
    await clock.advance(599_999);
    expect(await merchant.status()).toBe('P');
    await clock.advance(1);
    expect(await merchant.status()).toBe('F');
    expect(() => provider.pay('O1')).toThrow('O1 is F');
    expect(() => provider.refuse('O1')).toThrow('O1 is F');
  });

  it('waits for a manual step where it does not pay itself', async () => {
    const { merchant, clock, provider } = await openTestSandbox({
      switches: { NEXAPAY: { autoPay: false } },
    });
    await merchant.pay();
    await clock.advance(3_000);
    expect(await merchant.status()).toBe('P');
    expect(provider.pay('O1')).toMatchObject({ status: 'S', payTime: '2026-01-01 20:00:03' });
  });
});

describe('what the centavos decide', () => {
  it('.01: the answer is lost, the order is stored and paid, and a repetition is answered', async () => {
    const { merchant, clock } = await openTestSandbox();
    const lost = await merchant.pay({ amount: '5.01' });
    expect([lost.http.status, lost.code]).toEqual([500, '9999']);
    expect(await merchant.status()).toBe('P');
    expect(await merchant.pay({ amount: '5.01' })).toMatchObject({
      code: '0',
      data: { payStatus: 'P', payAmount: '5.54' },
    });
    await clock.advance(2_000);
    expect(await merchant.status()).toBe('S');
  });

  it('.01 of a hosted order: the same', async () => {
    const { merchant, clock } = await openTestSandbox();
    expect((await merchant.cashier({ amount: '5.01' })).http.status).toBe(500);
    await clock.advance(2_000);
    expect(await merchant.status()).toBe('S');
  });

  it('.02: the answer reports P, and the order has failed; no notification is sent', async () => {
    const { merchant, clock, inbox } = await openTestSandbox();
    const { data } = await merchant.pay({ amount: '5.02' });
    expect([data['payStatus'], await merchant.status()]).toEqual(['P', 'F']);
    await clock.advance(3_000);
    expect(inbox.received).toHaveLength(0);
  });

  it.each([
    ['5.04', 3],
    ['5.05', 0],
    ['5', 1],
  ])('%s: paid, and notified %i times', async (amount, times) => {
    const { merchant, clock, inbox, provider } = await openTestSandbox();
    await merchant.pay({ amount });
    await clock.advance(2_000);
    await provider.webhooks.idle();
    expect(await merchant.status()).toBe('S');
    expect(inbox.received).toHaveLength(times);
    expect(new Set(inbox.received.map(({ body }) => body)).size).toBe(Math.min(times, 1));
  });
});

describe('a repetition', () => {
  it('is answered with the first answer, byte for byte, whatever became of it', async () => {
    const { merchant, clock, provider } = await openTestSandbox();
    const first = await merchant.pay();
    await clock.advance(5_000);
    const members = Object.entries(merchant.order()).toReversed();
    const again = await merchant.call(paths.pay, Object.fromEntries(members));
    expect(again.http.body).toBe(first.http.body);
    expect(provider.effects().ordersCreated).toBe(1);
  });

  it('with another content, or at the other address, is 1010', async () => {
    const { merchant } = await openTestSandbox();
    await merchant.pay();
    expect((await merchant.pay({ amount: '101' })).code).toBe('1010');
    expect((await merchant.pay({ orderId: 'O2' })).code).toBe('1010');
    const { code } = await merchant.call(paths.cashier, {
      ...merchant.order(),
      callbackUrl: 'https://shop.example',
    });
    expect(code).toBe('1010');
  });

  it('of the order number alone is 1009', async () => {
    const { merchant } = await openTestSandbox();
    await merchant.pay();
    expect((await merchant.pay({ requestId: 'Q2' })).code).toBe('1009');
  });

  it('of a refused request is judged anew', async () => {
    const { merchant } = await openTestSandbox();
    expect((await merchant.pay({ amount: '0.99' })).code).toBe('1007');
    expect((await merchant.pay()).code).toBe('0');
  });
});

describe('the query', () => {
  it('finds by either number, by both, and not by numbers of two orders', async () => {
    const { merchant } = await openTestSandbox();
    const first = await merchant.pay();
    const second = await merchant.pay({ orderId: 'O2', requestId: 'Q2' });
    const query = async (fields: Record<string, unknown>) =>
      (await merchant.call(paths.query, fields)).code;
    expect(second.data['txId']).toBe('202601010210110100000000002');
    expect(await query({ orderId: 'O1', txId: first.data['txId'] })).toBe('0');
    expect(await query({ orderId: 'O1', txId: second.data['txId'] })).toBe('1011');
    expect(await query({ orderId: 'O3' })).toBe('1011');
    expect(await query({})).toBe('1005');
  });

  it("does not find another merchant's order", async () => {
    const { merchant, provider } = await openTestSandbox();
    await merchant.pay();
    const other = new Merchant(provider, merchant.notifyUrl);
    expect((await other.call(paths.query, { orderId: 'O1' })).code).toBe('1011');
    expect((await other.pay()).code).toBe('0');
  });
});

const submit = (url: string, action: string) =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ action }), redirect: 'manual' });

describe('the hosted cashier', () => {
  it('has a signed address, accepts the payment and sends the payer back', async () => {
    const { merchant, provider } = await openTestSandbox();
    const { data } = await merchant.cashier();
    expect(Object.keys(data)).toEqual(['cashierPayUrl', 'txId', 'orderId']);
    const url = String(data['cashierPayUrl']);
    const [, uuid = '', md5 = '', timestamp = '', signature = ''] =
      /\/product\/checkout\/([0-9a-f-]{36})\?md5=([0-9a-f]{32})&timestamp=(\d+)&signature=(.+)$/.exec(
        url,
      ) ?? [];
    const { secretKey } = merchant.credentials;
    expect(decodeURIComponent(signature)).toBe(hmac(secretKey, uuid + md5 + timestamp));
    const shown = await (await fetch(url)).text();
    expect(shown).toContain('100.89 BRL');
    expect(shown).toContain('<svg');
    expect((await fetch(url.replace(md5, 'f'.repeat(32)))).status).toBe(403);
    const paid = await submit(url, 'pay');
    expect([paid.status, paid.headers.get('location')]).toEqual([
      303,
      'https://shop.example/thanks',
    ]);
    expect(provider.order('O1').status).toBe('S');
    expect((await submit(url, 'pay')).status).toBe(422);
  });

  it('never pays what is never paid, and does not come back from a refusal', async () => {
    const { merchant, provider } = await openTestSandbox();
    const never = String((await merchant.cashier({ amount: '5.03' })).data['cashierPayUrl']);
    expect((await submit(never, 'pay')).status).toBe(422);
    const refused = await submit(never, 'refuse');
    expect(refused.headers.get('location')).not.toContain('shop.example');
    expect(provider.order('O1').status).toBe('F');
  });

  it('waits for half an hour', async () => {
    const { merchant, clock } = await openTestSandbox();
    await merchant.cashier();
    await clock.advance(1_799_999);
    expect(await merchant.status()).toBe('P');
    await clock.advance(1);
    expect(await merchant.status()).toBe('F');
  });

  it('can be seen and operated on this machine only', async () => {
    const { merchant, provider } = await openTestSandbox();
    await merchant.pay({ orderName: '<b>' });
    const operator = `${provider.baseUrl}/operator`;
    const shown = await (await fetch(operator)).text();
    expect(shown).toContain('&#60;b&#62;');
    const { uuid } = provider.order('O1');
    const pix = `${provider.baseUrl}/spi/v2/${uuid}`;
    expect(shown).toContain(`/spi/v2/${uuid}`);
    expect((await submit(pix, 'pay')).headers.get('location')).toBe(`/spi/v2/${uuid}`);
    await merchant.call(paths.refund, merchant.refund());
    const form = new URLSearchParams({ number: 'R1', to: 'F' });
    const response = await fetch(operator, { method: 'POST', body: form, redirect: 'manual' });
    expect([response.status, provider.refund('R1').status]).toEqual([303, 'F']);
    expect((await fetch(operator, { method: 'POST', body: form })).status).toBe(422);
    const foreign = await fetch(pix, { headers: { origin: 'https://evil.example' } });
    expect(foreign.status).toBe(403);
    expect((await fetch(`${provider.baseUrl}/spi/v2/x`)).status).toBe(404);
  });
});
