import { describe, expect, it } from 'vitest';
import { keysOf, observe } from '../../../src/domain/aggregates/observe.ts';
import type { RefundObservation } from '../../../src/domain/observation.ts';
import type { Change } from '../../../src/store/aggregates/change.ts';
import { insertAbnormalPayment } from '../../../src/store/queries/abnormal-payments.ts';
import { insertOrder, orderById } from '../../../src/store/queries/orders.ts';
import { refundByProviderReference } from '../../../src/store/queries/refunds.ts';
import { abnormalPaymentRow, openWithMerchants, paidOrderRow, usdt } from '../../store/rows.ts';
import { pushedAt } from '../../support/core.ts';

const source = pushedAt(2_000);

const reporting = (status: 'PROCESSING' | 'SUCCEEDED'): Change<string> => {
  const observation: RefundObservation = {
    subject: 'REFUND',
    providerReference: 'PORTAL',
    orderProviderReference: 'P-ord_1',
    providerAbnormalPaymentId: 'P-abn_1',
    amount: usdt('10'),
    status,
    occurredAt: null,
  };
  const newId = { id: 'rfd_1', at: 2_000 };
  return {
    keys: keysOf(observation, source.accountId),
    decide: (set) => ({ result: observe(set, source, { observation: observation, newId }) }),
  };
};

describe('a refund in the portal that names an order, and an abnormal payment', () => {
  it.each([
    ['of no order', null],
    ['of another order', 'ord_2'],
  ])('%s is a refund like others, and takes nothing of what was paid', async (_, orderId) => {
    await using opened = await openWithMerchants();
    const { queue, database } = opened;
    await queue.commit(async (tx) => {
      await insertOrder(tx, paidOrderRow('ord_1'));
      await insertOrder(tx, paidOrderRow('ord_2'));
      await insertAbnormalPayment(tx, abnormalPaymentRow('abn_1', { orderId }));
    });
    expect(await queue.change(reporting('PROCESSING'))).toBe('CHANGED');
    expect(await queue.change(reporting('SUCCEEDED'))).toBe('CHANGED');
    expect(await refundByProviderReference(database.reader, 'acc_1', 'PORTAL')).toMatchObject({
      orderId: 'ord_1',
      abnormalPaymentId: 'abn_1',
      status: 'SUCCEEDED',
    });
    expect(await orderById(database.reader, 'ord_1')).toMatchObject({ refundsHeld: 0n });
  });
});
