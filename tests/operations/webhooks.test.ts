import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { orderById } from '../../src/store/queries/orders.ts';
import { eventually, openTestApp, triedBrands } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  created,
  deliver,
  footprint,
  newKey,
  orderOf,
  paid,
  pathOf,
  refundOf,
} from '../support/operations.ts';
import { refunded, settled } from '../support/payouts.ts';
import { deliveriesOf } from '../support/webhooks.ts';

const changed = (orderNo: string, orderStatus: string) => ({ orderNo, orderStatus });

describe.each(triedBrands)('webhooks of %s', (provider) => {
  let testApp: TestApp;
  const sandbox = () => testApp.sandbox.provider(provider);

  beforeAll(async () => {
    testApp = await openTestApp();
  });

  afterAll(() => testApp.close());

  const deliveries = (statuses: Parameters<typeof deliveriesOf>[2]) =>
    deliveriesOf(testApp, provider, statuses);
  const until = async (id: string, status: string) =>
    eventually(async () => (await pathOf(testApp, id)).at(-1) === status);

  it('R4: leave an event to the next reader where no reader was notified', async () => {
    const { notifier } = testApp.app.deps;
    const order = await created(testApp, provider);
    const { events: seen } = await testApp.request(documents.events, { first: 100 });
    expect(seen.nodes.length).toBeGreaterThan(0);
    const notify = vi.spyOn(notifier, 'notify').mockImplementation(() => undefined);
    const data = changed(order.providerReference, 'CANCELLED');
    await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data);
    notify.mockRestore();
    const { events } = await orderOf(testApp, order.id);
    expect(events.nodes.at(-1)).toMatchObject({ to: 'CANCELED', cause: 'WEBHOOK' });
  });

  it('R9: under-paid, late and over on one order are three abnormal payments', async () => {
    const { id, providerReference: orderNo } = await created(testApp, provider);
    sandbox().pay(orderNo, { amount: '50.5' });
    sandbox().expire(orderNo);
    sandbox().pay(orderNo, { amount: '101' });
    const over = { abnormalPaymentNo: `AP${id}`, orderNo, token: 'ETH_USDT', amount: '111' };
    const result = {
      ...over,
      pendingAmount: '10',
      type: 'OVER_PAID',
      status: 'PENDING',
      hash: '0x9',
    };
    await deliver(testApp, provider, 'ABNORMAL_PAYMENT', result);
    const payments = await eventually(async () => {
      const { abnormalPayments } = await orderOf(testApp, id);
      const isKnown = abnormalPayments.every(({ type }) => type !== 'UNCLASSIFIED');
      return isKnown && abnormalPayments.length === 3 && abnormalPayments;
    });
    const summary = payments.map(
      ({ type, status, received, pending }) =>
        `${type} ${status} ${received.amount} ${pending.amount}`,
    );
    expect(summary.toSorted()).toEqual([
      'LATE OPEN 101.00 101.00',
      'OVERPAID OPEN 111.00 10.00',
      'UNDERPAID OPEN 50.50 50.50',
    ]);
    expect(await orderOf(testApp, id)).toMatchObject({ status: 'EXPIRED', paid: null });
    // Each is refunded by itself, and leaves the others unchanged.
    for (const type of ['LATE', 'UNDERPAID']) {
      const payment = payments.find((one) => one.type === type);
      const input = { idempotencyKey: newKey(), abnormalPayment: payment?.id };
      const { refund } = await mutate(testApp, documents.refundAbnormalPayment, { input });
      expect(refund).toMatchObject({ status: 'PENDING', amount: payment?.received });
      sandbox().advanceRefund(refund?.providerReference ?? '', 'REFUNDED');
      await until(refund?.id ?? '', 'SUCCEEDED');
    }
    const { abnormalPayments } = await orderOf(testApp, id);
    expect(abnormalPayments.map(({ type, status }) => `${type} ${status}`).toSorted()).toEqual([
      'LATE RESOLVED',
      'OVERPAID OPEN',
      'UNDERPAID RESOLVED',
    ]);
  });

  it('R10: about a second part that completes the order leave nothing abnormal', async () => {
    const { id, providerReference } = await created(testApp, provider);
    sandbox().pay(providerReference, { amount: '50.5' });
    await mutate(testApp, documents.refreshOrder, { id });
    expect(await orderOf(testApp, id)).toMatchObject({ status: 'AWAITING_PAYMENT', paid: null });
    sandbox().pay(providerReference, { amount: '50.5' });
    await until(id, 'PAID');
    expect(await orderOf(testApp, id)).toMatchObject({
      paid: { amount: '101.00' },
      abnormalPayments: [],
    });
  });

  it('R18: report that something failed or was canceled, and it is', async () => {
    const order = await created(testApp, provider);
    const data = changed(order.providerReference, 'CANCELLED');
    await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data);
    expect(await pathOf(testApp, order.id)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT', 'CANCELED']);
    const failing = await refunded(testApp, provider, await paid(testApp, provider));
    sandbox().advanceRefund(failing.providerReference, 'FAILED');
    await until(failing.id, 'FAILED');
    const canceled = await refunded(testApp, provider, await paid(testApp, provider));
    const { providerReference: refundOrderNo } = canceled;
    const noRefund = { refundOrderNo, refundStatus: 'CANCELLED' };
    await deliver(testApp, provider, 'REFUND_ORDER_CHANGED', noRefund);
    await until(canceled.id, 'CANCELED');
    const called = await settled(testApp, provider);
    const { providerReference: settlementOrderNo } = called;
    const noSettlement = { settlementOrderNo, settlementStatus: 'CANCELLED' };
    await deliver(testApp, provider, 'SETTLEMENT_ORDER_CHANGED', noSettlement);
    await until(called.id, 'CANCELED');
    for (const [to, status] of [
      ['FAILED', 'FAILED'],
      ['REJECTED', 'REJECTED'],
    ] as const) {
      const settlement = await settled(testApp, provider);
      sandbox().advanceSettlement(settlement.providerReference, to);
      await until(settlement.id, status);
    }
    expect((await orderOf(testApp, order.id)).phase).toBe('SETTLED');
  });

  it('R23: carry numbers like 101.0000, and are verified and read unchanged', async () => {
    const order = await created(testApp, provider);
    const data = `{"orderNo":"${order.providerReference}","orderStatus":"PAID","token":"ETH_USDT","payingAmount":101.0000}`;
    expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data)).toBe(200);
    expect((await orderOf(testApp, order.id)).paid).toMatchObject({ amount: '101.00' });
    const [delivery] = await deliveries(['APPLIED']);
    expect(delivery?.body).toContain('101.0000');
  });

  it('R25: carry amounts of 18 decimals through signature, database and GraphQL', async () => {
    const method = { stablecoin: { currency: 'WUSD', network: 'ETHEREUM' } };
    // The first report fixes what is due, and the answer to the create call is lost.
    testApp.sandbox.provider(provider).faults.arm({ fault: 'cut-after', operation: 'createOrder' });
    const order = await created(testApp, provider, { method });
    const amount = '123456789.000000000000000001';
    const data = `{"orderNo":"${order.providerReference}","orderStatus":"PAID","token":"ETH_WUSD","payingAmount":${amount}}`;
    expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data)).toBe(200);
    const result = { amount, currency: 'WUSD', network: 'ETHEREUM' };
    expect(await orderOf(testApp, order.id)).toMatchObject({ paid: result, refundable: result });
    const stored = await orderById(testApp.app.deps.read, order.id);
    expect(stored?.refundable?.minor).toBe(123_456_789_000_000_000_000_000_001n);
    const [delivery] = await deliveries(['APPLIED']);
    expect(delivery?.body).toContain(amount);
    // The smallest surplus is a surplus.
    const more = { ...result, amount: '123456789.000000000000000002' };
    const input = { idempotencyKey: newKey(), order: order.id, amount: more };
    const refused = await mutate(testApp, documents.createRefund, { input });
    expect(refused.__typename).not.toBe('CreateRefundSuccess');
  });

  it('R29: from the future are refused like those from the past', async () => {
    const order = await created(testApp, provider);
    const data = changed(order.providerReference, 'PAID');
    const before = await footprint(testApp);
    const now = testApp.sandbox.clock.now();
    for (const at of [now + 125_000, now - 125_000, 0]) {
      const event = deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data, { at });
      expect(await event).toBe(401);
    }
    expect(await footprint(testApp)).toEqual(before);
    expect((await orderOf(testApp, order.id)).status).toBe('AWAITING_PAYMENT');
  });

  it('R31: that repeat what is final are acknowledged, and change nothing', async () => {
    const order = await paid(testApp, provider);
    await sandbox().webhooks.idle();
    const before = await orderOf(testApp, order.id);
    const view = { token: 'ETH_USDT', payingAmount: 101 };
    for (const orderStatus of ['PAID', 'PAYING', 'TIMEOUT', 'CANCELLED']) {
      const data = { ...changed(order.providerReference, orderStatus), ...view };
      expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data)).toBe(200);
    }
    expect(await orderOf(testApp, order.id)).toEqual(before);
  });

  it('R32: with a status that is new to us change nothing', async () => {
    const order = await created(testApp, provider);
    const warn = vi.spyOn(testApp.app.deps.log, 'warn');
    const refund = await refunded(testApp, provider, await paid(testApp, provider));
    await sandbox().webhooks.idle();
    const before = await footprint(testApp);
    const data = changed(order.providerReference, 'HALTED');
    expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data)).toBe(200);
    expect(await deliver(testApp, provider, 'SOMETHING_NEW', data)).toBe(200);
    const refundOrderNo = refund.providerReference;
    const strange = { refundOrderNo, refundStatus: 'HALTED' };
    expect(await deliver(testApp, provider, 'REFUND_ORDER_CHANGED', strange)).toBe(200);
    expect(await footprint(testApp)).toEqual({
      ...before,
      webhook_deliveries: (before['webhook_deliveries'] ?? 0) + 3,
    });
    expect((await orderOf(testApp, order.id)).status).toBe('AWAITING_PAYMENT');
    expect((await refundOf(testApp, refund.id)).status).toBe('PENDING');
    expect(warn.mock.calls.filter(([details]) => 'value' in details)).toHaveLength(3);
    warn.mockRestore();
  });

  it('R32: with only a new status leave an order unknown', async () => {
    sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
    const order = await created(testApp, provider);
    const data = changed(order.providerReference, 'HALTED');
    expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data)).toBe(200);
    expect(await orderOf(testApp, order.id)).toMatchObject({ status: 'UNKNOWN', failure: null });
  });
});
