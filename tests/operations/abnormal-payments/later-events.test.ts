import { array, assert, asyncProperty, constantFrom, shuffledSubarray } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, openTestApp, triedBrands } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { deliver, orderOf, pathOf } from '../../support/operations.ts';
import { backOfficeOf, kinds } from './back-office.ts';
import type { BackOffice, Kind } from './back-office.ts';

describe.each(triedBrands)(
  'R11: after a resolution by hand, later events still arrive at %s',
  (provider) => {
    let testApp: TestApp;
    let backOffice: BackOffice;
    const sandbox = () => testApp.sandbox.provider(provider);

    beforeAll(async () => {
      testApp = await openTestApp();
      backOffice = backOfficeOf(testApp, provider);
    });

    afterAll(() => testApp.close());

    const resolved = async (kind: Kind) => {
      const { order, payment } = await backOffice.late();
      await backOffice.resolve(payment, kind);
      return { order, payment, status: kind === 'ACCEPT' ? 'PAID' : 'EXPIRED' };
    };

    it.each(kinds)('of the payment itself, and of another (%s)', async (kind) => {
      const { order, payment, status } = await resolved(kind);
      const handled = { abnormalPaymentNo: await backOffice.numberOf(payment), amount: '101' };
      await backOffice.report(order, { ...handled, pendingAmount: '0', status: 'HANDLED' });
      sandbox().pay(order.providerReference, { amount: '5' });
      const [first, second] = await eventually(async () => {
        const payments = await backOffice.paymentsOf(order);
        return payments[1]?.type === 'LATE' && payments;
      });
      expect(first).toMatchObject({ status: 'RESOLVED', resolution: { kind } });
      expect(second).toMatchObject({
        status: 'OPEN',
        pending: { amount: '5.00' },
        resolution: null,
      });
      expect((await orderOf(testApp, order.id)).status).toBe(status);
    });

    it.each(kinds)('of a refund made in the portal (%s)', async (kind) => {
      const { order, payment, status } = await resolved(kind);
      const data = {
        refundOrderNo: `PORTAL${order.id}`,
        orderNo: order.providerReference,
        abnormalPaymentNo: await backOffice.numberOf(payment),
        token: 'ETH_USDT',
        amount: '101',
      };
      for (const refundStatus of ['PENDING_REFUND', 'REFUNDED']) {
        const changed = { ...data, refundStatus };
        expect(await deliver(testApp, provider, 'REFUND_ORDER_CHANGED', changed)).toBe(200);
        expect(await backOffice.paymentsOf(order)).toMatchObject([
          { status: 'RESOLVED', pending: { amount: '0.00' }, resolution: { kind } },
        ]);
      }
      const after = await orderOf(testApp, order.id);
      expect(after.status).toBe(status);
      expect(after.refunds.nodes).toMatchObject([{ status: 'SUCCEEDED' }]);
    });

    it.each(kinds)('of our own refund that was given up as failed before (%s)', async (kind) => {
      const { order, payment } = await backOffice.surplus();
      const { refund: made } = await backOffice.refund(payment);
      sandbox().advanceRefund(made?.providerReference ?? '', 'FAILED');
      await backOffice.until(made?.id ?? '', 'FAILED');
      await backOffice.resolve(payment, kind);
      const data = { refundOrderNo: made?.providerReference, refundStatus: 'REFUNDED' };
      expect(await deliver(testApp, provider, 'REFUND_ORDER_CHANGED', data)).toBe(200);
      expect((await pathOf(testApp, made?.id ?? '')).at(-1)).toBe('SUCCEEDED');
      expect(await backOffice.paymentsOf(order)).toMatchObject([
        { status: 'RESOLVED', resolution: { kind } },
      ]);
    });

    it.each(kinds)('of the order (%s)', async (kind) => {
      const { order } = await resolved(kind);
      const statuses = ['TIMEOUT', 'CANCELLED', 'PAYING', 'PAID'];
      const paths = { ACCEPT: ['EXPIRED', 'PAID'], DISMISS: ['EXPIRED', 'CANCELED', 'PAID'] };
      for (const orderStatus of statuses) {
        const data = {
          orderNo: order.providerReference,
          orderStatus,
          token: 'ETH_USDT',
          payingAmount: 101,
        };
        expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data)).toBe(200);
      }
      expect((await pathOf(testApp, order.id)).slice(2)).toEqual(paths[kind]);
    });

    it.each(kinds)('in any order and number, with one final state (%s)', async (kind) => {
      const messages = ['HANDLED', 'PENDING_REFUND', 'REFUNDED', 'TIMEOUT', 'CANCELLED'] as const;
      const orderings = shuffledSubarray([...messages], { minLength: 5 }).chain((all) =>
        array(constantFrom(...all), { maxLength: 3 }).map((again) => [...all, ...again]),
      );
      await assert(
        asyncProperty(orderings, async (ordering) => {
          const { order, payment } = await resolved(kind);
          const ids = { orderNo: order.providerReference, token: 'ETH_USDT' };
          const of = {
            ...ids,
            abnormalPaymentNo: await backOffice.numberOf(payment),
            amount: '101',
          };
          const refund = { ...of, refundOrderNo: `PORTAL${order.id}` };
          const notices: Record<(typeof messages)[number], [string, object]> = {
            HANDLED: ['ABNORMAL_PAYMENT', { ...of, pendingAmount: '0', status: 'HANDLED' }],
            PENDING_REFUND: ['REFUND_ORDER_CHANGED', { ...refund, refundStatus: 'PENDING_REFUND' }],
            REFUNDED: ['REFUND_ORDER_CHANGED', { ...refund, refundStatus: 'REFUNDED' }],
            TIMEOUT: ['CHECKOUT_ORDER_CHANGED', { ...ids, orderStatus: 'TIMEOUT' }],
            CANCELLED: ['CHECKOUT_ORDER_CHANGED', { ...ids, orderStatus: 'CANCELLED' }],
          };
          for (const status of ordering) {
            expect(await deliver(testApp, provider, ...notices[status])).toBe(200);
          }
          const { status, paid, refunds, abnormalPayments } = await orderOf(testApp, order.id);
          expect([status, paid?.amount]).toEqual(
            kind === 'ACCEPT' ? ['PAID', '101.00'] : ['CANCELED', undefined],
          );
          expect(refunds.nodes.map((one) => one.status)).toEqual(['SUCCEEDED']);
          expect(abnormalPayments).toMatchObject([
            { status: 'RESOLVED', pending: { amount: '0.00' }, resolution: { kind } },
          ]);
        }),
        { numRuns: 6, endOnFailure: true },
      );
    });
  },
);
