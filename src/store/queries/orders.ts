import type { Order } from '../../domain/aggregates/aggregate.ts';
import { orderEvidenceFrom, orderStatuses } from '../../domain/order.ts';
import type { OrderEvidence, OrderStatus } from '../../domain/order.ts';
import { amountRank, countedAsRefundable } from '../../domain/order-money.ts';
import { OrderSchema } from '../entities/order.ts';
import { decode, encode } from '../json.ts';
import type { Sql } from '../sql.ts';
import { byExtent, newestOf } from '../statements/lists.ts';
import { statement } from '../statements/statement.ts';
import type { Column, Row } from '../statements/tables.ts';
import { attendedAmong, attendedOrders } from './attention/orders.ts';
import {
  instructionQueries,
  instructionRanges,
  instructionShapes,
  pairsOf,
} from './instructions.ts';
import type { InstructionSearch, NumberAt } from './instructions.ts';
import { accountIds } from './merchants.ts';
import { isSet, rangesOf } from './pages.ts';
import type { Brief, Extent, Page } from './pages.ts';

const fixed = [
  'request',
  'data_version',
  'erased_at',
  'currency',
  'amount_rank',
  'method',
] as const;

export const {
  record: orderFromRow,
  view: orderView,
  byId: orderById,
  byIds: ordersByIds,
  viewsByIds: orderViewsByIds,
  byNumber: orderByProviderReference,
  byNumbers: ordersByProviderReferences,
  byKeys: ordersByKeys,
  createdWithin: ordersCreatedWithin,
  insert: insertOrder,
  insertAll: insertOrders,
  update: updateOrder,
  updateAll: updateOrders,
} = instructionQueries<'orders', Order, (typeof fixed)[number], OrderStatus>({
  table: 'orders',
  isRoot: true,
  schema: OrderSchema,
  prefix: 'ord',
  fixed,
  members: {
    provider: (row) => row.provider,
    status: (row) => row.status,
    providerOrderId: (row) => row.provider_order_id,
    request: requestOf,
    erasedAt: (row) => row.erased_at,
    evidence: evidenceOf,
    refundable: (row) =>
      row.refundable === null
        ? null
        : countedAsRefundable(BigInt(row.refundable), evidenceOf(row), requestOf(row)),
    refundsHeld: (row) => BigInt(row.refunds_held),
    refunded: (row) => BigInt(row.refunded),
    expiresAt: (row) => row.expires_at,
  },
  fixedColumns: ({ request, erasedAt }) => ({
    request: encode(request),
    data_version: 1,
    erased_at: erasedAt,
    currency: request.amount.currency,
    amount_rank: amountRank(request.amount),
    method: request.method.type,
  }),
  rareColumns: ['provider', 'provider_order_id', 'refunds_held', 'refunded', 'expires_at'],
  rare: ({ provider, providerOrderId, refundsHeld, refunded, expiresAt }) => [
    provider,
    providerOrderId,
    refundsHeld,
    refunded,
    expiresAt,
  ],
  usual,
  changing: (order) => ({
    ...usual(order),
    provider: order.provider,
    provider_order_id: order.providerOrderId,
    refunds_held: order.refundsHeld.toString(),
    refunded: order.refunded.toString(),
    expires_at: order.expiresAt,
  }),
});

function usual({ status, evidence, refundable }: Order) {
  return {
    status,
    evidence: encode(evidence),
    refundable: refundable === null ? null : refundable.minor.toString(),
  };
}

function requestOf({ request }: Pick<Row<'orders'>, 'request'>): Order['request'] {
  return decode(request);
}

function evidenceOf({ evidence }: Pick<Row<'orders'>, 'evidence'>): OrderEvidence {
  return orderEvidenceFrom(decode<OrderEvidence>(evidence));
}

const own = statement<{ id: string; merchant: string }>()(({ db }, at) =>
  db
    .selectFrom('orders')
    .select('id')
    .where('id', '=', at.id)
    .where('merchant_id', '=', at.merchant),
);

export async function isOrderOf(sql: Sql, merchant: string, id: string): Promise<boolean> {
  return (await sql.get(own, { id, merchant })) !== undefined;
}

const thatLeft = statement<{ pairs: string }>()(({ db, listedPairs }, at) =>
  db
    .selectFrom('left_accounts as left')
    .innerJoin('orders', 'orders.id', 'left.order_id')
    .selectAll('orders')
    .select(['left.account_id as left_account', 'left.provider_reference as left_reference'])
    .where((eb) =>
      eb(
        eb.refTuple('left.account_id', 'left.provider_reference'),
        'in',
        listedPairs(at.pairs) as never,
      ),
    ),
);

/** The orders that had these references at accounts that they have left. */
export async function ordersThatLeft(
  sql: Sql,
  numbers: readonly NumberAt[],
): Promise<(NumberAt & { order: Order })[]> {
  const rows = await sql.all(thatLeft, { pairs: JSON.stringify(pairsOf(numbers)) });
  return rows.map((row) => ({
    accountId: row.left_account,
    reference: row.left_reference,
    order: orderFromRow(row),
  }));
}

export interface OrderSearch extends InstructionSearch {
  providerReference?: string | null;
  providerOrderId?: string | null;
  statuses?: readonly OrderStatus[] | null;
  /** The order, or one of its refunds or abnormal payments, needs a person. */
  needsAttention?: boolean | null;
}

const shapes = [
  ...instructionShapes,
  {
    columns: ['account_id', 'provider_reference'],
    index: 'orders_account_id_provider_reference_unique',
    rest: ['reference', 'provider_order_id', 'status'],
  },
  {
    columns: ['account_id', 'provider_order_id'],
    rest: ['reference', 'provider_order_id', 'status'],
  },
] as const;

const whole = newestOf('orders', 'ord', shapes);
export const briefOrder = {
  status: 'status',
  request: 'request',
  reference: 'reference',
  createdAt: 'created_at',
  providerReference: 'provider_reference',
  accountId: 'account_id',
  version: 'version',
  updatedAt: 'updated_at',
  provider: 'provider',
  providerOrderId: 'provider_order_id',
} as const satisfies Brief<Column<'orders'>>;
const readsBy = byExtent(whole, ['id', 'merchant_id'], briefOrder, (columns) =>
  newestOf<'orders', Row<'orders'>>('orders', 'ord', shapes, columns),
);

/** Newest first. One row more than requested shows that there are more. */
export async function findOrders(
  sql: Sql,
  merchantId: string,
  page: Page,
  search: OrderSearch,
  extent: Extent = null,
): Promise<Order[]> {
  const { needsAttention, providerReference, providerOrderId } = search;
  if (!isSet(needsAttention)) return findAnyOrders(sql, merchantId, page, search, extent);
  if (needsAttention && !isSet(providerReference) && !isSet(providerOrderId)) {
    return findAttendedOrders(sql, merchantId, page, search);
  }
  const limit = page.first + 1;
  const found: Order[] = [];
  for (let { after } = page; ;) {
    const some = await findAnyOrders(sql, merchantId, { ...page, after }, search, extent);
    const ids = some.map(({ id }) => id);
    const attended = await attendedAmong(sql, merchantId, ids);
    found.push(...some.filter(({ id }) => attended.has(id) === needsAttention));
    after = ids.at(-1) ?? after;
    if (found.length >= limit || some.length < limit) return found.slice(0, limit);
  }
}

async function findAttendedOrders(
  sql: Sql,
  merchantId: string,
  page: Page,
  search: OrderSearch,
): Promise<Order[]> {
  const { reference, statuses, account, provider } = search;
  const isOfSome = isSet(account) || isSet(provider);
  const accounts = isOfSome ? await accountIds(sql, merchantId, { account, provider }) : null;
  const rows = await attendedOrders(sql, merchantId, page, search, {
    accounts: accounts && JSON.stringify(accounts),
    references: isSet(reference) ? JSON.stringify([reference]) : null,
    statuses: isSet(statuses) ? JSON.stringify(statuses) : null,
  });
  return rows.map(orderView);
}

async function findAnyOrders(
  sql: Sql,
  merchantId: string,
  page: Page,
  search: OrderSearch,
  extent: Extent,
): Promise<Order[]> {
  const some = readsBy(extent);
  const { reference, providerReference, providerOrderId, statuses } = search;
  if (!isSet(providerReference) && !isSet(providerOrderId)) {
    const ranges = await instructionRanges(sql, merchantId, search, orderStatuses);
    return (await some(sql, ranges, page, search)).map(orderView);
  }
  // The provider's numbers are unique at an account, or nearly so.
  const number = isSet(providerReference)
    ? { provider_reference: [providerReference] }
    : { provider_order_id: [providerOrderId ?? ''] };
  const ranges = rangesOf({ account_id: await accountIds(sql, merchantId, search), ...number });
  const rest = {
    reference: isSet(reference) ? [reference] : null,
    provider_order_id: isSet(providerOrderId) ? [providerOrderId] : null,
    status: statuses ?? null,
  };
  return (await some(sql, ranges, page, search, rest)).map(orderView);
}

/** The ids of so many that are found, newest first. */
export async function idsOfOrders(
  sql: Sql,
  merchantId: string,
  search: OrderSearch,
  limit: number,
): Promise<string[]> {
  const page = { first: limit - 1, after: null };
  return (await findOrders(sql, merchantId, page, search, 0)).map(({ id }) => id);
}

const version = statement<{ id: string }>()(({ db }, at) =>
  db
    .selectFrom('orders')
    .innerJoin('provider_accounts', 'provider_accounts.id', 'orders.account_id')
    .select((eb) => [
      'orders.revision',
      'provider_accounts.updated_at as account',
      eb
        .selectFrom('refunds')
        .select(({ fn }) =>
          fn.coalesce(fn.sum<number>(eb('revision', '+', 1)), eb.lit(0)).as('all'),
        )
        .whereRef('order_id', '=', 'orders.id')
        .as('refunds'),
      eb
        .selectFrom('abnormal_payments')
        .select(({ fn }) =>
          fn.coalesce(fn.sum<number>(eb('revision', '+', 1)), eb.lit(0)).as('all'),
        )
        .whereRef('order_id', '=', 'orders.id')
        .as('payments'),
    ])
    .where('orders.id', '=', at.id),
);

/**
 * A text that differs once anything has changed that a payer sees of the order: its row, or the rows that belong to it.
 */
export async function orderVersion(sql: Sql, id: string): Promise<string> {
  const row = await sql.get(version, { id });
  if (row === undefined) throw new Error(`no order ${id}`);
  return [row.revision, row.account, row.refunds, row.payments].join('.');
}
