import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as documents from '../support/documents.ts';
import { inr, openExamplepay } from '../support/examplepay.ts';
import type { Examplepay } from '../support/examplepay.ts';

describe('refunds that are followed through the payment', () => {
  let shop: Examplepay;
  beforeAll(async () => {
    shop = await openExamplepay();
  });
  afterAll(() => shop.close());

  it('go one at a time, and the last takes the rest', async () => {
    const { id } = await shop.paidOrder();
    const first = await shop.refund(id, inr('40.00'));
    expect(first.status).toBe('PENDING');
    expect((await shop.refund(id, inr('60.00'))).status).toBe('INVALID_STATE');
    expect(await shop.refreshedRefund(first.id)).toBe('PROCESSING');
    shop.sandbox.advanceRefund(first.providerReference);
    await shop.testApp.advance(31_000);
    expect((await shop.refundNow(first.id)).status).toBe('SUCCEEDED');

    const part = await shop.refund(id, inr('10.00'));
    expect(part).toMatchObject({
      status: 'VALIDATION_FAILED',
      error: { issues: [{ path: ['amount'] }] },
    });
    const rest = await shop.refund(id);
    expect(rest).toMatchObject({ status: 'PENDING', amount: inr('60.00') });
    shop.sandbox.advanceRefund(rest.providerReference);
    expect(await shop.refreshedRefund(rest.id)).toBe('SUCCEEDED');
    expect(await shop.orderNow(id)).toMatchObject({
      status: 'PAID',
      refunded: inr('100.00'),
      refundable: inr('0.00'),
    });
    expect(shop.calls('queryRefund')).toBe(0);
  });

  it.each(['40.02', '100.00'])(
    'of %s that fail release their amount, which can be refunded again',
    async (amount) => {
      const { id } = await shop.paidOrder();
      const refund = await shop.refund(id, inr(amount));
      expect(await shop.refreshedRefund(refund.id)).toBe('PROCESSING');
      shop.sandbox.advanceRefund(refund.providerReference, 'FAILED');
      expect(await shop.refreshedRefund(refund.id)).toBe('FAILED');
      expect((await shop.refund(id, inr('1.00'))).status).toBe('PENDING');
    },
  );

  it('that fail after another succeeded are failed, not succeeded', async () => {
    const { id } = await shop.paidOrder();
    const first = await shop.refund(id, inr('40.00'));
    shop.sandbox.advanceRefund(first.providerReference);
    expect(await shop.refreshedRefund(first.id)).toBe('SUCCEEDED');
    const rest = await shop.refund(id);
    await shop.refreshedRefund(rest.id);
    shop.sandbox.advanceRefund(rest.providerReference, 'FAILED');
    expect(await shop.refreshedRefund(rest.id)).toBe('FAILED');
    // A later refund of the same amount that succeeds does not prove that the failed one did.
    const again = await shop.refund(id);
    shop.sandbox.advanceRefund(again.providerReference, 'REFUNDED');
    expect(await shop.refreshedRefund(rest.id)).toBe('FAILED');
    expect(await shop.refreshedRefund(again.id)).toBe('SUCCEEDED');
    expect((await shop.orderNow(id)).refunded).toEqual({ ...inr('100.00'), network: null });
  });

  it('that were never seen in progress do not fail before the provider had its time', async () => {
    const { id } = await shop.paidOrder();
    const refund = await shop.refund(id, inr('40.00'));
    shop.sandbox.advanceRefund(refund.providerReference, 'FAILED');
    expect(await shop.refreshedRefund(refund.id)).toBe('PENDING');
    await shop.testApp.advance(31_000);
    expect((await shop.refundNow(refund.id)).status).toBe('FAILED');
  });

  it('whose answer was lost are sent again under their number, and happen once', async () => {
    const { id } = await shop.paidOrder();
    const { refundsCreated } = shop.sandbox.effects();
    shop.sandbox.faults.arm({ fault: 'cut-before', operation: 'createRefund' });
    const refund = await shop.refund(id, inr('40.00'));
    expect(refund.status).toBe('UNKNOWN');
    for (const wait of [6_000, 31_000, 16_000, 16_000, 16_000]) await shop.testApp.advance(wait);
    expect((await shop.refundNow(refund.id)).status).toBe('PENDING');
    shop.sandbox.advanceRefund(refund.providerReference);
    expect(await shop.refreshedRefund(refund.id)).toBe('SUCCEEDED');
    expect(shop.sandbox.effects().refundsCreated).toBe(refundsCreated + 1);
  });

  it('whose answer was lost are found while they are in progress', async () => {
    const { id } = await shop.paidOrder();
    shop.sandbox.faults.arm({ fault: 'cut-after', operation: 'createRefund' });
    const refund = await shop.refund(id, inr('40.00'));
    expect(refund.status).toBe('UNKNOWN');
    await shop.testApp.advance(6_000);
    expect((await shop.refundNow(refund.id)).status).toBe('PROCESSING');
  });

  it('whose answer was lost, and that failed meanwhile, are failed, not sent twice', async () => {
    const { id } = await shop.paidOrder();
    const { refundsCreated } = shop.sandbox.effects();
    shop.sandbox.faults.arm({ fault: 'cut-after', operation: 'createRefund' });
    const refund = await shop.refund(id, inr('40.00'));
    shop.sandbox.advanceRefund(refund.providerReference, 'FAILED');
    for (const wait of [6_000, 31_000, 16_000, 16_000, 16_000, 31_000]) {
      await shop.testApp.advance(wait);
    }
    expect((await shop.refundNow(refund.id)).status).toBe('FAILED');
    expect(shop.sandbox.effects().refundsCreated).toBe(refundsCreated + 1);
  });
});

describe('with the calls that ExamplePay does not document', () => {
  let shop: Examplepay;
  beforeAll(async () => {
    shop = await openExamplepay({ closeEnabled: true, refundQueryEnabled: true });
  });
  afterAll(() => shop.close());

  it('refunds run side by side, in any parts, each by its own number', async () => {
    const { id } = await shop.paidOrder();
    const [a, b, c] = [
      await shop.refund(id, inr('10.00')),
      await shop.refund(id, inr('20.00')),
      await shop.refund(id, inr('30.00')),
    ];
    shop.sandbox.advanceRefund(b.providerReference);
    shop.sandbox.advanceRefund(c.providerReference, 'FAILED');
    const statuses = [];
    for (const { id: one } of [a, b, c]) statuses.push(await shop.refreshedRefund(one));
    expect(statuses).toEqual(['PROCESSING', 'SUCCEEDED', 'FAILED']);
    expect(await shop.orderNow(id)).toMatchObject({
      refunded: inr('20.00'),
      refundable: inr('70.00'),
    });
  });

  const cancel = async (id: string, idempotencyKey: string) => {
    const input = { idempotencyKey, id };
    const { cancelOrder } = await shop.testApp.request(documents.cancelOrder, { input });
    return 'order' in cancelOrder ? cancelOrder.order.status : cancelOrder;
  };

  it('an order is CANCELED, and stays so when the provider reports CLOSED', async () => {
    const { id } = await shop.order();
    expect(await cancel(id, 'cancel-0001')).toBe('CANCELED');
    expect(await shop.refreshed(id)).toBe('CANCELED');
  });

  it('an order that the provider closed is EXPIRED, not CANCELED', async () => {
    const { id, providerReference } = await shop.order();
    shop.sandbox.expire(providerReference);
    expect(await shop.refreshed(id)).toBe('EXPIRED');
  });

  it('a close whose answer and whose repetition are lost is no refusal: the same key resolves it', async () => {
    const { id } = await shop.order();
    const lost = { operation: 'closePayment', times: 2 } as const;
    shop.sandbox.faults.arm({ fault: 'cut-after', ...lost });
    expect(await cancel(id, 'cancel-0003')).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      retry: 'SAME_KEY',
    });
    expect((await shop.orderNow(id)).status).toBe('EXPIRED');
    expect(await cancel(id, 'cancel-0004')).toMatchObject({
      code: 'INVALID_STATE',
      status: 'EXPIRED',
    });
    expect(await cancel(id, 'cancel-0003')).toBe('CANCELED');
  });

  it('a cancel that lost to the payment leaves the order PAID', async () => {
    const { id, providerReference } = await shop.order();
    shop.sandbox.webhooks.mode = 'hold';
    shop.sandbox.pay(providerReference);
    expect(await cancel(id, 'cancel-0002')).toMatchObject({
      code: 'INVALID_STATE',
      status: 'PAID',
    });
    expect((await shop.orderNow(id)).status).toBe('PAID');
    shop.sandbox.webhooks.mode = 'deliver';
    await shop.sandbox.webhooks.release();
  });
});
