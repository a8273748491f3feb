import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringNear, dueIn, firstLane, lanesAfter, leaseDue } from '../../src/store/queries/due.ts';
import { countIn } from '../../src/store/queries/due/count.ts';
import type { DueTable } from '../../src/store/queries/due.ts';
import { insertDeliveries } from '../../src/store/queries/webhooks.ts';
import { insertAbnormalPayment } from '../../src/store/queries/abnormal-payments.ts';
import { insertOrder } from '../../src/store/queries/orders.ts';
import { insertRefund } from '../../src/store/queries/refunds.ts';
import { insertSettlement } from '../../src/store/queries/settlements.ts';
import type { Reader } from '../../src/store/sql.ts';
import type { TestDatabase } from '../support/database.ts';
import { onPostgres } from '../support/own-database.ts';
import { explaining } from '../support/watching.ts';
import {
  abnormalPaymentRow,
  deliveryRow,
  openWithMerchants,
  orderRow,
  refundRow,
  settlementRow,
} from './rows.ts';

let opened: TestDatabase;
let read: Reader;

/** Four of one account and two of another, of two statuses; one of them has no due time any more. */
const rows = [
  { number: 1, accountId: 'acc_1', isFirst: true, checkAt: 30 },
  { number: 2, accountId: 'acc_1', isFirst: true, checkAt: 10 },
  { number: 3, accountId: 'acc_1', isFirst: false, checkAt: 20 },
  { number: 4, accountId: 'acc_1', isFirst: true, checkAt: null },
  { number: 5, accountId: 'acc_2', isFirst: true, checkAt: 40 },
  { number: 6, accountId: 'acc_2', isFirst: false, checkAt: 5 },
] as const;

const tables: readonly [DueTable, prefix: string, first: string, second: string][] = [
  ['orders', 'ord', 'AWAITING_PAYMENT', 'UNKNOWN'],
  ['refunds', 'rfd', 'PENDING', 'UNKNOWN'],
  ['settlements', 'stl', 'PENDING', 'UNKNOWN'],
  ['abnormal_payments', 'abn', 'OPEN', 'RESOLVED'],
  ['webhook_deliveries', 'whd', 'FAILED', 'UNMATCHED'],
];

beforeAll(async () => {
  opened = await openWithMerchants();
  read = opened.database.reader;
  await opened.queue.commit(async (tx) => {
    for (const { number, accountId, isFirst, checkAt } of rows) {
      const common = { accountId, checkAt, createdAt: number };
      const payout = isFirst ? 'PENDING' : 'UNKNOWN';
      const order = { ...common, status: isFirst ? 'AWAITING_PAYMENT' : 'UNKNOWN' } as const;
      await insertOrder(tx, orderRow(`ord_${number}`, order));
      await insertRefund(tx, refundRow(`rfd_${number}`, { ...common, status: payout }));
      await insertSettlement(tx, settlementRow(`stl_${number}`, { ...common, status: payout }));
      const payment = { ...common, status: isFirst ? 'OPEN' : 'RESOLVED' } as const;
      await insertAbnormalPayment(tx, abnormalPaymentRow(`abn_${number}`, payment));
      const delivery = { accountId, checkAt, status: isFirst ? 'FAILED' : 'UNMATCHED' } as const;
      await insertDeliveries(tx, [deliveryRow(`whd_${number}`, delivery)]);
    }
  });
});
afterAll(() => opened[Symbol.asyncDispose]());

describe.each(tables)('what is due of %s', (table, prefix, first, second) => {
  const ids = (...numbers: number[]): string[] => numbers.map((number) => `${prefix}_${number}`);

  it('waits in lanes, one for each status and account', async () => {
    const all = [
      { status: first, account: 'acc_1', dueAt: 10 },
      { status: first, account: 'acc_2', dueAt: 40 },
      { status: second, account: 'acc_1', dueAt: 20 },
      { status: second, account: 'acc_2', dueAt: 5 },
    ];
    expect(await lanesAfter(read, table, firstLane, 10)).toEqual(all);
    expect(await lanesAfter(read, table, firstLane, 3)).toEqual(all.slice(0, 3));
    const third = { status: second, account: 'acc_1' };
    expect(await lanesAfter(read, table, third, 10)).toEqual(all.slice(3));
  });

  it('is returned longest due first, up to the limit', async () => {
    const lane = { status: first, account: 'acc_1' };
    const due = async (now: number, limit: number) =>
      (await dueIn(read, table, lane, now, limit)).map(({ id }) => id);
    expect(await due(30, 10)).toEqual(ids(2, 1));
    expect(await due(30, 1)).toEqual(ids(2));
    expect(await due(29, 10)).toEqual(ids(2));
    expect(await due(9, 10)).toEqual([]);
  });

  it.skipIf(onPostgres)(
    'is found by its index alone, which is read no further than needed',
    async () => {
      const plans: string[] = [];
      const sql = explaining(read, plans);
      const lane = { status: first, account: 'acc_1' };
      await lanesAfter(sql, table, firstLane, 10);
      await dueIn(sql, table, lane, 30, 10);
      await countIn(sql, table as 'orders', lane, 10);
      expect(plans).toHaveLength(3);
      const index = `INDEX ${table}_status_account_id_check_at_index`;
      expect(plans[0]).toContain(`${index} (status=? AND account_id>?)`);
      expect(plans[1]).toContain(`${index} (status=? AND account_id=? AND check_at<?)`);
      for (const plan of plans) {
        expect(plan).not.toMatch(new RegExp(`SCAN (?:row|one|${table})\\b`));
        expect(plan).not.toContain('TEMP B-TREE');
        expect(plan).not.toContain('AUTOMATIC');
      }
    },
  );

  it('is counted no further than requested', async () => {
    const lane = { status: first, account: 'acc_1' };
    expect(await countIn(read, table as 'orders', lane, 10)).toBe(2);
    expect(await countIn(read, table as 'orders', lane, 1)).toBe(1);
  });

  it('is brought forward from its far end, and what is due soon stays unchanged', async () => {
    const lane = { status: first, account: 'acc_1' };
    const near = (after: number) =>
      opened.queue.commit((tx) => bringNear(tx, table, lane, 15, after, 10));
    expect(await near(Number.MAX_SAFE_INTEGER)).toBe(0);
    expect(await near(0)).toBe(1);
    expect(await near(0)).toBe(0);
    expect(await dueIn(read, table, lane, 15, 10)).toEqual([
      { id: `${prefix}_2`, dueAt: 10 },
      { id: `${prefix}_1`, dueAt: 15 },
    ]);
    const isLeased = await opened.queue.commit((tx) => leaseDue(tx, table, `${prefix}_1`, 15, 30));
    expect(isLeased).toBe(true);
  });
});

it('what is due is counted whole where it is counted in parts, with all that is due at one time', async () => {
  await using own = await openWithMerchants();
  const times = [...Array<number>(900).fill(1), ...Array<number>(1500).fill(2), 3, 4, 5];
  const many = times.map((checkAt, at) =>
    deliveryRow(`whd_${at}`, { accountId: 'acc_1', checkAt, status: 'FAILED' }),
  );
  await own.queue.commit(async (tx) => void (await insertDeliveries(tx, many)));
  const count = (most: number) =>
    countIn(
      own.database.reader,
      'webhook_deliveries',
      { status: 'FAILED', account: 'acc_1' },
      most,
    );
  expect(await count(20_000)).toBe(2403);
  for (const most of [1, 900, 1000, 1001, 2000, 2403]) expect(await count(most)).toBe(most);
});
