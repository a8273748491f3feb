import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { present } from '../../src/operations/find.ts';
import { ownDoing } from '../../src/operations/moves/context.ts';
import { addRefund } from '../../src/operations/moves/refund.ts';
import { abnormalPaymentById } from '../../src/store/queries/abnormal-payments.ts';
import { refundById } from '../../src/store/queries/refunds.ts';
import { eventually, openWorld, providersOfSandbox } from '../support/app.ts';
import type { World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  ask,
  created,
  deliver,
  newKey,
  orderOf,
  overpaid,
  pathOf,
  refundAddress,
  usdt,
} from '../support/operations.ts';
import type { Subject, Told } from '../support/operations.ts';

type Kind = 'ACCEPT' | 'DISMISS';
const kinds: readonly Kind[] = ['ACCEPT', 'DISMISS'];

describe.each(providersOfSandbox)('abnormal payments of %s', (provider) => {
  let world: World;
  const sandbox = () => world.sandbox.provider(provider);

  beforeAll(async () => {
    world = await openWorld();
  });

  afterAll(() => world.close());

  const inputOf = (payment: { id: string }, resolution: Kind) => ({
    idempotencyKey: newKey(),
    abnormalPayment: payment.id,
    resolution,
    note: `${resolution} as agreed by phone`,
  });
  const resolve = (payment: { id: string }, resolution: Kind): Promise<Told> =>
    ask(world, documents.resolveAbnormalPayment, { input: inputOf(payment, resolution) });
  const refund = (payment: { id: string }): Promise<Told> => {
    const input = { idempotencyKey: newKey(), abnormalPayment: payment.id };
    return ask(world, documents.refundAbnormalPayment, { input });
  };
  const paymentsOf = async ({ id }: { id: string }) => (await orderOf(world, id)).abnormalPayments;
  const until = async (id: string, status: string) =>
    eventually(async () => (await pathOf(world, id)).at(-1) === status);
  /** The only one of an order, once the provider has said what it is. */
  const classified = async (order: Subject) =>
    eventually(async () => {
      const [payment] = await paymentsOf(order);
      return payment !== undefined && payment.type !== 'UNCLASSIFIED' && payment;
    });
  const late = async () => {
    const order = await created(world, provider);
    sandbox().expire(order.providerReference);
    await until(order.id, 'EXPIRED');
    sandbox().pay(order.providerReference);
    return { order, payment: await classified(order) };
  };
  const underpaid = async () => {
    const order = await created(world, provider);
    sandbox().pay(order.providerReference, { amount: '50.5' });
    sandbox().expire(order.providerReference);
    await until(order.id, 'EXPIRED');
    return { order, payment: await classified(order) };
  };
  const surplus = async () => {
    const { order, ...payment } = await overpaid(world, provider);
    await until(order.id, 'PAID');
    return { order, payment };
  };
  /** As the provider's own webhook tells of one, without a class unless it is given. */
  const told = async (order: Subject, more: object) => {
    const data = {
      abnormalPaymentNo: `AP${order.id}`,
      orderNo: order.providerReference,
      token: 'ETH_USDT',
      amount: '30',
      pendingAmount: '30',
      ...more,
    };
    expect(await deliver(world, provider, 'ABNORMAL_PAYMENT', data)).toBe(200);
    const [payment] = await paymentsOf(order);
    if (payment === undefined) throw new Error('no abnormal payment');
    return payment;
  };
  const eventsOf = async ({ id }: { id: string }, since: number) => {
    const { events } = await orderOf(world, id);
    return events.nodes
      .slice(since)
      .map(({ type, from, to, cause }) => `${type} ${from}→${to} ${cause}`);
  };
  const known = async ({ id }: { id: string }) => (await orderOf(world, id)).events.nodes.length;

  it('R9: under-paid, late and over are resolved each by its own action, for its own amount', async () => {
    const { order } = await underpaid();
    sandbox().pay(order.providerReference);
    const over = { pendingAmount: '10', amount: '111', type: 'OVER_PAID', status: 'PENDING' };
    await told(order, { ...over, hash: '0x9' });
    const open = await eventually(async () => {
      const payments = await paymentsOf(order);
      return payments.every(({ type }) => type !== 'UNCLASSIFIED') && payments;
    });
    expect(open).toHaveLength(3);
    for (const { availableActions } of open) {
      expect(availableActions).toEqual(['REFUND', 'ACCEPT', 'DISMISS']);
    }
    const of = (type: string) => open.find((payment) => payment.type === type) ?? { id: '' };
    expect((await refund(of('UNDERPAID'))).refund).toMatchObject({ amount: { amount: '50.50' } });
    expect(await resolve(of('LATE'), 'ACCEPT')).toMatchObject({
      abnormalPayment: { status: 'RESOLVED', resolution: { amount: { amount: '101.00' } } },
    });
    expect(await resolve(of('OVERPAID'), 'DISMISS')).toMatchObject({
      abnormalPayment: { status: 'RESOLVED', resolution: { amount: { amount: '10.00' } } },
    });
    const { status, paid, abnormalPayments } = await orderOf(world, order.id);
    expect([status, paid?.amount]).toEqual(['PAID', '101.00']);
    const summary = abnormalPayments.map(({ type, ...one }) => `${type} ${one.status}`);
    expect(summary.toSorted()).toEqual([
      'LATE RESOLVED',
      'OVERPAID RESOLVED',
      'UNDERPAID RESOLVING',
    ]);
  });

  it('are given back each for its own pending amount, at the same time', async () => {
    const { order } = await underpaid();
    sandbox().pay(order.providerReference);
    sandbox().pay(order.providerReference, { amount: '7' });
    const open = await eventually(async () => {
      const payments = await paymentsOf(order);
      return payments.length === 3 && payments;
    });
    const refunds = await Promise.all(open.map(refund));
    const amounts = refunds.map(({ refund: made }) => (made?.['amount'] as never)?.['amount']);
    expect(amounts).toEqual(open.map(({ pending }) => pending.amount));
    for (const { refund: made } of refunds) {
      sandbox().advanceRefund(made?.providerReference ?? '', 'REFUNDED');
    }
    await eventually(async () =>
      (await paymentsOf(order)).every(({ status }) => status === 'RESOLVED'),
    );
    expect(await orderOf(world, order.id)).toMatchObject({ status: 'EXPIRED', paid: null });
  });

  describe('that are accepted', () => {
    it('late make an expired order PAID, and the log says so', async () => {
      const { order, payment } = await late();
      const since = await known(order);
      const now = new Date(world.sandbox.clock.now()).toISOString();
      expect(await resolve(payment, 'ACCEPT')).toMatchObject({
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
      expect(await orderOf(world, order.id)).toMatchObject({
        status: 'PAID',
        phase: 'SETTLED',
        paid: { amount: '101.00' },
        refundable: { amount: '0.00' },
        paidAt: expect.toSatisfy((at: string) => at >= now),
        nextAction: null,
      });
      expect(await eventsOf(order, since)).toEqual([
        'ABNORMAL_PAYMENT_STATUS_CHANGED OPEN→RESOLVED MUTATION',
        'ORDER_STATUS_CHANGED EXPIRED→PAID MUTATION',
      ]);
    });

    it('under-paid make the order PAID with what came in', async () => {
      const { order, payment } = await underpaid();
      await resolve(payment, 'ACCEPT');
      expect(await orderOf(world, order.id)).toMatchObject({
        status: 'PAID',
        paid: { amount: '50.50' },
      });
    });

    it('as surplus raise what is paid, and not what is refundable', async () => {
      const { order, payment } = await surplus();
      const since = await known(order);
      const { paidAt } = await orderOf(world, order.id);
      await resolve(payment, 'ACCEPT');
      expect(await orderOf(world, order.id)).toMatchObject({
        status: 'PAID',
        paid: { amount: '111.00' },
        refundable: { amount: '101.00' },
        paidAt,
      });
      expect(await eventsOf(order, since)).toEqual([
        'ABNORMAL_PAYMENT_STATUS_CHANGED OPEN→RESOLVED MUTATION',
        'ORDER_UPDATED PAID→PAID MUTATION',
      ]);
    });

    it.each([['CANCELLED', 'CANCELED'] as const, [null, 'AWAITING_PAYMENT'] as const])(
      'make an order PAID that is %s (%s)',
      async (orderStatus, from) => {
        const order = await created(world, provider);
        if (orderStatus !== null) {
          const data = { orderNo: order.providerReference, orderStatus };
          await deliver(world, provider, 'CHECKOUT_ORDER_CHANGED', data);
        }
        expect((await orderOf(world, order.id)).status).toBe(from);
        await resolve(await told(order, { type: 'LATE_PAYMENT' }), 'ACCEPT');
        expect(await orderOf(world, order.id)).toMatchObject({
          status: 'PAID',
          paid: { amount: '30.00' },
        });
      },
    );

    it('add up, several of one order', async () => {
      const { order, payment } = await underpaid();
      sandbox().pay(order.providerReference);
      const more = await eventually(async () => (await paymentsOf(order))[1]);
      await Promise.all([resolve(payment, 'ACCEPT'), resolve(more, 'ACCEPT')]);
      expect((await orderOf(world, order.id)).paid).toMatchObject({ amount: '151.50' });
    });

    it('are not given back by a refund of the order', async () => {
      const { order, payment } = await late();
      await resolve(payment, 'ACCEPT');
      for (const more of [{}, { amount: { amount: '1', ...usdt } }]) {
        const input = {
          idempotencyKey: newKey(),
          order: order.id,
          ...more,
          ...refundAddress(provider),
        };
        expect(await ask(world, documents.createRefund, { input })).toMatchObject({
          __typename: 'RefundExceedsRefundableError',
          refundable: { amount: '0.00' },
        });
      }
      expect((await orderOf(world, order.id)).availableActions).not.toContain('REFUND');
    });

    it('need no class: the provider may not have said what they are', async () => {
      const order = await created(world, provider);
      const payment = await told(order, {});
      expect(payment).toMatchObject({
        type: 'UNCLASSIFIED',
        availableActions: ['REFUND', 'ACCEPT', 'DISMISS'],
      });
      await resolve(payment, 'ACCEPT');
      const later = await told(order, { type: 'LATE_PAYMENT' });
      expect(later).toMatchObject({ type: 'LATE', status: 'RESOLVED' });
    });

    it('in another token are refused, for they do not add up; they can be dismissed', async () => {
      const order = await created(world, provider);
      const payment = await told(order, { token: 'ETH_USDC' });
      expect(payment.availableActions).toEqual(['REFUND', 'DISMISS']);
      const refused = await resolve(payment, 'ACCEPT');
      expect(refused).toMatchObject({
        __typename: 'InvalidStateError',
        status: 'AWAITING_PAYMENT',
      });
      expect(refused.message).toContain('USDT on ETHEREUM');
      expect(refused.message).toContain('USDC on ETHEREUM');
      expect(await paymentsOf(order)).toMatchObject([{ status: 'OPEN', version: payment.version }]);
      expect((await resolve(payment, 'DISMISS')).__typename).toBe('ResolveAbnormalPaymentSuccess');
      expect((await orderOf(world, order.id)).status).toBe('AWAITING_PAYMENT');
    });
  });

  it('that are dismissed leave the order as it is, with nothing pending', async () => {
    const { order, payment } = await late();
    const before = await orderOf(world, order.id);
    const since = await known(order);
    expect(await resolve(payment, 'DISMISS')).toMatchObject({
      abnormalPayment: {
        status: 'RESOLVED',
        pending: { amount: '0.00' },
        resolution: { kind: 'DISMISS', amount: { amount: '101.00' } },
      },
    });
    const { abnormalPayments: _, events: __, ...rest } = before;
    expect(await orderOf(world, order.id)).toMatchObject(rest);
    expect(await eventsOf(order, since)).toEqual([
      'ABNORMAL_PAYMENT_STATUS_CHANGED OPEN→RESOLVED MUTATION',
    ]);
  });

  it('cannot be resolved while a refund is under way, nor resolved or refunded once they are', async () => {
    const { payment } = await surplus();
    const { refund: made } = await refund(payment);
    for (const kind of kinds) {
      expect(await resolve(payment, kind)).toMatchObject({
        __typename: 'InvalidStateError',
        status: 'RESOLVING',
      });
    }
    sandbox().advanceRefund(made?.providerReference ?? '', 'FAILED');
    await until(made?.id ?? '', 'FAILED');
    expect((await resolve(payment, 'DISMISS')).__typename).toBe('ResolveAbnormalPaymentSuccess');
    for (const again of [
      resolve(payment, 'ACCEPT'),
      resolve(payment, 'DISMISS'),
      refund(payment),
    ]) {
      expect(await again).toMatchObject({ __typename: 'InvalidStateError', status: 'RESOLVED' });
    }
  });

  it('are resolved once under one key, and say where another input differs', async () => {
    const { order, payment } = await late();
    const input = inputOf(payment, 'ACCEPT');
    const all = await Promise.all(
      Array.from({ length: 10 }, () => ask(world, documents.resolveAbnormalPayment, { input })),
    );
    const outcomes = all.map(({ __typename: type, replayed }) => `${type} ${replayed}`);
    expect(outcomes.filter((one) => one === 'ResolveAbnormalPaymentSuccess false')).toHaveLength(1);
    for (const outcome of outcomes) {
      expect(outcome).toMatch(/^ResolveAbnormalPaymentSuccess|^OperationInProgressError/);
    }
    const since = await known(order);
    expect(await ask(world, documents.resolveAbnormalPayment, { input })).toMatchObject({
      replayed: true,
      abnormalPayment: { id: payment.id, status: 'RESOLVED' },
    });
    const other = { ...input, resolution: 'DISMISS', note: 'No' };
    expect(await ask(world, documents.resolveAbnormalPayment, { input: other })).toMatchObject({
      __typename: 'IdempotencyConflictError',
      differences: ['note', 'resolution'],
      existing: { __typename: 'AbnormalPayment', id: payment.id },
    });
    expect(await eventsOf(order, since)).toEqual([]);
  });

  it('leave a key free that was refused (ANSWERS 29)', async () => {
    const { payment } = await surplus();
    const { refund: made } = await refund(payment);
    const input = inputOf(payment, 'DISMISS');
    const send = () => ask(world, documents.resolveAbnormalPayment, { input });
    expect((await send()).__typename).toBe('InvalidStateError');
    sandbox().advanceRefund(made?.providerReference ?? '', 'FAILED');
    await until(made?.id ?? '', 'FAILED');
    expect(await send()).toMatchObject({ replayed: false });
  });

  describe('R11: resolved by hand, later events still flow', () => {
    const resolved = async (kind: Kind) => {
      const { order, payment } = await late();
      await resolve(payment, kind);
      return { order, payment, status: kind === 'ACCEPT' ? 'PAID' : 'EXPIRED' };
    };
    const numberOf = async (id: string): Promise<string> =>
      (await abnormalPaymentById(world.app.deps.read, id))?.providerAbnormalPaymentId ?? '';

    it.each(kinds)('of the payment itself, and of another (%s)', async (kind) => {
      const { order, payment, status } = await resolved(kind);
      const handled = { abnormalPaymentNo: await numberOf(payment.id), amount: '101' };
      await told(order, { ...handled, pendingAmount: '0', status: 'HANDLED' });
      sandbox().pay(order.providerReference, { amount: '5' });
      const [first, second] = await eventually(async () => {
        const payments = await paymentsOf(order);
        return payments[1]?.type === 'LATE' && payments;
      });
      expect(first).toMatchObject({ status: 'RESOLVED', resolution: { kind } });
      expect(second).toMatchObject({
        status: 'OPEN',
        pending: { amount: '5.00' },
        resolution: null,
      });
      expect((await orderOf(world, order.id)).status).toBe(status);
    });

    it.each(kinds)('of a refund made in the portal (%s)', async (kind) => {
      const { order, payment, status } = await resolved(kind);
      const data = {
        refundOrderNo: `PORTAL${order.id}`,
        orderNo: order.providerReference,
        abnormalPaymentNo: await numberOf(payment.id),
        token: 'ETH_USDT',
        amount: '101',
      };
      for (const refundStatus of ['PENDING_REFUND', 'REFUNDED']) {
        const changed = { ...data, refundStatus };
        expect(await deliver(world, provider, 'REFUND_ORDER_CHANGED', changed)).toBe(200);
        expect(await paymentsOf(order)).toMatchObject([
          { status: 'RESOLVED', pending: { amount: '0.00' }, resolution: { kind } },
        ]);
      }
      const after = await orderOf(world, order.id);
      expect(after.status).toBe(status);
      expect(after.refunds.nodes).toMatchObject([{ status: 'SUCCEEDED' }]);
    });

    it.each(kinds)('of our own refund, given up for failed before (%s)', async (kind) => {
      const { order, payment } = await surplus();
      const { refund: made } = await refund(payment);
      sandbox().advanceRefund(made?.providerReference ?? '', 'FAILED');
      await until(made?.id ?? '', 'FAILED');
      await resolve(payment, kind);
      const data = { refundOrderNo: made?.providerReference, refundStatus: 'REFUNDED' };
      expect(await deliver(world, provider, 'REFUND_ORDER_CHANGED', data)).toBe(200);
      expect((await pathOf(world, made?.id ?? '')).at(-1)).toBe('SUCCEEDED');
      expect(await paymentsOf(order)).toMatchObject([{ status: 'RESOLVED', resolution: { kind } }]);
    });

    it.each(kinds)('of the order (%s)', async (kind) => {
      const { order } = await resolved(kind);
      const words = ['TIMEOUT', 'CANCELLED', 'PAYING', 'PAID'];
      const paths = { ACCEPT: ['EXPIRED', 'PAID'], DISMISS: ['EXPIRED', 'CANCELED', 'PAID'] };
      for (const orderStatus of words) {
        const data = {
          orderNo: order.providerReference,
          orderStatus,
          token: 'ETH_USDT',
          payingAmount: 101,
        };
        expect(await deliver(world, provider, 'CHECKOUT_ORDER_CHANGED', data)).toBe(200);
      }
      expect((await pathOf(world, order.id)).slice(2)).toEqual(paths[kind]);
    });
  });

  it.each([0, 1, 2])(
    'are refunded, accepted or dismissed once, whoever is first (%i)',
    async (at) => {
      const { order, payment } = await surplus();
      const actions = [
        () => refund(payment),
        () => resolve(payment, 'ACCEPT'),
        () => resolve(payment, 'DISMISS'),
      ];
      const before = sandbox().effects().refundsCreated;
      const all = await Promise.all(
        Array.from({ length: 20 }, (_one, index) => actions[(index + at) % 3]?.()),
      );
      const won = all.filter((one) => one?.__typename.endsWith('Success'));
      expect(won).toHaveLength(1);
      expect(all.filter((one) => one?.__typename === 'InvalidStateError')).toHaveLength(19);
      const made = won[0]?.refund === undefined ? 0 : 1;
      expect(sandbox().effects().refundsCreated - before).toBe(made);
      const row = await abnormalPaymentById(world.app.deps.read, payment.id);
      expect(row).toMatchObject({ held: 10_000_000n });
      const isAccepted = row?.evidence.resolution?.kind === 'ACCEPT';
      expect((await orderOf(world, order.id)).paid).toMatchObject({
        amount: isAccepted ? '111.00' : '101.00',
      });
    },
  );

  describe('never take more than was ever pending: the database refuses', () => {
    const refusal = 'CHECK constraint failed: abnormal_payments_refunds_within_received';

    it('the row itself', async () => {
      const { payment } = await surplus();
      await resolve(payment, 'ACCEPT');
      const { queue } = world.app.deps;
      const text = 'update abnormal_payments set held = ? where id = ?';
      const set = (held: string) => queue.commit((tx) => tx.run(text, held, payment.id));
      await expect(set('10000001')).rejects.toThrow(refusal);
      expect(await set('10000000')).toBe(1);
    });

    it('a second refund, and a refund of what was accepted, where the code does not look', async () => {
      const { payment } = await surplus();
      const { refund: made } = await refund(payment);
      const { deps } = world.app;
      const { queue, read, ids } = deps;
      const record = await present(refundById(read, made?.id ?? ''));
      const repeat = () => {
        const again = {
          ...record,
          id: ids.make('rfd'),
          providerReference: ids.providerReference(),
        };
        return queue.commit((tx) => addRefund(tx, deps, ownDoing(deps.now()), again));
      };
      await expect(repeat()).rejects.toThrow(refusal);
      sandbox().advanceRefund(record.providerReference, 'FAILED');
      await until(record.id, 'FAILED');
      await resolve(payment, 'ACCEPT');
      await expect(repeat()).rejects.toThrow(refusal);
    });
  });

  it('that are open are a list of work: what is resolved leaves it', async () => {
    const { payment } = await late();
    const { payment: other } = await underpaid();
    const list = async () => {
      const filter = { statuses: ['OPEN' as const], account: world.accounts[provider] };
      const { abnormalPayments } = await world.request(documents.abnormalPayments, { filter });
      expect(new Set(abnormalPayments.nodes.map(({ status }) => status))).toEqual(
        new Set(['OPEN']),
      );
      return abnormalPayments.nodes.map(({ id }) => id);
    };
    expect(await list()).toEqual(expect.arrayContaining([payment.id, other.id]));
    await resolve(payment, 'DISMISS');
    expect(await list()).not.toContain(payment.id);
    expect(await list()).toContain(other.id);
  });
});
