import type { Submission } from '../../domain/submission.ts';
import { decode, encode } from '../json.ts';
import type { WorkRecord } from '../records.ts';
import { Conditions } from '../sql.ts';
import type { Param, Sql } from '../sql.ts';
import { accountIds } from './merchants.ts';
import { firstIdAt, isGiven, rangesOf } from './pages.ts';
import type { CreatedFilter, Range } from './pages.ts';

/** Columns shared by orders, refunds and settlements. */
export interface WorkRow {
  id: string;
  merchant_id: string;
  account_id: string;
  reference: string;
  provider_reference: string;
  submission: string;
  check_at: number | null;
  checks: number;
  last_check_at: number | null;
  unknown_since: number | null;
  needs_attention: number;
  version: number;
  revision: number;
  created_at: number;
  updated_at: number;
}

export function workFromRow(row: WorkRow): WorkRecord {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    accountId: row.account_id,
    reference: row.reference,
    providerReference: row.provider_reference,
    submission: decode<Submission>(row.submission),
    checkAt: row.check_at,
    checks: row.checks,
    lastCheckAt: row.last_check_at,
    unknownSince: row.unknown_since,
    needsAttention: row.needs_attention === 1,
    version: row.version,
    revision: row.revision,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Columns that never change: an update that named them would write all their indexes again. */
export function fixedWorkColumns(record: WorkRecord): Record<string, Param> {
  return {
    id: record.id,
    merchant_id: record.merchantId,
    reference: record.reference,
    provider_reference: record.providerReference,
    created_at: record.createdAt,
  };
}

export function workColumns(record: WorkRecord): Record<string, Param> {
  return {
    account_id: record.accountId,
    submission: encode(record.submission),
    check_at: record.checkAt,
    checks: record.checks,
    last_check_at: record.lastCheckAt,
    unknown_since: record.unknownSince,
    needs_attention: record.needsAttention ? 1 : 0,
    version: record.version,
    revision: record.revision,
    updated_at: record.updatedAt,
  };
}

/** The row had been changed by somebody else since it was read. The queue runs the unit again. */
export class StaleRecordError extends Error {
  override readonly name = 'StaleRecordError';
}

export async function insert(
  tx: Pick<Sql, 'run'>,
  table: string,
  columns: Record<string, Param>,
  onConflict = '',
): Promise<number> {
  const names = Object.keys(columns);
  const places = names.map(() => '?').join(', ');
  const text = `insert into ${table} (${names.join(', ')}) values (${places}) ${onConflict}`;
  return tx.run(text, ...Object.values(columns));
}

/** Writes these columns of a row that must still have the revision it was read with. */
export async function update(
  tx: Sql,
  table: string,
  columns: Record<string, Param>,
  guard: { id: string; revision: number },
): Promise<void> {
  const rest = { ...columns, revision: guard.revision + 1 };
  const sets = Object.keys(rest).map((name) => `${name} = ?`);
  const text = `update ${table} set ${sets.join(', ')} where id = ? and revision = ?`;
  const changed = await tx.run(text, ...Object.values(rest), guard.id, guard.revision);
  if (changed === 0) throw new StaleRecordError(`${guard.id} was changed meanwhile`);
}

export interface CreatedRange {
  /** Epoch milliseconds; both ends belong to the range. */
  from: number;
  to: number;
}

/** Conditions for the rows of an account that were made in the range, after the id `after`. */
export function createdWithin(
  prefix: string,
  accountId: string,
  { from, to }: CreatedRange,
  after: string | null,
): Conditions {
  return new Conditions()
    .equal('account_id', accountId)
    .and('id > ?', after ?? firstIdAt(prefix, from))
    .and('id < ?', firstIdAt(prefix, to + 1));
}

/** What orders and settlements are looked for by. */
export interface WorkSearch extends CreatedFilter {
  reference?: string | null;
  statuses?: readonly string[] | null;
  account?: string | null;
  provider?: string | null;
}

/** Ranges of what belongs to the accounts of a merchant. A reference is looked for in each account and status. */
export async function workRanges(
  sql: Sql,
  merchantId: string,
  { reference, statuses, account, provider }: WorkSearch,
  allStatuses: readonly string[],
): Promise<Range[]> {
  const given = statuses ? { status: statuses } : null;
  if (!isGiven(reference) && !isGiven(account) && !isGiven(provider)) {
    return rangesOf({ merchant_id: [merchantId], ...given });
  }
  const accounts = { account_id: await accountIds(sql, merchantId, { account, provider }) };
  return isGiven(reference)
    ? rangesOf({ ...accounts, reference: [reference], status: statuses ?? allStatuses })
    : rangesOf({ ...accounts, ...given });
}
