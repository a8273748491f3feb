import type { Scope } from '../../domain/principal.ts';
import { decode, encode } from '../json.ts';
import type {
  AccountRecord,
  ApiKeyRecord,
  LastReconciliation,
  MerchantRecord,
} from '../records.ts';
import { Conditions, rowById, rowsByIds } from '../sql.ts';
import type { Owner, Sql } from '../sql.ts';
import { oldest } from './pages.ts';
import type { Page } from './pages.ts';

interface MerchantRow {
  id: string;
  name: string;
  timeline: string;
  last_seq: number;
  created_at: number;
}

const merchantFromRow = (row: MerchantRow): MerchantRecord => ({
  id: row.id,
  name: row.name,
  timeline: row.timeline,
  lastSeq: row.last_seq,
  createdAt: row.created_at,
});

export async function merchantById(sql: Sql, id: string): Promise<MerchantRecord | null> {
  const row = await sql.get<MerchantRow>('select * from merchants where id = ?', id);
  return row === undefined ? null : merchantFromRow(row);
}

export async function merchantsByIds(
  sql: Sql,
  ids: readonly string[],
  owner: Owner = null,
): Promise<MerchantRecord[]> {
  const conditions = new Conditions()
    .and(`id in ${sql.fromJsonArray}`, JSON.stringify(ids))
    .equal('id', owner);
  const text = `select * from merchants ${conditions.where}`;
  return (await sql.all<MerchantRow>(text, ...conditions.params)).map(merchantFromRow);
}

interface ApiKeyRow {
  id: string;
  merchant_id: string;
  name: string;
  prefix: string;
  scopes: string;
  created_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
}

const apiKeyFromRow = (row: ApiKeyRow): ApiKeyRecord => ({
  id: row.id,
  merchantId: row.merchant_id,
  name: row.name,
  prefix: row.prefix,
  scopes: decode<Scope[]>(row.scopes),
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  revokedAt: row.revoked_at,
});

/** By the SHA-256 of its secret: an index look-up, so no comparison tells how much of a guess was right. */
export async function apiKeyByHash(sql: Sql, hash: string): Promise<ApiKeyRecord | null> {
  const row = await sql.get<ApiKeyRow>('select * from api_keys where hash = ?', hash);
  return row === undefined ? null : apiKeyFromRow(row);
}

export async function apiKeyById(
  sql: Sql,
  id: string,
  owner?: Owner,
): Promise<ApiKeyRecord | null> {
  const row = await rowById<ApiKeyRow>(sql, 'api_keys', id, owner);
  return row === undefined ? null : apiKeyFromRow(row);
}

export async function apiKeysByIds(
  sql: Sql,
  ids: readonly string[],
  owner?: Owner,
): Promise<ApiKeyRecord[]> {
  return (await rowsByIds<ApiKeyRow>(sql, 'api_keys', ids, owner)).map(apiKeyFromRow);
}

/** In the order of creation. */
export async function apiKeysOfMerchant(
  sql: Sql,
  merchantId: string,
  page: Page,
): Promise<ApiKeyRecord[]> {
  const list = { table: 'api_keys' };
  return (await oldest<ApiKeyRow>(sql, list, { merchant_id: merchantId }, page)).map(apiKeyFromRow);
}

export async function touchApiKey(tx: Sql, id: string, now: number): Promise<void> {
  await tx.run('update api_keys set last_used_at = ? where id = ?', now, id);
}

interface AccountRow {
  id: string;
  merchant_id: string;
  provider: string;
  name: string;
  base_url: string;
  enabled: number;
  credentials: string;
  last_reconciliation: string | null;
  created_at: number;
  updated_at: number;
}

const accountFromRow = (row: AccountRow): AccountRecord => ({
  id: row.id,
  merchantId: row.merchant_id,
  provider: row.provider,
  name: row.name,
  baseUrl: row.base_url,
  enabled: row.enabled === 1,
  credentials: row.credentials,
  lastReconciliation:
    row.last_reconciliation === null ? null : decode<LastReconciliation>(row.last_reconciliation),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export async function accountById(
  sql: Sql,
  id: string,
  owner?: Owner,
): Promise<AccountRecord | null> {
  const row = await rowById<AccountRow>(sql, 'provider_accounts', id, owner);
  return row === undefined ? null : accountFromRow(row);
}

export async function accountsByIds(
  sql: Sql,
  ids: readonly string[],
  owner?: Owner,
): Promise<AccountRecord[]> {
  return (await rowsByIds<AccountRow>(sql, 'provider_accounts', ids, owner)).map(accountFromRow);
}

/** In the order of creation, which is the order of routing. */
export async function accountsOfMerchant(sql: Sql, merchantId: string): Promise<AccountRecord[]> {
  const text = 'select * from provider_accounts where merchant_id = ? order by id';
  return (await sql.all<AccountRow>(text, merchantId)).map(accountFromRow);
}

/** A page of the same. */
export async function someAccountsOfMerchant(
  sql: Sql,
  merchantId: string,
  page: Page,
): Promise<AccountRecord[]> {
  const list = { table: 'provider_accounts' };
  const rows = await oldest<AccountRow>(sql, list, { merchant_id: merchantId }, page);
  return rows.map(accountFromRow);
}

/** Of a merchant: those that are this one, and at this provider, where that is given. */
export async function accountIds(
  sql: Sql,
  merchantId: string,
  {
    account,
    provider,
  }: { account?: string | null | undefined; provider?: string | null | undefined },
): Promise<string[]> {
  const conditions = new Conditions()
    .equal('merchant_id', merchantId)
    .equal('id', account)
    .equal('provider', provider);
  const text = `select id from provider_accounts ${conditions.where} order by id`;
  return (await sql.all<{ id: string }>(text, ...conditions.params)).map(({ id }) => id);
}

/**
 * Ends the reconciliation of an account that was taken until `until`. False: somebody else has it. `last`: what it
 * came to; null leaves what is there.
 */
export async function updateReconciliation(
  tx: Sql,
  id: string,
  until: number,
  { nextAt, last }: { nextAt: number; last: LastReconciliation | null },
): Promise<boolean> {
  const text = `update provider_accounts
    set reconcile_at = ?, last_reconciliation = coalesce(?, last_reconciliation)
    where id = ? and reconcile_at = ?`;
  const came = last === null ? null : encode(last);
  return (await tx.run(text, nextAt, came, id, until)) === 1;
}
