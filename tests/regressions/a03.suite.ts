import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refundById } from '../../src/store/queries/refunds.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { changeJson } from '../support/json-column.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  created,
  deliver,
  ethereumAddress,
  newKey,
  orderOf,
  overpaid,
  paid,
  pathOf,
  refundInPortal,
  settlementInput,
  usdt,
} from '../support/operations.ts';
import type { Subject } from '../support/operations.ts';
import { describeFoldsOfMixedMoney } from './a03-folds.ts';
import { countsForNothing, deliveries, explanationOf, tamperWith } from './tampering.ts';
import type { Tampered } from './tampering.ts';

const provider = 'ANEXPAY_XCHECKOUT';
const customer = {
  firstName: '小明',
  lastName: '王',
  email: 'payer@example.test',
  phone: '+5511987654321',
  document: '12345678909',
  ipAddress: '203.0.113.7',
  postcode: '100',
  address: '1 Test Road, Taipei',
};

export function describeA3(): void {
  describeFoldsOfMixedMoney();

  describe('A3: money that was not requested', () => {
    let testApp: TestApp;
    beforeAll(async () => {
      testApp = await openTestApp();
    });
    afterAll(() => testApp.close());
    const sandbox = () => testApp.sandbox.provider(provider);
    const refreshed = async ({ id }: Subject): Promise<string | undefined> =>
      (await mutate(testApp, documents.refreshOrder, { id })).order?.status;
    const report = (order: Subject, more: object) => {
      const view = { orderNo: order.providerReference, orderStatus: 'PAID', ...more };
      return deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', view);
    };

    it.each([
      ['USDT', 'ETH_USDC'],
      ['USDC', 'ETH_USDT'],
      ['USDT', 'TRX_USDT'],
      ['USDT', 'ETH_DAI'],
    ])(
      'A3: leaves an order for %s unchanged when it is reported PAID in %s',
      async (currency, token) => {
        const method = { stablecoin: { currency, network: 'ETHEREUM' } };
        const order = await created(testApp, provider, { method });
        await testApp.advance(1_000);
        const before = testApp.sandbox.clock.now();
        expect(await report(order, { token, payingAmount: 101 })).toBe(200);
        const seen = await explanationOf(testApp, order.id);
        expect(seen).toMatchObject({
          status: 'AWAITING_PAYMENT',
          paid: null,
          resolution: { needsAttention: true },
          explanation: { status: 'AWAITING_PAYMENT' },
        });
        expect(Date.parse(seen.resolution?.since ?? '')).toBeGreaterThanOrEqual(before);
        expect(countsForNothing(seen)).toHaveLength(1);
        expect((await deliveries(testApp)).at(-1)).toBe('APPLIED');
        const events = (await orderOf(testApp, order.id)).events.nodes;
        expect(events.map(({ type }) => type)).toContain('ORDER_UPDATED');
        // It goes on as if that had not been reported, except that it needs attention.
        expect(await refreshed(order)).toBe('AWAITING_PAYMENT');
        sandbox().pay(order.providerReference);
        await sandbox().webhooks.idle();
        expect(await refreshed(order)).toBe('PAID');
        expect(await explanationOf(testApp, order.id)).toMatchObject({
          paid: { amount: '101.00', currency },
          refundable: { amount: '101.00', currency },
          resolution: { needsAttention: true },
        });
        const input = { idempotencyKey: newKey(), order: order.id, address: ethereumAddress };
        const { refund } = await mutate(testApp, documents.createRefund, { input: input });
        expect(refund?.status).toBe('PENDING');
      },
    );

    it.each([
      ['another price', { token: 'ETH_USDT', orderAmount: 100.01, payingAmount: 101 }],
      ['less to pay', { token: 'ETH_USDT', orderAmount: 100, payingAmount: 0.01 }],
      ['more to pay', { token: 'ETH_USDT', payingAmount: 101.01 }],
    ])('A3: leaves an order unchanged when it is reported PAID with %s', async (_, more) => {
      const order = await created(testApp, provider);
      expect(await report(order, more)).toBe(200);
      const seen = await explanationOf(testApp, order.id);
      expect(seen).toMatchObject({
        status: 'AWAITING_PAYMENT',
        resolution: { needsAttention: true },
      });
      expect(countsForNothing(seen)).toHaveLength(1);
      expect(await report(order, { token: 'ETH_USDT', orderAmount: 100, payingAmount: 101 })).toBe(
        200,
      );
      expect(await explanationOf(testApp, order.id)).toMatchObject({ status: 'PAID' });
    });

    it.each([
      { token: 'ETH_USDC', amount: 41 },
      { token: 'ETH_USDT', amount: 40.99 },
    ])(
      'A3: leaves a refund of 41 USDT unchanged when it is reported REFUNDED with %o',
      async (reported) => {
        const order = await paid(testApp, provider);
        const amount = { amount: '41', ...usdt };
        const common = { idempotencyKey: newKey(), order: order.id, amount };
        const input = { ...common, address: ethereumAddress };
        const { refund } = await mutate(testApp, documents.createRefund, { input });
        const id = refund?.id ?? '';
        const numbers = {
          refundOrderNo: refund?.providerReference,
          orderNo: order.providerReference,
        };
        const view = { ...numbers, refundStatus: 'REFUNDED', ...reported };
        expect(await deliver(testApp, provider, 'REFUND_ORDER_CHANGED', view)).toBe(200);
        const seen = await explanationOf(testApp, id);
        expect(seen).toMatchObject({ status: 'PENDING', resolution: { needsAttention: true } });
        expect(countsForNothing(seen)).toHaveLength(1);
        expect((await refundById(testApp.app.deps.read, id))?.version).toBe(3);
      },
    );

    it.each([
      { token: 'ETH_USDC', amount: '10' },
      { token: 'ETH_USDT', amount: '11' },
    ])(
      'A3: leaves a settlement of 10 USDT unchanged when it is reported SETTLED with %o',
      async (reported) => {
        await paid(testApp, provider);
        const { settlement } = await mutate(testApp, documents.createSettlement, {
          input: settlementInput(testApp, provider, { amount: { amount: '10', ...usdt } }),
        });
        const settlementOrderNo = settlement?.providerReference;
        const view = { settlementOrderNo, settlementStatus: 'SETTLED', ...reported };
        expect(await deliver(testApp, provider, 'SETTLEMENT_ORDER_CHANGED', view)).toBe(200);
        const seen = await explanationOf(testApp, settlement?.id ?? '');
        expect(seen).toMatchObject({ status: 'PENDING', resolution: { needsAttention: true } });
        expect(countsForNothing(seen)).toHaveLength(1);
      },
    );

    it('A3: leaves an abnormal payment unchanged when it is reported in another token; its order needs attention', async () => {
      const payment = await overpaid(testApp, provider);
      const { order } = payment;
      const { providerAbnormalPaymentId: abnormalPaymentNo } = (await testApp.app.deps.read.get<{
        providerAbnormalPaymentId: string;
      }>(
        'select provider_abnormal_payment_id as "providerAbnormalPaymentId" from abnormal_payments where id = ?',
        payment.id,
      )) ?? { providerAbnormalPaymentId: '' };
      const numbers = { abnormalPaymentNo, orderNo: order.providerReference };
      const view = {
        ...numbers,
        token: 'ETH_USDC',
        amount: '111',
        pendingAmount: '0.00',
        hash: '0x1',
      };
      expect(await deliver(testApp, provider, 'ABNORMAL_PAYMENT', view)).toBe(200);
      const [now] = (await orderOf(testApp, order.id)).abnormalPayments;
      expect(now).toMatchObject({ status: 'OPEN', pending: { amount: '10.00', currency: 'USDT' } });
      const seen = await explanationOf(testApp, order.id);
      expect(seen.resolution?.needsAttention).toBe(true);
      expect(countsForNothing(seen)).toEqual([
        'UNCLASSIFIED, received 111.00 USDC on ETHEREUM, pending 0.00 USDC on ETHEREUM',
      ]);
    });

    it('A3: reports a refund from the portal in another token at its order, which needs attention', async () => {
      const order = await paid(testApp, provider);
      const numbers = { refundOrderNo: `PORTAL${newKey()}`, orderNo: order.providerReference };
      const view = { ...numbers, refundStatus: 'REFUNDED', token: 'ETH_USDC', amount: 41 };
      expect(await deliver(testApp, provider, 'REFUND_ORDER_CHANGED', view)).toBe(200);
      const seen = await explanationOf(testApp, order.id);
      expect(seen).toMatchObject({
        status: 'PAID',
        refundable: { amount: '101.00' },
        resolution: { needsAttention: true },
      });
      expect(countsForNothing(seen)).toEqual(['SUCCEEDED, amount 41.00 USDC on ETHEREUM']);
      expect((await deliveries(testApp)).at(-1)).toBe('APPLIED');
      await refundInPortal(testApp, provider, order, '1');
      expect(await refreshed(order)).toBe('PAID');
    });

    it('A3: is readable and does not block an order where an earlier version accepted other money', async () => {
      const order = await paid(testApp, provider);
      const awaited = await created(testApp, provider);
      await testApp.app.deps.queue.commit(async (tx) => {
        const usdc = { minor: '101000000', currency: 'USDC', network: 'ETHEREUM' };
        const PAID = { recordedAt: 1, firstAt: null, lastAt: null };
        const text = "update orders set status = 'PAID', refundable = '101000000' where id = ?";
        for (const { id } of [order, awaited]) {
          await tx.run(text, id);
          await changeJson(tx, { table: 'orders', id }, ({ seen, ...evidence }) => ({
            ...evidence,
            paid: usdc,
            seen: { ...(seen as object), PAID },
          }));
        }
      });
      expect(await explanationOf(testApp, order.id)).toMatchObject({
        status: 'PAID',
        paid: { amount: '101.00', currency: 'USDC' },
        refundable: { amount: '0.00' },
      });
      expect([await refreshed(order), await refreshed(awaited)]).toEqual([
        'PAID',
        'AWAITING_PAYMENT',
      ]);
      expect(await explanationOf(testApp, order.id)).toMatchObject({
        status: 'PAID',
        paid: { amount: '101.00', currency: 'USDT' },
        refundable: { amount: '101.00', currency: 'USDT' },
        resolution: { needsAttention: true },
      });
      expect(await explanationOf(testApp, awaited.id)).toMatchObject({ paid: null });
    });

    describe.each([
      ['NEXAPAY', { pix: { presentation: 'QR_CODE' } }, { amount: '100.00', currency: 'BRL' }],
      ['VEXORA', { eWallet: { wallet: 'LINEPAY' } }, { amount: '300', currency: 'TWD' }],
    ] as const)('at %s', (name, method, amount) => {
      let between: Tampered;
      beforeAll(async () => {
        between = await tamperWith(testApp, name);
      });
      afterAll(() => between.close());
      const input = () => ({
        idempotencyKey: newKey(),
        account: testApp.accounts[name],
        reference: 'basket',
        amount,
        method,
        customer:
          name === 'VEXORA' ? { ...customer, phone: '0912345678', document: null } : customer,
      });
      const make = async () => {
        const reported = await mutate(testApp, documents.createOrder, { input: input() });
        if (!reported.order) throw new Error(JSON.stringify(reported));
        return reported.order;
      };
      const pay = async (order: Subject) => {
        const provided = testApp.sandbox.provider(name);
        provided.webhooks.mode = 'hold';
        provided.pay(order.providerReference);
        provided.webhooks.mode = 'deliver';
      };

      it('A3: less than was requested is not PAID, and needs attention', async () => {
        const order = await make();
        await pay(order);
        between.change(
          name === 'NEXAPAY'
            ? { '"payAmount":"[^"]*"': '"payAmount":"0.01"', ',"chargeFees":.*?]': '' }
            : { '"amount":"?300"?': '"amount":"1"' },
        );
        expect(await refreshed(order)).toBe('AWAITING_PAYMENT');
        const seen = await explanationOf(testApp, order.id);
        expect(seen.resolution?.needsAttention).toBe(true);
        expect(countsForNothing(seen)).toHaveLength(1);
        between.change({});
        expect(await refreshed(order)).toBe('PAID');
      });

      if (name === 'VEXORA') return;

      it('A3: another currency is not PAID, and needs attention', async () => {
        const order = await make();
        await pay(order);
        for (const member of ['payCurrency', 'feeCurrency']) {
          between.change({ [`"${member}":"BRL"`]: `"${member}":"USD"` });
          expect(await refreshed(order)).toBe('AWAITING_PAYMENT');
        }
        expect(countsForNothing(await explanationOf(testApp, order.id))).toHaveLength(2);
        between.change({});
        expect(await refreshed(order)).toBe('PAID');
        between.change({ '"refundCurrency":"BRL"': '"refundCurrency":"USD"' });
        const input = { idempotencyKey: newKey(), order: order.id };
        const { refund } = await mutate(testApp, documents.createRefund, { input: input });
        expect(await explanationOf(testApp, refund?.id ?? '')).toMatchObject({
          status: 'UNKNOWN',
          resolution: { needsAttention: true },
        });
        between.change({});
        await mutate(testApp, documents.refreshRefund, { id: refund?.id });
        expect((await explanationOf(testApp, refund?.id ?? '')).status).toBe('PROCESSING');
      });

      it('A3: an answer to a create in other money makes no order', async () => {
        between.change({ '"payCurrency":"BRL"': '"payCurrency":"USD"' });
        const order = await make();
        expect(await explanationOf(testApp, order.id)).toMatchObject({
          status: 'UNKNOWN',
          nextAction: null,
          resolution: { needsAttention: true },
        });
        between.change({});
        expect(await refreshed(order)).toBe('AWAITING_PAYMENT');
        expect(await pathOf(testApp, order.id)).toEqual([
          'SUBMITTING',
          'UNKNOWN',
          'AWAITING_PAYMENT',
        ]);
      });
    });
  });
}
