import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { existing } from '../../../src/operations/find.ts';
import { sent, unsent } from '../../../src/domain/instructions/submission.ts';
import { abnormalPaymentById } from '../../../src/store/queries/abnormal-payments.ts';
import { refundById } from '../../../src/store/queries/refunds.ts';
import type { RefundRecord } from '../../../src/store/records.ts';
import { eventually, openTestApp, triedBrands } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { adding } from '../../support/core.ts';
import { changeJson } from '../../support/json-column.ts';
import * as documents from '../../support/documents.ts';
import { created, orderOf } from '../../support/operations.ts';
import type { Subject } from '../../support/operations.ts';
import { backOfficeOf } from './back-office.ts';
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

  const recordOf = async (made: Subject | undefined) =>
    existing(refundById(testApp.app.deps.read, made?.id ?? ''));
  /** As code would that has forgotten to check. */
  const repeat = (record: RefundRecord) => {
    const { deps } = testApp.app;
    const { queue, ids } = deps;
    const fresh = { id: ids.make('rfd'), providerReference: ids.make('rfd') };
    const again = { ...record, ...fresh, submission: sent(unsent, deps.now()) };
    return queue.change(adding(deps, again));
  };

  const list = async () => {
    const filter = { statuses: ['OPEN' as const], account: testApp.accounts[provider] };
    const { abnormalPayments } = await testApp.request(documents.abnormalPayments, { filter });
    expect(new Set(abnormalPayments.nodes.map(({ status }) => status))).toEqual(new Set(['OPEN']));
    return abnormalPayments.nodes.map(({ id }) => id);
  };

  it('R9: under-paid, late and over are each resolved by their own action, for their own amount', async () => {
    const { order } = await backOffice.underpaid();
    sandbox().pay(order.providerReference);
    const over = { pendingAmount: '10', amount: '111', type: 'OVER_PAID', status: 'PENDING' };
    await backOffice.report(order, { ...over, hash: '0x9' });
    const open = await eventually(async () => {
      const payments = await backOffice.paymentsOf(order);
      const isKnown = payments.every(({ type }) => type !== 'UNCLASSIFIED');
      return isKnown && payments.length === 3 && payments;
    });
    for (const { availableActions } of open) {
      expect(availableActions).toEqual(['REFUND', 'ACCEPT', 'DISMISS']);
    }
    const of = (type: string) => open.find((payment) => payment.type === type) ?? { id: '' };
    expect((await backOffice.refund(of('UNDERPAID'))).refund).toMatchObject({
      amount: { amount: '50.50' },
    });
    expect(await backOffice.resolve(of('LATE'), 'ACCEPT')).toMatchObject({
      abnormalPayment: { status: 'RESOLVED', resolution: { amount: { amount: '101.00' } } },
    });
    expect(await backOffice.resolve(of('OVERPAID'), 'DISMISS')).toMatchObject({
      abnormalPayment: { status: 'RESOLVED', resolution: { amount: { amount: '10.00' } } },
    });
    const { status, paid, abnormalPayments } = await orderOf(testApp, order.id);
    expect([status, paid?.amount]).toEqual(['PAID', '101.00']);
    const summary = abnormalPayments.map(({ type, ...one }) => `${type} ${one.status}`);
    expect(summary.toSorted()).toEqual([
      'LATE RESOLVED',
      'OVERPAID RESOLVED',
      'UNDERPAID RESOLVING',
    ]);
  });

  it('are each refunded for their own pending amount, at the same time', async () => {
    const { order } = await backOffice.underpaid();
    sandbox().pay(order.providerReference);
    sandbox().pay(order.providerReference, { amount: '7' });
    const open = await eventually(async () => {
      const payments = await backOffice.paymentsOf(order);
      return payments.length === 3 && payments;
    });
    const refunds = await Promise.all(open.map((payment) => backOffice.refund(payment)));
    const amounts = refunds.map(({ refund: made }) => (made?.['amount'] as never)?.['amount']);
    expect(amounts).toEqual(open.map(({ pending }) => pending.amount));
    for (const { refund: made } of refunds) {
      sandbox().advanceRefund(made?.providerReference ?? '', 'REFUNDED');
    }
    await eventually(async () =>
      (await backOffice.paymentsOf(order)).every(({ status }) => status === 'RESOLVED'),
    );
    expect(await orderOf(testApp, order.id)).toMatchObject({ status: 'EXPIRED', paid: null });
  });

  it.each([0, 1, 2])(
    'are refunded, accepted or dismissed once, whoever is first (%i)',
    async (at) => {
      const { order, payment } = await backOffice.surplus();
      const act = (index: number) =>
        index % 3 === 0
          ? backOffice.refund(payment)
          : backOffice.resolve(payment, index % 3 === 1 ? 'ACCEPT' : 'DISMISS');
      const before = sandbox().effects().refundsCreated;
      const all = await Promise.all(Array.from({ length: 20 }, (_one, index) => act(index + at)));
      const won = all.filter((one) => one.__typename.endsWith('Success'));
      expect(won).toHaveLength(1);
      expect(all.filter((one) => one.__typename === 'InvalidStateError')).toHaveLength(19);
      const made = won[0]?.refund === undefined ? 0 : 1;
      expect(sandbox().effects().refundsCreated - before).toBe(made);
      const row = await abnormalPaymentById(testApp.app.deps.read, payment.id);
      expect(row).toMatchObject({ held: 10_000_000n });
      const isAccepted = row?.evidence.resolution?.kind === 'ACCEPT';
      expect((await orderOf(testApp, order.id)).paid).toMatchObject({
        amount: isAccepted ? '111.00' : '101.00',
      });
    },
  );

  describe('never take more than was ever pending: the database refuses', () => {
    const refusal = 'refunds_within_abnormal_payment';

    it('a resolution of more than is pending', async () => {
      const { payment } = await backOffice.surplus();
      const { queue } = testApp.app.deps;
      const row = { table: 'abnormal_payments', id: payment.id };
      const set = (minor: string) =>
        queue.commit((tx) =>
          changeJson(tx, row, (evidence) => ({ ...evidence, resolution: { amount: { minor } } })),
        );
      await expect(set('10000001')).rejects.toThrow('abnormal_payments_resolved_within_rest');
      expect(await backOffice.resolve(payment, 'ACCEPT')).toMatchObject({ replayed: false });
    });

    it('a second refund, and a refund of what was accepted', async () => {
      const { payment } = await backOffice.surplus();
      const { refund: made } = await backOffice.refund(payment);
      const record = await recordOf(made);
      await expect(repeat(record)).rejects.toThrow(refusal);
      sandbox().advanceRefund(record.providerReference, 'FAILED');
      await backOffice.until(record.id, 'FAILED');
      await backOffice.resolve(payment, 'ACCEPT');
      await expect(repeat(record)).rejects.toThrow(refusal);
    });

    it('a second refund while the first is waiting to be sent', async () => {
      const order = await created(testApp, provider);
      // Without its transaction, the provider cannot be told which payment to refund.
      const { refund: made } = await backOffice.refund(
        await backOffice.report(order, { type: 'LATE_PAYMENT' }),
      );
      expect(made?.status).toBe('REQUESTED');
      await expect(repeat(await recordOf(made))).rejects.toThrow(refusal);
    });
  });

  it('that are open are a list of work, and leave it when resolved', async () => {
    const { payment } = await backOffice.late();
    const { payment: other } = await backOffice.underpaid();
    expect(await list()).toEqual(expect.arrayContaining([payment.id, other.id]));
    await backOffice.resolve(payment, 'DISMISS');
    expect(await list()).not.toContain(payment.id);
    expect(await list()).toContain(other.id);
  });
});
