import { abnormalPaymentStatuses, abnormalPaymentTypes } from '../../domain/abnormal-payment.ts';
import type {
  AbnormalPaymentEvidence,
  AbnormalPaymentStatus,
} from '../../domain/abnormal-payment.ts';
import type { AbnormalPayment } from '../../domain/aggregates/aggregate.ts';
import type { Money } from '../../domain/money.ts';
import type { AbnormalPaymentType } from '../../domain/observation.ts';
import { AbnormalPaymentSchema } from '../entities/abnormal-payment.ts';
import { decode, encode } from '../json.ts';
import type { Sql } from '../sql.ts';
import { firstOfEach } from '../statements/first-of-each.ts';
import type { ReadEach } from '../statements/first-of-each.ts';
import { newestOf } from '../statements/lists.ts';
import { statement } from '../statements/statement.ts';
import type { Column } from '../statements/tables.ts';
import { attentionFrom, queriesOf } from './instructions.ts';
import type { CreatedRange } from './instructions.ts';
import { accountIds } from './merchants.ts';
import { isOrderOf } from './orders.ts';
import { isSet, rangesOf } from './pages.ts';
import type { Brief, Page } from './pages.ts';

/** Columns that never change. Its order and its type may become known later. */
const fixed = [
  'id',
  'merchant_id',
  'account_id',
  'provider_abnormal_payment_id',
  'created_at',
  'data_version',
] as const;

const queries = queriesOf<
  'abnormal_payments',
  AbnormalPayment,
  (typeof fixed)[number],
  AbnormalPaymentStatus
>({
  table: 'abnormal_payments',
  schema: AbnormalPaymentSchema,
  prefix: 'abn',
  number: 'provider_abnormal_payment_id',
  numberOf: ({ providerAbnormalPaymentId }) => providerAbnormalPaymentId,
  fixed,
  members: {
    id: (row) => row.id,
    merchantId: (row) => row.merchant_id,
    accountId: (row) => row.account_id,
    orderId: (row) => row.order_id,
    providerAbnormalPaymentId: (row) => row.provider_abnormal_payment_id,
    status: (row) => row.status,
    evidence: (row) => decode<AbnormalPaymentEvidence>(row.evidence),
    pending: (row) => decode<Money>(row.pending),
    held: (row) => BigInt(row.held),
    attention: (row) => attentionFrom(row.attention),
    checkAt: (row) => row.check_at,
    checks: (row) => row.checks,
    version: (row) => row.version,
    revision: (row) => row.revision,
    createdAt: (row) => row.created_at,
    updatedAt: (row) => row.updated_at,
  },
  fixedColumns: (payment) => ({
    id: payment.id,
    merchant_id: payment.merchantId,
    account_id: payment.accountId,
    provider_abnormal_payment_id: payment.providerAbnormalPaymentId,
    created_at: payment.createdAt,
    data_version: 1,
  }),
  rareColumns: [],
  rare: () => [],
  usual: changing,
  changing,
});

function changing(payment: AbnormalPayment) {
  return {
    order_id: payment.orderId,
    type: payment.evidence.type,
    status: payment.status,
    evidence: encode(payment.evidence),
    refundable: payment.evidence.pendingAtFirst.minor.toString(),
    held: payment.held.toString(),
    attention: encode(payment.attention),
    pending: encode(payment.pending),
    check_at: payment.checkAt,
    checks: payment.checks,
    version: payment.version,
    revision: payment.revision,
    updated_at: payment.updatedAt,
  };
}

export const {
  record: abnormalPaymentFromRow,
  byId: abnormalPaymentById,
  byIds: abnormalPaymentsByIds,
  viewsByIds: abnormalPaymentViewsByIds,
  byNumber: abnormalPaymentByProviderId,
  byNumbers: abnormalPaymentsByProviderIds,
  byKeys: abnormalPaymentsByKeys,
  insert: insertAbnormalPayment,
  insertAll: insertAbnormalPayments,
  update: updateAbnormalPayment,
  updateAll: updateAbnormalPayments,
} = queries;

/** The abnormal payments of an account, oldest first. */
export const abnormalPaymentsCreatedWithin = (
  sql: Sql,
  accountId: string,
  range: CreatedRange,
  page: Page,
): Promise<AbnormalPayment[]> => queries.createdWithin(sql, accountId, range, null, page);

const ofOrders = statement<{ orders: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('abnormal_payments')
    .selectAll()
    .where('order_id', isIn, listed(at.orders))
    .orderBy('order_id')
    .orderBy('id'),
);

/** All abnormal payments of these orders, those of each oldest first. */
export async function abnormalPaymentsOfOrders(
  sql: Sql,
  ids: readonly string[],
): Promise<AbnormalPayment[]> {
  return (await sql.all(ofOrders, { orders: JSON.stringify(ids) })).map(abnormalPaymentFromRow);
}

export interface AbnormalPaymentSearch {
  order?: string | null;
  account?: string | null;
  types?: readonly AbnormalPaymentType[] | null;
  statuses?: readonly AbnormalPaymentStatus[] | null;
}

const some = newestOf('abnormal_payments', 'abn', [
  { columns: ['merchant_id'] },
  { columns: ['merchant_id', 'status', 'type'] },
  { columns: ['account_id'] },
  { columns: ['account_id', 'status', 'type'] },
  { columns: ['order_id'] },
  { columns: ['order_id', 'account_id', 'status', 'type'] },
]);

/** Newest first. One row more than requested shows that there are more. */
export async function findAbnormalPayments(
  sql: Sql,
  merchantId: string,
  page: Page,
  search: AbnormalPaymentSearch,
): Promise<AbnormalPayment[]> {
  const { order, account, types, statuses } = search;
  if (isSet(order) && !(await isOrderOf(sql, merchantId, order))) return [];
  const kinds =
    types || statuses || (isSet(order) && isSet(account))
      ? { status: statuses ?? abnormalPaymentStatuses, type: types ?? abnormalPaymentTypes }
      : null;
  const isByAccount = isSet(account) || (isSet(order) && kinds !== null);
  const ranges = rangesOf({
    ...(isSet(order) && { order_id: [order] }),
    ...(isByAccount && { account_id: await accountIds(sql, merchantId, { account }) }),
    ...(!isSet(order) && !isByAccount && { merchant_id: [merchantId] }),
    ...kinds,
  });
  return (await some(sql, ranges, page)).map(abnormalPaymentFromRow);
}

export const briefAbnormalPayment = {
  status: 'status',
  evidence: 'evidence',
  pending: 'pending',
  createdAt: 'created_at',
  version: 'version',
  updatedAt: 'updated_at',
} as const satisfies Brief<Column<'abnormal_payments'>>;

const ofEachOrder = firstOfEach<'abnormal_payments', string, AbnormalPayment>('abnormal_payments', {
  owner: 'order_id',
  last: 'id',
  members: queries.members,
  brief: briefAbnormalPayment,
});

/** The abnormal payments of each order, oldest first. */
export const oldestAbnormalPaymentsOfOrders: ReadEach<string | null, AbnormalPayment> = (
  sql,
  orders,
  start,
) => ofEachOrder(sql, orders, { ...start, after: start.after ?? '' });
