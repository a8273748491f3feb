import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { forgeries } from '../../../sandbox/examplepay/notifications.ts';
import { retriesAfterS } from '../../../sandbox/examplepay/notifications.ts';
import { isGenuine, openTestSandbox } from './merchant.ts';
import type { TestSandbox } from './merchant.ts';

async function paid(testSandbox: TestSandbox, amount = '100.00', number = 'T1') {
  await testSandbox.merchant.payment({ amount, merchantTradeNo: number });
  testSandbox.provider.pay(number);
  await testSandbox.provider.webhooks.idle();
}

describe('a notification', () => {
  it('is the answer of the query, signed over the address that was given', async () => {
    const testSandbox = await openTestSandbox();
    const { merchant, inbox } = testSandbox;
    await paid(testSandbox);
    const [first] = inbox.received;
    if (first === undefined) throw new Error('none came');
    expect(first).toMatchObject({
      method: 'POST',
      target: '/notify?shop=7',
      headers: { 'content-type': 'application/json', 'user-agent': 'ExamplePay-Notify/1.0' },
    });
    expect(isGenuine(first, merchant)).toBe(true);
    expect(JSON.parse(String(first.body))).toEqual({
      code: 'OK',
      errorMessage: null,
      data: await merchant.status(),
    });
  });

  it('is sent for paid payments and ended payouts, and for nothing else', async () => {
    const testSandbox = await openTestSandbox();
    const { merchant, provider, inbox } = testSandbox;
    await merchant.payment({ merchantTradeNo: 'A' });
    provider.decline('A');
    await merchant.payment({ merchantTradeNo: 'B' });
    provider.expire('B');
    await paid(testSandbox);
    await merchant.refund();
    provider.advanceRefund('R1');
    await merchant.payout({ merchantTradeNo: 'W1' });
    provider.advanceSettlement('W1', 'FAILED');
    await provider.webhooks.idle();
    const received = inbox.received.map(({ body }) => JSON.parse(String(body)).data);
    expect(received.map(({ merchantTradeNo, status }) => [merchantTradeNo, status])).toEqual([
      ['T1', 'PAID'],
      ['W1', 'FAILED'],
    ]);
  });

  const answers: [string, (response: ServerResponse) => unknown, boolean][] = [
    ['{"code":"OK"}', (response) => response.end('{"code":"OK"}'), true],
    ['more members', (response) => response.end('{"code":"OK","a":1}'), true],
    ['another code', (response) => response.end('{"code":"FAIL"}'), false],
    ['the bare word', (response) => response.end('OK'), false],
    ['nothing', (response) => response.end(), false],
    ['HTTP 201', (response) => response.writeHead(201).end('{"code":"OK"}'), false],
    ['HTTP 500', (response) => response.writeHead(500).end('{"code":"OK"}'), false],
    ['a redirect', (response) => response.writeHead(302, { location: '/' }).end(), false],
    ['a cut', (response) => response.destroy(), false],
  ];
  it.each(answers)('is acknowledged by %s: %s', async (_what, answer, delivered) => {
    const testSandbox = await openTestSandbox();
    testSandbox.inbox.answer = answer;
    await paid(testSandbox);
    expect(testSandbox.provider.webhooks.deliveries()).toMatchObject([{ delivered }]);
  });

  it('is repeated five times, later and later, freshly signed and with the same bytes', async () => {
    const testSandbox = await openTestSandbox();
    const { clock, inbox, merchant } = testSandbox;
    inbox.answer = (response) => response.writeHead(500).end();
    await paid(testSandbox);
    const counts: number[] = [];
    for (const wait of retriesAfterS.map((seconds) => seconds * 1000)) {
      // oxlint-disable-next-line no-await-in-loop
      await clock.advance(wait - 1);
      counts.push(inbox.received.length);
      // oxlint-disable-next-line no-await-in-loop
      await clock.advance(1);
    }
    expect(counts).toEqual([1, 2, 3, 4, 5]);
    await clock.advance(86_400_000);
    expect(inbox.received).toHaveLength(6);
    expect(new Set(inbox.received.map(({ body }) => String(body))).size).toBe(1);
    expect(new Set(inbox.received.map(({ headers }) => headers.authorization)).size).toBe(6);
    expect(inbox.received.every((one) => isGenuine(one, merchant))).toBe(true);
  });

  it('is badly signed at first where the cents are .08, and correctly 15 seconds later', async () => {
    const testSandbox = await openTestSandbox();
    const { clock, inbox, merchant } = testSandbox;
    inbox.answer = (response) => {
      const latest = inbox.received.at(-1);
      const isRight = latest !== undefined && isGenuine(latest, merchant);
      response.writeHead(isRight ? 200 : 401).end('{"code":"OK"}');
    };
    await paid(testSandbox, '10.08');
    await clock.advance(15_000);
    expect(inbox.received.map((one) => isGenuine(one, merchant))).toEqual([false, true]);
    await clock.advance(86_400_000);
    expect(inbox.received).toHaveLength(2);
  });

  it('can be held, reordered and repeated', async () => {
    const testSandbox = await openTestSandbox();
    const { webhooks } = testSandbox.provider;
    webhooks.mode = 'hold';
    await paid(testSandbox, '10.00', 'A');
    await paid(testSandbox, '20.00', 'B');
    expect(testSandbox.inbox.received).toEqual([]);
    expect(webhooks.held()).toHaveLength(2);
    webhooks.mode = 'deliver';
    await webhooks.release({ order: 'reversed', duplicates: 1 });
    const received = testSandbox.inbox.received.map(({ body }) => JSON.parse(String(body)).data);
    expect(received.map(({ merchantTradeNo }) => merchantTradeNo)).toEqual(['B', 'B', 'A', 'A']);
  });

  it('can be stale, correctly signed', async () => {
    const testSandbox = await openTestSandbox();
    await paid(testSandbox);
    await testSandbox.provider.webhooks.stale();
    const stale = testSandbox.inbox.received[1];
    if (stale === undefined) throw new Error('none came');
    expect(isGenuine(stale, testSandbox.merchant)).toBe(true);
    const [, at] = /timestamp=(\d+)/.exec(stale.headers.authorization ?? '') ?? [];
    expect(testSandbox.clock.now() - Number(at)).toBe(300_001);
  });

  it.each(forgeries)('can be forged: %s', async (how) => {
    const testSandbox = await openTestSandbox();
    await paid(testSandbox);
    await testSandbox.provider.webhooks.forge({ how });
    const forged = testSandbox.inbox.received[1];
    if (forged === undefined) throw new Error('none came');
    // A lengthened body and another app's body are signed correctly: the receiver must check more than the
    // signature.
    const isSignedRightly = how === 'lengthened' || how === 'other-app';
    expect(isGenuine(forged, testSandbox.merchant)).toBe(isSignedRightly);
  });
});
