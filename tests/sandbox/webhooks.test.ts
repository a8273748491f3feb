import { describe, expect, it } from 'vitest';
import type { TestSandbox } from './client.ts';
import { BRAND_NAMES, ETH_ADDRESS, hmac, NOON, openTestSandbox } from './client.ts';
import type { Received } from './inbox.ts';

// In seconds (docs/providers/stablecoin-gateway.md#retries-of-webhooks).
const LADDER = [
  15, 15, 30, 180, 600, 1200, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600,
];

function isRightlySigned({ merchant }: TestSandbox, { headers, body }: Received): boolean {
  const stringToSign = String(headers['timestamp']) + body;
  return headers['signature'] === hmac(merchant.credentials.signKey, stringToSign);
}

describe.each(BRAND_NAMES)('the webhooks of %s', (name) => {
  const destination = name === 'W_CHECKOUT' ? {} : { address: ETH_ADDRESS };

  async function openPaid(): Promise<TestSandbox> {
    const testSandbox = await openTestSandbox(name);
    await testSandbox.merchant.createOrder();
    testSandbox.provider.pay('T1');
    await testSandbox.provider.webhooks.idle();
    return testSandbox;
  }

  it('report each change after creation once, as the calls would', async () => {
    const testSandbox = await openPaid();
    const { inbox, merchant, provider } = testSandbox;
    expect(inbox.summary()).toEqual(['CHECKOUT_ORDER_CHANGED PAID']);
    const [received] = inbox.received;
    const info = await merchant.get('/checkout/order/info?orderNo=T1');
    expect(info.http.body).toContain(JSON.stringify(received?.event.data));
    expect(received?.event).toMatchObject({
      eventId: expect.stringMatching(/^evt_[0-9a-f]{12}$/),
      timestamp: NOON / 1000,
    });
    expect(received !== undefined && isRightlySigned(testSandbox, received)).toBe(true);
    expect(provider.webhooks.deliveries()).toMatchObject([
      { attempt: 1, status: 200, delivered: true, kind: 'genuine' },
    ]);
  });

  it('report each status of a refund and a settlement', async () => {
    const { inbox, merchant, provider } = await openPaid();
    const refund = { refundOrderNo: 'R1', orderNo: 'T1', amount: 1, ...destination };
    await merchant.post('/checkout/refund/create', refund);
    provider.advanceRefund('R1', 'REFUNDED');
    const settlement = { settlementOrderNo: 'S1', token: 'ETH_USDT', amount: 1 };
    await merchant.post('/checkout/settlement/create', { ...settlement, address: ETH_ADDRESS });
    provider.advanceSettlement('S1', 'SETTLED');
    await provider.webhooks.idle();
    const events = provider.webhooks.events().map(({ eventType }) => eventType);
    expect(events.join(' ').replaceAll('_ORDER_CHANGED', '')).toBe(
      'CHECKOUT CHECKOUT REFUND REFUND CHECKOUT SETTLEMENT SETTLEMENT',
    );
    expect(inbox.summary().toSorted()).toEqual([
      'CHECKOUT_ORDER_CHANGED PAID',
      'CHECKOUT_ORDER_CHANGED PARTIAL_REFUNDED',
      'CHECKOUT_ORDER_CHANGED REFUNDING',
      'REFUND_ORDER_CHANGED REFUNDED',
      'REFUND_ORDER_CHANGED REFUNDING',
      'SETTLEMENT_ORDER_CHANGED SETTLED',
      'SETTLEMENT_ORDER_CHANGED SETTLING',
    ]);
  });

  it('report an abnormal payment when it arises and when it is handled', async () => {
    const { inbox, merchant, provider } = await openTestSandbox(name);
    await merchant.createOrder();
    const { txHash, token } = provider.pay('T1', { amount: '130.68' });
    const refund = { refundOrderNo: 'R1', orderNo: 'T1', txHash, token };
    await merchant.post('/checkout/abnormal-payment/refund', refund);
    provider.advanceRefund('R1', 'REFUNDED');
    await provider.webhooks.idle();
    const received = inbox.received.filter(({ event }) => event.eventType === 'ABNORMAL_PAYMENT');
    const pending = received.map(({ event }) => event.data['pendingAmount']);
    expect(new Set(pending)).toEqual(new Set(['0.00', '6.00']));
    expect(pending).toHaveLength(2);
    expect(received[0]?.event.data).toEqual({
      abnormalPaymentNo: provider.abnormalPayments('T1')[0]?.abnormalPaymentNo,
      orderNo: 'T1',
      token: 'ETH_USDT',
      amount: '130.68',
      hash: txHash,
      pendingAmount: expect.any(String),
      createdTime: '2026-01-01 20:00:00',
      updatedTime: '2026-01-01 20:00:00',
    });
  });

  it('come again on the ladder: same event, fresh signature, fifteen in total', async () => {
    const testSandbox = await openTestSandbox(name);
    const { clock, inbox, merchant, provider } = testSandbox;
    inbox.answer = (response) => response.writeHead(500).end();
    await merchant.createOrder();
    provider.pay('T1');
    await clock.advance(24 * 3_600_000);
    const sums = LADDER.map((_, index) => LADDER.slice(0, index + 1).reduce((a, b) => a + b));
    const expected = [0, ...sums].map((seconds) => NOON + seconds * 1000);
    expect(inbox.received.map(({ headers }) => Number(headers['timestamp']))).toEqual(expected);
    expect(new Set(inbox.received.map(({ body }) => body)).size).toBe(1);
    expect(inbox.received.every((received) => isRightlySigned(testSandbox, received))).toBe(true);
    await clock.advance(48 * 3_600_000);
    expect(inbox.received).toHaveLength(15);
    expect(provider.webhooks.events()).toMatchObject([{ attempts: 15, delivered: false }]);
  });

  it('stop coming once they are acknowledged', async () => {
    const { clock, inbox, merchant, provider } = await openTestSandbox(name);
    inbox.answer = (response) => response.writeHead(503).end();
    await merchant.createOrder();
    provider.pay('T1');
    await clock.advance(15_000);
    inbox.answer = (response) => response.end('{"retcode":200,"retmsg":"SUCCESS"}');
    await clock.advance(24 * 3_600_000);
    expect(provider.webhooks.deliveries().map(({ delivered }) => delivered)).toEqual([
      false,
      false,
      true,
    ]);
  });

  const ofW = name === 'W_CHECKOUT';
  it.each([
    [200, '{"retcode":200,"retmsg":"SUCCESS"}', true],
    [200, '{"retcode":"200"}', !ofW],
    [200, '{}', !ofW],
    [200, '', !ofW],
    [200, 'SUCCESS', !ofW],
    [200, '{"retcode":500}', false],
    [201, '{"retcode":200}', false],
    [302, '{"retcode":200}', false],
  ])('count HTTP %i with %j as delivered: %s', async (status, body, delivered) => {
    const { inbox, merchant, provider } = await openTestSandbox(name);
    inbox.answer = (response) => response.writeHead(status).end(body);
    await merchant.createOrder();
    provider.pay('T1');
    await provider.webhooks.idle();
    expect(provider.webhooks.deliveries()).toMatchObject([{ status, delivered }]);
  });

  it('are held, and released reversed and duplicated', async () => {
    const { inbox, merchant, provider } = await openTestSandbox(name);
    provider.webhooks.mode = 'hold';
    await merchant.createOrder();
    provider.pay('T1', { amount: '125' });
    expect(provider.webhooks.held()).toHaveLength(2);
    expect(inbox.received).toHaveLength(0);
    await provider.webhooks.release({ order: 'reversed', duplicates: 1 });
    expect(inbox.summary()).toEqual([
      'ABNORMAL_PAYMENT 0.32',
      'ABNORMAL_PAYMENT 0.32',
      'CHECKOUT_ORDER_CHANGED PAID',
      'CHECKOUT_ORDER_CHANGED PAID',
    ]);
    expect(provider.webhooks.held()).toEqual([]);
  });

  it.each(['wrong-key', 'response-rule', 'tampered-body', 'unsigned'] as const)(
    'can be forged: %s',
    async (how) => {
      const testSandbox = await openPaid();
      const forged = await testSandbox.provider.webhooks.forge({ how });
      expect(forged).toMatchObject({ kind: 'forged', status: 200 });
      const [, received] = testSandbox.inbox.received;
      expect(received !== undefined && isRightlySigned(testSandbox, received)).toBe(false);
    },
  );

  it('can be stale, and can be sent again by hand', async () => {
    const testSandbox = await openPaid();
    await testSandbox.provider.webhooks.stale();
    const [genuine, stale] = testSandbox.inbox.received;
    expect(stale?.body).toBe(genuine?.body);
    expect(Number(stale?.headers['timestamp'])).toBe(NOON - 120_001);
    expect(stale !== undefined && isRightlySigned(testSandbox, stale)).toBe(true);
    await testSandbox.provider.webhooks.resend(genuine?.event.eventId ?? '');
    expect(testSandbox.inbox.received[2]?.body).toBe(genuine?.body);
  });

  it('go nowhere without a URL, and over plain http to loopback only', async () => {
    const { merchant, provider, inbox } = await openTestSandbox(name);
    provider.setWebhookUrl(merchant.credentials.apiKey, null);
    await merchant.createOrder();
    provider.pay('T1', { amount: '1' });
    provider.expire('T1');
    expect(provider.webhooks.events()).toHaveLength(2);
    provider.setWebhookUrl(merchant.credentials.apiKey, 'http://merchant.example/hook');
    provider.pay('T1', { amount: '1' });
    await provider.webhooks.idle();
    expect(provider.webhooks.deliveries()[0]?.error).toContain('not an https URL');
    expect(inbox.received).toEqual([]);
  });

  it('follow refunds and settlements that progress by themselves', async () => {
    const { clock, merchant, provider } = await openTestSandbox(name, { autoAdvanceMs: 1000 });
    const refund = { refundOrderNo: 'R1', orderNo: 'T1', amount: 1, ...destination };
    await merchant.createOrder();
    provider.pay('T1');
    await merchant.post('/checkout/refund/create', refund);
    const settlement = { settlementOrderNo: 'S1', token: 'ETH_USDT', amount: 1 };
    await merchant.post('/checkout/settlement/create', { ...settlement, address: ETH_ADDRESS });
    await clock.advance(1000);
    expect([provider.refund('R1').status, provider.settlement('S1').status]).toEqual([
      'REFUNDING',
      'SETTLING',
    ]);
    await clock.advance(1000);
    expect([provider.refund('R1').status, provider.settlement('S1').status]).toEqual([
      'REFUNDED',
      'SETTLED',
    ]);
  });
});

describe('an endpoint that fails', () => {
  it('by cutting at once is tried again', async () => {
    const { clock, inbox, merchant, provider } = await openTestSandbox('W_CHECKOUT');
    inbox.answer = (response) => response.destroy();
    await merchant.createOrder();
    provider.pay('T1');
    await clock.advance(15_000);
    const [first, second] = provider.webhooks.deliveries();
    expect(first).toMatchObject({ status: null, delivered: false });
    expect(first?.error).toContain('socket hang up');
    expect(second).toMatchObject({ attempt: 2 });
  });

  it('by never answering is given up after 15 seconds', async () => {
    const { clock, inbox, merchant, provider } = await openTestSandbox('ANEXPAY_XCHECKOUT');
    inbox.answer = () => undefined;
    await merchant.createOrder();
    provider.pay('T1');
    await clock.advance(15_000);
    const gaveUp = { status: null, error: 'timeout', delivered: false };
    await expect.poll(() => provider.webhooks.deliveries()).toMatchObject([gaveUp]);
  });
});
