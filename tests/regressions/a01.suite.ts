import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { OutcomeUnknown } from '../../src/providers/provider.ts';
import { eventually, openWorld } from '../support/app.ts';
import type { World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  ask,
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
async function untilGivenUp(world: World, id: string): Promise<void> {
  for (const ms of [10 * minute, 31_000, 16_000, 16_000]) {
    await world.advance(ms);
    if ((await pathOf(world, id)).at(-1) === 'FAILED') return;
  }
  throw new Error(`it is ${(await pathOf(world, id)).join(', ')}`);
}

/** A conclusion of ours is not the provider's word, and never outranks it. */
export function describeA1(): void {
  describeUpgraded();

  describe('A1: what we had given up', () => {
    let world: World;
    const sandbox = () => world.sandbox.provider(provider);

    beforeAll(async () => {
      world = await openWorld({ timeoutMs: 1_000 });
    });
    afterAll(() => world.close());

    const refund = (order: string, amount: string | null = null) =>
      ask(world, documents.createRefund, {
        input: { idempotencyKey: newKey(), order, amount: amount && { amount, ...usdt } },
      });

    async function givenUpRefund(order: string, amount: string) {
      sandbox().faults.arm({ fault: 'cut-before', operation: 'createRefund' });
      const { refund: lost } = await refund(order, amount);
      if (lost === undefined) throw new Error('no refund');
      await untilGivenUp(world, lost.id);
      expect(await refundOf(world, lost.id)).toMatchObject({
        status: 'FAILED',
        phase: 'SETTLED',
        failure: { code: 'PROVIDER_UNAVAILABLE', message: expect.stringMatching(/asked twice/) },
      });
      return lost;
    }

    const refundNews = (refundOrderNo: string, refundStatus: string) =>
      deliver(world, provider, 'REFUND_ORDER_CHANGED', { refundOrderNo, refundStatus });

    it('A1: is open again, and holds its amount, once the provider says that it is under way', async () => {
      const order = await paid(world, provider);
      const lost = await givenUpRefund(order.id, '60');
      expect((await orderOf(world, order.id)).refundable.amount).toBe('101.00');
      expect(await refundNews(lost.providerReference, 'REFUNDING')).toBe(200);
      expect(await refundOf(world, lost.id)).toMatchObject({
        status: 'PROCESSING',
        phase: 'OPEN',
        failure: null,
        resolution: null,
      });
      expect(await orderOf(world, order.id)).toMatchObject({
        refundable: { amount: '41.00' },
        resolution: null,
      });
      expect((await refund(order.id, '60')).__typename).not.toBe('CreateRefundSuccess');
      const asked = (await exchangesOf(world, lost.id)).length;
      await world.advance(31_000);
      expect((await exchangesOf(world, lost.id)).length).toBeGreaterThan(asked);
    });

    it('A1: is told as too much where its amount was given back anew meanwhile', async () => {
      const order = await paid(world, provider);
      const lost = await givenUpRefund(order.id, '60');
      const { refund: second } = await refund(order.id, '60');
      expect(second?.status).toBe('PENDING');
      const before = await orderOf(world, order.id);
      expect(await refundNews(lost.providerReference, 'REFUNDED')).toBe(200);
      sandbox().advanceRefund(second?.providerReference ?? '', 'REFUNDED');
      const after = await eventually(async () => {
        const now = await orderOf(world, order.id);
        return now.refunded.amount === '120.00' && now;
      });
      expect(after).toMatchObject({
        refundable: { amount: '0.00' },
        resolution: { needsAttention: true },
        version: before.version + 1,
      });
      for (const { id } of [lost, second ?? lost]) {
        expect(await refundOf(world, id)).toMatchObject({
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
    ])('A1: as an order is told %s: %s, and followed', async (word, status) => {
      sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
      const { id, providerReference: orderNo } = await created(world, provider);
      await untilGivenUp(world, id);
      const { version } = await orderOf(world, id);
      const about = { orderNo, orderStatus: word };
      expect(await deliver(world, provider, 'CHECKOUT_ORDER_CHANGED', about)).toBe(200);
      const open = { status, phase: 'OPEN', failure: null, version: version + 1 };
      expect(await orderOf(world, id)).toMatchObject(open);
      const asked = (await exchangesOf(world, id)).length;
      for (const ms of [31_000, 31_000, 16_000]) await world.advance(ms);
      expect((await exchangesOf(world, id)).length).toBeGreaterThan(asked);
      // Nothing is there for certain, so that it is neither sent again nor given up again.
      expect(await orderOf(world, id)).toMatchObject({ status, phase: 'OPEN' });
      expect((await exchangesOf(world, id)).filter((one) => one.startsWith('create'))).toHaveLength(
        1,
      );
    });

    it('A1: as a settlement is open again', async () => {
      sandbox().faults.arm({ fault: 'cut-before', operation: 'createSettlement' });
      const { settlement } = await ask(world, documents.createSettlement, {
        input: settlementInput(world, provider),
      });
      const { id = '', providerReference: settlementOrderNo = '' } = settlement ?? {};
      await untilGivenUp(world, id);
      const about = { settlementOrderNo, settlementStatus: 'SETTLING' };
      await deliver(world, provider, 'SETTLEMENT_ORDER_CHANGED', about);
      expect(await settlementOf(world, id)).toMatchObject({ status: 'PROCESSING', phase: 'OPEN' });
    });
  });

  describe('A1: a machine that sleeps for eleven minutes with a refund on its way at NexaPay', () => {
    let world: World;

    beforeAll(async () => {
      world = await openWorld({ timeoutMs: 1_000 });
      world.sandbox.provider('NEXAPAY').switch({ autoPay: false });
    });
    afterAll(() => world.close());

    async function paidOrder() {
      const { createOrder } = await world.request(documents.createOrder, {
        input: {
          idempotencyKey: newKey(),
          reference: 'pedido',
          amount: { amount: '100.00', currency: 'BRL' },
          method: { pix: { presentation: 'QR_CODE' } },
          account: world.accounts.NEXAPAY,
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
      world.sandbox.provider('NEXAPAY').pay(providerReference);
      await eventually(async () => (await orderOf(world, id)).status === 'PAID');
      return id;
    }

    it('A1: concludes nothing while it is on its way, and lets it count when it arrives late', async () => {
      const order = await paidOrder();
      const connection = await connectionOf(world, 'NEXAPAY');
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
      const answer = ask(world, documents.createRefund, { input });
      const arrive = await left.promise;
      for (const ms of [11 * minute, 31_000, 16_000]) await world.advance(ms);
      const [onItsWay] = (await orderOf(world, order)).refunds.nodes;
      expect(onItsWay?.status).toBe('SUBMITTING');
      expect(query).not.toHaveBeenCalled();

      held.resolve(undefined);
      expect((await answer).refund?.status).toBe('UNKNOWN');
      const id = onItsWay?.id ?? '';
      // Counted from the end of the call: what is asked right after it proves nothing.
      for (const ms of [6_000, 20_000]) await world.advance(ms);
      await ask(world, documents.refreshRefund, { id });
      expect((await refundOf(world, id)).status).toBe('UNKNOWN');
      await arrive();
      for (const ms of [31_000, 16_000, 16_000]) await world.advance(ms);
      expect((await refundOf(world, id)).status).toMatch(/PENDING|PROCESSING|SUCCEEDED/);
      expect((await orderOf(world, order)).refundable.amount).toBe('0.00');
    });

    it('A1: asks nobody of an order, and answers who wants to know, once its send has ended', async () => {
      const connection = await connectionOf(world, provider);
      const query = vi.spyOn(connection, 'queryOrder');
      const real = connection.createOrder.bind(connection);
      const left = Promise.withResolvers<undefined>();
      const held = Promise.withResolvers<undefined>();
      vi.spyOn(connection, 'createOrder').mockImplementationOnce(async (order, call) => {
        left.resolve(undefined);
        await held.promise;
        return real(order, call);
      });
      const answer = created(world, provider);
      await left.promise;
      const sql = "select id from orders where status = 'SUBMITTING'";
      const row = await world.app.deps.read.get<{ id: string }>(sql);
      const id = row?.id ?? '';
      const refreshed = ask(world, documents.refreshOrder, { id });
      await world.advance(5 * minute);
      expect(query).not.toHaveBeenCalled();
      held.resolve(undefined);
      expect((await answer).status).toBe('AWAITING_PAYMENT');
      expect((await refreshed).order?.status).toBe('AWAITING_PAYMENT');
      expect(await pathOf(world, id)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT']);
    });
  });
}
