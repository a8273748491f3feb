import { sameCurrency } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import { orderEvidenceFrom } from '../../domain/order.ts';
import type { OrderEvidence, OrderStatus } from '../../domain/order.ts';
import { paidSoFar } from '../../domain/order-money.ts';
import { countedIn } from '../../domain/request.ts';
import { decode, encode } from '../json.ts';
import type { OrderRecord } from '../records.ts';
import { Conditions, rowById, rowsByIds } from '../sql.ts';
import type { Owner, Param, Sql } from '../sql.ts';
import { subjectAppeared } from './webhooks.ts';
import {
  createdWithin,
  fixedWorkColumns,
  insert,
  update,
  workColumns,
  workFromRow,
} from './work.ts';
import type { CreatedRange, Page, WorkRow } from './work.ts';

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

export async function orderByProviderReference(
  sql: Sql,
  accountId: string,
  reference: string,
): Promise<OrderRecord | null> {
  const text = 'select * from orders where account_id = ? and provider_reference = ?';
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

export interface OrderSearch {
  reference?: string | null;
  providerReference?: string | null;
  providerOrderId?: string | null;
  statuses?: readonly OrderStatus[] | null;
  account?: string | null;
  provider?: string | null;
  createdFrom?: number | null;
  createdTo?: number | null;
}

/** Newest first; one row more than asked for tells that there are more. */
export async function findOrders(
  sql: Sql,
  merchantId: string,
  { first, after }: Page,
  search: OrderSearch,
): Promise<OrderRecord[]> {
  const conditions = new Conditions()
    .equal('merchant_id', merchantId)
    .equal('reference', search.reference)
    .equal('provider_reference', search.providerReference)
    .equal('provider_order_id', search.providerOrderId)
    .equal('account_id', search.account)
    .equal('provider', search.provider)
    .oneOf('status', search.statuses);
  // The provider's numbers are indexed by account.
  const byNumber = search.providerReference ?? search.providerOrderId ?? null;
  if (byNumber !== null && !search.account) {
    const own = 'account_id in (select id from provider_accounts where merchant_id = ?)';
    conditions.and(own, merchantId);
  }
  conditions.within('created_at', search.createdFrom, search.createdTo);
  if (after !== null) conditions.and('id < ?', after);
  const text = `select * from orders ${conditions.where} order by id desc limit ?`;
  return (await sql.all<OrderRow>(text, ...conditions.params, first + 1)).map(fromRow);
}
