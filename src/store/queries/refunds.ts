import type { Money } from '../../domain/money.ts';
import { payoutEvidenceFrom, payoutPhase, payoutStatuses } from '../../domain/payout.ts';
import type { PayoutEvidence, PayoutStatus } from '../../domain/payout.ts';
import { decode, encode } from '../json.ts';
import type { RefundRecord } from '../records.ts';
import { rowById, rowsByIds } from '../sql.ts';
import type { Owner, Param, Sql } from '../sql.ts';
import { isOrderOf } from './orders.ts';
import { isGiven, newest, oldest, rangesOf } from './pages.ts';
import type { CreatedFilter, Page } from './pages.ts';
import { subjectAppeared } from './webhooks.ts';
import {
  createdWithin,
  fixedWorkColumns,
  insert,
  update,
  workColumns,
  workFromRow,
} from './work.ts';
import type { CreatedRange, WorkRow } from './work.ts';

interface RefundRow extends WorkRow {
  order_id: string;
  abnormal_payment_id: string | null;
  status: PayoutStatus;
  amount: string;
  address: string | null;
  reason: string | null;
  evidence: string;
}

function fromRow(row: RefundRow): RefundRecord {
  return {
    ...workFromRow(row),
    orderId: row.order_id,
    abnormalPaymentId: row.abnormal_payment_id,
    status: row.status,
    amount: decode<Money>(row.amount),
    address: row.address,
    reason: row.reason,
    evidence: payoutEvidenceFrom(decode<PayoutEvidence>(row.evidence)),
  };
}

function fixedColumns(refund: RefundRecord): Record<string, Param> {
  return {
    ...fixedWorkColumns(refund),
    order_id: refund.orderId,
    abnormal_payment_id: refund.abnormalPaymentId,
    amount: encode(refund.amount),
    address: refund.address,
    reason: refund.reason,
  };
}

function toColumns(refund: RefundRecord): Record<string, Param> {
  return {
    ...workColumns(refund),
    status: refund.status,
    evidence: encode(refund.evidence),
  };
}

export async function insertRefund(tx: Sql, refund: RefundRecord): Promise<number> {
  const { accountId, providerReference, createdAt } = refund;
  const inserted = await insert(tx, 'refunds', { ...fixedColumns(refund), ...toColumns(refund) });
  await subjectAppeared(tx, accountId, providerReference, createdAt);
  return inserted;
}

export async function updateRefund(tx: Sql, refund: RefundRecord): Promise<void> {
  await update(tx, 'refunds', toColumns(refund), refund);
}

export async function refundById(
  sql: Sql,
  id: string,
  owner?: Owner,
): Promise<RefundRecord | null> {
  const row = await rowById<RefundRow>(sql, 'refunds', id, owner);
  return row === undefined ? null : fromRow(row);
}

export async function refundByProviderReference(
  sql: Sql,
  accountId: string,
  reference: string,
): Promise<RefundRecord | null> {
  const text = 'select * from refunds where account_id = ? and provider_reference = ?';
  const row = await sql.get<RefundRow>(text, accountId, reference);
  return row === undefined ? null : fromRow(row);
}

export async function refundsByIds(
  sql: Sql,
  ids: readonly string[],
  owner?: Owner,
): Promise<RefundRecord[]> {
  return (await rowsByIds<RefundRow>(sql, 'refunds', ids, owner)).map(fromRow);
}

/** All refunds of these orders, oldest first. */
export async function refundsOfOrders(sql: Sql, ids: readonly string[]): Promise<RefundRecord[]> {
  const text = `select * from refunds where order_id in ${sql.fromJsonArray} order by id`;
  return (await sql.all<RefundRow>(text, JSON.stringify(ids))).map(fromRow);
}

export async function refundsByProviderReferences(
  sql: Sql,
  accountId: string,
  references: readonly string[],
): Promise<RefundRecord[]> {
  const text = `select * from refunds
    where account_id = ? and provider_reference in ${sql.fromJsonArray}`;
  return (await sql.all<RefundRow>(text, accountId, JSON.stringify(references))).map(fromRow);
}

/** Of an account, oldest first. */
export async function refundsCreatedWithin(
  sql: Sql,
  accountId: string,
  range: CreatedRange,
  statuses: readonly PayoutStatus[] | null,
  { first, after }: Page,
): Promise<RefundRecord[]> {
  const conditions = createdWithin('rfd', accountId, range, after).oneOf('status', statuses);
  const text = `select * from refunds ${conditions.where} order by id limit ?`;
  return (await sql.all<RefundRow>(text, ...conditions.params, first)).map(fromRow);
}

export interface RefundSearch extends CreatedFilter {
  order?: string | null;
  reference?: string | null;
  statuses?: readonly PayoutStatus[] | null;
}

/** Newest first; one row more than asked for tells that there are more. */
export async function findRefunds(
  sql: Sql,
  merchantId: string,
  page: Page,
  search: RefundSearch,
): Promise<RefundRecord[]> {
  const { order, reference, statuses } = search;
  if (isGiven(order) && !(await isOrderOf(sql, merchantId, order))) return [];
  const given = statuses ? { status: statuses } : null;
  const ranges = rangesOf({
    ...(isGiven(order) ? { order_id: [order] } : { merchant_id: [merchantId] }),
    ...(isGiven(reference)
      ? { reference: [reference], status: statuses ?? payoutStatuses }
      : given),
  });
  const list = { table: 'refunds', prefix: 'rfd', ...page };
  return (await newest<RefundRow>(sql, ranges, list, search)).map(fromRow);
}

/** Of an abnormal payment, oldest first. */
export async function refundsOfAbnormalPayment(
  sql: Sql,
  id: string,
  page: Page,
): Promise<RefundRecord[]> {
  const list = { table: 'refunds' };
  return (await oldest<RefundRow>(sql, list, { abnormal_payment_id: id }, page)).map(fromRow);
}

/** Whether a refund of what was paid for the order may still succeed. */
export async function hasOpenRefund(sql: Sql, orderId: string): Promise<boolean> {
  const text = `select 1 from refunds
    where order_id = ? and status in ${sql.fromJsonArray} and abnormal_payment_id is null limit 1`;
  return (await sql.get(text, orderId, open)) !== undefined;
}

const open = JSON.stringify(payoutStatuses.filter((status) => payoutPhase(status) === 'OPEN'));
