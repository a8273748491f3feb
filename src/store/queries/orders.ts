import type { LeftAccount } from '../../domain/aggregates/transition.ts';
import { sameCurrency } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import { orderEvidenceFrom, orderStatuses } from '../../domain/order.ts';
import type { OrderEvidence, OrderStatus } from '../../domain/order.ts';
import { paidSoFar } from '../../domain/order-money.ts';
import { countedIn } from '../../domain/request.ts';
import { decode, encode } from '../json.ts';
import type { OrderRecord } from '../records.ts';
import { rowById, rowsByIds } from '../sql.ts';
import type { Owner, Param, Sql } from '../sql.ts';
import { accountIds } from './merchants.ts';
import { isGiven, newest, rangesOf, rowByRow } from './pages.ts';
import type { Page } from './pages.ts';
import { subjectAppeared } from './webhooks.ts';
import {
  createdWithin,
  fixedWorkColumns,
  insert,
  update,
  workColumns,
  workFromRow,
  workRanges,
} from './work.ts';
import type { CreatedRange, WorkRow, WorkSearch } from './work.ts';

interface OrderRow extends WorkRow {
  provider: string;
  status: OrderStatus;
  provider_order_id: string | null;
  request: string;
  evidence: string;
  refundable: string | null;
  refunds_held: string;
  refunded: string;
  expires_at: number | null;
}

function fromRow(row: OrderRow): OrderRecord {
  const evidence = orderEvidenceFrom(decode<OrderEvidence>(row.evidence));
  const request = decode<OrderRecord['request']>(row.request);
  return {
    ...workFromRow(row),
    provider: row.provider,
    status: row.status,
    providerOrderId: row.provider_order_id,
    request,
    evidence,
    refundable: refundableFrom(row, evidence, request),
    refundsHeld: BigInt(row.refunds_held),
    refunded: BigInt(row.refunded),
    expiresAt: row.expires_at,
  };
}

/** The column holds minor units. What earlier versions let in of another currency is not given back. */
function refundableFrom(
  { refundable }: OrderRow,
  evidence: OrderEvidence,
  request: OrderRecord['request'],
): Money | null {
  if (refundable === null) return null;
  const { currency, network } = countedIn(request);
  const counted = { minor: BigInt(refundable), currency, network };
  const paid = paidSoFar(evidence, 'PAID');
  return paid === null || sameCurrency(paid, counted) ? counted : null;
}

function fixedColumns(order: OrderRecord): Record<string, Param> {
  return { ...fixedWorkColumns(order), request: encode(order.request) };
}

function toColumns(order: OrderRecord): Record<string, Param> {
  return {
    ...workColumns(order),
    provider: order.provider,
    status: order.status,
    provider_order_id: order.providerOrderId,
    evidence: encode(order.evidence),
    refundable: order.refundable === null ? null : order.refundable.minor.toString(),
    refunds_held: order.refundsHeld.toString(),
    refunded: order.refunded.toString(),
    expires_at: order.expiresAt,
  };
}

export async function insertOrder(tx: Sql, order: OrderRecord): Promise<number> {
  const { accountId, providerReference, createdAt } = order;
  const inserted = await insert(tx, 'orders', { ...fixedColumns(order), ...toColumns(order) });
  await subjectAppeared(tx, accountId, providerReference, createdAt);
  return inserted;
}

export async function updateOrder(tx: Sql, order: OrderRecord): Promise<void> {
  await update(tx, 'orders', toColumns(order), order);
}

export async function orderById(sql: Sql, id: string, owner?: Owner): Promise<OrderRecord | null> {
  const row = await rowById<OrderRow>(sql, 'orders', id, owner);
  return row === undefined ? null : fromRow(row);
}

export async function isOrderOf(sql: Sql, merchantId: string, id: string): Promise<boolean> {
  const text = 'select 1 from orders where id = ? and merchant_id = ?';
  return (await sql.get(text, id, merchantId)) !== undefined;
}

export async function orderByProviderReference(
  sql: Sql,
  accountId: string,
  reference: string,
): Promise<OrderRecord | null> {
  const text = 'select * from orders where account_id = ? and provider_reference = ?';
  const row = await sql.get<OrderRow>(text, accountId, reference);
  return row === undefined ? null : fromRow(row);
}

/** So that what its account says of it later still finds it. */
export async function leaveAccount(tx: Sql, left: LeftAccount): Promise<void> {
  const { accountId, providerReference, orderId } = left;
  const row = { account_id: accountId, provider_reference: providerReference, order_id: orderId };
  await insert(tx, 'left_accounts', row, 'on conflict do nothing');
}

/** The order that the account has by this reference, or had before it was sent with another one. */
export async function orderKnownAt(
  sql: Sql,
  accountId: string,
  reference: string,
): Promise<OrderRecord | null> {
  const order = await orderByProviderReference(sql, accountId, reference);
  if (order !== null) return order;
  const text = `select orders.* from left_accounts join orders on orders.id = left_accounts.order_id
    where left_accounts.account_id = ? and left_accounts.provider_reference = ?`;
  const row = await sql.get<OrderRow>(text, accountId, reference);
  return row === undefined ? null : fromRow(row);
}

export async function ordersByIds(
  sql: Sql,
  ids: readonly string[],
  owner?: Owner,
): Promise<OrderRecord[]> {
  return (await rowsByIds<OrderRow>(sql, 'orders', ids, owner)).map(fromRow);
}

export async function ordersByProviderReferences(
  sql: Sql,
  accountId: string,
  references: readonly string[],
): Promise<OrderRecord[]> {
  const text = `select * from orders
    where account_id = ? and provider_reference in ${sql.fromJsonArray}`;
  return (await sql.all<OrderRow>(text, accountId, JSON.stringify(references))).map(fromRow);
}

/** Of an account, oldest first. */
export async function ordersCreatedWithin(
  sql: Sql,
  accountId: string,
  range: CreatedRange,
  statuses: readonly OrderStatus[] | null,
  { first, after }: Page,
): Promise<OrderRecord[]> {
  const conditions = createdWithin('ord', accountId, range, after).oneOf('status', statuses);
  const text = `select * from orders ${conditions.where} order by id limit ?`;
  return (await sql.all<OrderRow>(text, ...conditions.params, first)).map(fromRow);
}

export interface OrderSearch extends WorkSearch {
  providerReference?: string | null;
  providerOrderId?: string | null;
  statuses?: readonly OrderStatus[] | null;
}

/** Newest first; one row more than asked for tells that there are more. */
export async function findOrders(
  sql: Sql,
  merchantId: string,
  page: Page,
  search: OrderSearch,
): Promise<OrderRecord[]> {
  const list = { table: 'orders', prefix: 'ord', ...page };
  const { reference, providerReference, providerOrderId, statuses } = search;
  if (!isGiven(providerReference) && !isGiven(providerOrderId)) {
    const ranges = await workRanges(sql, merchantId, search, orderStatuses);
    return (await newest<OrderRow>(sql, ranges, list, search)).map(fromRow);
  }
  // The provider's numbers are unique at an account, or as good as that.
  const number = isGiven(providerReference)
    ? { provider_reference: [providerReference] }
    : { provider_order_id: [providerOrderId ?? ''] };
  const ranges = rangesOf({ account_id: await accountIds(sql, merchantId, search), ...number });
  const byNumber = {
    ...list,
    ...(isGiven(providerReference) && { index: 'orders_account_id_provider_reference_unique' }),
    rest: rowByRow({ reference, provider_order_id: providerOrderId, status: statuses }),
  };
  return (await newest<OrderRow>(sql, ranges, byNumber, search)).map(fromRow);
}

/** Another one once anything has changed of what a payer is shown of the order: its row and those that belong to it. */
export async function orderVersion(sql: Sql, id: string): Promise<string> {
  const text = `select revision || '.' ||
      (select updated_at from provider_accounts where id = account_id) || '.' ||
      (select coalesce(sum(revision + 1), 0) from refunds where order_id = orders.id) || '.' ||
      (select coalesce(sum(revision + 1), 0) from abnormal_payments where order_id = orders.id)
      as version
    from orders where id = ?`;
  const row = await sql.get<{ version: string }>(text, id);
  if (row === undefined) throw new Error(`no order ${id}`);
  return row.version;
}
