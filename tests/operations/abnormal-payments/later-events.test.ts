import { array, assert, asyncProperty, constantFrom, shuffledSubarray } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, openWorld, providersOfSandbox } from '../../support/app.ts';
import type { World } from '../../support/app.ts';
import { deliver, orderOf, pathOf } from '../../support/operations.ts';
import { deskOf, kinds } from './desk.ts';
import type { Desk, Kind } from './desk.ts';

describe.each(providersOfSandbox)(
  'R11: resolved by hand, later events still flow at %s',
  (provider) => {
    let world: World;
    let desk: Desk;
    const sandbox = () => world.sandbox.provider(provider);

    beforeAll(async () => {
      world = await openWorld();
      desk = deskOf(world, provider);
    });

    afterAll(() => world.close());

    const resolved = async (kind: Kind) => {
      const { order, payment } = await desk.late();
      await desk.resolve(payment, kind);
      return { order, payment, status: kind === 'ACCEPT' ? 'PAID' : 'EXPIRED' };
    };

    it.each(kinds)('of the payment itself, and of another (%s)', async (kind) => {
      const { order, payment, status } = await resolved(kind);
      const handled = { abnormalPaymentNo: await desk.numberOf(payment), amount: '101' };
      await desk.told(order, { ...handled, pendingAmount: '0', status: 'HANDLED' });
      sandbox().pay(order.providerReference, { amount: '5' });
      const [first, second] = await eventually(async () => {
        const payments = await desk.paymentsOf(order);
        return payments[1]?.type === 'LATE' && payments;
      });
      expect(first).toMatchObject({ status: 'RESOLVED', resolution: { kind } });
      expect(second).toMatchObject({
        status: 'OPEN',
        pending: { amount: '5.00' },
        resolution: null,
      });
      expect((await orderOf(world, order.id)).status).toBe(status);
    });

    it.each(kinds)('of a refund made in the portal (%s)', async (kind) => {
      const { order, payment, status } = await resolved(kind);
      const data = {
        refundOrderNo: `PORTAL${order.id}`,
        orderNo: order.providerReference,
        abnormalPaymentNo: await desk.numberOf(payment),
        token: 'ETH_USDT',
        amount: '101',
      };
      for (const refundStatus of ['PENDING_REFUND', 'REFUNDED']) {
        const changed = { ...data, refundStatus };
        expect(await deliver(world, provider, 'REFUND_ORDER_CHANGED', changed)).toBe(200);
        expect(await desk.paymentsOf(order)).toMatchObject([
          { status: 'RESOLVED', pending: { amount: '0.00' }, resolution: { kind } },
        ]);
      }
      const after = await orderOf(world, order.id);
      expect(after.status).toBe(status);
      expect(after.refunds.nodes).toMatchObject([{ status: 'SUCCEEDED' }]);
    });

    it.each(kinds)('of our own refund, given up for failed before (%s)', async (kind) => {
      const { order, payment } = await desk.surplus();
      const { refund: made } = await desk.refund(payment);
      sandbox().advanceRefund(made?.providerReference ?? '', 'FAILED');
      await desk.until(made?.id ?? '', 'FAILED');
      await desk.resolve(payment, kind);
      const data = { refundOrderNo: made?.providerReference, refundStatus: 'REFUNDED' };
      expect(await deliver(world, provider, 'REFUND_ORDER_CHANGED', data)).toBe(200);
      expect((await pathOf(world, made?.id ?? '')).at(-1)).toBe('SUCCEEDED');
      expect(await desk.paymentsOf(order)).toMatchObject([
        { status: 'RESOLVED', resolution: { kind } },
      ]);
    });

    it.each(kinds)('of the order (%s)', async (kind) => {
      const { order } = await resolved(kind);
      const words = ['TIMEOUT', 'CANCELLED', 'PAYING', 'PAID'];
      const paths = { ACCEPT: ['EXPIRED', 'PAID'], DISMISS: ['EXPIRED', 'CANCELED', 'PAID'] };
      for (const orderStatus of words) {
        const data = {
          orderNo: order.providerReference,
          orderStatus,
          token: 'ETH_USDT',
          payingAmount: 101,
        };
        expect(await deliver(world, provider, 'CHECKOUT_ORDER_CHANGED', data)).toBe(200);
      }
      expect((await pathOf(world, order.id)).slice(2)).toEqual(paths[kind]);
    });

    it.each(kinds)('in any order and number, to one and the same end (%s)', async (kind) => {
      const messages = ['HANDLED', 'PENDING_REFUND', 'REFUNDED', 'TIMEOUT', 'CANCELLED'] as const;
      const orderings = shuffledSubarray([...messages], { minLength: 5 }).chain((all) =>
        array(constantFrom(...all), { maxLength: 3 }).map((again) => [...all, ...again]),
      );
      await assert(
        asyncProperty(orderings, async (ordering) => {
          const { order, payment } = await resolved(kind);
          const ids = { orderNo: order.providerReference, token: 'ETH_USDT' };
          const of = { ...ids, abnormalPaymentNo: await desk.numberOf(payment), amount: '101' };
          const refund = { ...of, refundOrderNo: `PORTAL${order.id}` };
          const said: Record<(typeof messages)[number], [string, object]> = {
            HANDLED: ['ABNORMAL_PAYMENT', { ...of, pendingAmount: '0', status: 'HANDLED' }],
            PENDING_REFUND: ['REFUND_ORDER_CHANGED', { ...refund, refundStatus: 'PENDING_REFUND' }],
            REFUNDED: ['REFUND_ORDER_CHANGED', { ...refund, refundStatus: 'REFUNDED' }],
            TIMEOUT: ['CHECKOUT_ORDER_CHANGED', { ...ids, orderStatus: 'TIMEOUT' }],
            CANCELLED: ['CHECKOUT_ORDER_CHANGED', { ...ids, orderStatus: 'CANCELLED' }],
          };
          for (const word of ordering) {
            expect(await deliver(world, provider, ...said[word])).toBe(200);
          }
          const { status, paid, refunds, abnormalPayments } = await orderOf(world, order.id);
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
