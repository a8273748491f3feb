import { describe, expect, it } from 'vitest';
import { matchingForm, signingKey } from '../../../src/providers/nexapay/signature.ts';
import type { Received } from '../inbox.ts';
import { NOON } from '../client.ts';
import { openTestSandbox } from './merchant.ts';
import type { TestSandbox } from './merchant.ts';

const formOf = ({ merchant }: TestSandbox, received: Received | undefined): string | null => {
  const { body = '', headers } = received ?? {};
  const key = signingKey(merchant.credentials.secretKey);
  return matchingForm(key, body, String(headers?.['signature']));
};

async function openPaid(options: Parameters<typeof openTestSandbox>[0] = {}, amount = '100') {
  const testSandbox = await openTestSandbox(options);
  await testSandbox.merchant.pay({ amount });
  await testSandbox.clock.advance(2_000);
  await testSandbox.provider.webhooks.idle();
  return testSandbox;
}

describe('a notification', () => {
  it('has the documented members in their order, and is signed like the Java sample', async () => {
    const testSandbox = await openPaid();
    const [received] = testSandbox.inbox.received;
    const { merchantId, subMerchantId } = testSandbox.merchant.credentials;
    expect(received?.body).toBe(
      `{"notifyType":"PAYMENT_RESULT","merchantId":"${merchantId}","subMerchantId":"${subMerchantId}","orderId":"O1","txId":"202601010210110100000000001","requestId":"Q1","payStatus":"T","payAmount":"100.8900000000000000","payCurrency":"BRL","payTime":"2026-01-01 20:00:02","chargeFees":[{"feeType":"PAYER_FEE","feeAmount":"0.50","feeCurrency":"BRL"},{"feeType":"IOF","feeAmount":"0.39","feeCurrency":"BRL"}]}`,
    );
    expect(received?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(formOf(testSandbox, received)).toBe('J');
  });

  it('is signed like the Python sample, or reports S, where that is switched on', async () => {
    const testSandbox = await openPaid({
      switches: { NEXAPAY: { notifySignForm: 'P', notifyPayStatus: 'S' } },
    });
    const [received] = testSandbox.inbox.received;
    expect(received?.body).toContain('"payStatus":"S"');
    expect(formOf(testSandbox, received)).toBe('P');
  });

  it('comes again after 60, 300 and 900 seconds, the same bytes and signature, and then no more', async () => {
    const testSandbox = await openTestSandbox();
    const { clock, inbox, merchant, provider } = testSandbox;
    inbox.answer = (response) => response.writeHead(500).end();
    await merchant.pay();
    await clock.advance(86_400_000);
    const at = provider.webhooks.deliveries().map((delivery) => (delivery.at - NOON) / 1000 - 2);
    expect(at).toEqual([0, 60, 360, 1260]);
    expect(new Set(inbox.received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(inbox.received.map(({ headers }) => headers['signature'])).size).toBe(1);
    expect(provider.webhooks.events()).toMatchObject([{ attempts: 4, delivered: false }]);
  });

  it.each([
    [200, true],
    [201, false],
    [204, false],
    [302, false],
    [401, false],
  ])('answered with HTTP %i is delivered: %s', async (status, delivered) => {
    const testSandbox = await openTestSandbox();
    testSandbox.inbox.answer = (response) =>
      response.writeHead(status, { location: '/' }).end('no');
    await testSandbox.merchant.pay();
    await testSandbox.clock.advance(2_000);
    await testSandbox.provider.webhooks.idle();
    expect(testSandbox.provider.webhooks.deliveries()).toMatchObject([{ status, delivered }]);
    expect(testSandbox.inbox.received).toHaveLength(1);
  });

  it('that is not answered is given up after ten seconds', async () => {
    const testSandbox = await openTestSandbox();
    testSandbox.inbox.answer = () => undefined;
    await testSandbox.merchant.pay();
    await testSandbox.clock.advance(2_000);
    await testSandbox.clock.advance(10_000);
    const gaveUp = { status: null, error: 'timeout', delivered: false };
    await expect.poll(() => testSandbox.provider.webhooks.deliveries()).toMatchObject([gaveUp]);
  });

  it('.06 comes with a wrong signature first, and then with a right one', async () => {
    const testSandbox = await openPaid({}, '5.06');
    const forms = testSandbox.inbox.received.map((received) => formOf(testSandbox, received));
    expect(forms).toEqual([null, 'J']);
    expect(testSandbox.provider.webhooks.deliveries().map(({ kind }) => kind)).toEqual([
      'forged',
      'genuine',
    ]);
  });
});

describe('notifications', () => {
  it('can be held, reordered and repeated', async () => {
    const testSandbox = await openTestSandbox();
    const { merchant, provider, clock, inbox } = testSandbox;
    provider.webhooks.mode = 'hold';
    await merchant.pay();
    await merchant.pay({ orderId: 'O2', requestId: 'Q2' });
    await clock.advance(2_000);
    expect(provider.webhooks.held().map(({ orderId }) => orderId)).toEqual(['O1', 'O2']);
    provider.webhooks.mode = 'deliver';
    await provider.webhooks.release({ order: 'reversed', duplicates: 1 });
    const orders = inbox.received.map(({ body }) => /"orderId":"(\w+)"/.exec(body)?.[1]);
    expect(orders).toEqual(['O2', 'O2', 'O1', 'O1']);
  });

  it.each(['wrong-key', 'tampered-body', 'unsigned'] as const)('can be forged: %s', async (how) => {
    const testSandbox = await openPaid();
    await testSandbox.provider.webhooks.forge({ how });
    expect(formOf(testSandbox, testSandbox.inbox.received.at(-1))).toBeNull();
    expect(testSandbox.provider.webhooks.deliveries().at(-1)).toMatchObject({ kind: 'forged' });
  });

  it('can be sent again, rightly signed', async () => {
    const testSandbox = await openPaid();
    const { eventId } = testSandbox.provider.webhooks.find();
    await testSandbox.provider.webhooks.resend(eventId);
    const [first, second] = testSandbox.inbox.received;
    expect(second?.headers['signature']).toBe(first?.headers['signature']);
    expect(() => testSandbox.provider.webhooks.resend('x')).toThrow('no such event');
  });
});
