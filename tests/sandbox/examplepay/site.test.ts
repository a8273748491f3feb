import { describe, expect, it } from 'vitest';
import { decimal } from '../../../sandbox/double/index.ts';
import { brCode } from '../../../sandbox/examplepay/codes.ts';
import { send } from '../client.ts';
import { openTestSandbox } from './merchant.ts';
import type { TestSandbox } from './merchant.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const get = (url: string) => send(url, 'GET', {});

async function opened(
  fields: Record<string, unknown> = {},
): Promise<TestSandbox & { page: string }> {
  const testSandbox = await openTestSandbox();
  await testSandbox.merchant.payment(fields);
  return { ...testSandbox, page: testSandbox.provider.order('T1').cashierUrl };
}

describe('the cashier', () => {
  it.each([
    ['UPI', 'INR', 'upi://pay?pa='],
    ['UPI_COLLECT', 'INR', 'asha@bank'],
    ['UPI_INTENT', 'INR', 'Open in a UPI app'],
    ['PIX', 'BRL', 'br.gov.bcb.pix'],
    ['PIX_QRCODE', 'BRL', '<svg'],
  ])('shows how to pay by %s', async (type, currency, expected) => {
    const payMethod = { type, vpa: 'asha@bank' };
    const { page } = await opened({ currency, payMethod });
    const { status, body } = await get(page);
    expect(status).toBe(200);
    expect(body).toContain(expected);
    expect(body).toContain(`100.00 ${currency}`);
  });

  it('escapes what the merchant gave', async () => {
    const { page } = await opened({ description: '<script>alert(1)</script>' });
    expect((await get(page)).body).not.toContain('<script>');
  });

  const back = 'https://shop.example.test/return?cart=7&merchantTradeNo=T1';
  it.each([
    ['confirm', 'PAID', 302],
    ['decline', 'FAILED', 302],
    ['back', 'PENDING', 302],
    ['expire', 'CLOSED', 303],
  ])('by %s leaves the payment %s', async (action, status, http) => {
    const { page, provider } = await opened({ merchantAttach: 'cart=7&x=1 测试' });
    const reply = await send(page, 'POST', form, `action=${action}`);
    expect([reply.status, provider.order('T1').status]).toEqual([http, status]);
    if (http === 303) return;
    const { paymentNo } = provider.order('T1');
    expect(reply.headers.location).toBe(
      `${back}&paymentNo=${paymentNo}&amount=100.00&currency=INR&status=${status}` +
        '&merchantAttach=cart%3D7%26x%3D1+%E6%B5%8B%E8%AF%95#top',
    );
  });

  it('accepts a payment once', async () => {
    const { page, provider } = await opened();
    await send(page, 'POST', form, 'action=confirm');
    expect((await send(page, 'POST', form, 'action=confirm')).status).toBe(422);
    expect(provider.effects().ordersPaid).toBe(1);
  });

  it('shows no other payment, and refuses other origins', async () => {
    const { page } = await opened();
    expect((await get(`${page}0`)).status).toBe(404);
    expect((await send(page, 'GET', { host: 'evil.example.test' })).status).toBe(403);
    const origin = 'https://evil.example.test';
    expect((await send(page, 'POST', { ...form, origin }, 'action=confirm')).status).toBe(403);
  });
});

describe('the BR Code', () => {
  it('is laid out field by field, with the checksum over all of it', async () => {
    const { provider } = await opened({ currency: 'BRL', payMethod: { type: 'PIX' } });
    const { cashierUrl } = provider.order('T1');
    const code = brCode({ cashierUrl, amount: decimal('100') });
    const fields = new Map<string, string>();
    for (let at = 0; at < code.length;) {
      const length = Number(code.slice(at + 2, at + 4));
      fields.set(code.slice(at, at + 2), code.slice(at + 4, at + 4 + length));
      at += 4 + length;
    }
    expect(Object.fromEntries(fields)).toMatchObject({
      '00': '01',
      '53': '986',
      '54': '100.00',
      '58': 'BR',
      '62': '0503***',
      '63': crc16(code.slice(0, -4)),
    });
  });

  it('has the checksum of the central bank’s manual', () => {
    expect(crc16('123456789')).toBe('29B1');
  });
});

/** Computed bit by bit, from the polynomial. */
function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text)) {
    for (let bit = 7; bit >= 0; bit -= 1) {
      const carry = ((crc >> 15) & 1) ^ ((byte >> bit) & 1);
      crc = ((crc << 1) & 0xffff) ^ (carry === 1 ? 0x1021 : 0);
    }
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

describe('the operator', () => {
  it('ends refunds and payouts', async () => {
    const { merchant, provider } = await opened();
    provider.pay('T1');
    await merchant.refund();
    await merchant.payout();
    const page = `${provider.baseUrl}/operator`;
    expect((await get(page)).body).toContain('R1');
    const post = async (body: string) => (await send(page, 'POST', form, body)).status;
    expect(await post('kind=refund&number=R1&to=REFUNDED')).toBe(303);
    expect(await post('kind=payout&number=W1&to=FAILED')).toBe(303);
    expect(await post('kind=payout&number=W1&to=PAID')).toBe(422);
    expect(await post('kind=payout&number=W2&to=PAID')).toBe(422);
    expect([provider.refund('R1').status, provider.settlement('W1').status]).toEqual([
      'REFUNDED',
      'FAILED',
    ]);
  });
});
