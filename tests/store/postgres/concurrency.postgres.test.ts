import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addRefund } from '../../../src/domain/aggregates/refund.ts';
import { assertRefundable } from '../../../src/domain/aggregates/refund-rules.ts';
import { changeOrder, createOrder } from '../../../src/domain/aggregates/order.ts';
import { notSent, sent, unsent } from '../../../src/domain/instructions/submission.ts';
import type { Change } from '../../../src/store/aggregates/change.ts';
import type { WriteQueue } from '../../../src/store/commit.ts';
import { leaseDue } from '../../../src/store/queries/due.ts';
import { evidenceOf } from '../../../src/store/queries/evidence.ts';
import { readLog } from '../../../src/store/queries/events.ts';
import { insertOrders, orderById, ordersByKeys } from '../../../src/store/queries/orders.ts';
import { deliveriesByIds, insertDeliveries } from '../../../src/store/queries/webhooks.ts';
import { awaitSubjects } from '../../../src/store/queries/webhooks/awaited-subjects.ts';
import { refundsOfOrders } from '../../../src/store/queries/refunds.ts';
import { pushedAt } from '../../support/core.ts';
import type { TestDatabase } from '../../support/database.ts';
import {
  abnormalPaymentRow,
  deliveryRow,
  openWithMerchants,
  orderRow,
  paidOrderRow,
  refundRow,
  usdt,
} from '../rows.ts';

const orders = ['ord_1', 'ord_2', 'ord_3', 'ord_4', 'ord_5'];
const merchantOf = (order: string): string => (order < 'ord_3' ? 'mer_1' : 'mer_2');
const accountOf = (order: string): string => (order < 'ord_3' ? 'acc_1' : 'acc_3');

/** Asks for a refund of ours from each of some orders, in any order. */
const refunding = (id: string, of: readonly string[]): Change<number> => ({
  keys: of.map((order) => ({ kind: 'ORDER', id: order, whole: true })),
  decide(set) {
    let made = 0;
    for (const orderId of of) {
      const order = set.wholeOrder({ id: orderId });
      if (order === null) throw new Error(`no order ${orderId}`);
      const refund = refundRow(`${id}_${orderId}`, {
        merchantId: merchantOf(orderId),
        accountId: accountOf(orderId),
        orderId,
        amount: usdt('7'),
        submission: sent(unsent, 1_000),
      });
      try {
        assertRefundable(order, refund.amount, true);
      } catch {
        continue;
      }
      const source = { ...pushedAt(1_000), merchantId: merchantOf(orderId) };
      set.apply(addRefund(order, refund, source));
      made += 1;
    }
    return { result: made };
  },
});

/** Creates an order of `mer_1`. */
const creating = (id: string): Change<void> => ({
  keys: [],
  decide(set) {
    const submission = sent(unsent, 1_000);
    const order = orderRow(id, { status: 'SUBMITTING', submission });
    return { result: void set.apply(createOrder(order, pushedAt(1_000))) };
  },
});

/** Adds an abnormal payment unless there is one of this number. */
const inserting = (id: string): Change<string> => ({
  keys: [{ kind: 'ABNORMAL_PAYMENT', accountId: 'acc_1', reference: 'P-same' }],
  decide(set) {
    const found = set.payment({ accountId: 'acc_1', reference: 'P-same' });
    if (found !== null) return { result: found.payment.id };
    const payment = abnormalPaymentRow(id, { providerAbnormalPaymentId: 'P-same' });
    set.put({ kind: 'ABNORMAL_PAYMENT', payment });
    return { result: id };
  },
});

type Numbered = readonly { id: string; reference: string }[];

const numbered = (some: readonly string[], nth: number): Numbered =>
  some.map((id) => ({ id, reference: `P-${id}-${nth}` }));

/** Adds abnormal payments that have no order, unless there are some of these numbers. */
const paying = (by: string, some: Numbered): Change<void> => ({
  keys: some.map(({ reference }) => ({ kind: 'ABNORMAL_PAYMENT', accountId: 'acc_1', reference })),
  decide(set) {
    for (const { id, reference } of some) {
      if (set.payment({ accountId: 'acc_1', reference }) !== null) continue;
      const payment = abnormalPaymentRow(`${id}_${by}`, { providerAbnormalPaymentId: reference });
      set.put({ kind: 'ABNORMAL_PAYMENT', payment });
    }
    return { result: undefined };
  },
});

const checking = (some: Numbered): Change<void> => ({
  keys: some.map(({ reference }) => ({ kind: 'ABNORMAL_PAYMENT', accountId: 'acc_1', reference })),
  decide(set) {
    for (const { reference } of some) {
      const found = set.payment({ accountId: 'acc_1', reference });
      if (found?.aggregate.kind !== 'ABNORMAL_PAYMENT') throw new Error(`no ${reference}`);
      const payment = { ...found.payment, checks: found.payment.checks + 1 };
      set.put({ kind: 'ABNORMAL_PAYMENT', payment });
    }
    return { result: undefined };
  },
});

describe('several processes on one database', () => {
  let opened: TestDatabase;
  let queues: WriteQueue[];
  const deadlocks = async (): Promise<number> => {
    const text = 'select deadlocks from pg_stat_database where datname = current_database()';
    return (await opened.database.reader.get<{ deadlocks: number }>(text))?.deadlocks ?? -1;
  };
  beforeAll(async () => {
    // The server looks for them before a lock is waited for too long.
    opened = await openWithMerchants({ options: '-c deadlock_timeout=20ms' });
    queues = [opened.queue, await opened.another(), await opened.another(), await opened.another()];
    await opened.queue.commit((tx) =>
      insertOrders(
        tx,
        orders.map((id) => ({
          ...paidOrderRow(id, usdt('100')),
          merchantId: merchantOf(id),
          accountId: accountOf(id),
        })),
      ),
    );
  });
  afterAll(() => opened[Symbol.asyncDispose]());

  it('refund no more than was paid, number each log without holes, and never wait in a circle', async () => {
    const asked = Array.from({ length: 200 }, (_, at) => {
      // Each begins with another order, and the merchants alternate.
      const of = [0, 1, 2].map((next) => orders[(at * 3 + next * 2) % orders.length] ?? 'ord_1');
      return (queues[at % queues.length] ?? opened.queue).change(
        refunding(`rfd_${String(at).padStart(3, '0')}`, at % 2 === 0 ? of : of.toReversed()),
      );
    });
    const made = (await Promise.all(asked)).reduce((sum, count) => sum + count, 0);
    const refunds = await refundsOfOrders(opened.database.reader, orders);
    // 14 of 7 fit into 100.
    expect([made, refunds.length]).toEqual([5 * 14, 5 * 14]);
    for (const id of orders) {
      expect((await orderById(opened.database.reader, id))?.refundsHeld).toBe(98_000_000n);
    }
    for (const merchant of ['mer_1', 'mer_2']) {
      const log = await readLog(opened.database.reader, merchant, 0, 1_000);
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1));
    }
    expect(await deadlocks()).toBe(0);
  });

  it('insert for one merchant at the same time, and never wait in a circle', async () => {
    // One after the other in each process, so that there are many groups.
    const all = queues.map(async (queue, at) => {
      for (let nth = 0; nth < 25; nth += 1) await queue.change(creating(`ord_new_${at}_${nth}`));
    });
    await Promise.all(all);
    expect(await deadlocks()).toBe(0);
  });

  it('change payments without an order in any order, and never wait in a circle', async () => {
    const ids = ['abn_a', 'abn_b', 'abn_c', 'abn_d'];
    for (let nth = 0; nth < 20; nth += 1) {
      const all = queues.slice(0, 2).map((queue, at) => {
        const some = numbered(at % 2 === 0 ? ids : ids.toReversed(), nth);
        return queue.change(paying(`${at}_${nth}`, some));
      });
      await Promise.all(all);
      const again = queues.slice(0, 2).map((queue, at) => {
        const some = numbered(at % 2 === 0 ? ids : ids.toReversed(), nth);
        return queue.change(checking(some));
      });
      await Promise.all(again);
    }
    expect(await deadlocks()).toBe(0);
  });

  it('creates what a delivery waits for while another retries it, and never waits in a circle', async () => {
    const { database } = opened;
    const waiting = deliveryRow('whd_1', { status: 'UNMATCHED', checkAt: 9_000 });
    await opened.queue.commit(async (tx) => {
      await insertDeliveries(tx, [waiting]);
      await awaitSubjects(tx, [{ ...waiting, awaited: new Set(['P-ord_awaited']) }]);
    });
    const [creating, retrying] = [await database.writer.begin(), await database.writer.begin()];
    const order = { kind: 'ORDER', id: 'ord_1' } as const;
    await deliveriesByIds(retrying.sql, [waiting.id]);
    await ordersByKeys(creating.sql, [order], true);
    const loaded = ordersByKeys(retrying.sql, [order], true);
    await insertOrders(creating.sql, [orderRow('ord_awaited')]);
    await creating.commit();
    await loaded;
    await retrying.rollback();
    expect(await deadlocks()).toBe(0);
  });

  it('give the evidence of a subject ids in the order of its recording, whatever their clocks say', async () => {
    const submission = sent(unsent, 1_000);
    const order = orderRow('ord_sent', { status: 'SUBMITTING', submission });
    await opened.queue.change({
      keys: [],
      decide: (set) => ({ result: void set.apply(createOrder(order, pushedAt(90_000))) }),
    });
    const clocks = [80_000, 70_000, 60_000, 50_000, 40_000, 30_000];
    for (const [at, now] of clocks.entries()) {
      const next = at % 2 === 0 ? notSent(unsent, false) : sent(unsent, now);
      await (queues[at % queues.length] ?? opened.queue).change({
        keys: [{ kind: 'ORDER', id: order.id }],
        decide(set) {
          const known = set.order({ id: order.id });
          if (known === null) throw new Error('no order');
          const changed = changeOrder(known, { submission: next }, pushedAt(now));
          return { result: void set.apply(changed) };
        },
      });
    }
    const page = { first: 100, after: null };
    const found = await evidenceOf(opened.database.reader, order.id, page);
    expect(found.map(({ recordedAt }) => recordedAt)).toEqual([
      90_000,
      ...clocks.filter((now) => found.some(({ recordedAt }) => recordedAt === now)),
    ]);
    expect(found.length).toBeGreaterThan(3);
  });

  it('lease what is due to one of them, and none waits for a row that another changes', async () => {
    const order = { ...orderRow('ord_due', { status: 'UNKNOWN' }), checkAt: 1_000 };
    await opened.queue.commit((tx) => insertOrders(tx, [order]));
    const lease = (queue: WriteQueue): Promise<boolean> =>
      queue.commit((tx) => leaseDue(tx, 'orders', order.id, 2_000, 9_000));
    const changing = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const change = opened.queue.commit(async (tx) => {
      await tx.run('update orders set checks = checks where id = ?', order.id);
      held.resolve();
      await changing.promise;
    });
    await held.promise;
    expect(await lease(queues[1] ?? opened.queue)).toBe(false);
    changing.resolve();
    await change;
    const leases = await Promise.all(queues.map(lease));
    expect(leases.filter(Boolean)).toHaveLength(1);
  });

  it('find what another has inserted at the same time under the same number', async () => {
    const ids = await Promise.all(queues.map((queue, at) => queue.change(inserting(`abn_${at}`))));
    expect(new Set(ids).size).toBe(1);
  });
});
