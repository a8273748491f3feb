import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CreateOrderInput, CreateSettlementInput } from '../generated/graphql.ts';
import { eventually, follow } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { inr, openExamplepay } from '../support/examplepay.ts';
import type { Examplepay } from '../support/examplepay.ts';

let shop: Examplepay;
beforeAll(async () => {
  shop = await openExamplepay();
});
afterAll(() => shop.close());

const brl = (amount: string) => ({ amount, currency: 'BRL' });
const form = { 'content-type': 'application/x-www-form-urlencoded' };

const redirect = (url: RegExp) => ({
  __typename: 'RedirectAction',
  url: expect.stringMatching(url) as string,
});

describe('an order at ExamplePay', () => {
  const pay = /\/pay\/P\d{20}$/;

  it.each<[string, Partial<CreateOrderInput>, unknown]>([
    ['UPI on a page', { method: { upi: { flow: 'HOSTED_PAGE' } } }, redirect(pay)],
    ['UPI by a request', { method: { upi: { flow: 'COLLECT', vpa: 'asha@bank' } } }, null],
    ['UPI by a link', { method: { upi: { flow: 'INTENT' } } }, redirect(/^upi:\/\/pay\?/)],
    [
      'PIX on a page',
      { method: { pix: { presentation: 'HOSTED_PAGE' } }, amount: brl('100.00') },
      redirect(pay),
    ],
    [
      'PIX by a QR code',
      { method: { pix: { presentation: 'QR_CODE' } }, amount: brl('100.00') },
      {
        __typename: 'QrCodeAction',
        payload: expect.stringMatching(/^000201/) as string,
        expiresAt: null,
      },
    ],
  ])(
    'by %s is created, paid at the cashier, reported by webhook, and PAID',
    async (_, input, action) => {
      const created = await shop.order(input);
      expect(created).toMatchObject({ status: 'AWAITING_PAYMENT', phase: 'OPEN', paid: null });
      expect(created.nextAction).toEqual(action);
      const { id, providerReference } = created;
      const browser = follow(shop.testApp, documents.orderUpdates, { id });
      await browser.until(({ orderUpdates }) => orderUpdates.kind === 'CAUGHT_UP');

      const { cashierUrl } = shop.sandbox.order(providerReference);
      const queries = shop.calls('queryPayment');
      const back = await fetch(cashierUrl, {
        method: 'POST',
        headers: form,
        body: 'action=confirm',
        redirect: 'manual',
      });
      const update = await browser.until(({ orderUpdates }) => orderUpdates.event?.to === 'PAID');
      const { amount } = created;
      expect(update.orderUpdates).toMatchObject({
        event: { cause: 'WEBHOOK' },
        order: { status: 'PAID', phase: 'SETTLED', paid: amount, refundable: amount },
      });
      expect(shop.calls('queryPayment')).toBe(queries);
      await browser.close();

      const returned = await fetch(back.headers.get('location') ?? '');
      expect([back.status, returned.status]).toEqual([302, 200]);
      expect(returned.url).toContain(`/return/${id}?merchantTradeNo=${providerReference}`);
    },
  );

  it('is not paid because a browser comes back and claims so', async () => {
    const { id, providerReference } = await shop.order();
    const base = shop.testApp.url.replace('/graphql', '');
    const claim = `merchantTradeNo=${providerReference}&amount=100.00&currency=INR&status=PAID`;
    expect((await fetch(`${base}/return/${id}?${claim}`)).status).toBe(200);
    expect(await shop.refreshed(id)).toBe('AWAITING_PAYMENT');
    expect((await shop.orderNow(id)).events.nodes.map(({ to }) => to)).toEqual([
      'SUBMITTING',
      'AWAITING_PAYMENT',
    ]);
  });

  it.each([
    ['10.01', 'FAILED', 'DECLINED'],
    ['10.02', 'FAILED', 'DECLINED'],
  ])('of %s is %s, because it was %s', async (amount, status, code) => {
    const { id, status: first, providerReference } = await shop.order({ amount: inr(amount) });
    if (first === 'AWAITING_PAYMENT') shop.sandbox.pay(providerReference);
    await shop.testApp.advance(31_000);
    expect(await shop.orderNow(id)).toMatchObject({ status, failure: { code } });
  });

  it.each(['10.06', '10.07', '10.08'])(
    'of %s is paid once, however it is reported',
    async (amount) => {
      const { id, providerReference } = await shop.order({ amount: inr(amount) });
      shop.sandbox.pay(providerReference);
      await shop.sandbox.webhooks.idle();
      await shop.testApp.advance(31_000);
      const order = await shop.orderNow(id);
      expect(order).toMatchObject({ status: 'PAID', paid: inr(amount) });
      expect(order.events.nodes.filter(({ to }) => to === 'PAID')).toHaveLength(1);
    },
  );

  it('expires when nobody pays', async () => {
    const { id, expiresAt } = await shop.order();
    expect(Date.parse(String(expiresAt))).toBeGreaterThan(Date.now());
    await shop.testApp.advance(1_806_000);
    expect((await shop.orderNow(id)).status).toBe('EXPIRED');
  });

  it('cannot be canceled, unless the account says so', async () => {
    const { id } = await shop.order();
    const input = { idempotencyKey: 'cancel-0001', id };
    const { cancelOrder } = await shop.testApp.request(documents.cancelOrder, { input });
    expect(cancelOrder).toMatchObject({ code: 'UNSUPPORTED' });
  });

  it('is refused with every path before anything is sent', async () => {
    const before = shop.calls('createPayment');
    const refused = await shop.createOrder({ customer: null, expiresIn: 600 });
    const paths = 'issues' in refused ? refused.issues.map(({ path }) => path.join('.')) : [];
    expect(paths).toEqual(['expiresIn', 'customer.firstName', 'customer.email', 'customer.phone']);
    expect(shop.calls('createPayment')).toBe(before);
  });
});

describe('a payout at ExamplePay', () => {
  const bankAccount = {
    bankCode: 'HDFC0000001',
    bankName: 'HDFC',
    accountNumber: '50100012345',
    holderName: 'Asha Rao',
    phone: '+919876543210',
    email: 'asha@example.com',
  };
  const pix = { keyType: 'CPF', key: '12345678900', holderName: 'J', document: '1' } as const;
  const wallet = { walletCode: 'PAYTM', accountNumber: '9876543210', holderName: 'Asha' };

  it.each<[string, Partial<CreateSettlementInput>]>([
    ['UPI', {}],
    ['BANK_ACCOUNT', { destination: { bankAccount } }],
    ['PIX', { destination: { pix }, amount: brl('250.00') }],
    ['WALLET', { destination: { wallet }, amount: brl('250.00') }],
  ])('to %s is accepted, reported by webhook, and succeeds', async (destinationType, input) => {
    const { id, status, providerReference } = await shop.settlement(input);
    expect(status).toBe('PENDING');
    shop.sandbox.advanceSettlement(providerReference);
    const done = await eventually(async () => {
      const now = await shop.settlementNow(id);
      return now.status === 'SUCCEEDED' && now;
    });
    expect(done).toMatchObject({ destinationType, fee: { amount: '2.50' }, phase: 'SETTLED' });
    expect(shop.calls('queryPayout')).toBe(0);
  });

  it('above the balance fails, and nothing has moved', async () => {
    const { appId } = shop.testApp.credentials.EXAMPLEPAY;
    const before = shop.sandbox.balance(appId, 'INR');
    const failed = await shop.settlement({ amount: inr('99999999.00') });
    expect(failed).toMatchObject({ status: 'FAILED', failure: { code: 'REJECTED' } });
    expect(shop.sandbox.balance(appId, 'INR')).toEqual(before);
  });

  it('that is declined later fails by the provider’s report', async () => {
    const { id, providerReference } = await shop.settlement({ amount: inr('250.02') });
    shop.sandbox.advanceSettlement(providerReference);
    const failed = await eventually(async () => {
      const now = await shop.settlementNow(id);
      return now.status === 'FAILED' && now;
    });
    expect(failed.failure).toMatchObject({
      code: 'DECLINED',
      providerCode: 'Payout.Common.Rejected',
    });
  });

  it('leaves a balance that can be queried', async () => {
    const { appId } = shop.testApp.credentials.EXAMPLEPAY;
    const { node } = await shop.testApp.request(documents.balances, {
      account: shop.testApp.accounts.EXAMPLEPAY,
    });
    const { available, frozen } = shop.sandbox.balance(appId, 'INR');
    expect(node).toMatchObject({
      balances: [{ available: inr(available), frozen: inr(frozen), unsettled: null }, {}],
    });
  });
});
