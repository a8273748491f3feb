import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { present } from '../../../src/operations/find.ts';
import { sent, unsent } from '../../../src/domain/instructions/submission.ts';
import { abnormalPaymentById } from '../../../src/store/queries/abnormal-payments.ts';
import { refundById } from '../../../src/store/queries/refunds.ts';
import type { RefundRecord } from '../../../src/store/records.ts';
import { eventually, openWorld, providersOfSandbox } from '../../support/app.ts';
import type { World } from '../../support/app.ts';
import { adding } from '../../support/core.ts';
import * as documents from '../../support/documents.ts';
import { created, orderOf } from '../../support/operations.ts';
import type { Subject } from '../../support/operations.ts';
import { deskOf } from './desk.ts';
import type { Desk } from './desk.ts';

describe.each(providersOfSandbox)('abnormal payments of %s', (provider) => {
  let world: World;
  let desk: Desk;
  const sandbox = () => world.sandbox.provider(provider);

  beforeAll(async () => {
    world = await openWorld();
    desk = deskOf(world, provider);
  });

  afterAll(() => world.close());

  const recordOf = async (made: Subject | undefined) =>
    present(refundById(world.app.deps.read, made?.id ?? ''));
  /** As code would that has forgotten to look. */
  const repeat = (record: RefundRecord) => {
    const { deps } = world.app;
    const { queue, ids } = deps;
    const fresh = { id: ids.make('rfd'), providerReference: ids.make('rfd') };
    const again = { ...record, ...fresh, submission: sent(unsent, deps.now()) };
    return queue.change(adding(deps, again));
  };

  const list = async () => {
    const filter = { statuses: ['OPEN' as const], account: world.accounts[provider] };
    const { abnormalPayments } = await world.request(documents.abnormalPayments, { filter });
    expect(new Set(abnormalPayments.nodes.map(({ status }) => status))).toEqual(new Set(['OPEN']));
    return abnormalPayments.nodes.map(({ id }) => id);
  };

  it('R9: under-paid, late and over are resolved each by its own action, for its own amount', async () => {
    const { order } = await desk.underpaid();
    sandbox().pay(order.providerReference);
    const over = { pendingAmount: '10', amount: '111', type: 'OVER_PAID', status: 'PENDING' };
    await desk.told(order, { ...over, hash: '0x9' });
    const open = await eventually(async () => {
      const payments = await desk.paymentsOf(order);
      const isKnown = payments.every(({ type }) => type !== 'UNCLASSIFIED');
      return isKnown && payments.length === 3 && payments;
    });
    for (const { availableActions } of open) {
      expect(availableActions).toEqual(['REFUND', 'ACCEPT', 'DISMISS']);
    }
    const of = (type: string) => open.find((payment) => payment.type === type) ?? { id: '' };
    expect((await desk.refund(of('UNDERPAID'))).refund).toMatchObject({
      amount: { amount: '50.50' },
    });
    expect(await desk.resolve(of('LATE'), 'ACCEPT')).toMatchObject({
      abnormalPayment: { status: 'RESOLVED', resolution: { amount: { amount: '101.00' } } },
    });
    expect(await desk.resolve(of('OVERPAID'), 'DISMISS')).toMatchObject({
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
    const { order } = await desk.underpaid();
    sandbox().pay(order.providerReference);
    sandbox().pay(order.providerReference, { amount: '7' });
    const open = await eventually(async () => {
      const payments = await desk.paymentsOf(order);
      return payments.length === 3 && payments;
    });
    const refunds = await Promise.all(open.map((payment) => desk.refund(payment)));
    const amounts = refunds.map(({ refund: made }) => (made?.['amount'] as never)?.['amount']);
    expect(amounts).toEqual(open.map(({ pending }) => pending.amount));
    for (const { refund: made } of refunds) {
      sandbox().advanceRefund(made?.providerReference ?? '', 'REFUNDED');
    }
    await eventually(async () =>
      (await desk.paymentsOf(order)).every(({ status }) => status === 'RESOLVED'),
    );
    expect(await orderOf(world, order.id)).toMatchObject({ status: 'EXPIRED', paid: null });
  });

  it.each([0, 1, 2])(
    'are refunded, accepted or dismissed once, whoever is first (%i)',
    async (at) => {
      const { order, payment } = await desk.surplus();
      const act = (index: number) =>
        index % 3 === 0
          ? desk.refund(payment)
          : desk.resolve(payment, index % 3 === 1 ? 'ACCEPT' : 'DISMISS');
      const before = sandbox().effects().refundsCreated;
      const all = await Promise.all(Array.from({ length: 20 }, (_one, index) => act(index + at)));
      const won = all.filter((one) => one.__typename.endsWith('Success'));
      expect(won).toHaveLength(1);
      expect(all.filter((one) => one.__typename === 'InvalidStateError')).toHaveLength(19);
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
    const refusal = 'refunds_within_abnormal_payment';

    it('a resolution of more than is pending', async () => {
      const { payment } = await desk.surplus();
      const { queue } = world.app.deps;
      const text = `update abnormal_payments set evidence = json_set(evidence,
        '$.resolution', json_object('amount', json_object('minor', ?))) where id = ?`;
      const set = (minor: string) => queue.commit((tx) => tx.run(text, minor, payment.id));
      await expect(set('10000001')).rejects.toThrow('abnormal_payments_resolved_within_rest');
      expect(await desk.resolve(payment, 'ACCEPT')).toMatchObject({ replayed: false });
    });

    it('a second refund, and a refund of what was accepted', async () => {
      const { payment } = await desk.surplus();
      const { refund: made } = await desk.refund(payment);
      const record = await recordOf(made);
      await expect(repeat(record)).rejects.toThrow(refusal);
      sandbox().advanceRefund(record.providerReference, 'FAILED');
      await desk.until(record.id, 'FAILED');
      await desk.resolve(payment, 'ACCEPT');
      await expect(repeat(record)).rejects.toThrow(refusal);
    });

    it('a second refund while the first is waiting to be sent', async () => {
      const order = await created(world, provider);
      // Without its transaction the provider cannot be told which one to give back.
      const { refund: made } = await desk.refund(await desk.told(order, { type: 'LATE_PAYMENT' }));
      expect(made?.status).toBe('REQUESTED');
      await expect(repeat(await recordOf(made))).rejects.toThrow(refusal);
    });
  });

  it('that are open are a list of work: what is resolved leaves it', async () => {
    const { payment } = await desk.late();
    const { payment: other } = await desk.underpaid();
    expect(await list()).toEqual(expect.arrayContaining([payment.id, other.id]));
    await desk.resolve(payment, 'DISMISS');
    expect(await list()).not.toContain(payment.id);
    expect(await list()).toContain(other.id);
  });
});
