import { ErasureSchema } from '../../entities/personal-data/erasure.ts';
import type { Sql } from '../../sql.ts';
import { insertInto } from '../../statements/rows.ts';
import { statement } from '../../statements/statement.ts';

/** How much an erasure has erased. */
export interface Erased {
  merchantId: string;
  /** The idempotency key. */
  key: string;
  orders: number;
}

const adding = insertInto('erasures', ErasureSchema, {
  conflict: (insert) =>
    insert.onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'key'])
        .doUpdateSet({ orders: (eb) => eb('erasures.orders', '+', eb.ref('excluded.orders')) }),
    ),
});

/** Adds orders to what an erasure has erased before it was interrupted. `now`: epoch milliseconds. */
export async function addErased(
  tx: Sql,
  { merchantId, key, orders }: Erased,
  now: number,
): Promise<void> {
  await tx.runEach(adding, [{ merchant_id: merchantId, key, orders, created_at: now }]);
}

const byKey = statement<{ merchant: string; key: string }>()(({ db }, at) =>
  db
    .selectFrom('erasures')
    .select('orders')
    .where('merchant_id', '=', at.merchant)
    .where('key', '=', at.key),
);

/** How many orders it has erased. */
export async function ordersErasedWith(sql: Sql, merchant: string, key: string): Promise<number> {
  return (await sql.get(byKey, { merchant, key }))?.orders ?? 0;
}

const unerased = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('orders')
    .select('id')
    .where('id', isIn, listed(at.ids))
    .where('erased_at', 'is', null)
    .orderBy('id'),
);

/** Those of these orders whose data are not erased, oldest first. */
export async function unerasedOrders(sql: Sql, ids: readonly string[]): Promise<string[]> {
  return (await sql.all(unerased, { ids: JSON.stringify(ids) })).map(({ id }) => id);
}
