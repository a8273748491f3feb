import { payoutEvidenceFrom, payoutStatuses } from '../../domain/payout.ts';
import type { PayoutEvidence, PayoutStatus } from '../../domain/payout.ts';
import type { SettlementRequest } from '../../domain/request.ts';
import { decode, encode } from '../json.ts';
import type { SettlementRecord } from '../records.ts';
import { rowById, rowsByIds } from '../sql.ts';
import type { Owner, Param, Sql } from '../sql.ts';
import { newest } from './pages.ts';
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

interface SettlementRow extends WorkRow {
  provider: string;
  status: PayoutStatus;
  request: string;
  order_ids: string;
  evidence: string;
}

function fromRow(row: SettlementRow): SettlementRecord {
  return {
    ...workFromRow(row),
    provider: row.provider,
    status: row.status,
    request: decode<SettlementRequest>(row.request),
    orderIds: decode<string[]>(row.order_ids),
    evidence: payoutEvidenceFrom(decode<PayoutEvidence>(row.evidence)),
  };
}

function fixedColumns(settlement: SettlementRecord): Record<string, Param> {
  return {
    ...fixedWorkColumns(settlement),
    provider: settlement.provider,
    request: encode(settlement.request),
    order_ids: encode(settlement.orderIds),
  };
}

function toColumns(settlement: SettlementRecord): Record<string, Param> {
  return {
    ...workColumns(settlement),
    status: settlement.status,
    evidence: encode(settlement.evidence),
  };
}

export async function insertSettlement(tx: Sql, settlement: SettlementRecord): Promise<number> {
  const { accountId, providerReference, createdAt } = settlement;
  const inserted = await insert(tx, 'settlements', {
    ...fixedColumns(settlement),
    ...toColumns(settlement),
  });
  await subjectAppeared(tx, accountId, providerReference, createdAt);
  return inserted;
}

export async function updateSettlement(tx: Sql, settlement: SettlementRecord): Promise<void> {
  await update(tx, 'settlements', toColumns(settlement), settlement);
}

export async function settlementById(
  sql: Sql,
  id: string,
  owner?: Owner,
): Promise<SettlementRecord | null> {
  const row = await rowById<SettlementRow>(sql, 'settlements', id, owner);
  return row === undefined ? null : fromRow(row);
}

export async function settlementByProviderReference(
  sql: Sql,
  accountId: string,
  reference: string,
): Promise<SettlementRecord | null> {
  const text = 'select * from settlements where account_id = ? and provider_reference = ?';
  const row = await sql.get<SettlementRow>(text, accountId, reference);
  return row === undefined ? null : fromRow(row);
}

export async function settlementsByIds(
  sql: Sql,
  ids: readonly string[],
  owner?: Owner,
): Promise<SettlementRecord[]> {
  return (await rowsByIds<SettlementRow>(sql, 'settlements', ids, owner)).map(fromRow);
}

export async function settlementsByProviderReferences(
  sql: Sql,
  accountId: string,
  references: readonly string[],
): Promise<SettlementRecord[]> {
  const text = `select * from settlements
    where account_id = ? and provider_reference in ${sql.fromJsonArray}`;
  return (await sql.all<SettlementRow>(text, accountId, JSON.stringify(references))).map(fromRow);
}

/** Of an account, oldest first. */
export async function settlementsCreatedWithin(
  sql: Sql,
  accountId: string,
  range: CreatedRange,
  statuses: readonly PayoutStatus[] | null,
  { first, after }: Page,
): Promise<SettlementRecord[]> {
  const conditions = createdWithin('stl', accountId, range, after).oneOf('status', statuses);
  const text = `select * from settlements ${conditions.where} order by id limit ?`;
  return (await sql.all<SettlementRow>(text, ...conditions.params, first)).map(fromRow);
}

export type SettlementSearch = Omit<WorkSearch, 'provider'>;

/** Newest first; one row more than asked for tells that there are more. */
export async function findSettlements(
  sql: Sql,
  merchantId: string,
  page: Page,
  search: SettlementSearch,
): Promise<SettlementRecord[]> {
  const ranges = await workRanges(sql, merchantId, search, payoutStatuses);
  const list = { table: 'settlements', prefix: 'stl', ...page };
  return (await newest<SettlementRow>(sql, ranges, list, search)).map(fromRow);
}
