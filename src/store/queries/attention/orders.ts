import type { Row } from '../../statements/tables.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';
import { idBounds, lastId } from '../pages.ts';
import type { CreatedFilter, Page } from '../pages.ts';

/** What an order that needs a person must have, compared row by row; null for anything. JSON arrays of texts. */
export interface AttendedFilter {
  accounts: string | null;
  references: string | null;
  statuses: string | null;
}

interface Attended extends AttendedFilter {
  merchant: string;
  above: string;
  below: string;
  limit: number;
}

const attended = statement<Attended>()(({ db, isIn, idsOf, rowByRow }, at) => {
  const ids = db
    .selectFrom('attention_items')
    .select('order_id')
    .where('merchant_id', '=', at.merchant)
    .where('order_id', '>', at.above)
    .where('order_id', '<', at.below);
  return db
    .selectFrom('orders')
    .selectAll()
    .where('id', isIn, idsOf(ids))
    .where(rowByRow('account_id' as never, at.accounts))
    .where(rowByRow('reference' as never, at.references))
    .where(rowByRow('status' as never, at.statuses))
    .orderBy('id', 'desc')
    .limit(at.limit);
});

/**
 * Orders that need a person, or one of whose refunds or abnormal payments does, newest first. One row more than
 * requested shows that there are more.
 */
export function attendedOrders(
  sql: Sql,
  merchant: string,
  { first, after }: Page,
  created: CreatedFilter,
  filter: AttendedFilter,
): Promise<Row<'orders'>[]> {
  const { above, below } = idBounds('ord', created, after);
  const bounds = { above: above ?? '', below: below ?? lastId };
  return sql.all(attended, { ...filter, ...bounds, merchant, limit: first + 1 });
}

const among = statement<{ merchant: string; ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('attention_items')
    .select('order_id')
    .distinct()
    .where('merchant_id', '=', at.merchant)
    .where('order_id', isIn, listed<string>(at.ids)),
);

/** Those of the merchant's orders that need a person, or one of whose refunds or abnormal payments does. */
export async function attendedAmong(
  sql: Sql,
  merchant: string,
  ids: readonly string[],
): Promise<ReadonlySet<string | null>> {
  if (ids.length === 0) return new Set();
  const rows = await sql.all(among, { merchant, ids: JSON.stringify(ids) });
  return new Set(rows.map(({ order_id: id }) => id));
}
