import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourceOf } from '../../../src/operations/instructions/change.ts';
import { eventually, openTestApp, triedBrands } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { observing } from '../../support/core.ts';
import * as documents from '../../support/documents.ts';
import {
  mutate,
  created,
  deliver,
  newKey,
  orderOf,
  refundAddress,
  usdt,
} from '../../support/operations.ts';
import { backOfficeOf, inputOf, kinds } from './back-office.ts';
import type { BackOffice } from './back-office.ts';

describe.each(triedBrands)('abnormal payments of %s', (provider) => {
  let testApp: TestApp;
  let backOffice: BackOffice;
  const sandbox = () => testApp.sandbox.provider(provider);

  beforeAll(async () => {
    testApp = await openTestApp();
    backOffice = backOfficeOf(testApp, provider);
  });

  afterAll(() => testApp.close());

  describe('that are accepted', () => {
    it('late make an expired order PAID, with an event', async () => {
      const { order, payment } = await backOffice.late();
      const since = await backOffice.known(order);
      const now = new Date(testApp.sandbox.clock.now()).toISOString();
      expect(await backOffice.resolve(payment, 'ACCEPT')).toMatchObject({
        __typename: 'ResolveAbnormalPaymentSuccess',
        replayed: false,
        abnormalPayment: {
          status: 'RESOLVED',
          pending: { amount: '0.00' },
          received: { amount: '101.00' },
          availableActions: [],
          resolution: {
            kind: 'ACCEPT',
            note: 'ACCEPT as agreed by phone',
            by: 'all',
            key: { name: 'all' },
            amount: { amount: '101.00', ...usdt },
          },
        },
      });
      expect(await orderOf(testApp, order.id)).toMatchObject({
        status: 'PAID',
        phase: 'SETTLED',
        paid: { amount: '101.00' },
        refundable: { amount: '0.00' },
        paidAt: expect.toSatisfy((at: string) => at >= now),
        nextAction: null,
      });
      expect(await backOffice.eventsOf(order, since)).toEqual([
        'ABNORMAL_PAYMENT_STATUS_CHANGED OPEN→RESOLVED MUTATION',
        'ORDER_STATUS_CHANGED EXPIRED→PAID MUTATION',
      ]);
    });

    it('under-paid make the order PAID with what was received', async () => {
      const { order, payment } = await backOffice.underpaid();
      await backOffice.resolve(payment, 'ACCEPT');
      expect(await orderOf(testApp, order.id)).toMatchObject({
        status: 'PAID',
        paid: { amount: '50.50' },
      });
    });

    it('as surplus raise what is paid, and not what is refundable', async () => {
      const { order, payment } = await backOffice.surplus();
      const since = await backOffice.known(order);
      const { paidAt } = await orderOf(testApp, order.id);
      await backOffice.resolve(payment, 'ACCEPT');
      expect(await orderOf(testApp, order.id)).toMatchObject({
        status: 'PAID',
        paid: { amount: '111.00' },
        refundable: { amount: '101.00' },
        paidAt,
      });
      expect(await backOffice.eventsOf(order, since)).toEqual([
        'ABNORMAL_PAYMENT_STATUS_CHANGED OPEN→RESOLVED MUTATION',
        'ORDER_UPDATED PAID→PAID MUTATION',
      ]);
    });

    it.each([['CANCELLED', 'CANCELED'] as const, [null, 'AWAITING_PAYMENT'] as const])(
      'make an order PAID that is %s (%s)',
      async (orderStatus, from) => {
        const order = await created(testApp, provider);
        if (orderStatus !== null) {
          const data = { orderNo: order.providerReference, orderStatus };
          await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data);
        }
        expect((await orderOf(testApp, order.id)).status).toBe(from);
        await backOffice.resolve(
          await backOffice.report(order, { type: 'LATE_PAYMENT' }),
          'ACCEPT',
        );
        expect(await orderOf(testApp, order.id)).toMatchObject({
          status: 'PAID',
          paid: { amount: '30.00' },
        });
      },
    );

    it('add up, several of one order', async () => {
      const { order, payment } = await backOffice.underpaid();
      sandbox().pay(order.providerReference);
      const more = await eventually(async () => (await backOffice.paymentsOf(order))[1]);
      await Promise.all([
        backOffice.resolve(payment, 'ACCEPT'),
        backOffice.resolve(more, 'ACCEPT'),
      ]);
      expect((await orderOf(testApp, order.id)).paid).toMatchObject({ amount: '151.50' });
    });

    it('are not refunded by a refund of the order', async () => {
      const { order, payment } = await backOffice.late();
      await backOffice.resolve(payment, 'ACCEPT');
      for (const more of [{}, { amount: { amount: '1', ...usdt } }]) {
        const input = {
          idempotencyKey: newKey(),
          order: order.id,
          ...more,
          ...refundAddress(provider),
        };
        expect(await mutate(testApp, documents.createRefund, { input })).toMatchObject({
          __typename: 'RefundExceedsRefundableError',
          refundable: { amount: '0.00' },
        });
      }
      expect((await orderOf(testApp, order.id)).availableActions).not.toContain('REFUND');
    });

    it('need no class, which the provider may not have reported yet', async () => {
      const order = await created(testApp, provider);
      const payment = await backOffice.report(order, {});
      expect(payment).toMatchObject({
        type: 'UNCLASSIFIED',
        availableActions: ['REFUND', 'ACCEPT', 'DISMISS'],
      });
      await backOffice.resolve(payment, 'ACCEPT');
      const later = await backOffice.report(order, { type: 'LATE_PAYMENT' });
      expect(later).toMatchObject({ type: 'LATE', status: 'RESOLVED' });
    });

    it('in another token are refused, because they do not add up; they can be dismissed', async () => {
      const order = await created(testApp, provider);
      const payment = await backOffice.report(order, { token: 'ETH_USDC' });
      expect(payment.availableActions).toEqual(['REFUND', 'DISMISS']);
      const refused = await backOffice.resolve(payment, 'ACCEPT');
      expect(refused).toMatchObject({
        __typename: 'InvalidStateError',
        status: 'AWAITING_PAYMENT',
      });
      expect(refused.message).toContain('USDT on ETHEREUM');
      expect(refused.message).toContain('USDC on ETHEREUM');
      expect(await backOffice.paymentsOf(order)).toMatchObject([
        { status: 'OPEN', version: payment.version },
      ]);
      expect((await backOffice.resolve(payment, 'DISMISS')).__typename).toBe(
        'ResolveAbnormalPaymentSuccess',
      );
      expect((await orderOf(testApp, order.id)).status).toBe('AWAITING_PAYMENT');
    });

    it('are refused where their order is not known; they can be dismissed', async () => {
      const abnormalPaymentNo = `NOBODY${newKey()}`.replaceAll('-', '');
      const money = { token: 'ETH_USDT', amount: '30', pendingAmount: '30', type: 'LATE_PAYMENT' };
      const data = { abnormalPaymentNo, ...money };
      expect(await deliver(testApp, provider, 'ABNORMAL_PAYMENT', data)).toBe(200);
      const filter = { statuses: ['OPEN' as const], account: testApp.accounts[provider] };
      const { abnormalPayments } = await testApp.request(documents.abnormalPayments, { filter });
      const payment = abnormalPayments.nodes.find(({ order }) => order === null);
      expect(payment?.availableActions).toEqual(['DISMISS']);
      const id = payment?.id ?? '';
      expect(await backOffice.resolve({ id }, 'ACCEPT')).toMatchObject({
        __typename: 'InvalidStateError',
        status: 'OPEN',
      });
      expect(await backOffice.resolve({ id }, 'DISMISS')).toMatchObject({
        abnormalPayment: { status: 'RESOLVED' },
      });
    });

    it('are refused for good where their order is REVERSED', async () => {
      const { order, payment } = await backOffice.surplus();
      const { deps } = testApp.app;
      const { merchantId } = testApp;
      const account = { merchantId, accountId: testApp.accounts[provider] };
      const { providerReference } = order;
      const reversed = {
        subject: 'ORDER',
        providerReference,
        status: 'REVERSED',
        occurredAt: null,
      } as const;
      await deps.queue.change(observing(deps, sourceOf(deps, account, 'WEBHOOK'), [reversed]));
      const [open] = await backOffice.paymentsOf(order);
      expect(open?.availableActions).toEqual(['REFUND', 'DISMISS']);
      expect(await backOffice.resolve(payment, 'ACCEPT')).toMatchObject({
        __typename: 'InvalidStateError',
        status: 'REVERSED',
      });
      expect(await backOffice.paymentsOf(order)).toMatchObject([{ status: 'OPEN' }]);
    });
  });

  it('that are dismissed leave the order as it is, with nothing pending', async () => {
    const { order, payment } = await backOffice.late();
    const before = await orderOf(testApp, order.id);
    const since = await backOffice.known(order);
    expect(await backOffice.resolve(payment, 'DISMISS')).toMatchObject({
      abnormalPayment: {
        status: 'RESOLVED',
        pending: { amount: '0.00' },
        resolution: { kind: 'DISMISS', amount: { amount: '101.00' } },
      },
    });
    const { abnormalPayments: _, events: __, ...rest } = before;
    expect(await orderOf(testApp, order.id)).toMatchObject(rest);
    expect(await backOffice.eventsOf(order, since)).toEqual([
      'ABNORMAL_PAYMENT_STATUS_CHANGED OPEN→RESOLVED MUTATION',
    ]);
  });

  it('cannot be resolved while a refund is in progress, nor resolved or refunded once they are', async () => {
    const { payment } = await backOffice.surplus();
    const { refund: made } = await backOffice.refund(payment);
    for (const kind of kinds) {
      expect(await backOffice.resolve(payment, kind)).toMatchObject({
        __typename: 'InvalidStateError',
        status: 'RESOLVING',
      });
    }
    sandbox().advanceRefund(made?.providerReference ?? '', 'FAILED');
    await backOffice.until(made?.id ?? '', 'FAILED');
    expect((await backOffice.resolve(payment, 'DISMISS')).__typename).toBe(
      'ResolveAbnormalPaymentSuccess',
    );
    for (const again of [
      backOffice.resolve(payment, 'ACCEPT'),
      backOffice.resolve(payment, 'DISMISS'),
      backOffice.refund(payment),
    ]) {
      expect(await again).toMatchObject({ __typename: 'InvalidStateError', status: 'RESOLVED' });
    }
  });

  it('are resolved once under one key, and report where another input differs', async () => {
    const { order, payment } = await backOffice.late();
    const input = inputOf(payment, 'ACCEPT');
    const all = await Promise.all(
      Array.from({ length: 10 }, () =>
        mutate(testApp, documents.resolveAbnormalPayment, { input }),
      ),
    );
    const outcomes = all.map(({ __typename: type, replayed }) => `${type} ${replayed}`);
    expect(outcomes.filter((one) => one === 'ResolveAbnormalPaymentSuccess false')).toHaveLength(1);
    for (const outcome of outcomes) {
      expect(outcome).toMatch(/^ResolveAbnormalPaymentSuccess|^OperationInProgressError/);
    }
    const since = await backOffice.known(order);
    expect(await mutate(testApp, documents.resolveAbnormalPayment, { input })).toMatchObject({
      replayed: true,
      abnormalPayment: { id: payment.id, status: 'RESOLVED' },
    });
    const other = { ...input, resolution: 'DISMISS', note: 'No' };
    expect(await mutate(testApp, documents.resolveAbnormalPayment, { input: other })).toMatchObject(
      {
        __typename: 'IdempotencyConflictError',
        differences: ['note', 'resolution'],
        existing: { __typename: 'AbnormalPayment', id: payment.id },
      },
    );
    expect(await backOffice.eventsOf(order, since)).toEqual([]);
  });

  it('leave a key free whose use was refused', async () => {
    const { payment } = await backOffice.surplus();
    const { refund: made } = await backOffice.refund(payment);
    const input = inputOf(payment, 'DISMISS');
    const send = () => mutate(testApp, documents.resolveAbnormalPayment, { input });
    expect((await send()).__typename).toBe('InvalidStateError');
    sandbox().advanceRefund(made?.providerReference ?? '', 'FAILED');
    await backOffice.until(made?.id ?? '', 'FAILED');
    expect(await send()).toMatchObject({ replayed: false });
  });
});
