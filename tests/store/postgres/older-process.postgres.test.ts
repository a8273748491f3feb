import { globSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, it } from 'vitest';
import type { Change } from '../../../src/store/aggregates/change.ts';
import { accountById, merchantById } from '../../../src/store/queries/merchants.ts';
import { insertOrders, orderById } from '../../../src/store/queries/orders.ts';
import { allStatements } from '../../../src/store/statements/statement.ts';
import { openWithMerchants, orderRow } from '../rows.ts';

const reading: Change<string | null> = {
  keys: [{ kind: 'ORDER', id: 'ord_1' }],
  decide: (set) => ({ result: set.order({ id: 'ord_1' })?.order.status ?? null }),
};

it('a process goes on reading and writing when a newer one has added columns', async () => {
  await using opened = await openWithMerchants();
  const { queue, database } = opened;
  await queue.commit((tx) => insertOrders(tx, [orderRow('ord_1')]));
  const all = async () => [
    await queue.change(reading),
    (await orderById(database.reader, 'ord_1'))?.id,
    (await accountById(database.reader, 'acc_1'))?.id,
    (await merchantById(database.reader, 'mer_1'))?.id,
  ];
  const before = await all();
  for (const table of ['orders', 'provider_accounts', 'merchants']) {
    await database.sql.run(`alter table ${table} add column "later" text null`);
  }
  expect(await all()).toEqual(before);
});

it('no statement reads all columns without their names', async () => {
  await using opened = await openWithMerchants();
  // Another test adds some of its own.
  const others = /"no_\w+"/;
  for (const path of globSync('src/store/{queries,queries/*,aggregates,statements}/*.ts')) {
    await import(/* @vite-ignore */ posix.join('../../..', path));
  }
  const texts = allStatements.map((one) => opened.database.reader.compiled(one).text);
  expect(texts.filter((text) => /\*(?!\))/.test(text) && !others.test(text))).toEqual([]);
});
