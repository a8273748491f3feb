import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../../support/app.ts';
import type { Another, TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate } from '../../support/operations.ts';
import { at, formOn, linkOf, look, madeLink, ordersThere, pay, pix, submit } from './payer.ts';

let testApp: TestApp;
let second: Another;

beforeAll(async () => {
  testApp = await openTestApp({ environment: { PAYGRAPH_LIMITS: 'linkFormsPerMinute=1000' } });
  second = await testApp.another();
});
afterAll(() => testApp.close());

const locationOf = (answer: Response): string => answer.headers.get('location') ?? '';

/** The order whose page it leads to. Its token changes once the provider has said until when it can be paid. */
function orderOf(answer: Response): string {
  const [, claims = ''] = locationOf(answer).split('.');
  return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string }).sub;
}

/** As a payer does who is told to try again in a moment: rows of a busy database may be locked. */
async function submitted(...form: Parameters<typeof submit>): Promise<Response> {
  for (let tries = 0; tries < 20; tries += 1) {
    const answer = await submit(...form);
    if (answer.status !== 503) return answer;
  }
  throw new Error('it stayed unavailable');
}
const disable = (id: string) => mutate(testApp, documents.disablePaymentLink, { id });

describe('opening a payment link', () => {
  it('makes nothing, however often it is read', async () => {
    const link = await madeLink(testApp);
    const before = await ordersThere(testApp);
    for (const method of ['GET', 'HEAD', 'GET']) {
      const answer = await fetch(at(testApp, link), { method });
      expect(answer.status).toBe(200);
      expect((await answer.text()) === '').toBe(method === 'HEAD');
    }
    expect(await ordersThere(testApp)).toBe(before);
    expect(await linkOf(testApp, link)).toMatchObject({ status: 'ACTIVE', uses: 0 });
  });

  it('makes an order with what the link says, and leads to its page', async () => {
    const metadata = [{ key: 'cart', value: '7' }];
    const link = await madeLink(testApp, { description: 'Two chairs', metadata });
    const answer = await pay(testApp, link);
    expect(answer.status).toBe(303);
    const { orders, ...now } = await linkOf(testApp, link);
    expect(now).toMatchObject({ status: 'USED', uses: 1 });
    const [order] = orders.nodes;
    expect(order).toMatchObject({
      status: 'AWAITING_PAYMENT',
      reference: 'invoice 7',
      description: 'Two chairs',
      paymentLink: { id: link.id },
      metadata,
    });
    const [, token = ''] =
      /^http:\/\/localhost:\d+\/pay\/([\w.-]+)$/.exec(locationOf(answer)) ?? [];
    const principal = await testApp.app.deps.clientTokens.verify(token);
    expect(principal).toMatchObject({ kind: 'CLIENT', orderId: order?.id });
    const page = await fetch(new URL(`/pay/${token}`, testApp.url));
    expect(page.status).toBe(200);
  });

  it('that is used once leads to its order from then on, whatever its state', async () => {
    const link = await madeLink(testApp);
    const made = locationOf(await pay(testApp, link));
    await disable(link.id);
    const again = await look(testApp, link);
    expect(again.status).toBe(303);
    expect(again.headers.get('location')).toBe(made);
    expect((await linkOf(testApp, link)).orders.nodes).toHaveLength(1);
  });

  it('that is used once makes one order for twenty payers in two processes', async () => {
    const link = await madeLink(testApp);
    const values = await formOn(await look(testApp, link));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, nth) =>
        submitted(nth % 2 === 0 ? testApp : second, link, {
          ...values,
          intent: nth.toString(16).padStart(32, '0'),
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 303));
    expect(new Set(answers.map(orderOf)).size).toBe(1);
    expect(await linkOf(testApp, link)).toMatchObject({ uses: 1, status: 'USED' });
  });

  it('makes one order of a form that is sent again, at once or later, here or there', async () => {
    const link = await madeLink(testApp, { maximumUses: 10 });
    const values = await formOn(await look(testApp, link));
    const both = await Promise.all([
      submitted(testApp, link, values),
      submitted(testApp, link, values),
      submitted(second, link, values),
    ]);
    const later = await submit(testApp, link, values);
    expect(new Set([...both, later].map(orderOf)).size).toBe(1);
    expect(await linkOf(testApp, link)).toMatchObject({ uses: 1, status: 'ACTIVE' });
  });

  it('makes an order for each payer, and no more than it may, however many come at once', async () => {
    const link = await madeLink(testApp, { maximumUses: 5 });
    const intents = Array.from({ length: 12 }, (_, nth) => nth.toString(16).padStart(32, '0'));
    const answers = await Promise.all(
      intents.map((intent, nth) =>
        submitted(nth % 2 === 0 ? testApp : second, link, { intent, method: '0' }),
      ),
    );
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([...Array(5).fill(303), ...Array(7).fill(410)]);
    const { orders, ...now } = await linkOf(testApp, link);
    expect(now).toMatchObject({ uses: 5, status: 'USED' });
    expect(orders.nodes).toHaveLength(5);
    const rows = await testApp.app.deps.read.all<{ number: number }>(
      'select number from payment_link_uses where payment_link_id = ? order by number',
      link.id,
    );
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    // Who has an order is led to it, also where the link is used up.
    const answered = answers.findIndex(({ status }) => status === 303);
    const reloaded = await submit(testApp, link, {
      intent: intents[answered] ?? '',
      method: '0',
    });
    expect(reloaded.status).toBe(303);
    expect((await look(testApp, link)).status).toBe(410);
  });

  it('makes an order for each of many who post at once in two processes, and turns nobody away', async () => {
    const link = await madeLink(testApp, { maximumUses: 1000 });
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, nth) =>
        submit(nth % 2 === 0 ? testApp : second, link, {
          intent: nth.toString(16).padStart(32, '0'),
          method: '0',
        }),
      ),
    );
    expect(answers.filter(({ status }) => status !== 303)).toEqual([]);
    expect(await linkOf(testApp, link)).toMatchObject({ uses: 60 });
  });

  it('takes another method of the same form for another intent', async () => {
    const methods = [{ stablecoin: { currency: 'USDT', network: 'TRON' } }, { ...usdtOnEthereum }];
    const link = await madeLink(testApp, { methods, maximumUses: 10 });
    const values = await formOn(await look(testApp, link));
    for (const method of ['0', '1', '0']) {
      expect((await submit(testApp, link, { ...values, method })).status).toBe(303);
    }
    expect(await linkOf(testApp, link)).toMatchObject({ uses: 2 });
  });

  it('makes no order once it has expired or is disabled', async () => {
    const expiring = await madeLink(testApp, { expiresIn: 60 });
    const disabled = await madeLink(testApp);
    const forms = await Promise.all([expiring, disabled].map((link) => look(testApp, link)));
    const [late = {}, off = {}] = await Promise.all(forms.map(formOn));
    await testApp.advance(60_000);
    await disable(disabled.id);
    expect((await submit(testApp, expiring, late)).status).toBe(410);
    expect((await submit(testApp, disabled, off)).status).toBe(410);
    expect(await linkOf(testApp, expiring)).toMatchObject({ status: 'EXPIRED', uses: 0 });
    expect(await linkOf(testApp, disabled)).toMatchObject({ status: 'DISABLED', uses: 0 });
  });

  it('asks for what the provider requires, and makes the order once all is right', async () => {
    const link = await madeLink(testApp, {
      amount: { amount: '100.00', currency: 'BRL' },
      methods: [pix],
      account: testApp.accounts.NEXAPAY,
      customer: { firstName: 'Maria', email: 'maria@example.com' },
    });
    const values = await formOn(await look(testApp, link));
    expect(Object.keys(values)).toEqual(['intent', 'method', 'phone', 'document']);
    const wrong = await submit(testApp, link, { ...values, phone: '+5511987654321' });
    expect(wrong.status).toBe(422);
    const html = await wrong.text();
    expect(html).toContain('value="+5511987654321"');
    expect(html).toMatch(
      /id="document"[^>]*aria-invalid="true"[^>]*aria-describedby="document-error"/,
    );
    expect(html).toContain(`value="${values['intent']}"`);
    expect((await linkOf(testApp, link)).uses).toBe(0);
    const right = { ...values, phone: '+5511987654321', document: '123.456.789-00' };
    expect((await submit(testApp, link, right)).status).toBe(303);
    const { orders } = await linkOf(testApp, link);
    const order = await testApp.app.deps.read.get<{ request: string }>(
      'select request from orders where id = ?',
      orders.nodes[0]?.id ?? '',
    );
    expect(JSON.parse(order?.request ?? '')).toMatchObject({
      customer: { firstName: 'Maria', phone: '+5511987654321', document: '123.456.789-00' },
    });
  });

  it('leads to the order also where its provider has not answered', async () => {
    const link = await madeLink(testApp, { account: testApp.accounts.W_CHECKOUT });
    const { faults } = testApp.sandbox.provider('W_CHECKOUT');
    faults.arm({ fault: 'error-after', operation: 'createOrder' });
    const answer = await pay(testApp, link);
    expect(answer.status).toBe(303);
    const { orders } = await linkOf(testApp, link);
    expect(orders.nodes.map(({ status }) => status)).toEqual(['UNKNOWN']);
    expect(locationOf(await look(testApp, link))).toBe(locationOf(answer));
  });
});

const usdtOnEthereum = { stablecoin: { currency: 'USDT', network: 'ETHEREUM' } };
