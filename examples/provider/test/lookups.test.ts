import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { money, NotSent, OutcomeUnknown } from '@paygraph/provider-kit';
import type { Connection, OrderHandle } from '@paygraph/provider-kit';
import { startStripe } from '../double/index.ts';
import type { StripeDouble } from '../double/index.ts';
import { toUnits, amountOf } from '../src/amounts.ts';
import { stripeCheckout } from '../src/index.ts';
import { orderToSend, refundToSend } from './requests.ts';

const call = { record: () => undefined };

/** The double, with a connection of an account. */
async function open() {
  const running = await startStripe();
  const { provider: stripe } = running;
  const tools = { baseUrl: stripe.baseUrl, now: Date.now, log: () => undefined };
  const config = stripeCheckout.config.parse(stripe.createMerchantAccount());
  const connection = stripeCheckout.connect(config, tools);
  return {
    stripe,
    connection,
    close: () => running.close(),
    async [Symbol.asyncDispose]() {
      await connection.close();
      await running.close();
    },
  };
}

async function paidOrder(stripe: StripeDouble, connection: Connection): Promise<OrderHandle> {
  await connection.createOrder(orderToSend(), call);
  const [{ number } = { number: '' }] = stripe.sessions();
  stripe.advanceOrder(number, 'paid');
  return { providerReference: 'T1', providerOrderId: number };
}

void test('a refund whose session cannot be read was surely not sent', async () => {
  const { stripe, connection, close } = await open();
  const order = await paidOrder(stripe, connection);
  await close();
  await rejects(async () => connection.createRefund?.(refundToSend({ order }), call), NotSent);
  await rejects(
    async () =>
      connection.createRefund?.(refundToSend({ order: { ...order, providerOrderId: null } }), call),
    NotSent,
  );
  deepStrictEqual(stripe.refunds(), []);
});

void test('an order is found by its time on a later page, and its absence is proven by the last', async () => {
  await using opened = await open();
  const { connection } = opened;
  const createdAt = Date.now();
  for (let made = 0; made < 130; made += 1) {
    await connection.createOrder(orderToSend({ providerReference: `T${made}` }), call);
  }
  const find = (providerReference: string, since?: number) =>
    connection.queryOrder(
      {
        providerReference,
        providerOrderId: null,
        ...(since === undefined ? {} : { createdAt: since }),
      },
      call,
    );
  const [found] = (await find('T3', createdAt)).observations;
  strictEqual(found?.subject === 'ORDER' && found.providerReference, 'T3');
  const [absent] = (await find('T999', createdAt)).observations;
  strictEqual(absent?.subject, 'ABSENCE');
  // Without its time, the list may have ended before it.
  await rejects(find('T999'), OutcomeUnknown);
});

void test('a list goes on from its cursor until it ends', async () => {
  await using opened = await open();
  const { connection } = opened;
  for (let made = 0; made < 130; made += 1) {
    await connection.createOrder(orderToSend({ providerReference: `T${made}` }), call);
  }
  const range = { from: Date.now() - 60_000, to: Date.now() + 60_000 };
  const first = await connection.listOrders?.({ ...range, page: 1 }, call);
  ok(first?.next !== undefined && first.hasMore);
  const second = await connection.listOrders?.({ ...range, page: 2, after: first.next }, call);
  strictEqual(second?.hasMore, false);
  const all = [...first.observations, ...(second?.observations ?? [])];
  strictEqual(
    new Set(all.map((one) => 'providerReference' in one && one.providerReference)).size,
    130,
  );
});

void test('a refund made in the Dashboard is found with its order', async () => {
  await using opened = await open();
  const { stripe, connection } = opened;
  const { providerOrderId } = await paidOrder(stripe, connection);
  const { number: providerId } = stripe.refundInDashboard(providerOrderId ?? '');
  const reply = await connection.queryByNumber?.({ about: 'REFUND', providerId }, call);
  const [refund] = reply?.observations ?? [];
  ok(refund?.subject === 'REFUND');
  strictEqual(refund.providerReference, providerId);
  strictEqual(refund.orderProviderReference, 'T1');
  deepStrictEqual(refund.amount, money('25.00', 'BRL'));
});

void test('amounts are counted as Stripe counts them', () => {
  const counted = [
    ['25.00', 'BRL', '2500'],
    ['0.05', 'EUR', '5'],
    ['1200', 'JPY', '1200'],
    // Whole dollars here, and hundredths at Stripe.
    ['300', 'TWD', '30000'],
    ['1.230', 'KWD', '1230'],
  ] as const;
  for (const [amount, currency, units] of counted) {
    strictEqual(toUnits(money(amount, currency)), units);
    deepStrictEqual(amountOf(units, currency.toLowerCase()), money(amount, currency));
  }
});
