import { abnormalPaymentStatuses, abnormalPaymentTypes } from '../../domain/abnormal-payment.ts';
import type {
  AbnormalPaymentEvidence,
  AbnormalPaymentStatus,
} from '../../domain/abnormal-payment.ts';
import type { Money } from '../../domain/money.ts';
import type { AbnormalPaymentType } from '../../domain/observation.ts';
import { decode, encode } from '../json.ts';
import type { AbnormalPaymentRecord } from '../records.ts';
import { rowById, rowsByIds } from '../sql.ts';
import type { Owner, Param, Sql } from '../sql.ts';
import { accountIds } from './merchants.ts';
import { isOrderOf } from './orders.ts';
import { isGiven, newest, oldest, rangesOf } from './pages.ts';
import type { Page } from './pages.ts';
import { subjectAppeared } from './webhooks.ts';
import { createdWithin, insert, update } from './work.ts';
import type { CreatedRange } from './work.ts';

interface AbnormalPaymentRow {
  id: string;
  merchant_id: string;
  account_id: string;
  order_id: string | null;
  provider_abnormal_payment_id: string;
  type: AbnormalPaymentType;
  status: AbnormalPaymentStatus;
  evidence: string;
  refundable: string;
  held: string;
  pending: string;
  check_at: number | null;
  checks: number;
  version: number;
  revision: number;
  created_at: number;
  updated_at: number;
}

function fromRow(row: AbnormalPaymentRow): AbnormalPaymentRecord {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    accountId: row.account_id,
    orderId: row.order_id,
    providerAbnormalPaymentId: row.provider_abnormal_payment_id,
    status: row.status,
    evidence: decode<AbnormalPaymentEvidence>(row.evidence),
    pending: decode<Money>(row.pending),
    held: BigInt(row.held),
    checkAt: row.check_at,
    checks: row.checks,
    version: row.version,
    revision: row.revision,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toColumns(payment: AbnormalPaymentRecord): Record<string, Param> {
  return {
    id: payment.id,
    merchant_id: payment.merchantId,
    account_id: payment.accountId,
    order_id: payment.orderId,
    provider_abnormal_payment_id: payment.providerAbnormalPaymentId,
    type: payment.evidence.type,
    status: payment.status,
    evidence: encode(payment.evidence),
    refundable: payment.evidence.pendingAtFirst.minor.toString(),
    held: payment.held.toString(),
    pending: encode(payment.pending),
    check_at: payment.checkAt,
    checks: payment.checks,
    version: payment.version,
    revision: payment.revision,
    created_at: payment.createdAt,
    updated_at: payment.updatedAt,
  };
}

export async function insertAbnormalPayment(
  tx: Sql,
  payment: AbnormalPaymentRecord,
): Promise<number> {
  const { accountId, providerAbnormalPaymentId, createdAt } = payment;
  const inserted = await insert(tx, 'abnormal_payments', toColumns(payment));
  await subjectAppeared(tx, accountId, providerAbnormalPaymentId, createdAt);
  return inserted;
}

export async function updateAbnormalPayment(tx: Sql, payment: AbnormalPaymentRecord) {
  await update(tx, 'abnormal_payments', toColumns(payment), payment);
}

export async function abnormalPaymentById(
  sql: Sql,
  id: string,
  owner?: Owner,
): Promise<AbnormalPaymentRecord | null> {
  const row = await rowById<AbnormalPaymentRow>(sql, 'abnormal_payments', id, owner);
  return row === undefined ? null : fromRow(row);
}

export async function abnormalPaymentByProviderId(
  sql: Sql,
  accountId: string,
  providerId: string,
): Promise<AbnormalPaymentRecord | null> {
  const text =
    'select * from abnormal_payments where account_id = ? and provider_abnormal_payment_id = ?';
  const row = await sql.get<AbnormalPaymentRow>(text, accountId, providerId);
  return row === undefined ? null : fromRow(row);
}

export async function abnormalPaymentsByIds(
  sql: Sql,
  ids: readonly string[],
  owner?: Owner,
): Promise<AbnormalPaymentRecord[]> {
  return (await rowsByIds<AbnormalPaymentRow>(sql, 'abnormal_payments', ids, owner)).map(fromRow);
}

/** All of these orders, oldest first. */
export async function abnormalPaymentsOfOrders(
  sql: Sql,
  ids: readonly string[],
): Promise<AbnormalPaymentRecord[]> {
  const text = `select * from abnormal_payments where order_id in ${sql.fromJsonArray} order by id`;
  return (await sql.all<AbnormalPaymentRow>(text, JSON.stringify(ids))).map(fromRow);
}

export async function abnormalPaymentsByProviderIds(
  sql: Sql,
  accountId: string,
  ids: readonly string[],
): Promise<AbnormalPaymentRecord[]> {
  const text = `select * from abnormal_payments
    where account_id = ? and provider_abnormal_payment_id in ${sql.fromJsonArray}`;
  return (await sql.all<AbnormalPaymentRow>(text, accountId, JSON.stringify(ids))).map(fromRow);
}

/** Of an account, oldest first. */
export async function abnormalPaymentsCreatedWithin(
  sql: Sql,
  accountId: string,
  range: CreatedRange,
  { first, after }: Page,
): Promise<AbnormalPaymentRecord[]> {
  const conditions = createdWithin('abn', accountId, range, after);
  const text = `select * from abnormal_payments ${conditions.where} order by id limit ?`;
  return (await sql.all<AbnormalPaymentRow>(text, ...conditions.params, first)).map(fromRow);
}

export interface AbnormalPaymentSearch {
  order?: string | null;
  account?: string | null;
  types?: readonly AbnormalPaymentType[] | null;
  statuses?: readonly AbnormalPaymentStatus[] | null;
}

/** Newest first; one row more than asked for tells that there are more. */
export async function findAbnormalPayments(
  sql: Sql,
  merchantId: string,
  page: Page,
  search: AbnormalPaymentSearch,
): Promise<AbnormalPaymentRecord[]> {
  const { order, account, types, statuses } = search;
  if (isGiven(order) && !(await isOrderOf(sql, merchantId, order))) return [];
  const kinds =
    types || statuses || (isGiven(order) && isGiven(account))
      ? { status: statuses ?? abnormalPaymentStatuses, type: types ?? abnormalPaymentTypes }
      : null;
  const isByAccount = isGiven(account) || (isGiven(order) && kinds !== null);
  const ranges = rangesOf({
    ...(isGiven(order) && { order_id: [order] }),
    ...(isByAccount && { account_id: await accountIds(sql, merchantId, { account }) }),
    ...(!isGiven(order) && !isByAccount && { merchant_id: [merchantId] }),
    ...kinds,
  });
  const list = { table: 'abnormal_payments', prefix: 'abn', ...page };
  return (await newest<AbnormalPaymentRow>(sql, ranges, list)).map(fromRow);
}

/** Of an order, oldest first. */
export async function abnormalPaymentsOfOrder(
  sql: Sql,
  orderId: string,
  page: Page,
): Promise<AbnormalPaymentRecord[]> {
  const list = { table: 'abnormal_payments' };
  return (await oldest<AbnormalPaymentRow>(sql, list, { order_id: orderId }, page)).map(fromRow);
}
