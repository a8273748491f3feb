import type { Refund } from '../../domain/aggregates/aggregate.ts';
import type { Money } from '../../domain/money.ts';
import { payoutEvidenceFrom, payoutPhase, payoutStatuses } from '../../domain/payout.ts';
import type { PayoutEvidence, PayoutStatus } from '../../domain/payout.ts';
import { RefundSchema } from '../entities/refund.ts';
import { decode, encode } from '../json.ts';
import type { Sql } from '../sql.ts';
import { firstOfEach } from '../statements/first-of-each.ts';
import type { ReadEach } from '../statements/first-of-each.ts';
import { newestOf, oldestOf } from '../statements/lists.ts';
import { statement } from '../statements/statement.ts';
import type { Column } from '../statements/tables.ts';
import { instructionQueries } from './instructions.ts';
import { isOrderOf } from './orders.ts';
import { isSet, lastId, rangesOf } from './pages.ts';
import type { Brief, CreatedFilter, Page } from './pages.ts';

const fixed = [
  'order_id',
  'abnormal_payment_id',
  'amount',
  'address',
  'reason',
  'data_version',
] as const;

export const {
  record: refundFromRow,
  members: refundMembers,
  byId: refundById,
  byIds: refundsByIds,
  viewsByIds: refundViewsByIds,
  byNumber: refundByProviderReference,
  byNumbers: refundsByProviderReferences,
  byKeys: refundsByKeys,
  createdWithin: refundsCreatedWithin,
  insert: insertRefund,
  insertAll: insertRefunds,
  update: updateRefund,
  updateAll: updateRefunds,
} = instructionQueries<'refunds', Refund, (typeof fixed)[number], PayoutStatus>({
  table: 'refunds',
  schema: RefundSchema,
  prefix: 'rfd',
  fixed,
  members: {
    orderId: (row) => row.order_id,
    abnormalPaymentId: (row) => row.abnormal_payment_id,
    status: (row) => row.status,
    amount: (row) => decode<Money>(row.amount),
    address: (row) => row.address,
    reason: (row) => row.reason,
    evidence: (row) => payoutEvidenceFrom(decode<PayoutEvidence>(row.evidence)),
  },
  fixedColumns: (refund) => ({
    order_id: refund.orderId,
    abnormal_payment_id: refund.abnormalPaymentId,
    amount: encode(refund.amount),
    address: refund.address,
    reason: refund.reason,
    data_version: 1,
  }),
  changing: ({ status, evidence }) => ({ status, evidence: encode(evidence) }),
});

const ofOrders = statement<{ orders: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('refunds')
    .selectAll()
    .where('order_id', isIn, listed(at.orders))
    .orderBy('order_id')
    .orderBy('id'),
);

/** All refunds of these orders, those of each oldest first. */
export async function refundsOfOrders(sql: Sql, ids: readonly string[]): Promise<Refund[]> {
  return (await sql.all(ofOrders, { orders: JSON.stringify(ids) })).map(refundFromRow);
}

export interface RefundSearch extends CreatedFilter {
  order?: string | null;
  reference?: string | null;
  statuses?: readonly PayoutStatus[] | null;
}

const some = newestOf('refunds', 'rfd', [
  { columns: ['merchant_id'] },
  { columns: ['merchant_id', 'status'] },
  { columns: ['merchant_id', 'reference', 'status'] },
  { columns: ['order_id'] },
  { columns: ['order_id', 'status'] },
  { columns: ['order_id', 'reference', 'status'] },
]);

/** Newest first. One row more than requested shows that there are more. */
export async function findRefunds(
  sql: Sql,
  merchantId: string,
  page: Page,
  search: RefundSearch,
): Promise<Refund[]> {
  const { order, reference, statuses } = search;
  if (isSet(order) && !(await isOrderOf(sql, merchantId, order))) return [];
  const byStatus = statuses ? { status: statuses } : null;
  const ranges = rangesOf({
    ...(isSet(order) ? { order_id: [order] } : { merchant_id: [merchantId] }),
    ...(isSet(reference)
      ? { reference: [reference], status: statuses ?? payoutStatuses }
      : byStatus),
  });
  return (await some(sql, ranges, page, search)).map(refundFromRow);
}

export const briefRefund = {
  status: 'status',
  amount: 'amount',
  createdAt: 'created_at',
  reference: 'reference',
  reason: 'reason',
  version: 'version',
  updatedAt: 'updated_at',
} as const satisfies Brief<Column<'refunds'>>;

const ofEachOrder = firstOfEach<'refunds', string, Refund>('refunds', {
  owner: 'order_id',
  last: 'id',
  order: 'desc',
  members: refundMembers,
  brief: briefRefund,
});

/** The same for all refunds of orders that are known to be the reader's. */
export const newestRefundsOfOrders: ReadEach<string | null, Refund> = (sql, orders, start) =>
  ofEachOrder(sql, orders, { ...start, after: start.after ?? lastId, first: start.first + 1 });

const ofAbnormalPayment = oldestOf('refunds', 'abnormal_payment_id');

/** The refunds of an abnormal payment, oldest first. */
export async function refundsOfAbnormalPayment(
  sql: Sql,
  id: string,
  page: Page,
): Promise<Refund[]> {
  return (await ofAbnormalPayment(sql, id, page)).map(refundFromRow);
}

const openOne = statement<{ order: string }>()(({ db }, at) =>
  db
    .selectFrom('refunds')
    .select('id')
    .where('order_id', '=', at.order)
    .where('status', 'in', open)
    .where('abnormal_payment_id', 'is', null)
    .limit(1),
);

const open = payoutStatuses.filter((status) => payoutPhase(status) === 'OPEN');

/** Whether a refund of what was paid for the order is open. */
export async function hasOpenRefund(sql: Sql, order: string): Promise<boolean> {
  return (await sql.get(openOne, { order })) !== undefined;
}
