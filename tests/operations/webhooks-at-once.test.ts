import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StablecoinBrand } from '../../sandbox/sandbox.ts';
import { openWorld, providersOfSandbox } from '../support/app.ts';
import type { World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  ask,
  created,
  deliver,
  newKey,
  orderOf,
  paid,
  refundAddress,
  refundOf,
  settlementInput,
  settlementOf,
} from '../support/operations.ts';
import type { Subject } from '../support/operations.ts';

const changed = (orderNo: string, orderStatus: string) => ({ orderNo, orderStatus });

const both = (
  world: World,
  provider: StablecoinBrand,
  eventType: string,
  one: object,
  two: object,
) =>
  Promise.all([deliver(world, provider, eventType, one), deliver(world, provider, eventType, two)]);

describe.each(providersOfSandbox)('at %s', (provider) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld();
  });

  afterAll(() => world.close());

  const deliveries = async (
    statuses: ('UNMATCHED' | 'DEAD' | 'FAILED' | 'IGNORED' | 'APPLIED')[],
  ) => {
    const { webhookDeliveries } = await world.request(documents.webhookDeliveries, {
      account: world.accounts[provider],
      statuses,
    });
    return webhookDeliveries.nodes;
  };
  const refunded = async (order: { id: string }): Promise<Subject> => {
    const input = { idempotencyKey: newKey(), order: order.id, ...refundAddress(provider) };
    const told = await ask(world, documents.createRefund, { input });
    if (!told.refund) throw new Error(JSON.stringify(told));
    return told.refund;
  };
  const settled = async (): Promise<Subject> => {
    await paid(world, provider);
    const input = settlementInput(world, provider);
    const told = await ask(world, documents.createSettlement, { input });
    if (!told.settlement) throw new Error(JSON.stringify(told));
    return told.settlement;
  };

  describe('R3: two different ones at the same instant', () => {
    it('of an order are both kept, with one final state', async () => {
      const order = await created(world, provider);
      const { providerReference: orderNo } = order;
      const amounts = { token: 'ETH_USDT', payingAmount: 101 };
      const statuses = await both(
        world,
        provider,
        'CHECKOUT_ORDER_CHANGED',
        { ...changed(orderNo, 'PAID'), ...amounts },
        { ...changed(orderNo, 'TIMEOUT'), ...amounts },
      );
      expect(statuses).toEqual([200, 200]);
      expect(await orderOf(world, order.id)).toMatchObject({
        status: 'PAID',
        paid: { amount: '101.00' },
      });
    });

    it('of a refund are both kept, with one final state', async () => {
      const refund = await refunded(await paid(world, provider));
      const { providerReference: refundOrderNo } = refund;
      const statuses = await both(
        world,
        provider,
        'REFUND_ORDER_CHANGED',
        { refundOrderNo, refundStatus: 'REFUNDED' },
        { refundOrderNo, refundStatus: 'REFUNDING' },
      );
      expect(statuses).toEqual([200, 200]);
      expect((await refundOf(world, refund.id)).status).toBe('SUCCEEDED');
    });

    it('of a settlement are both kept, with one final state', async () => {
      const settlement = await settled();
      const { providerReference: settlementOrderNo } = settlement;
      const statuses = await both(
        world,
        provider,
        'SETTLEMENT_ORDER_CHANGED',
        { settlementOrderNo, settlementStatus: 'SETTLING' },
        { settlementOrderNo, settlementStatus: 'SETTLED', txHash: '0x2' },
      );
      expect(statuses).toEqual([200, 200]);
      expect(await settlementOf(world, settlement.id)).toMatchObject({
        status: 'SUCCEEDED',
        transactionHash: '0x2',
      });
    });

    it('of an abnormal payment are both kept, with one final state', async () => {
      const { id, providerReference: orderNo } = await created(world, provider);
      const payment = { abnormalPaymentNo: `AP${id}`, orderNo, token: 'ETH_USDT', amount: '5' };
      const statuses = await both(
        world,
        provider,
        'ABNORMAL_PAYMENT',
        { ...payment, pendingAmount: '5', type: 'LATE_PAYMENT' },
        { ...payment, pendingAmount: '0', type: 'LATE_PAYMENT', status: 'HANDLED' },
      );
      expect(statuses).toEqual([200, 200]);
      expect((await orderOf(world, id)).abnormalPayments).toMatchObject([
        {
          type: 'LATE',
          status: 'RESOLVED',
          received: { amount: '5.00' },
          pending: { amount: '0.00' },
        },
      ]);
    });

    it('that are one and the same are kept once', async () => {
      const order = await created(world, provider);
      const data = changed(order.providerReference, 'CANCELLED');
      const eventId = `twice-${order.id}`;
      const all = await Promise.all(
        Array.from({ length: 10 }, () =>
          deliver(world, provider, 'CHECKOUT_ORDER_CHANGED', data, { eventId }),
        ),
      );
      expect(new Set(all)).toEqual(new Set([200]));
      const kept = (await deliveries(['APPLIED'])).filter((one) => one.eventId === eventId);
      expect(kept).toMatchObject([{ attempts: 1, events: [{ to: 'CANCELED' }] }]);
    });
  });
});
