import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldOrder, noOrderEvidence } from '../../src/domain/order.ts';
import { foldPayout, noPayoutEvidence } from '../../src/domain/payout.ts';
import { sent, unsent } from '../../src/domain/instructions/submission.ts';
import {
  abnormalPaymentById,
  abnormalPaymentByProviderId,
  abnormalPaymentsOfOrders,
  insertAbnormalPayment,
  updateAbnormalPayment,
} from '../../src/store/queries/abnormal-payments.ts';
import {
  insertOrder,
  orderById,
  orderByProviderReference,
  ordersByIds,
  updateOrder,
} from '../../src/store/queries/orders.ts';
import {
  insertRefund,
  refundById,
  refundByProviderReference,
  refundsOfOrders,
  updateRefund,
} from '../../src/store/queries/refunds.ts';
import {
  insertSettlement,
  settlementById,
  settlementByProviderReference,
  updateSettlement,
} from '../../src/store/queries/settlements.ts';
import { StaleRecordError } from '../../src/store/queries/instructions.ts';
import type { Sql } from '../../src/store/sql.ts';
import type { TestDatabase } from '../support/database.ts';
import {
  abnormalPaymentRow,
  openWithMerchants,
  orderRow,
  paidOrderRow,
  refundRow,
  settlementRow,
  usdt,
  wusd,
} from './rows.ts';

let opened: TestDatabase;
let read: Sql;
beforeAll(async () => {
  opened = await openWithMerchants();
  read = opened.database.reader;
  await opened.queue.commit((tx) => insertOrder(tx, orderRow('ord_1')));
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
});

const busy = {
  submission: sent(unsent, 5_000),
  checkAt: 9_000,
  checks: 3,
  lastCheckAt: 8_000,
  unknownSince: 7_000,
  needsAttention: true,
  version: 4,
};

/** As it is read after it was written with the revision that it had. */
const written = <Row extends { revision: number }>(row: Row): Row => ({
  ...row,
  revision: row.revision + 1,
});

describe('orders', () => {
  it('are read as they were written, with every amount to its last unit (R25)', async () => {
    const amount = wusd('9007199254.740993000000000001');
    const { request } = paidOrderRow('ord_whole', amount);
    const created = orderRow('ord_whole', { request });
    await opened.queue.commit((tx) => insertOrder(tx, created));
    expect(await orderById(read, 'ord_whole')).toEqual(created);

    const evidence = foldOrder(
      noOrderEvidence,
      {
        subject: 'ORDER',
        providerReference: 'P-ord_whole',
        status: 'PAID',
        occurredAt: 1_700_000_000_000,
        payable: amount,
        paid: amount,
        refundableLimit: amount,
        fees: [{ type: 'service', amount: wusd('0.000000000000000001') }],
        instructions: { depositAddress: 'T1' },
      },
      6_000,
    );
    const paid = {
      ...created,
      ...busy,
      status: 'PAID' as const,
      providerOrderId: 'PO-1',
      evidence,
      refundable: amount,
      refundsHeld: amount.minor - 1n,
      refunded: 1n,
      expiresAt: 10_000,
      updatedAt: 11_000,
    };
    await opened.queue.commit((tx) => updateOrder(tx, paid));
    expect(await orderById(read, 'ord_whole')).toEqual(written(paid));
    expect(await orderByProviderReference(read, 'acc_1', 'P-ord_whole')).toEqual(written(paid));
    expect(await orderByProviderReference(read, 'acc_2', 'P-ord_whole')).toBeNull();
  });

  it('are found by many ids at once, and not at all where there is none', async () => {
    const some = await ordersByIds(read, ['ord_1', 'ord_none', 'ord_1']);
    expect(some.map(({ id }) => id)).toEqual(['ord_1']);
    expect(await ordersByIds(read, [])).toEqual([]);
    expect(await orderById(read, 'ord_none')).toBeNull();
  });

  it('are readable where an earlier version accepted money that the order does not count in', async () => {
    const evidence = { ...noOrderEvidence, payable: usdt('100'), paid: wusd('100') };
    const order = orderRow('ord_mixed', { status: 'PAID', evidence, refundable: wusd('100') });
    await opened.queue.commit((tx) => insertOrder(tx, order));
    expect(await orderById(read, order.id)).toEqual({ ...order, refundable: null });
  });

  it('are unique by their reference at the provider’s account', async () => {
    const twin = orderRow('ord_twin', { providerReference: 'P-ord_1' });
    await expect(opened.queue.commit((tx) => insertOrder(tx, twin))).rejects.toThrow(/unique/i);
    const elsewhere = { ...twin, accountId: 'acc_2' };
    await opened.queue.commit((tx) => insertOrder(tx, elsewhere));
    expect(await orderById(opened.database.reader, elsewhere.id)).toMatchObject({
      accountId: 'acc_2',
    });
  });
});

describe('refunds', () => {
  it('are read as they were written', async () => {
    const created = refundRow('rfd_1', {
      address: 'T1',
      reason: 'broken',
      amount: usdt('0.000001'),
    });
    await opened.queue.commit((tx) => insertRefund(tx, created));
    expect(await refundById(read, 'rfd_1')).toEqual(created);
    const observation = {
      subject: 'REFUND',
      providerReference: 'P-rfd_1',
      status: 'SUCCEEDED',
      occurredAt: 1_700_000_003_000,
      transactionHash: '0x01',
    } as const;
    const evidence = foldPayout(noPayoutEvidence, observation, 4_000);
    const changed = { ...created, ...busy, status: 'SUCCEEDED' as const, evidence };
    await opened.queue.commit((tx) => updateRefund(tx, changed));
    expect(await refundByProviderReference(read, 'acc_1', 'P-rfd_1')).toEqual(written(changed));
    const of = await refundsOfOrders(read, ['ord_1']);
    expect(of.map(({ id }) => id)).toEqual(['rfd_1']);
  });

  it('need an existing order', async () => {
    const orphan = refundRow('rfd_orphan', { orderId: 'ord_none' });
    await expect(opened.queue.commit((tx) => insertRefund(tx, orphan))).rejects.toThrow(
      /foreign key/i,
    );
  });
});

describe('settlements', () => {
  it('are read as they were written', async () => {
    const created = settlementRow('stl_1', { orderIds: ['ord_1', 'ord_2'] });
    await opened.queue.commit((tx) => insertSettlement(tx, created));
    expect(await settlementById(read, 'stl_1')).toEqual(created);
    const changed = { ...created, ...busy, status: 'UNKNOWN' as const };
    await opened.queue.commit((tx) => updateSettlement(tx, changed));
    expect(await settlementByProviderReference(read, 'acc_1', 'P-stl_1')).toEqual(written(changed));
  });
});

describe('abnormal payments', () => {
  it('are read as they were written', async () => {
    const created = abnormalPaymentRow('abn_1', { orderId: 'ord_1', checkAt: 2_000 });
    await opened.queue.commit((tx) => insertAbnormalPayment(tx, created));
    expect(await abnormalPaymentById(read, 'abn_1')).toEqual(created);
    const evidence = { ...created.evidence, handled: true, transactionHash: '0x01' };
    const changed = { ...created, evidence, pending: usdt('0'), held: 10_000_000n };
    const resolved = { ...changed, status: 'RESOLVED' as const, checkAt: null, checks: 2 };
    await opened.queue.commit((tx) => updateAbnormalPayment(tx, resolved));
    const found = await abnormalPaymentByProviderId(read, 'acc_1', 'P-abn_1');
    expect(found).toEqual(written(resolved));
    expect(await abnormalPaymentsOfOrders(read, ['ord_1'])).toEqual([written(resolved)]);
  });
});

describe('a row that was changed since it was read', () => {
  it('is refused, whatever it is, and the first change stands', async () => {
    const { queue } = opened;
    const order = orderRow('ord_stale');
    const refund = refundRow('rfd_stale');
    const settlement = settlementRow('stl_stale');
    const payment = abnormalPaymentRow('abn_stale');
    await queue.commit(async (tx) => {
      await insertOrder(tx, order);
      await insertRefund(tx, refund);
      await insertSettlement(tx, settlement);
      await insertAbnormalPayment(tx, payment);
    });
    const writes = [
      (checks: number) => queue.commit((tx) => updateOrder(tx, { ...order, checks })),
      (checks: number) => queue.commit((tx) => updateRefund(tx, { ...refund, checks })),
      (checks: number) => queue.commit((tx) => updateSettlement(tx, { ...settlement, checks })),
      (checks: number) => queue.commit((tx) => updateAbnormalPayment(tx, { ...payment, checks })),
    ];
    for (const write of writes) {
      const [first, second] = await Promise.allSettled([write(1), write(2)]);
      expect(first.status).toBe('fulfilled');
      expect(second).toHaveProperty('reason', expect.any(StaleRecordError));
    }
    const found = [
      await orderById(read, 'ord_stale'),
      await refundById(read, 'rfd_stale'),
      await settlementById(read, 'stl_stale'),
      await abnormalPaymentById(read, 'abn_stale'),
    ];
    expect(found.map((row) => [row?.checks, row?.revision])).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
  });
});
