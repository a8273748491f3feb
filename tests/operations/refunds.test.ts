import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { orderById } from '../../src/store/queries/orders.ts';
import { eventually, openTestApp, triedBrands } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  callsSince,
  created,
  deliver,
  newKey,
  orderOf,
  overpaid,
  paid,
  pathOf,
  refundAddress,
  refundInPortal,
  refundOf,
  resolve,
  usdt,
} from '../support/operations.ts';
import type { Subject, MutationResult } from '../support/operations.ts';

const createRefund = () => Promise.reject(new TypeError('x is not a function'));

describe.each(triedBrands)('refunds at %s', (provider) => {
  let testApp: TestApp;
  const sandbox = () => testApp.sandbox.provider(provider);

  beforeAll(async () => {
    testApp = await openTestApp();
  });

  afterAll(() => testApp.close());

  const inputOf = ({ id }: { id: string }, amount?: string) => ({
    idempotencyKey: newKey(),
    order: id,
    ...(amount === undefined ? {} : { amount: { amount, ...usdt } }),
    ...refundAddress(provider),
  });
  const refund = (order: { id: string }, amount?: string): Promise<MutationResult> =>
    mutate(testApp, documents.createRefund, { input: inputOf(order, amount) });
  const accepted = async (order: { id: string }, amount?: string): Promise<Subject> => {
    const result = await refund(order, amount);
    if (!result.refund) throw new Error(JSON.stringify(result));
    return result.refund;
  };
  const until = async (id: string, status: string) =>
    eventually(async () => (await pathOf(testApp, id)).at(-1) === status);
  const sums = async ({ id }: { id: string }) => {
    const { refundable, refunded } = await orderOf(testApp, id);
    return [refundable?.amount, refunded?.amount];
  };

  it('R15: a refund that failed releases its amount', async () => {
    const order = await paid(testApp, provider);
    const first = await accepted(order, '60');
    expect(await sums(order)).toEqual(['41.00', '0.00']);
    expect(await refund(order, '50')).toMatchObject({ __typename: 'InvalidStateError' });
    sandbox().advanceRefund(first.providerReference, 'FAILED');
    await until(first.id, 'FAILED');
    expect(await refundOf(testApp, first.id)).toMatchObject({ failure: { code: 'OTHER' } });
    expect(await sums(order)).toEqual(['101.00', '0.00']);
    const second = await accepted(order);
    expect(second).toMatchObject({ amount: { amount: '101.00' } });
    sandbox().advanceRefund(second.providerReference, 'REFUNDED');
    await until(second.id, 'SUCCEEDED');
    expect(await sums(order)).toEqual(['0.00', '101.00']);
    expect(await refund(order, '0.01')).toMatchObject({
      __typename: 'RefundExceedsRefundableError',
      refundable: { amount: '0.00' },
    });
    expect(await refund(order)).toMatchObject({ __typename: 'RefundExceedsRefundableError' });
  });

  it('R16: a refund whose call throws stays visible, and keeps its amount reserved', async () => {
    const order = await paid(testApp, provider);
    const { connections } = testApp.app.deps;
    const of = connections.of.bind(connections);
    const spied = vi.spyOn(connections, 'of').mockImplementation((account) => {
      const found = of(account);
      return { ...found, connection: { ...found.connection, createRefund } };
    });
    const one = await accepted(order, '100');
    spied.mockRestore();
    expect(one).toMatchObject({ status: 'UNKNOWN', resolution: { checks: 0 } });
    expect(await sums(order)).toEqual(['1.00', '0.00']);
    const { refunds } = await orderOf(testApp, order.id);
    expect(refunds.nodes).toMatchObject([{ id: one.id, status: 'UNKNOWN' }]);
    await resolve(testApp);
    expect((await refundOf(testApp, one.id)).status).toBe('PENDING');
    expect(sandbox().refund(one.providerReference).refundOrderNo).toBe(one.providerReference);
  });

  it('R26: fifty at once never take more than was paid', async () => {
    const order = await paid(testApp, provider);
    const before = sandbox().effects().refundsCreated;
    const all = await Promise.all(Array.from({ length: 50 }, () => refund(order, '60')));
    const made = all.flatMap((result) => result.refund ?? []);
    expect(made).toHaveLength(1);
    expect(new Set(all.map(({ __typename: type }) => type))).toEqual(
      new Set(['CreateRefundSuccess', 'InvalidStateError']),
    );
    sandbox().advanceRefund(made[0]?.providerReference ?? '', 'REFUNDED');
    await until(made[0]?.id ?? '', 'SUCCEEDED');
    const more = await Promise.all(Array.from({ length: 50 }, () => refund(order, '41.01')));
    expect(more.every((result) => result.__typename === 'RefundExceedsRefundableError')).toBe(true);
    expect(sandbox().effects().refundsCreated - before).toBe(1);
    const record = await orderById(testApp.app.deps.read, order.id);
    expect(record).toMatchObject({ refundsHeld: 60_000_000n, refunded: 60_000_000n });
  });

  it('make one refund when the same is requested many times at once', async () => {
    const order = await paid(testApp, provider);
    const input = inputOf(order, '10');
    const before = sandbox().effects().refundsCreated;
    const all = await Promise.all(
      Array.from({ length: 20 }, () => mutate(testApp, documents.createRefund, { input })),
    );
    expect(new Set(all.flatMap((result) => result.refund?.id ?? [])).size).toBe(1);
    expect(sandbox().effects().refundsCreated - before).toBe(1);
    const again = { ...input, amount: { amount: '10.000', ...usdt } };
    expect(await mutate(testApp, documents.createRefund, { input: again })).toMatchObject({
      replayed: true,
    });
    const other = { ...input, amount: { amount: '11', ...usdt }, reason: 'more' };
    expect(await mutate(testApp, documents.createRefund, { input: other })).toMatchObject({
      __typename: 'IdempotencyConflictError',
      differences: ['amount.amount', 'reason'],
      existing: { __typename: 'Refund' },
    });
  });

  it('leave a key free whose use was refused', async () => {
    const order = await created(testApp, provider);
    const input = inputOf(order, '102');
    expect(await mutate(testApp, documents.createRefund, { input })).toMatchObject({
      __typename: 'InvalidStateError',
      status: 'AWAITING_PAYMENT',
    });
    sandbox().pay(order.providerReference);
    await until(order.id, 'PAID');
    expect(await mutate(testApp, documents.createRefund, { input })).toMatchObject({
      __typename: 'RefundExceedsRefundableError',
      refundable: { amount: '101.00' },
    });
    const right = { ...input, amount: { amount: '101', ...usdt } };
    expect(await mutate(testApp, documents.createRefund, { input: right })).toMatchObject({
      replayed: false,
    });
  });

  it('R8: a refund made in the portal is found, counted and followed', async () => {
    const order = await paid(testApp, provider);
    const data = {
      sysid: 'RF1',
      refundOrderNo: `PORTAL${order.id}`,
      orderNo: order.providerReference,
      token: 'ETH_USDT',
      amount: 40.5,
      refundStatus: 'PENDING_REFUND',
    };
    expect(await deliver(testApp, provider, 'REFUND_ORDER_CHANGED', data)).toBe(200);
    expect(await sums(order)).toEqual(['60.50', '0.00']);
    const { refunds } = await orderOf(testApp, order.id);
    expect(refunds.nodes).toMatchObject([
      { status: 'PENDING', amount: { amount: '40.50' }, providerReference: data.refundOrderNo },
    ]);
    const id = refunds.nodes[0]?.id ?? '';
    expect(refunds.nodes[0]?.reference).toBe(id);
    const done = { ...data, refundStatus: 'REFUNDED', txHash: '0x1' };
    expect(await deliver(testApp, provider, 'REFUND_ORDER_CHANGED', done)).toBe(200);
    expect(await pathOf(testApp, id)).toEqual(['PENDING', 'SUCCEEDED']);
    expect(await sums(order)).toEqual(['60.50', '40.50']);
  });

  it('R8: a refund made in the portal of more than was left is a fact, whichever is reported first', async () => {
    const order = await created(testApp, provider);
    const { providerReference: orderNo } = order;
    const data = { refundOrderNo: `B${order.id}`, orderNo, token: 'ETH_USDT', amount: 150 };
    const result = { ...data, refundStatus: 'REFUNDED' };
    expect(await deliver(testApp, provider, 'REFUND_ORDER_CHANGED', result)).toBe(200);
    sandbox().pay(orderNo);
    await until(order.id, 'PAID');
    expect(await sums(order)).toEqual(['0.00', '150.00']);
    expect(await refund(order, '1')).toMatchObject({ __typename: 'RefundExceedsRefundableError' });
  });

  it('take an abnormal payment once, however many requests come at once', async () => {
    const { id, order } = await overpaid(testApp, provider);
    const before = sandbox().effects().refundsCreated;
    const input = () => ({ idempotencyKey: newKey(), abnormalPayment: id });
    const all = await Promise.all(
      Array.from({ length: 20 }, () =>
        mutate(testApp, documents.refundAbnormalPayment, { input: input() }),
      ),
    );
    const made = all.flatMap((result) => result.refund ?? []);
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({ amount: { amount: '10.00' }, status: 'PENDING' });
    expect(all.filter((result) => result.status === 'RESOLVING')).toHaveLength(19);
    // What is refundable of the order is independent of it (docs/rules.md#money-that-counts-towards-an-order).
    expect(await sums(order)).toEqual(['101.00', '0.00']);
    sandbox().advanceRefund(made[0]?.providerReference ?? '', 'FAILED');
    await until(made[0]?.id ?? '', 'FAILED');
    expect((await orderOf(testApp, order.id)).abnormalPayments).toMatchObject([
      { status: 'OPEN', pending: { amount: '10.00' } },
    ]);
    const again = await mutate(testApp, documents.refundAbnormalPayment, { input: input() });
    sandbox().advanceRefund(again.refund?.providerReference ?? '', 'REFUNDED');
    await eventually(async () => {
      const [payment] = (await orderOf(testApp, order.id)).abnormalPayments;
      return payment?.status === 'RESOLVED' && payment.pending.amount === '0.00';
    });
    expect(
      await mutate(testApp, documents.refundAbnormalPayment, { input: input() }),
    ).toMatchObject({
      __typename: 'InvalidStateError',
      status: 'RESOLVED',
    });
    expect(sandbox().effects().refundsCreated - before).toBe(2);
  });

  it('of an order whose outcome is unknown first query whether it was paid', async () => {
    sandbox().faults.arm({ fault: 'cut-after', operation: 'createOrder' });
    const order = await created(testApp, provider);
    sandbox().webhooks.mode = 'hold';
    sandbox().pay(order.providerReference);
    const since = sandbox().requests().length;
    expect(await refund(order)).toMatchObject({ refund: { status: 'PENDING' } });
    expect(callsSince(sandbox(), since)).toContain('orderInfo');
    sandbox().webhooks.mode = 'deliver';
    await sandbox().webhooks.release();
  });

  it('of an order that was paid without our knowledge query first, and are made', async () => {
    const order = await created(testApp, provider);
    sandbox().webhooks.mode = 'hold';
    sandbox().pay(order.providerReference);
    expect(await refund(order)).toMatchObject({ refund: { status: 'PENDING' } });
    expect(await orderOf(testApp, order.id)).toMatchObject({ status: 'PAID' });
    sandbox().webhooks.mode = 'deliver';
    await sandbox().webhooks.release();
  });

  it("that the provider refuses fail with the provider's words, and release the amount", async () => {
    const order = await paid(testApp, provider);
    sandbox().webhooks.mode = 'hold';
    // The provider takes one refund at a time, and this one is not known here.
    const portal = await refundInPortal(testApp, provider, order, '1');
    const one = await accepted(order, '2');
    expect(one).toMatchObject({
      status: 'FAILED',
      failure: { code: 'REJECTED', providerCode: '90422' },
    });
    expect(one.failure?.providerMessage).toContain('REFUNDING');
    expect(await sums(order)).toEqual(['101.00', '0.00']);
    sandbox().webhooks.mode = 'deliver';
    await sandbox().webhooks.release();
    sandbox().advanceRefund(portal, 'REFUNDED');
    await eventually(async () => (await sums(order))[1] === '1.00');
    expect(await sums(order)).toEqual(['100.00', '1.00']);
  });
});
