import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { mutate, deliver, orderInput, orderOf, pathOf } from '../support/operations.ts';
import { connectionOf, reconciled } from '../support/reconciliation.ts';

/** Of the two that can do it, the one that was made first is tried first. */
const first = 'ANEXPAY_XCHECKOUT';
const second = 'W_CHECKOUT';
const method = { stablecoin: { currency: 'USDC', network: 'TRON' } };

/** Evidence belongs to the account that it came from. */
export function describeA2(): void {
  describe('A2: an order that its first account refuses', () => {
    let testApp: TestApp;

    beforeAll(async () => {
      testApp = await openTestApp();
    });
    afterAll(() => testApp.close());
    afterEach(() => {
      vi.restoreAllMocks();
    });

    /** A refusal as it is reported where a token is not enabled. */
    const refusedBy =
      (orderNo: string, more: object = {}) =>
      () =>
        deliver(testApp, first, 'CHECKOUT_ORDER_CHANGED', {
          orderNo,
          orderStatus: 'PAYING',
          depositAddress: '-1',
          ...more,
        });

    interface Between {
      /** Comes in before the first account has answered; or before the second has. */
      beforeFirst?: (orderNo: string) => Promise<unknown>;
      beforeSecond?: (orderNo: string) => Promise<unknown>;
    }

    async function create({ beforeFirst, beforeSecond }: Between) {
      const one = await connectionOf(testApp, first);
      const other = await connectionOf(testApp, second);
      const real = other.createOrder.bind(other);
      const failure = {
        code: 'METHOD_NOT_ENABLED',
        message: 'not enabled',
        providerCode: null,
        providerMessage: null,
      } as const;
      vi.spyOn(one, 'createOrder').mockImplementationOnce(async ({ providerReference }) => {
        await beforeFirst?.(providerReference);
        const refused = { status: 'FAILED', failure, occurredAt: null } as const;
        return {
          observations: [{ subject: 'ORDER', providerReference, ...refused }],
          refused: failure,
        };
      });
      const sent = vi.spyOn(other, 'createOrder').mockImplementationOnce(async (order, call) => {
        await beforeSecond?.(order.providerReference);
        return real(order, call);
      });
      const input = { ...orderInput(testApp, first, { method }), account: undefined };
      const { order } = await mutate(testApp, documents.createOrder, { input });
      if (order === undefined) throw new Error('no order');
      const wasSent = sent.mock.calls.length > 0;
      vi.restoreAllMocks();
      return { order, wasSent };
    }

    it('A2: is payable at the second, whenever the first one reports it by webhook: 20 of 20', async () => {
      for (let round = 0; round < 20; round += 1) {
        const webhook = (orderNo: string) => refusedBy(orderNo)();
        const { order } = await create(
          round % 2 ? { beforeFirst: webhook } : { beforeSecond: webhook },
        );
        expect(order).toMatchObject({
          status: 'AWAITING_PAYMENT',
          provider: second,
          failure: null,
          nextAction: { __typename: 'DepositAddressAction' },
        });
        expect(await pathOf(testApp, order.id)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT']);
      }
    });

    const deliveries = () =>
      testApp.app.deps.read.all<{ status: string }>(
        'select status from webhook_deliveries order by id',
      );

    it('A2: keeps later reports of the first as evidence of no effect, and matches them', async () => {
      const { order } = await create({});
      await refusedBy(order.providerReference)();
      await refusedBy(order.providerReference, { orderStatus: 'TIMEOUT' })();
      expect((await deliveries()).slice(-2)).toEqual([
        { status: 'IGNORED' },
        { status: 'IGNORED' },
      ]);
      expect(await orderOf(testApp, order.id)).toMatchObject({
        status: 'AWAITING_PAYMENT',
        resolution: null,
      });
      const found = await testApp.request(documents.explanations, { order: order.id });
      const { status, evidence } = found.order?.explanation ?? {};
      expect(status).toBe('AWAITING_PAYMENT');
      expect(evidence?.filter(({ rule }) => rule === 'LEFT_ACCOUNT')).toHaveLength(2);
      expect(evidence?.map(({ rule }) => rule)).toContain('TURNED');
    });

    it('A2: needs attention where money is reported at the account that it left, and stays unchanged', async () => {
      const { order } = await create({});
      const paying = { token: 'TRX_USDC', payingAmount: 101, orderStatus: 'PAID' };
      await refusedBy(order.providerReference, paying)();
      expect(await orderOf(testApp, order.id)).toMatchObject({
        status: 'AWAITING_PAYMENT',
        paid: null,
        resolution: { needsAttention: true },
      });
      expect((await deliveries()).at(-1)).toEqual({ status: 'APPLIED' });
    });

    it('A2: is no finding of the first one’s reconciliation', async () => {
      const { order } = await create({});
      const one = await connectionOf(testApp, first);
      const { providerReference } = order;
      const webhook = { subject: 'ORDER', providerReference, status: 'AWAITING_PAYMENT' } as const;
      vi.spyOn(one, 'listOrders').mockResolvedValue({
        observations: [{ ...webhook, occurredAt: null }],
        hasMore: false,
      });
      for (let time = 0; time < 2; time += 1) {
        const { findings, complete } = await reconciled(testApp, first);
        expect([findings, complete]).toEqual([[], true]);
      }
      expect((await orderOf(testApp, order.id)).provider).toBe(second);
    });

    it.each([
      ['PAID', { token: 'TRX_USDC', payingAmount: 101 }, 'PAID'],
      ['PAYING', {}, 'AWAITING_PAYMENT'],
    ])(
      'A2: is not sent to the second once the first reports %s',
      async (reported, more, status) => {
        const webhook = (orderNo: string) =>
          deliver(testApp, first, 'CHECKOUT_ORDER_CHANGED', {
            orderNo,
            orderStatus: reported,
            ...more,
          });
        const { order, wasSent } = await create({ beforeFirst: webhook });
        expect(wasSent).toBe(false);
        expect(order).toMatchObject({ status, provider: first });
      },
    );

    it('A2: is refused by the only account that can do it once that call has ended', async () => {
      const one = await connectionOf(testApp, first);
      const held = Promise.withResolvers<undefined>();
      const left = Promise.withResolvers<string>();
      const real = one.createOrder.bind(one);
      vi.spyOn(one, 'createOrder').mockImplementationOnce(async (order, call) => {
        left.resolve(order.providerReference);
        await held.promise;
        return real(order, call);
      });
      const input = orderInput(testApp, first, { method });
      const answer = mutate(testApp, documents.createOrder, { input });
      await refusedBy(await left.promise)();
      held.resolve(undefined);
      const { order } = await answer;
      expect(order).toMatchObject({ status: 'FAILED', failure: { code: 'METHOD_NOT_ENABLED' } });
      expect(await eventually(() => pathOf(testApp, order?.id ?? ''))).toEqual([
        'SUBMITTING',
        'FAILED',
      ]);
    });
  });
}
