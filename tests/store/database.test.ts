import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sent, unsent } from '../../src/domain/instructions/submission.ts';
import type { Unit } from '../../src/store/commit.ts';
import { insertOrder, orderById, updateOrder } from '../../src/store/queries/orders.ts';
import { insertRefund } from '../../src/store/queries/refunds.ts';
import { rangesOf } from '../../src/store/queries/pages.ts';
import { openDatabase } from '../../src/store/open.ts';
import type { TestDatabase } from '../support/database.ts';
import { bareDatabase, onPostgres } from '../support/own-database.ts';
import { openWithMerchants, paidOrderRow, refundRow, wusd } from './rows.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openWithMerchants();
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
});

describe.skipIf(onPostgres)('the file of SQLite', () => {
  it.each([
    ['synchronous', 2],
    ['journal_mode', 'wal'],
    ['foreign_keys', 1],
    ['busy_timeout', 0],
  ])('is opened for writing with %s = %s', async (pragma, expected) => {
    const row = await opened.database.sql.get<object>(`pragma ${pragma}`);
    expect(Object.values(row ?? {})).toEqual([expected]);
  });
});

describe('the database', () => {
  it('cannot be written to through the reader', async () => {
    const change = opened.database.reader.run('update merchants set name = 1');
    await expect(change).rejects.toThrow(/read-?only/);
  });

  it('is made by the migrations exactly as the entities describe it', async () => {
    const bare = await bareDatabase();
    const database = await openDatabase(bare.url);
    expect(await database.schemaDrift()).toBe('');
    await database.close();
    await bare.remove();
  });
});

async function outcome(unit: Unit<void>): Promise<string> {
  const [result] = await Promise.allSettled([opened.queue.commit(unit)]);
  return result.status === 'fulfilled' ? 'taken' : (result.reason as Error).message;
}

describe('what refunds hold, guarded by the database itself', () => {
  it.each([
    [9n, 0n, 10n, true],
    [9n, 1n, 10n, true],
    [9n, 2n, 10n, false],
    [10n, 1n, 10n, false],
    [11n, 1n, 10n, false],
    [0n, 1n, 0n, false],
    [99n, 1n, 100n, true],
    [10n ** 20n, 1n, 10n ** 20n, false],
    [10n ** 20n - 1n, 1n, 10n ** 20n, true],
    [10n ** 17n - 1n, 1n, 10n ** 17n, true],
    [10n ** 17n - 1n, 2n, 10n ** 17n, false],
    [5n * 10n ** 33n, 5n * 10n ** 33n, 10n ** 34n, true],
    [5n * 10n ** 33n, 5n * 10n ** 33n + 1n, 10n ** 34n, false],
    [2n ** 63n, 2n ** 63n, 2n ** 64n, true],
    [2n ** 63n, 2n ** 63n + 1n, 2n ** 64n, false],
  ])('beside %s held a new one of %s of %s: %s', async (held, minor, refundable, isReserved) => {
    const id = `ord_${held}_${minor}_${refundable}`;
    const limit = { ...wusd('0'), minor: refundable };
    // The amount that its order holds is written before it, and includes it.
    const order = { ...paidOrderRow(id, limit), refundsHeld: held + minor };
    await opened.queue.commit((tx) => insertOrder(tx, order));
    const submission = sent(unsent, 1_000);
    const of = { orderId: id, amount: { ...limit, minor } };
    const own = refundRow(`rfd_${id}`, { ...of, submission });
    expect(await outcome((tx) => insertRefund(tx, own))).toBe(
      isReserved ? 'taken' : 'refunds_within_paid: more than is left of what was paid',
    );
    // A refund that was made elsewhere is a fact.
    const answered = { ...unsent, state: 'ANSWERED' } as const;
    const other = refundRow(`rfd_other_${id}`, { ...of, submission: answered });
    expect(await outcome((tx) => insertRefund(tx, other))).toBe('taken');
  });

  it('includes a new refund of ours', async () => {
    const order = { ...paidOrderRow('ord_unheld', wusd('10')), refundsHeld: 1n };
    await opened.queue.commit((tx) => insertOrder(tx, order));
    const amount = { ...wusd('0'), minor: 2n };
    const of = { orderId: order.id, amount, submission: sent(unsent, 1_000) };
    const own = refundRow('rfd_unheld', of);
    expect(await outcome((tx) => insertRefund(tx, own))).toMatch('refunds_within_paid');
  });

  it('is kept where it is more, because what happened without us is not refused', async () => {
    const order = paidOrderRow('ord_guarded', wusd('10'));
    await opened.queue.commit((tx) => insertOrder(tx, order));
    const over = { ...order, refundsHeld: wusd('10').minor + 1n };
    await opened.queue.commit((tx) => updateOrder(tx, over));
    expect(await orderById(opened.database.reader, 'ord_guarded')).toEqual({
      ...over,
      revision: 1,
    });
  });
});

describe('key ranges', () => {
  it('are one for each combination of values, and none where one of the lists is empty', () => {
    expect(rangesOf({ a: ['x', 'y'], b: ['z'] })).toEqual([
      { a: 'x', b: 'z' },
      { a: 'y', b: 'z' },
    ]);
    expect(rangesOf({ a: ['x'], b: [] })).toEqual([]);
  });

  it('have a value once, however often a caller repeats it', () => {
    expect(rangesOf({ a: ['x', 'y', 'x', 'x'] })).toEqual([{ a: 'x' }, { a: 'y' }]);
  });
});
