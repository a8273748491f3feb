import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signWebhook } from '../../src/providers/examplepay/webhook.ts';
import { abnormalPaymentById } from '../../src/store/queries/abnormal-payments.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { accountById } from '../../src/store/queries/merchants.ts';
import { webhookUrlOf } from '../../src/operations/merchants/provider-accounts.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { inr, openExamplepay } from '../support/examplepay.ts';
import type { Examplepay } from '../support/examplepay.ts';
import { mutate, deliver, newKey, orderOf, overpaid } from '../support/operations.ts';
import { countsForNothing, deliveries, explanationOf } from './tampering.ts';

const provider = 'ANEXPAY_XCHECKOUT';

export function describeMoneyOfA7(): void {
  describe('A7: an abnormal payment that is reported to have nothing pending while a refund runs', () => {
    let testApp: TestApp;
    beforeAll(async () => {
      testApp = await openTestApp();
    });
    afterAll(() => testApp.close());

    it.each([
      ['FAILED', 'OPEN', '10.00'],
      ['REFUNDED', 'RESOLVED', '0.00'],
    ])(
      'A7: once the refund is %s it is %s, with %s, reported again or not',
      async (end, status, amount) => {
        const payment = await overpaid(testApp, provider);
        const { order } = payment;
        const { deps } = testApp.app;
        const number = (await abnormalPaymentById(deps.read, payment.id))
          ?.providerAbnormalPaymentId;
        const input = { idempotencyKey: newKey(), abnormalPayment: payment.id };
        const { refund } = await mutate(testApp, documents.refundAbnormalPayment, { input });
        const report = (eventType: string, more: object) =>
          deliver(testApp, provider, eventType, {
            orderNo: order.providerReference,
            token: 'ETH_USDT',
            ...more,
          });
        const nothing = () =>
          report('ABNORMAL_PAYMENT', {
            abnormalPaymentNo: number,
            amount: '111',
            pendingAmount: '0.00',
          });
        const now = async () => (await orderOf(testApp, order.id)).abnormalPayments[0];
        expect(await nothing()).toBe(200);
        const ended = { refundOrderNo: refund?.providerReference, refundStatus: end, amount: 10 };
        expect(await report('REFUND_ORDER_CHANGED', ended)).toBe(200);
        expect(await now()).toMatchObject({ status, pending: { amount } });
        expect(await nothing()).toBe(200);
        expect(await now()).toMatchObject({ status, pending: { amount } });
      },
    );
  });

  describe('A7: a PAID of another amount at ExamplePay', () => {
    let pay: Examplepay;
    beforeAll(async () => {
      pay = await openExamplepay();
    });
    afterAll(() => pay.close());

    it.each([
      { amount: '1.00', currency: 'INR' },
      { amount: '1000.00', currency: 'INR' },
      { amount: '100.00', currency: 'BRL' },
      { amount: '100.00', currency: 'XTS' },
    ])(
      'A7: $amount $currency is kept as evidence, counts for nothing and needs attention',
      async (of) => {
        const { testApp } = pay;
        const order = await pay.order({ amount: inr('100.00') });
        const { deps } = testApp.app;
        const record = await orderById(deps.read, order.id);
        const account = await accountById(deps.read, testApp.accounts.EXAMPLEPAY);
        if (!record || !account) throw new Error('no such order or account');
        const body = JSON.stringify({
          code: 'OK',
          data: {
            paymentNo: record.providerOrderId,
            merchantTradeNo: order.providerReference,
            ...of,
            status: 'PAID',
            refundStatus: 'NONE',
            paidTime: null,
          },
        });
        const url = `${webhookUrlOf(deps, account)}/orders`;
        const { appId, appSecret } = testApp.credentials.EXAMPLEPAY;
        const delivery = { url, body, timestamp: testApp.sandbox.clock.now(), nonce: newKey() };
        const response = await fetch(
          `${testApp.url.replace('/graphql', '')}${new URL(url).pathname}`,
          {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              ...signWebhook({ appId, appSecret }, delivery),
            },
            body,
          },
        );
        expect(response.status).toBe(200);
        const seen = await explanationOf(testApp, order.id);
        expect(seen).toMatchObject({
          status: 'AWAITING_PAYMENT',
          paid: null,
          resolution: { needsAttention: true },
        });
        expect(countsForNothing(seen)).toHaveLength(1);
        expect((await deliveries(testApp)).at(-1)).toBe('APPLIED');
        pay.sandbox.pay(order.providerReference);
        await pay.sandbox.webhooks.idle();
        expect((await explanationOf(testApp, order.id)).status).toBe('PAID');
      },
    );
  });
}
