import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { created, deliver, orderOf } from '../support/operations.ts';

const provider = 'W_CHECKOUT';
const eventType = 'CHECKOUT_ORDER_CHANGED';
const odd = { 'a NUL': 'odd \0', 'half of a character': 'odd \uD83D', 'a character': 'odd 🙂' };

describe.each(Object.entries(odd))('a genuine webhook with %s', (_what, text) => {
  let testApp: TestApp;
  beforeAll(async () => {
    testApp = await openTestApp();
  });
  afterAll(() => testApp.close());

  it('in its id counts once', async () => {
    const { id, providerReference: orderNo } = await created(testApp, provider);
    const data = { orderNo, orderStatus: 'PAID', token: 'ETH_USDT', payingAmount: 101 };
    const options = { eventId: text };
    expect(await deliver(testApp, provider, eventType, data, options)).toBe(200);
    const once = await orderOf(testApp, id);
    expect(once.status).toBe('PAID');
    expect(await deliver(testApp, provider, eventType, data, options)).toBe(200);
    expect(await orderOf(testApp, id)).toEqual(once);
  });

  it('in the number of its order is kept, like that of any order that is not known', async () => {
    const data = { orderNo: text, orderStatus: 'PAID', token: 'ETH_USDT', payingAmount: 101 };
    expect(await deliver(testApp, provider, eventType, data)).toBe(200);
    expect(await deliver(testApp, provider, eventType, data)).toBe(200);
    const deliveries = await testApp.app.deps.read.all<{ status: string }>(
      "select status from webhook_deliveries where status <> 'APPLIED'",
    );
    expect(deliveries.map(({ status }) => status)).toEqual(['UNMATCHED', 'UNMATCHED']);
  });
});
