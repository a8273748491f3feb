import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { money } from '@paygraph/provider-kit';
import type { OrderHandle, ReportedChargeback } from '@paygraph/provider-kit';
import { stripeCheckout } from '../src/index.ts';
import { startStripe } from '../double/index.ts';
import { orderToSend } from './requests.ts';

const call = { record: () => undefined };

function charged({ observations }: { observations: readonly object[] }): ReportedChargeback[] {
  const [one] = observations as { chargebacks?: ReportedChargeback[] }[];
  return one?.chargebacks ?? [];
}

/** A paid order of 25 BRL at the double, and ways to look at its charge-backs. */
async function open() {
  const running = await startStripe();
  const { provider: stripe } = running;
  const tools = { baseUrl: stripe.baseUrl, now: Date.now, log: () => undefined };
  const credentials = stripe.createMerchantAccount();
  const config = stripeCheckout.config.parse(credentials);
  const connection = stripeCheckout.connect(config, tools);
  await connection.createOrder(orderToSend(), call);
  const [{ number: session } = { number: '' }] = stripe.sessions();
  stripe.advanceOrder(session, 'paid');
  const order: OrderHandle = { providerReference: 'T1', providerOrderId: session };
  return {
    stripe,
    secretKey: credentials.secretKey,
    session,
    /** By a query of the order. */
    ofOrder: async () => charged(await connection.queryOrder(order, call)),
    /** By the number of the dispute, as after a webhook. */
    ofDispute: async (providerId: string) => {
      const reply = await connection.queryByNumber?.({ about: 'ORDER', providerId }, call);
      ok(reply !== undefined);
      return charged(reply);
    },
    async [Symbol.asyncDispose]() {
      await connection.close();
      await running.close();
    },
  };
}

void test('a dispute takes a part, and gives it back where it is won', async () => {
  await using opened = await open();
  const { stripe, session, ofOrder, ofDispute } = opened;
  deepStrictEqual(await ofOrder(), []);
  const { number } = stripe.dispute(session, { units: '1000' });
  const [taken] = await ofOrder();
  ok(taken !== undefined && taken.occurredAt !== null);
  deepStrictEqual(
    { ...taken, occurredAt: 0 },
    {
      providerChargebackId: number,
      status: 'OPEN',
      amount: money('10.00', 'BRL'),
      occurredAt: 0,
    },
  );
  stripe.advanceDispute(number, 'under review');
  stripe.advanceDispute(number, 'win');
  deepStrictEqual(await ofDispute(number), await ofOrder());
  const [won] = await ofDispute(number);
  strictEqual(won?.status, 'WON');
  ok(won.occurredAt !== null && won.occurredAt >= taken.occurredAt);
});

void test('a dispute that is lost says no time, so that a later win is later', async () => {
  await using opened = await open();
  const { stripe, session, ofOrder } = opened;
  const { number } = stripe.dispute(session);
  stripe.advanceDispute(number, 'lose');
  const [lost] = await ofOrder();
  deepStrictEqual([lost?.status, lost?.occurredAt], ['LOST', null]);
  deepStrictEqual(lost?.amount, money('25.00', 'BRL'));
  stripe.advanceDispute(number, 'win');
  const [won] = await ofOrder();
  strictEqual(won?.status, 'WON');
});

void test('an inquiry is no charge-back until it becomes a dispute', async () => {
  await using opened = await open();
  const { stripe, session, ofOrder, ofDispute } = opened;
  const { number } = stripe.dispute(session, { inquiry: true });
  deepStrictEqual([await ofOrder(), await ofDispute(number)], [[], []]);
  stripe.advanceDispute(number, 'escalate');
  const [taken] = await ofOrder();
  strictEqual(taken?.status, 'OPEN');
});

void test("a dispute of another system's payment is nobody's", async () => {
  await using opened = await open();
  const { stripe, secretKey, ofDispute } = opened;
  const made = await fetch(`${stripe.baseUrl}/v1/checkout/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}` },
    body: new URLSearchParams({
      mode: 'payment',
      'line_items[0][quantity]': '1',
      'line_items[0][price_data][currency]': 'brl',
      'line_items[0][price_data][unit_amount]': '2500',
      'line_items[0][price_data][product_data][name]': 'a hat',
      success_url: 'https://shop.example/thanks',
      cancel_url: 'https://shop.example/',
    }),
  });
  strictEqual(made.status, 200);
  const [{ number } = { number: '' }] = stripe.sessions();
  stripe.advanceOrder(number, 'paid');
  deepStrictEqual(await ofDispute(stripe.dispute(number).number), []);
});
