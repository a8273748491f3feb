import { afterAll, beforeAll, expect, it } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { amountRank } from '../../../src/domain/order-money.ts';
import { findSortedOrders } from '../../../src/store/queries/search/orders.ts';
import type { Sql } from '../../../src/store/sql.ts';
import { copyRow } from '../../regressions/many-orders.ts';
import { openTestApp, stablecoinBrands } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { created } from '../../support/operations.ts';

const many = 8_000;
const matching = 10;
let testApp: TestApp;
let newest: string[];
const rank = amountRank(money('777.00', 'USD'));

beforeAll(async () => {
  testApp = await openTestApp();
  const { id } = await created(testApp, stablecoinBrands[0]);
  await copyRow(testApp, 'orders', id, many);
  await testApp.advance(1000);
  newest = await copyRow(testApp, 'orders', id, matching, { amount_rank: `'${rank}'` });
});
afterAll(() => testApp.close());

it('asks the index where only the newest orders meet a filter, instead of going through all', async () => {
  let steps = 0;
  const { read } = testApp.app.deps;
  const counting: Sql = Object.create(read, {
    all: {
      async value(...params: Parameters<Sql['all']>) {
        const rows = await read.all(...params);
        if (rows.length === 500) steps += 1;
        return rows;
      },
    },
  });
  const search = {
    plain: {},
    conditions: [],
    rest: [],
    columns: { currency: null, methods: null },
    ranks: { from: rank, to: rank },
    sort: { field: 'CREATED_AT', direction: 'DESCENDING' },
  } as const;
  const page = { first: 50, after: null };
  const found = await findSortedOrders(counting, testApp.merchantId, page, search);
  expect(found.map(({ id }) => id)).toEqual(newest.toReversed());
  expect(steps).toBeLessThan(10);
});
