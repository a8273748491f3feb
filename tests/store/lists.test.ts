import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderStatuses } from '../../src/domain/order.ts';
import {
  findAbnormalPayments,
  insertAbnormalPayment,
} from '../../src/store/queries/abnormal-payments.ts';
import { readLog } from '../../src/store/queries/events.ts';
import { appendEvents } from '../../src/store/queries/log/append.ts';
import type { EventSearch } from '../../src/store/queries/events.ts';
import { findOrders, insertOrder } from '../../src/store/queries/orders.ts';
import type { OrderSearch } from '../../src/store/queries/orders.ts';
import { findRefunds, insertRefund } from '../../src/store/queries/refunds.ts';
import { findSettlements, insertSettlement } from '../../src/store/queries/settlements.ts';
import { findDeliveries, insertDeliveries } from '../../src/store/queries/webhooks.ts';
import type { DueTable } from '../../src/store/queries/due.ts';
import type { Page } from '../../src/store/queries/pages.ts';
import type { Reader, Sql } from '../../src/store/sql.ts';
import type { TestDatabase } from '../support/database.ts';
import { onPostgres } from '../support/own-database.ts';
import { explaining } from '../support/watching.ts';
import {
  abnormalPaymentRow,
  deliveryRow,
  eventRow,
  openWithMerchants,
  orderRow,
  refundRow,
  settlementRow,
} from './rows.ts';

let opened: TestDatabase;
let read: Reader;

/** Seven of each, numbered; the fifth belongs to another merchant; due at 5, 3, 1, –, 2, 4, 6. */
const dueAt = [5, 3, 1, null, 2, 4, 6];

beforeAll(async () => {
  opened = await openWithMerchants();
  read = opened.database.reader;
  await opened.queue.commit(async (tx) => {
    for (const [index, checkAt] of dueAt.entries()) {
      const number = index + 1;
      const merchant =
        number === 5 ? { merchantId: 'mer_2', accountId: 'acc_3' } : { merchantId: 'mer_1' };
      const even = number % 2 === 0;
      const common = { ...merchant, checkAt, createdAt: number * 1_000 };
      const status = orderStatuses[index] ?? 'PAID';
      const order = { ...common, status, providerOrderId: even ? 'PO' : null };
      await insertOrder(tx, orderRow(`ord_${number}`, order));
      const orderId = number === 5 ? 'ord_5' : 'ord_1';
      await insertRefund(tx, refundRow(`rfd_${number}`, { ...common, orderId }));
      await insertSettlement(tx, settlementRow(`stl_${number}`, common));
      await insertAbnormalPayment(tx, abnormalPaymentRow(`abn_${number}`, common));
      const delivery = { ...merchant, checkAt, status: even ? 'FAILED' : 'APPLIED' } as const;
      await insertDeliveries(tx, [deliveryRow(`whd_${number}`, delivery)]);
    }
  });
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
});

type Find = (sql: Sql, page: Page) => Promise<{ id: string }[]>;

const lists: readonly [name: string, table: DueTable, prefix: string, find: Find][] = [
  ['orders', 'orders', 'ord', (sql, page) => findOrders(sql, 'mer_1', page, {})],
  ['refunds', 'refunds', 'rfd', (sql, page) => findRefunds(sql, 'mer_1', page, {})],
  ['settlements', 'settlements', 'stl', (sql, page) => findSettlements(sql, 'mer_1', page, {})],
  [
    'abnormal payments',
    'abnormal_payments',
    'abn',
    (sql, page) => findAbnormalPayments(sql, 'mer_1', page, {}),
  ],
  [
    'webhook deliveries',
    'webhook_deliveries',
    'whd',
    (sql, page) => findDeliveries(sql, 'mer_1', page, {}),
  ],
];

describe.each(lists)('a list of %s', (_name, table, prefix, find) => {
  const ids = (...numbers: number[]): string[] => numbers.map((number) => `${prefix}_${number}`);

  it('is paged newest first, with one more row to show that there are more', async () => {
    const pages: string[][] = [];
    for (let after: string | null = null; ;) {
      const rows = await find(read, { first: 2, after });
      pages.push(rows.map(({ id }) => id));
      if (rows.length <= 2) break;
      after = rows[1]?.id ?? null;
    }
    expect(pages).toEqual([ids(7, 6, 4), ids(4, 3, 2), ids(2, 1)]);
  });

  it('continues where it was when the row of the cursor is gone or another’s', async () => {
    const rows = await find(read, { first: 2, after: `${prefix}_5` });
    expect(rows.map(({ id }) => id)).toEqual(ids(4, 3, 2));
  });

  it.skipIf(onPostgres)('is read along its index, never sorted', async () => {
    const plans: string[] = [];
    await find(explaining(read, plans), { first: 2, after: 'x' });
    expect(plans).toHaveLength(1);
    expect(plans[0]).toContain(`INDEX ${table}_merchant_id_id_index (merchant_id=? AND id<?)`);
    expect(plans[0]).not.toContain('TEMP B-TREE');
  });
});

const all = { first: 100, after: null };
const numbers = (rows: { id: string }[]): number[] => rows.map(({ id }) => Number(id.slice(4)));
const of = async (rows: Promise<{ id: string }[]>): Promise<number[]> => numbers(await rows);

/** Ids of the log of mer_1. */
async function log(after: number, limit: number, search: EventSearch = {}): Promise<string[]> {
  return (await readLog(read, 'mer_1', after, limit, search)).map(({ id }) => id);
}

describe('a search', () => {
  it.each([
    [{ reference: 'reference of ord_3' }, [3]],
    [{ providerReference: 'P-ord_4' }, [4]],
    [{ providerOrderId: 'PO' }, [6, 4, 2]],
    [{ statuses: ['UNKNOWN', 'CREATED', 'UNKNOWN'] }, [3, 1]],
    [{ statuses: [] }, []],
    [{ statuses: null, account: null }, [7, 6, 4, 3, 2, 1]],
    [{ account: 'acc_3' }, []],
    [{ provider: 'VEXORA' }, []],
  ] satisfies [OrderSearch, number[]][])('for orders by %j', async (search, expected) => {
    expect(numbers(await findOrders(read, 'mer_1', all, search))).toEqual(expected);
  });

  it('for refunds, settlements, abnormal payments and deliveries', async () => {
    const orders = { order: 'ord_1' };
    expect(await of(findRefunds(read, 'mer_1', all, orders))).toEqual([7, 6, 4, 3, 2, 1]);
    expect(await of(findRefunds(read, 'mer_1', all, { statuses: ['FAILED'] }))).toEqual([]);
    const references = { reference: 'reference of stl_2' };
    expect(await of(findSettlements(read, 'mer_1', all, references))).toEqual([2]);
    expect(await of(findAbnormalPayments(read, 'mer_1', all, { types: ['LATE'] }))).toEqual([]);
    const overpaid = { types: ['OVERPAID'], statuses: ['OPEN'] } as const;
    expect(await of(findAbnormalPayments(read, 'mer_2', all, overpaid))).toEqual([5]);
    expect(await of(findDeliveries(read, 'mer_1', all, { statuses: ['FAILED'] }))).toEqual([
      6, 4, 2,
    ]);
  });
});

describe('the log', () => {
  beforeAll(async () => {
    await opened.queue.commit(async (tx) => {
      await appendEvents(tx, [
        eventRow('evt_1'),
        eventRow('evt_2', { orderId: 'ord_2', type: 'ORDER_STATUS_CHANGED' }),
        eventRow('evt_3', { orderId: null, settlementId: 'stl_1' }),
        eventRow('evt_4', { merchantId: 'mer_2', orderId: 'ord_5' }),
        eventRow('evt_5', { occurredAt: 1_700_000_000_000, from: 'UNKNOWN', version: 2 }),
      ]);
    });
  });

  it('is read from after a position, oldest first, up to the limit', async () => {
    expect(await log(0, 2)).toEqual(['evt_1', 'evt_2']);
    expect(await log(2, 10)).toEqual(['evt_3', 'evt_5']);
    expect(await log(4, 10)).toEqual([]);
  });

  it('returns each event as it was appended', async () => {
    const [last] = await readLog(read, 'mer_1', 3, 1);
    const changes = { occurredAt: 1_700_000_000_000, from: 'UNKNOWN', version: 2 };
    const { state, movements, ...event } = eventRow('evt_5', changes);
    expect(last).toEqual({ ...event, seq: 4 });
    // Only exports show these.
    expect([state, movements]).toEqual([{}, []]);
  });

  it('is read for one subject, and for some kinds of events', async () => {
    expect(await log(0, 10, { order: 'ord_1' })).toEqual(['evt_1', 'evt_5']);
    expect(await log(0, 10, { settlement: 'stl_1' })).toEqual(['evt_3']);
    expect(await log(0, 10, { types: ['ORDER_STATUS_CHANGED'] })).toEqual(['evt_2']);
    expect(await log(0, 10, { types: [] })).toEqual([]);
  });

  it.skipIf(onPostgres)(
    'is read along its key, for a merchant and for one order, never sorted',
    async () => {
      const plans: string[] = [];
      await readLog(explaining(read, plans), 'mer_1', 1, 10);
      await readLog(explaining(read, plans), 'mer_1', 1, 10, { order: 'ord_1' });
      expect(plans[0]).toContain('(merchant_id=? AND seq>?)');
      expect(plans.join('\n')).not.toContain('TEMP B-TREE');
    },
  );
});
