import { print } from 'graphql';
import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, follow, openTestApp, stablecoinBrands } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';

/** The whole story over real sockets, once at each provider. */
describe.each(stablecoinBrands)('the story of an order at %s', (provider) => {
  let testApp: TestApp;

  beforeAll(async () => {
    testApp = await openTestApp();
  });

  afterAll(async () => {
    await testApp.close();
  });

  const order = async (key: string) => {
    const { createOrder } = await testApp.request(documents.createOrder, {
      input: {
        idempotencyKey: key,
        reference: `basket ${key}`,
        amount: { amount: '100.00', currency: 'USD' },
        method: { stablecoin: { currency: 'USDT', network: 'ETHEREUM' } },
        account: testApp.accounts[provider],
      },
    });
    if (createOrder.__typename !== 'CreateOrderSuccess') throw new Error(createOrder.__typename);
    return createOrder;
  };

  const cashier = () => testApp.sandbox.provider(provider);
  const address = '0x9f9D96DAB48f2E67BF93CCc7Ece46e09D5e4a22C';

  it('is created, paid, refunded in part and settled, and every change is streamed live', async () => {
    const created = await order('story-0001');
    expect(created.order).toMatchObject({
      status: 'AWAITING_PAYMENT',
      phase: 'OPEN',
      payable: { amount: '101.00', currency: 'USDT', network: 'ETHEREUM' },
      paid: null,
      nextAction: { __typename: 'DepositAddressAction', amount: { amount: '101.00' } },
    });
    const { id, providerReference } = created.order;

    const browser = follow(testApp, documents.orderUpdates, { id }, created.clientToken);
    const office = createClient({
      url: testApp.url,
      headers: { authorization: `Bearer ${testApp.key}` },
      retryAttempts: 0,
    });
    const log = office.iterate<{ events: { kind: string; event: { type: string } | null } }>({
      query: print(documents.merchantEvents),
    });
    expect((await log.next()).value).toMatchObject({ data: { events: { kind: 'CAUGHT_UP' } } });

    const snapshot = await browser.until(({ orderUpdates }) => orderUpdates.kind === 'SNAPSHOT');
    expect(snapshot.orderUpdates.order.status).toBe('AWAITING_PAYMENT');
    await browser.until(({ orderUpdates }) => orderUpdates.kind === 'CAUGHT_UP');

    cashier().pay(providerReference);
    const paid = await browser.until(({ orderUpdates }) => orderUpdates.event?.to === 'PAID');
    expect(paid.orderUpdates.order).toMatchObject({
      status: 'PAID',
      phase: 'SETTLED',
      paid: { amount: '101.00' },
      refundable: { amount: '101.00' },
      nextAction: null,
    });
    expect((await log.next()).value).toMatchObject({
      data: { events: { kind: 'EVENT', event: { type: 'ORDER_STATUS_CHANGED', to: 'PAID' } } },
    });

    const { createRefund } = await testApp.request(documents.createRefund, {
      input: {
        idempotencyKey: 'story-refund-1',
        order: id,
        amount: { amount: '41.00', currency: 'USDT', network: 'ETHEREUM' },
        ...(provider === 'ANEXPAY_XCHECKOUT' ? { address } : {}),
      },
    });
    expect(createRefund).toMatchObject({ refund: { status: 'PENDING' } });
    if (createRefund.__typename !== 'CreateRefundSuccess') throw new Error('no refund');
    cashier().advanceRefund(createRefund.refund.providerReference, 'REFUNDED');
    const refunded = await browser.until(
      ({ orderUpdates }) => orderUpdates.event?.to === 'SUCCEEDED',
    );
    expect(refunded.orderUpdates.order).toMatchObject({
      status: 'PAID',
      refunded: { amount: '41.00' },
      refundable: { amount: '60.00' },
    });

    const { createSettlement } = await testApp.request(documents.createSettlement, {
      input: {
        idempotencyKey: 'story-settle-1',
        account: testApp.accounts[provider],
        reference: 'payout 1',
        amount: { amount: '60', currency: 'USDT', network: 'ETHEREUM' },
        destination: { onChain: { address } },
        orders: [id],
      },
    });
    expect(createSettlement).toMatchObject({ settlement: { status: 'PENDING' } });
    if (createSettlement.__typename !== 'CreateSettlementSuccess') throw new Error('no settlement');
    const { id: settlementId, providerReference: payoutNo } = createSettlement.settlement;
    const payout = follow(testApp, documents.settlementUpdates, { id: settlementId });
    await payout.until(({ settlementUpdates }) => settlementUpdates.kind === 'CAUGHT_UP');
    cashier().advanceSettlement(payoutNo, 'SETTLED');
    const settled = await payout.until(
      ({ settlementUpdates }) => settlementUpdates.event?.to === 'SUCCEEDED',
    );
    expect(settled.settlementUpdates.settlement).toMatchObject({
      status: 'SUCCEEDED',
      destination: expect.stringMatching(/a22C$/) as string,
    });

    await Promise.all([browser.close(), payout.close(), log.return?.(undefined)]);
    office.dispose();
  });

  it('finds too much, too little and late money, and refunds each', async () => {
    const over = await order('story-over-1');
    cashier().pay(over.order.providerReference, { amount: '111' });
    const under = await order('story-under-1');
    cashier().pay(under.order.providerReference, { amount: '50.5' });
    const late = await order('story-late-1');
    cashier().expire(under.order.providerReference);
    cashier().expire(late.order.providerReference);
    cashier().pay(late.order.providerReference, { amount: '101' });

    const found = await eventually(async () => {
      const { abnormalPayments } = await testApp.request(documents.abnormalPayments, {});
      const isComplete =
        abnormalPayments.nodes.length === 3 &&
        abnormalPayments.nodes.every(({ type }) => type !== 'UNCLASSIFIED');
      return isComplete && abnormalPayments.nodes;
    });
    const summary = found.map(({ type, status, received, pending }) => [
      type,
      status,
      received.amount,
      pending.amount,
    ]);
    expect(summary.toSorted(([a = ''], [b = '']) => a.localeCompare(b))).toEqual([
      ['LATE', 'OPEN', '101.00', '101.00'],
      ['OVERPAID', 'OPEN', '111.00', '10.00'],
      ['UNDERPAID', 'OPEN', '50.50', '50.50'],
    ]);

    for (const { id } of found) {
      const { refundAbnormalPayment } = await testApp.request(documents.refundAbnormalPayment, {
        input: { idempotencyKey: `refund-${id}`, abnormalPayment: id },
      });
      expect(refundAbnormalPayment).toMatchObject({ refund: { status: 'PENDING' } });
      if (refundAbnormalPayment.__typename !== 'CreateRefundSuccess') throw new Error('no refund');
      cashier().advanceRefund(refundAbnormalPayment.refund.providerReference, 'REFUNDED');
    }
    await eventually(async () => {
      const { abnormalPayments } = await testApp.request(documents.abnormalPayments, {});
      return abnormalPayments.nodes.every(({ status }) => status === 'RESOLVED');
    });
  });
});
