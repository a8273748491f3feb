import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signWebhook } from '../../src/providers/examplepay/webhook.ts';
import { forgeries } from '../../sandbox/examplepay/notifications.ts';
import * as documents from '../support/documents.ts';
import { inr, openExamplepay } from '../support/examplepay.ts';
import type { Examplepay } from '../support/examplepay.ts';

let shop: Examplepay;
beforeAll(async () => {
  shop = await openExamplepay();
});
afterAll(() => shop.close());

const advance = async (...waits: number[]) => {
  for (const wait of waits) await shop.testApp.advance(wait);
};

describe('an answer that is lost', () => {
  it.each(['cut-after', 'error-after', 'bad-signature', 'garbage'] as const)(
    'by %s leaves the order UNKNOWN until the provider is queried, and it is never made twice',
    async (fault) => {
      const { ordersCreated } = shop.sandbox.effects();
      shop.sandbox.faults.arm({ fault, operation: 'createPayment' });
      const { id, status } = await shop.order();
      expect(status).toBe('UNKNOWN');
      await advance(6_000);
      expect((await shop.orderNow(id)).status).toBe('AWAITING_PAYMENT');
      expect(shop.sandbox.effects().ordersCreated).toBe(ordersCreated + 1);
    },
  );

  it.each(['cut-before', 'error-before'] as const)(
    'by %s is sent again once the provider has answered twice, 30 seconds apart, that it has nothing',
    async (fault) => {
      const { ordersCreated } = shop.sandbox.effects();
      const created = shop.calls('createPayment');
      shop.sandbox.faults.arm({ fault, operation: 'createPayment' });
      const { id, status, providerReference } = await shop.order();
      expect(status).toBe('UNKNOWN');
      // One query is too early to count. The next is the first that counts.
      await advance(6_000, 31_000);
      // Fifteen seconds later is too soon for this provider.
      await advance(16_000, 1_000, 1_000, 1_000);
      expect(shop.calls('createPayment')).toBe(created + 1);
      await advance(16_000);
      const order = await shop.orderNow(id);
      expect(order).toMatchObject({ status: 'AWAITING_PAYMENT', providerReference });
      expect(order.nextAction).toMatchObject({ __typename: 'RedirectAction' });
      expect(shop.calls('createPayment')).toBe(created + 2);
      const queries = order.providerCalls.filter(({ operation }) => operation === 'queryPayment');
      expect(queries).toHaveLength(4);
      expect(shop.sandbox.effects().ordersCreated).toBe(ordersCreated + 1);
    },
  );

  it('is replaced by the webhook', async () => {
    shop.sandbox.faults.arm({ fault: 'cut-after', operation: 'createPayment' });
    const { id, status, providerReference } = await shop.order();
    shop.sandbox.pay(providerReference);
    await shop.sandbox.webhooks.idle();
    expect([status, (await shop.orderNow(id)).status]).toEqual(['UNKNOWN', 'PAID']);
  });

  it.each([
    ['cut-after', [6_000]],
    ['cut-before', [6_000, 31_000, 16_000, 16_000, 16_000]],
  ] as const)('of a payout by %s is resolved, and it is paid once', async (fault, waits) => {
    const { settlementsCreated } = shop.sandbox.effects();
    shop.sandbox.faults.arm({ fault, operation: 'createPayout' });
    const { id, status, providerReference } = await shop.settlement();
    expect(status).toBe('UNKNOWN');
    await advance(...waits);
    expect((await shop.settlementNow(id)).status).toBe('PENDING');
    shop.sandbox.advanceSettlement(providerReference);
    await shop.sandbox.webhooks.idle();
    expect((await shop.settlementNow(id)).status).toBe('SUCCEEDED');
    expect(shop.sandbox.effects().settlementsCreated).toBe(settlementsCreated + 1);
  });

  it('of refused credentials is not a lost answer', async () => {
    shop.sandbox.faults.arm({ fault: 'expired-token', operation: 'createPayment' });
    const { id, status } = await shop.order();
    expect(status).toBe('FAILED');
    expect((await shop.orderNow(id)).failure).toMatchObject({ code: 'PROVIDER_AUTHENTICATION' });
  });
});

const held = async () => {
  shop.sandbox.webhooks.mode = 'hold';
  const order = await shop.order();
  shop.sandbox.pay(order.providerReference);
  shop.sandbox.webhooks.mode = 'deliver';
  return order;
};

describe('a notification', () => {
  it.each(forgeries)('that is forged (%s) is refused and changes nothing', async (how) => {
    const { id } = await held();
    const forged = await shop.sandbox.webhooks.forge({ how });
    expect(forged).toMatchObject({ status: 401, delivered: false });
    expect((await shop.orderNow(id)).status).toBe('AWAITING_PAYMENT');
    await shop.sandbox.webhooks.release();
    expect((await shop.orderNow(id)).status).toBe('PAID');
  });

  it('that is stale is refused', async () => {
    const { id } = await held();
    expect(await shop.sandbox.webhooks.stale()).toMatchObject({ status: 401 });
    expect((await shop.orderNow(id)).status).toBe('AWAITING_PAYMENT');
    await shop.sandbox.webhooks.release();
  });

  it('that comes three times counts once, and is acknowledged each time', async () => {
    const { id } = await held();
    await shop.sandbox.webhooks.release({ duplicates: 2 });
    const deliveries = shop.sandbox.webhooks.deliveries().slice(-3);
    expect(deliveries.map(({ delivered }) => delivered)).toEqual([true, true, true]);
    const { events } = await shop.orderNow(id);
    expect(events.nodes.filter(({ to }) => to === 'PAID')).toHaveLength(1);
  });

  it('about another amount is acknowledged and does not count', async () => {
    const { id, providerReference } = await held();
    const { url, body } = shop.sandbox.webhooks.held()[0] ?? { url: '', body: '' };
    const other = body.replace('"amount":"100.00"', '"amount":"1.00"');
    const keys = shop.testApp.credentials.EXAMPLEPAY;
    const timestamp = shop.testApp.sandbox.clock.now();
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...signWebhook(keys, { url, body: other, timestamp, nonce: 'N' }),
      },
      body: other,
    });
    expect([response.status, await response.text()]).toEqual([200, '{"code":"OK"}']);
    expect(other).toContain(providerReference);
    expect((await shop.orderNow(id)).status).toBe('AWAITING_PAYMENT');
    await shop.sandbox.webhooks.release();
    expect(await shop.orderNow(id)).toMatchObject({ status: 'PAID', paid: inr('100.00') });
  });

  it('is stored, and no secret is in anything that is stored', async () => {
    const { id } = await shop.paidOrder();
    const { providerCalls } = await shop.orderNow(id);
    const { webhookDeliveries } = await shop.testApp.request(documents.webhookDeliveries, {});
    expect(webhookDeliveries.nodes.every(({ status }) => status !== 'DEAD')).toBe(true);
    const record = JSON.stringify([providerCalls, webhookDeliveries]);
    const { appSecret } = shop.testApp.credentials.EXAMPLEPAY;
    for (const hidden of [appSecret, 'sign=', 'asha@example.com', '+919876543210', 'Asha']) {
      expect(record).not.toContain(hidden);
    }
  });
});
