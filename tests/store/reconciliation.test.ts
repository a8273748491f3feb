import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/sqlite';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  abnormalPaymentsByProviderIds,
  abnormalPaymentsCreatedWithin,
  insertAbnormalPayment,
} from '../../src/store/queries/abnormal-payments.ts';
import { openDatabase } from '../../src/store/open.ts';
import { ormOptions } from '../../src/store/sqlite/open.ts';
import { accountById, updateReconciliation } from '../../src/store/queries/merchants.ts';
import {
  insertOrder,
  ordersByProviderReferences,
  ordersCreatedWithin,
} from '../../src/store/queries/orders.ts';
import {
  insertRefund,
  refundsByProviderReferences,
  refundsCreatedWithin,
} from '../../src/store/queries/refunds.ts';
import {
  insertSettlement,
  settlementsByProviderReferences,
  settlementsCreatedWithin,
} from '../../src/store/queries/settlements.ts';
import { dueIn, firstLane, lanesAfter, leaseDue, renewLease } from '../../src/store/queries/due.ts';
import type { Reader, Sql } from '../../src/store/sql.ts';
import type { TestDatabase } from '../support/database.ts';
import { onPostgres } from '../support/own-database.ts';
import { explaining } from '../support/watching.ts';
import {
  abnormalPaymentRow,
  openWithMerchants,
  orderRow,
  refundRow,
  settlementRow,
} from './rows.ts';

const base = Date.parse('2026-11-21T10:00:00.000Z');
const second = 1_000;
const range = { from: base + second, to: base + 4 * second };
const idAt = (prefix: string, at: number): string => `${prefix}_${ulid(at)}`;

let opened: TestDatabase;
let read: Reader;

/** Six of each, a second apart; the third belongs to another account; the fourth has FAILED. */
beforeAll(async () => {
  opened = await openWithMerchants();
  read = opened.database.reader;
  await opened.queue.commit(async (tx) => {
    await insertOrder(tx, orderRow('ord_1', { accountId: 'acc_2' }));
    for (let number = 0; number < 6; number += 1) {
      const at = base + number * second;
      const accountId = number === 2 ? 'acc_2' : 'acc_1';
      const providerReference = `N${number}`;
      const status = number === 3 ? 'FAILED' : ('UNKNOWN' as const);
      const row = { accountId, providerReference, status } as const;
      await insertOrder(tx, orderRow(idAt('ord', at), row));
      await insertRefund(tx, refundRow(idAt('rfd', at), row));
      await insertSettlement(tx, settlementRow(idAt('stl', at), row));
      const payment = { accountId, providerAbnormalPaymentId: providerReference };
      await insertAbnormalPayment(tx, abnormalPaymentRow(idAt('abn', at), payment));
    }
  });
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
});

const page = { first: 100, after: null };
const numbered = (rows: { providerReference: string }[]) =>
  rows.map(({ providerReference }) => providerReference);
const times = (rows: { id: string }[]) => rows.map(({ id }) => id);
const identified = (rows: { providerAbnormalPaymentId: string }[]) =>
  rows.map(({ providerAbnormalPaymentId }) => providerAbnormalPaymentId);

const nouns = [
  {
    table: 'orders',
    byNumber: 'orders_account_id_provider_reference_unique',
    created: async (sql: Sql, first = 100, after: string | null = null) =>
      ordersCreatedWithin(sql, 'acc_1', range, null, { first, after }),
    numbers: async (sql: Sql, wanted: string[]) =>
      numbered(await ordersByProviderReferences(sql, 'acc_1', wanted)),
  },
  {
    table: 'refunds',
    byNumber: 'refunds_account_id_provider_reference_unique',
    created: async (sql: Sql, first = 100, after: string | null = null) =>
      refundsCreatedWithin(sql, 'acc_1', range, null, { first, after }),
    numbers: async (sql: Sql, wanted: string[]) =>
      numbered(await refundsByProviderReferences(sql, 'acc_1', wanted)),
  },
  {
    table: 'settlements',
    byNumber: 'settlements_account_id_provider_reference_unique',
    created: async (sql: Sql, first = 100, after: string | null = null) =>
      settlementsCreatedWithin(sql, 'acc_1', range, null, { first, after }),
    numbers: async (sql: Sql, wanted: string[]) =>
      numbered(await settlementsByProviderReferences(sql, 'acc_1', wanted)),
  },
  {
    table: 'abnormal_payments',
    byNumber: 'abnormal_payments_account_id_provider_abnormal_payment_id_unique',
    created: async (sql: Sql, first = 100, after: string | null = null) =>
      abnormalPaymentsCreatedWithin(sql, 'acc_1', range, { first, after }),
    numbers: async (sql: Sql, wanted: string[]) =>
      identified(await abnormalPaymentsByProviderIds(sql, 'acc_1', wanted)),
  },
] as const;

describe.each(nouns)('$table of an account', ({ table, byNumber, created, numbers }) => {
  it('are found by when they were made, oldest first, page by page', async () => {
    const all = await created(read);
    expect(all).toHaveLength(3);
    expect(times(all)).toEqual(times(all).toSorted());
    const first = await created(read, 2);
    const rest = await created(read, 2, first.at(-1)?.id ?? null);
    expect(times([...first, ...rest])).toEqual(times(all));
  });

  it("are found by the provider's numbers, in one statement", async () => {
    const found = await numbers(read, ['N1', 'N2', 'N5', 'N9']);
    expect(found.toSorted()).toEqual(['N1', 'N5']);
    expect(await numbers(read, [])).toEqual([]);
  });

  it.skipIf(onPostgres)('are read along an index, never scanned or sorted', async () => {
    const plans: string[] = [];
    await created(explaining(read, plans), 2, 'x');
    await numbers(explaining(read, plans), ['N1']);
    expect(plans).toHaveLength(2);
    expect(plans[0]).toContain(
      `INDEX ${table}_account_id_id_index (account_id=? AND id>? AND id<?)`,
    );
    expect(plans[1]).toContain(`INDEX ${byNumber}`);
    for (const plan of plans) {
      expect(plan).not.toContain(`SCAN ${table}`);
      expect(plan).not.toContain('TEMP B-TREE');
    }
  });
});

it('only payouts are found that ended with the requested status', async () => {
  const ended = await ordersCreatedWithin(read, 'acc_1', range, ['FAILED'], page);
  expect(numbered(ended)).toEqual(['N3']);
});

const due = async (now: number) => {
  const lanes = await lanesAfter(read, 'provider_accounts', firstLane, 10);
  return lanes.filter(({ dueAt }) => dueAt <= now).map(({ account }) => account);
};
const set = (id: string, at: number) =>
  opened.queue.commit((tx) =>
    tx.run('update provider_accounts set reconcile_at = ? where id = ?', at, id),
  );

describe('the reconciliation of an account', () => {
  it('is found along the index of accounts', async () => {
    await set('acc_1', 20);
    await set('acc_2', 10);
    expect(await due(20)).toEqual(['acc_1', 'acc_2']);
    expect(await due(10)).toEqual(['acc_2']);
    expect(await due(9)).toEqual([]);
    const lane = { status: '', account: 'acc_1' };
    expect(await dueIn(read, 'provider_accounts', lane, 20, 1)).toEqual([
      { id: 'acc_1', dueAt: 20 },
    ]);
    expect(await dueIn(read, 'provider_accounts', lane, 19, 1)).toEqual([]);
  });

  it('is leased by one process, extended by its holder, and ended by its holder', async () => {
    await set('acc_1', 20);
    const last = { at: 40, findings: 2, complete: true, deepAt: 40, queriedAt: null };
    const outcomes = await opened.queue.commit(async (tx) => [
      await leaseDue(tx, 'provider_accounts', 'acc_1', 20, 30),
      await leaseDue(tx, 'provider_accounts', 'acc_1', 20, 31),
      await renewLease(tx, 'provider_accounts', 'acc_1', 29, 40),
      await renewLease(tx, 'provider_accounts', 'acc_1', 30, 40),
      await updateReconciliation(tx, 'acc_1', 30, { nextAt: 99, last }),
      await updateReconciliation(tx, 'acc_1', 40, { nextAt: 50, last }),
      // Members that are not set stay unchanged.
      await updateReconciliation(tx, 'acc_1', 50, { nextAt: 60, last: null }),
    ]);
    expect(outcomes).toEqual([true, false, false, true, false, true, true]);
    expect((await accountById(read, 'acc_1'))?.lastReconciliation).toEqual(last);
    expect(await due(60)).toContain('acc_1');
  });
});

it.skipIf(onPostgres)(
  'is planned for older accounts in their own minute of the next hour',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'paygraph-'));
    const file = join(folder, 'test.sqlite');
    const createdAt = Date.now() - 100 * 3_600_000 + 1_234;
    const orm = await MikroORM.init(ormOptions(file));
    await orm.migrator.up({ to: '0001-foundation' });
    const run = (text: string) => orm.em.getConnection().execute(text);
    await run("insert into merchants values ('mer_1', 'Shop', 't', 0, 1)");
    await run(
      `insert into provider_accounts values
      ('acc_1', 'mer_1', 'W_CHECKOUT', 'Main', 'https://w.example', 1, 'sealed', ${createdAt}, 1)`,
    );
    await orm.close(true);
    const before = Date.now();
    const database = await openDatabase(`sqlite:${file}`);
    const text = 'select reconcile_at as at from provider_accounts';
    const { at = 0 } = (await database.reader.get<{ at: number }>(text)) ?? {};
    expect((at - createdAt) % 3_600_000).toBe(0);
    expect(at).toBeGreaterThan(before - second);
    expect(at).toBeLessThan(before + 3_600_000 + second);
    await database.close();
    await rm(folder, { recursive: true });
  },
);
