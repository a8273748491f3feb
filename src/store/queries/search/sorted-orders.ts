import type { OrderStatus } from '../../../domain/order.ts';
import type { Sql } from '../../sql.ts';
import { along } from '../../statements/along.ts';
import { indexOf, rowsBy } from '../../statements/lists.ts';
import { statement } from '../../statements/statement.ts';
import type { Row } from '../../statements/tables.ts';
import { lastId } from '../pages.ts';

export const orderSortFields = ['CREATED_AT', 'UPDATED_AT', 'AMOUNT'] as const;
export const sortDirections = ['ASCENDING', 'DESCENDING'] as const;

export interface OrderSort {
  field: (typeof orderSortFields)[number];
  direction: (typeof sortDirections)[number];
}

/** What an order is compared by where no index does it. */
const compared = [
  'id',
  'status',
  'account_id',
  'reference',
  'provider_reference',
  'provider_order_id',
  'amount_rank',
  'currency',
  'method',
  'updated_at',
] as const;

export type ComparedOrder = Pick<Row<'orders'>, (typeof compared)[number]> & {
  status: OrderStatus;
};

/** A place in a sorted list. Of lists by creation, the id alone is one. */
export interface SortedPlace {
  value: string | number;
  id: string;
}

/** Ranks of amounts; both ends are included. */
export interface RankRange {
  from: string;
  to: string;
}

export const everyRank: RankRange = { from: '', to: lastId };

interface WalkParams {
  merchant: string;
  value: string | number;
  id: string;
  from: string;
  to: string;
  limit: number;
}

const columns = { UPDATED_AT: 'updated_at', AMOUNT: 'amount_rank' } as const;

function walkBy(field: 'UPDATED_AT' | 'AMOUNT', direction: OrderSort['direction']) {
  const column = columns[field];
  const [beyond, order] =
    direction === 'ASCENDING' ? (['>', 'asc'] as const) : (['<', 'desc'] as const);
  return statement<WalkParams>()((dialect, at) => {
    const index = indexOf('orders', ['merchant_id', column, 'id']);
    const rows = rowsBy(dialect, 'orders', index)
      .select(compared)
      .where('merchant_id', '=', at.merchant)
      .where((eb) => eb(eb.refTuple(column, 'id'), beyond, eb.tuple(at.value, at.id) as never));
    const within =
      field === 'AMOUNT'
        ? rows.where('amount_rank', '>=', at.from).where('amount_rank', '<=', at.to)
        : rows;
    return within
      .orderBy(column, order)
      .orderBy('id', order)
      .limit(at.limit)
      .$castTo<ComparedOrder>();
  });
}

function walkByCreation(direction: OrderSort['direction']) {
  const isUp = direction === 'ASCENDING';
  return statement<WalkParams>()((dialect, at) =>
    along(dialect, rowsBy(dialect, 'orders', indexOf('orders', ['merchant_id', 'id'])), {
      equal: [['merchant_id', at.merchant]],
      last: 'id',
      ...(isUp ? { above: at.id } : { below: at.id }),
      order: isUp ? 'asc' : 'desc',
    })
      .select(compared)
      .limit(at.limit)
      .$castTo<ComparedOrder>(),
  );
}

const walkOf = (direction: OrderSort['direction']) => ({
  CREATED_AT: walkByCreation(direction),
  UPDATED_AT: walkBy('UPDATED_AT', direction),
  AMOUNT: walkBy('AMOUNT', direction),
});
const walks = { ASCENDING: walkOf('ASCENDING'), DESCENDING: walkOf('DESCENDING') };

/** Before all places of a list. */
export function beginning({ field, direction }: OrderSort): SortedPlace {
  if (direction === 'DESCENDING') {
    return { value: field === 'UPDATED_AT' ? Number.MAX_SAFE_INTEGER : lastId, id: lastId };
  }
  return { value: field === 'UPDATED_AT' ? -1 : '', id: '' };
}

export const placeOf = (order: ComparedOrder, { field }: OrderSort): SortedPlace => ({
  value: field === 'CREATED_AT' ? order.id : (order[columns[field]] ?? ''),
  id: order.id,
});

/** The next orders of a merchant after a place, in the order of the list. */
export function ordersAfter(
  sql: Sql,
  merchant: string,
  { field, direction }: OrderSort,
  { value, id }: SortedPlace,
  range: RankRange,
  limit: number,
): Promise<ComparedOrder[]> {
  return sql.all(walks[direction][field], { merchant, value, id, ...range, limit });
}

/** Negative where `a` comes first in the list. */
export function compareIn(sort: OrderSort, a: SortedPlace, b: SortedPlace): number {
  const first = a.value === b.value ? a.id < b.id : a.value < b.value;
  const isSame = a.value === b.value && a.id === b.id;
  if (isSame) return 0;
  return first === (sort.direction === 'ASCENDING') ? -1 : 1;
}

const byIds = statement<{ ids: string; merchant: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('orders')
    .select(compared)
    .where('id', isIn, listed(at.ids))
    .where('merchant_id', '=', at.merchant)
    .$castTo<ComparedOrder>(),
);

export const comparedOrders = (
  sql: Sql,
  merchant: string,
  ids: readonly string[],
): Promise<ComparedOrder[]> => sql.all(byIds, { ids: JSON.stringify(ids), merchant });

const ofRanks = statement<{ merchant: string; limit: number } & RankRange>()((dialect, at) =>
  rowsBy(dialect, 'orders', indexOf('orders', ['merchant_id', 'amount_rank', 'id']))
    .select('id')
    .where('merchant_id', '=', at.merchant)
    .where('amount_rank', '>=', at.from)
    .where('amount_rank', '<=', at.to)
    .limit(at.limit)
    .$castTo<{ id: string }>(),
);

/** So many orders at most whose amounts are in the range, whichever they are. */
export async function someOfRanks(
  sql: Sql,
  merchant: string,
  range: RankRange,
  limit: number,
): Promise<readonly string[]> {
  return (await sql.all(ofRanks, { merchant, ...range, limit })).map(({ id }) => id);
}
