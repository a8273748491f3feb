import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Unit } from '../../src/store/commit.ts';
import { insertAbnormalPayment } from '../../src/store/queries/abnormal-payments.ts';
import { insertOrder, orderById, updateOrder } from '../../src/store/queries/orders.ts';
import { Conditions } from '../../src/store/sql.ts';
import type { TestDatabase } from '../support/database.ts';
import { abnormalPaymentRow, openWithMerchants, orderRow, paidOrderRow, wusd } from './rows.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openWithMerchants();
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
});

describe('the database', () => {
  it.each([
    ['synchronous', 2],
    ['journal_mode', 'wal'],
    ['foreign_keys', 1],
    ['busy_timeout', 0],
  ])('is opened for writing with %s = %s', async (pragma, expected) => {
    const row = await opened.database.writer.sql.get<object>(`pragma ${pragma}`);
    expect(Object.values(row ?? {})).toEqual([expected]);
  });

  it('cannot be written to through the reader', async () => {
    const change = opened.database.reader.run('update merchants set name = 1');
    await expect(change).rejects.toThrow('readonly');
  });

  it('is made by the migrations exactly as the entities describe it', async () => {
    expect(await opened.database.schemaDrift()).toBe('');
  });
});

async function outcome(unit: Unit<number>): Promise<string> {
  const [result] = await Promise.allSettled([opened.queue.commit(unit)]);
  return result.status === 'fulfilled' ? 'taken' : (result.reason as Error).message;
}

describe('what refunds hold, guarded by the database itself', () => {
  it.each([
    [9n, 10n, true],
    [10n, 10n, true],
    [0n, 0n, true],
    [10n, 9n, false],
    [100n, 99n, false],
    [99n, 100n, true],
    [1n, 0n, false],
    [10n ** 20n, 10n ** 20n - 1n, false],
    [10n ** 20n - 1n, 10n ** 20n, true],
    [2n ** 53n + 1n, 2n ** 53n, false],
  ])('takes %s held of %s: %s', async (held, refundable, taken) => {
    const id = `ord_${held}_${refundable}`;
    const limit = { ...wusd('0'), minor: refundable };
    const order = { ...paidOrderRow(id, limit), refundsHeld: held };
    expect(await outcome((tx) => insertOrder(tx, order))).toBe(
      taken ? 'taken' : 'CHECK constraint failed: orders_refunds_within_paid',
    );

    const evidence = { ...abnormalPaymentRow('').evidence, pendingAtFirst: limit };
    const payment = abnormalPaymentRow(`abn_${id}`, { evidence, held });
    expect(await outcome((tx) => insertAbnormalPayment(tx, payment))).toBe(
      taken ? 'taken' : 'CHECK constraint failed: abnormal_payments_refunds_within_received',
    );
  });

  it('is refused in an update too, and leaves the row as it was', async () => {
    const order = paidOrderRow('ord_guarded', wusd('10'));
    await opened.queue.commit((tx) => insertOrder(tx, order));
    const over = { ...order, refundsHeld: wusd('10').minor + 1n };
    const update = opened.queue.commit((tx) => updateOrder(tx, over));
    await expect(update).rejects.toThrow('orders_refunds_within_paid');
    expect(await orderById(opened.database.reader, 'ord_guarded')).toEqual(order);
  });

  it('may be anything while it is not known what was paid', async () => {
    const order = orderRow('ord_unpaid', { refundsHeld: 5n });
    expect(await opened.queue.commit((tx) => insertOrder(tx, order))).toBe(1);
  });
});

describe('conditions', () => {
  it('leave out what is not asked for, and let nothing through an empty list', () => {
    const { where, params } = new Conditions()
      .equal('a', null)
      .equal('b', 'x')
      .oneOf('c', undefined)
      .oneOf('d', [])
      .within('e', null, 7);
    expect([where, params]).toEqual(['where b = ? and 1 = 0 and e <= ?', ['x', 7]]);
    expect(new Conditions().where).toBe('');
  });

  it('ask for a value once, however often a caller repeats it', () => {
    const { where, params } = new Conditions().oneOf('a', ['x', 'y', 'x', 'x']);
    expect([where, params]).toEqual(['where a in (?, ?)', ['x', 'y']]);
  });
});
