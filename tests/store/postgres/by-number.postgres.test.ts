import { expect, it } from 'vitest';
import {
  ordersByKeys,
  insertOrders,
  orderByProviderReference,
} from '../../../src/store/queries/orders.ts';
import type { Sql, Texts } from '../../../src/store/sql.ts';
import type { AnyStatement } from '../../../src/store/statements/statement.ts';
import { openWithMerchants, orderRow } from '../rows.ts';

/** Runs each statement, and adds the pages that it has read. */
function countingPages(database: Texts, pages: number[]): Sql {
  const run = async (one: AnyStatement, params: Record<string, unknown>): Promise<never[]> => {
    const { text, names, constants } = database.compiled(one);
    const values = names.map((name, at) =>
      name === null ? String(constants[at]) : `'${String(params[name])}'`,
    );
    const filled = text.replaceAll(/\$(\d+)/g, (_, place) => values[Number(place) - 1] ?? '');
    const plan = await database.all<{ 'QUERY PLAN': string }>(
      `explain (analyze, buffers) ${filled}`,
    );
    const lines = plan.map((row) => row['QUERY PLAN']).join('\n');
    pages.push(Number(/Buffers: shared hit=(\d+)/.exec(lines)?.[1]));
    return [];
  };
  return { all: run, get: async (...of: Parameters<typeof run>) => (await run(...of))[0] } as never;
}

it('finds orders by their numbers without reading on through all orders of the account', async () => {
  await using opened = await openWithMerchants();
  const ids = Array.from({ length: 3_000 }, (_, at) => `ord_${String(at).padStart(4, '0')}`);
  const orders = ids.map((id) => orderRow(id));
  await opened.queue.commit((tx) => insertOrders(tx, orders));
  const pages: number[] = [];
  const sql = countingPages(opened.database.sql, pages);
  const [one, another] = orders.map(({ accountId, providerReference: reference }) => ({
    accountId,
    reference,
  }));
  if (one === undefined || another === undefined) throw new Error('no orders');
  await orderByProviderReference(sql, one.accountId, one.reference);
  await ordersByKeys(sql, [one], true);
  await ordersByKeys(sql, [one, another], true);
  // In each tree of this size a row is found in three steps.
  expect(pages.map((count) => count <= 20)).toEqual([true, true, true]);
});
