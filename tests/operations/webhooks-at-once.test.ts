import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StablecoinBrand } from '../../sandbox/stablecoin-platform/brands.ts';
import { openTestApp, triedBrands } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { created, deliver, orderOf, paid, refundOf, settlementOf } from '../support/operations.ts';
import { refunded, settled } from '../support/payouts.ts';
import { deliveriesOf } from '../support/webhooks.ts';

const changed = (orderNo: string, orderStatus: string) => ({ orderNo, orderStatus });

const both = (
  testApp: TestApp,
  provider: StablecoinBrand,
  eventType: string,
  one: object,
  two: object,
) =>
  Promise.all([
    deliver(testApp, provider, eventType, one),
    deliver(testApp, provider, eventType, two),
  ]);

describe.each(triedBrands)('at %s', (provider) => {
  let testApp: TestApp;

  beforeAll(async () => {
    testApp = await openTestApp();
  });

  afterAll(() => testApp.close());

  const deliveries = (statuses: Parameters<typeof deliveriesOf>[2]) =>
    deliveriesOf(testApp, provider, statuses);

  describe('R3: two different webhooks at the same instant', () => {
    it('of an order are both stored, with one final state', async () => {
      const order = await created(testApp, provider);
      const { providerReference: orderNo } = order;
      const amounts = { token: 'ETH_USDT', payingAmount: 101 };
      const statuses = await both(
        testApp,
        provider,
        'CHECKOUT_ORDER_CHANGED',
        { ...changed(orderNo, 'PAID'), ...amounts },
        { ...changed(orderNo, 'TIMEOUT'), ...amounts },
      );
      expect(statuses).toEqual([200, 200]);
      expect(await orderOf(testApp, order.id)).toMatchObject({
        status: 'PAID',
        paid: { amount: '101.00' },
      });
    });

    it('of a refund are both stored, with one final state', async () => {
      const refund = await refunded(testApp, provider, await paid(testApp, provider));
      const { providerReference: refundOrderNo } = refund;
      const statuses = await both(
        testApp,
        provider,
        'REFUND_ORDER_CHANGED',
        { refundOrderNo, refundStatus: 'REFUNDED' },
        { refundOrderNo, refundStatus: 'REFUNDING' },
      );
      expect(statuses).toEqual([200, 200]);
      expect((await refundOf(testApp, refund.id)).status).toBe('SUCCEEDED');
    });

    it('of a settlement are both stored, with one final state', async () => {
      const settlement = await settled(testApp, provider);
      const { providerReference: settlementOrderNo } = settlement;
      const statuses = await both(
        testApp,
        provider,
        'SETTLEMENT_ORDER_CHANGED',
        { settlementOrderNo, settlementStatus: 'SETTLING' },
        { settlementOrderNo, settlementStatus: 'SETTLED', txHash: '0x2' },
      );
      expect(statuses).toEqual([200, 200]);
      expect(await settlementOf(testApp, settlement.id)).toMatchObject({
        status: 'SUCCEEDED',
        transactionHash: '0x2',
      });
    });

    it('of an abnormal payment are both stored, with one final state', async () => {
      const { id, providerReference: orderNo } = await created(testApp, provider);
      const payment = { abnormalPaymentNo: `AP${id}`, orderNo, token: 'ETH_USDT', amount: '5' };
      const statuses = await both(
        testApp,
        provider,
        'ABNORMAL_PAYMENT',
        { ...payment, pendingAmount: '5', type: 'LATE_PAYMENT' },
        { ...payment, pendingAmount: '0', type: 'LATE_PAYMENT', status: 'HANDLED' },
      );
      expect(statuses).toEqual([200, 200]);
      expect((await orderOf(testApp, id)).abnormalPayments).toMatchObject([
        {
          type: 'LATE',
          status: 'RESOLVED',
          received: { amount: '5.00' },
          pending: { amount: '0.00' },
        },
      ]);
    });

    it('that are identical are stored once', async () => {
      const order = await created(testApp, provider);
      const data = changed(order.providerReference, 'CANCELLED');
      const eventId = `twice-${order.id}`;
      const all = await Promise.all(
        Array.from({ length: 10 }, () =>
          deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data, { eventId }),
        ),
      );
      expect(new Set(all)).toEqual(new Set([200]));
      const stored = (await deliveries(['APPLIED'])).filter((one) => one.eventId === eventId);
      expect(stored).toMatchObject([{ attempts: 1, events: [{ to: 'CANCELED' }] }]);
    });
  });
});
