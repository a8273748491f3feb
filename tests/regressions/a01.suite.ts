import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { OutcomeUnknown } from '../../src/providers/provider.ts';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  created,
  deliver,
  exchangesOf,
  newKey,
  orderOf,
  paid,
  pathOf,
  refundOf,
  settlementInput,
  settlementOf,
  usdt,
} from '../support/operations.ts';
import { connectionOf } from '../support/reconciliation.ts';
import { describeUpgraded } from './a01-upgraded.ts';

const provider = 'W_CHECKOUT';
const minute = 60_000;

/** Ten minutes of silence, and then two absences that count. */
async function untilGivenUp(testApp: TestApp, id: string): Promise<void> {
  for (const ms of [10 * minute, 31_000, 16_000, 16_000]) {
    await testApp.advance(ms);
    if ((await pathOf(testApp, id)).at(-1) === 'FAILED') return;
  }
  throw new Error(`it is ${(await pathOf(testApp, id)).join(', ')}`);
}

/** A conclusion of ours is no report of the provider, and never outranks one. */
export function describeA1(): void {
  describeUpgraded();

  describe('A1: what we had given up', () => {
    let testApp: TestApp;
    const sandbox = () => testApp.sandbox.provider(provider);

    beforeAll(async () => {
      testApp = await openTestApp({ timeoutMs: 1_000 });
    });
    afterAll(() => testApp.close());

    const refund = (order: string, amount: string | null = null) =>
      mutate(testApp, documents.createRefund, {
        input: { idempotencyKey: newKey(), order, amount: amount && { amount, ...usdt } },
      });

    async function givenUpRefund(order: string, amount: string) {
      sandbox().faults.arm({ fault: 'cut-before', operation: 'createRefund' });
      const { refund: lost } = await refund(order, amount);
      if (lost === undefined) throw new Error('no refund');
      await untilGivenUp(testApp, lost.id);
      expect(await refundOf(testApp, lost.id)).toMatchObject({
        status: 'FAILED',
        phase: 'SETTLED',
        failure: { code: 'PROVIDER_UNAVAILABLE', message: expect.stringMatching(/asked twice/) },
      });
      return lost;
    }

    const deliverRefund = (refundOrderNo: string, refundStatus: string) =>
      deliver(testApp, provider, 'REFUND_ORDER_CHANGED', { refundOrderNo, refundStatus });

    it('A1: is open again, and holds its amount, once the provider reports it in progress', async () => {
      const order = await paid(testApp, provider);
      const lost = await givenUpRefund(order.id, '60');
      expect((await orderOf(testApp, order.id)).refundable.amount).toBe('101.00');
      expect(await deliverRefund(lost.providerReference, 'REFUNDING')).toBe(200);
      expect(await refundOf(testApp, lost.id)).toMatchObject({
        status: 'PROCESSING',
        phase: 'OPEN',
        failure: null,
        resolution: null,
      });
      expect(await orderOf(testApp, order.id)).toMatchObject({
        refundable: { amount: '41.00' },
        resolution: null,
      });
      expect((await refund(order.id, '60')).__typename).not.toBe('CreateRefundSuccess');
      const exchanges = (await exchangesOf(testApp, lost.id)).length;
      await testApp.advance(31_000);
      expect((await exchangesOf(testApp, lost.id)).length).toBeGreaterThan(exchanges);
    });

    it('A1: is reported as too much where its amount was refunded again meanwhile', async () => {
      const order = await paid(testApp, provider);
      const lost = await givenUpRefund(order.id, '60');
      const { refund: second } = await refund(order.id, '60');
      expect(second?.status).toBe('PENDING');
      const before = await orderOf(testApp, order.id);
      expect(await deliverRefund(lost.providerReference, 'REFUNDED')).toBe(200);
      sandbox().advanceRefund(second?.providerReference ?? '', 'REFUNDED');
      const after = await eventually(async () => {
        const now = await orderOf(testApp, order.id);
        return now.refunded.amount === '120.00' && now;
      });
      expect(after).toMatchObject({
        refundable: { amount: '0.00' },
        resolution: { needsAttention: true },
        version: before.version + 1,
      });
      for (const { id } of [lost, second ?? lost]) {
        expect(await refundOf(testApp, id)).toMatchObject({
          status: 'SUCCEEDED',
          resolution: { needsAttention: true },
        });
      }
      expect(await refund(order.id, '1')).toMatchObject({
        __typename: 'RefundExceedsRefundableError',
        refundable: { amount: '0.00' },
      });
    });

    it.each([
      ['PAYING', 'AWAITING_PAYMENT'],
      ['PONDERING', 'UNKNOWN'],
    ])('A1: as an order is reported %s: %s, and followed', async (reported, status) => {
      sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
      const { id, providerReference: orderNo } = await created(testApp, provider);
      await untilGivenUp(testApp, id);
      const { version } = await orderOf(testApp, id);
      const about = { orderNo, orderStatus: reported };
      expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', about)).toBe(200);
      const open = { status, phase: 'OPEN', failure: null, version: version + 1 };
      expect(await orderOf(testApp, id)).toMatchObject(open);
      const exchanges = (await exchangesOf(testApp, id)).length;
      for (const ms of [31_000, 31_000, 16_000]) await testApp.advance(ms);
      expect((await exchangesOf(testApp, id)).length).toBeGreaterThan(exchanges);
      // Whether it exists is not certain, so it is neither sent again nor given up again.
      expect(await orderOf(testApp, id)).toMatchObject({ status, phase: 'OPEN' });
      expect(
        (await exchangesOf(testApp, id)).filter((one) => one.startsWith('create')),
      ).toHaveLength(1);
    });

    it('A1: as a settlement is open again', async () => {
      sandbox().faults.arm({ fault: 'cut-before', operation: 'createSettlement' });
      const { settlement } = await mutate(testApp, documents.createSettlement, {
        input: settlementInput(testApp, provider),
      });
      const { id = '', providerReference: settlementOrderNo = '' } = settlement ?? {};
      await untilGivenUp(testApp, id);
      const about = { settlementOrderNo, settlementStatus: 'SETTLING' };
      await deliver(testApp, provider, 'SETTLEMENT_ORDER_CHANGED', about);
      expect(await settlementOf(testApp, id)).toMatchObject({
        status: 'PROCESSING',
        phase: 'OPEN',
      });
    });
  });

  describe('A1: a machine that sleeps for eleven minutes with a refund in flight to NexaPay', () => {
    let testApp: TestApp;

    beforeAll(async () => {
      testApp = await openTestApp({ timeoutMs: 1_000 });
      testApp.sandbox.provider('NEXAPAY').switch({ autoPay: false });
    });
    afterAll(() => testApp.close());

    async function paidOrder() {
      const { createOrder } = await testApp.request(documents.createOrder, {
        input: {
          idempotencyKey: newKey(),
          reference: 'pedido',
          amount: { amount: '100.00', currency: 'BRL' },
          method: { pix: { presentation: 'QR_CODE' } },
          account: testApp.accounts.NEXAPAY,
          customer: {
            firstName: 'Maria',
            lastName: 'Silva',
            email: 'maria@example.com',
            phone: '+5511987654321',
            document: '123.456.789-00',
          },
        },
      });
      if (createOrder.__typename !== 'CreateOrderSuccess') throw new Error(createOrder.__typename);
      const { id, providerReference } = createOrder.order;
      testApp.sandbox.provider('NEXAPAY').pay(providerReference);
      await eventually(async () => (await orderOf(testApp, id)).status === 'PAID');
      return id;
    }

    it('A1: concludes nothing while it is in flight, and counts it when it arrives late', async () => {
      const order = await paidOrder();
      const connection = await connectionOf(testApp, 'NEXAPAY');
      const real = connection.createRefund?.bind(connection);
      const query = vi.spyOn(connection, 'queryRefund');
      const left = Promise.withResolvers<() => Promise<unknown>>();
      const held = Promise.withResolvers<undefined>();
      vi.spyOn(connection, 'createRefund').mockImplementationOnce(async (refund, call) => {
        left.resolve(async () => real?.(refund, call));
        await held.promise;
        throw new OutcomeUnknown('timed out');
      });
      const input = { idempotencyKey: newKey(), order };
      const answer = mutate(testApp, documents.createRefund, { input });
      const arrive = await left.promise;
      for (const ms of [11 * minute, 31_000, 16_000]) await testApp.advance(ms);
      const [inFlight] = (await orderOf(testApp, order)).refunds.nodes;
      expect(inFlight?.status).toBe('SUBMITTING');
      expect(query).not.toHaveBeenCalled();

      held.resolve(undefined);
      expect((await answer).refund?.status).toBe('UNKNOWN');
      const id = inFlight?.id ?? '';
      // Counted from the end of the call: a query right after it proves nothing.
      for (const ms of [6_000, 20_000]) await testApp.advance(ms);
      await mutate(testApp, documents.refreshRefund, { id });
      expect((await refundOf(testApp, id)).status).toBe('UNKNOWN');
      await arrive();
      for (const ms of [31_000, 16_000, 16_000]) await testApp.advance(ms);
      expect((await refundOf(testApp, id)).status).toMatch(/PENDING|PROCESSING|SUCCEEDED/);
      expect((await orderOf(testApp, order)).refundable.amount).toBe('0.00');
    });

    it('A1: sends no query about an order until its sending has ended, and answers a refresh then', async () => {
      const connection = await connectionOf(testApp, provider);
      const query = vi.spyOn(connection, 'queryOrder');
      const real = connection.createOrder.bind(connection);
      const left = Promise.withResolvers<undefined>();
      const held = Promise.withResolvers<undefined>();
      vi.spyOn(connection, 'createOrder').mockImplementationOnce(async (order, call) => {
        left.resolve(undefined);
        await held.promise;
        return real(order, call);
      });
      const answer = created(testApp, provider);
      await left.promise;
      const sql = "select id from orders where status = 'SUBMITTING'";
      const row = await testApp.app.deps.read.get<{ id: string }>(sql);
      const id = row?.id ?? '';
      const refreshed = mutate(testApp, documents.refreshOrder, { id });
      await testApp.advance(5 * minute);
      expect(query).not.toHaveBeenCalled();
      held.resolve(undefined);
      expect((await answer).status).toBe('AWAITING_PAYMENT');
      expect((await refreshed).order?.status).toBe('AWAITING_PAYMENT');
      expect(await pathOf(testApp, id)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT']);
    });
  });
}
