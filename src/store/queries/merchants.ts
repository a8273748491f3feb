import type { Scope } from '../../domain/principal.ts';
import type { AccountMode } from '../../domain/routing.ts';
import { decode, encode } from '../json.ts';
import type {
  AccountRecord,
  ApiKeyRecord,
  LastReconciliation,
  MerchantRecord,
} from '../records.ts';
import type { Owner, Sql } from '../sql.ts';
import { oldestOf } from '../statements/lists.ts';
import { byIdOf } from '../statements/owned.ts';
import { statement } from '../statements/statement.ts';
import type { Row } from '../statements/tables.ts';
import type { Page } from './pages.ts';

const merchantFromRow = (row: Row<'merchants'>): MerchantRecord => ({
  id: row.id,
  name: row.name,
  timeline: row.timeline,
  lastSeq: row.last_seq,
  archivedSeq: row.archived_seq,
  createdAt: row.created_at,
});

const merchant = statement<{ id: string }>()(({ db }, at) =>
  db.selectFrom('merchants').selectAll().where('id', '=', at.id),
);

export async function merchantById(sql: Sql, id: string): Promise<MerchantRecord | null> {
  const row = await sql.get(merchant, { id });
  return row === undefined ? null : merchantFromRow(row);
}

const someMerchants = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db.selectFrom('merchants').selectAll().where('id', isIn, listed(at.ids)),
);

const ownMerchant = statement<{ ids: string; owner: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('merchants')
    .selectAll()
    .where('id', isIn, listed(at.ids))
    .where('id', '=', at.owner),
);

export async function merchantsByIds(
  sql: Sql,
  some: readonly string[],
  owner: Owner = null,
): Promise<MerchantRecord[]> {
  const ids = JSON.stringify(some);
  const rows = await (owner === null
    ? sql.all(someMerchants, { ids })
    : sql.all(ownMerchant, { ids, owner }));
  return rows.map(merchantFromRow);
}

const apiKeys = byIdOf('api_keys');

const apiKeyFromRow = (row: Row<'api_keys'>): ApiKeyRecord => ({
  id: row.id,
  merchantId: row.merchant_id,
  name: row.name,
  prefix: row.prefix,
  scopes: decode<Scope[]>(row.scopes),
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  revokedAt: row.revoked_at,
});

const byHash = statement<{ hash: string }>()(({ db }, at) =>
  db.selectFrom('api_keys').selectAll().where('hash', '=', at.hash),
);

/**
 * Finds a key by the SHA-256 of its secret. It is an index look-up, so no comparison reveals how much of a guess was
 * right.
 */
export async function apiKeyByHash(sql: Sql, hash: string): Promise<ApiKeyRecord | null> {
  const row = await sql.get(byHash, { hash });
  return row === undefined ? null : apiKeyFromRow(row);
}

export async function apiKeyById(
  sql: Sql,
  id: string,
  owner?: Owner,
): Promise<ApiKeyRecord | null> {
  const row = await apiKeys.byId(sql, id, owner);
  return row === undefined ? null : apiKeyFromRow(row);
}

export async function apiKeysByIds(
  sql: Sql,
  ids: readonly string[],
  owner?: Owner,
): Promise<ApiKeyRecord[]> {
  return (await apiKeys.byIds(sql, ids, owner)).map(apiKeyFromRow);
}

const keysOf = oldestOf('api_keys', 'merchant_id');

/** In the order of creation. */
export async function apiKeysOfMerchant(
  sql: Sql,
  merchantId: string,
  page: Page,
): Promise<ApiKeyRecord[]> {
  return (await keysOf(sql, merchantId, page)).map(apiKeyFromRow);
}

// A row that another process changes now is left: that process notes a use of the key too.
const touch = statement<{ id: string; now: number }>()(({ db, unlocked }, at) =>
  db
    .updateTable('api_keys')
    .set({ last_used_at: at.now })
    .where('id', '=', (eb) =>
      unlocked(eb.selectFrom('api_keys').select('id').where('id', '=', at.id)),
    ),
);

export async function touchApiKey(tx: Sql, id: string, now: number): Promise<void> {
  await tx.run(touch, { id, now });
}

const accounts = byIdOf('provider_accounts');

const accountFromRow = (row: Row<'provider_accounts'>): AccountRecord => ({
  id: row.id,
  merchantId: row.merchant_id,
  provider: row.provider,
  name: row.name,
  baseUrl: row.base_url,
  mode: row.mode as AccountMode,
  enabled: row.enabled === 1,
  credentials: row.credentials,
  lastReconciliation:
    row.last_reconciliation === null ? null : decode<LastReconciliation>(row.last_reconciliation),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  lostFrom: row.lost_from,
  lostUntil: row.lost_until,
  unreachedSince: row.unreached_since,
});

export async function accountById(
  sql: Sql,
  id: string,
  owner?: Owner,
): Promise<AccountRecord | null> {
  const row = await accounts.byId(sql, id, owner);
  return row === undefined ? null : accountFromRow(row);
}

export async function accountsByIds(
  sql: Sql,
  ids: readonly string[],
  owner?: Owner,
): Promise<AccountRecord[]> {
  return (await accounts.byIds(sql, ids, owner)).map(accountFromRow);
}

const allAccounts = statement<{ merchant: string }>()(({ db }, at) =>
  db
    .selectFrom('provider_accounts')
    .selectAll()
    .where('merchant_id', '=', at.merchant)
    .orderBy('id'),
);

/** In the order of creation, which is the order of routing. */
export async function accountsOfMerchant(sql: Sql, merchant: string): Promise<AccountRecord[]> {
  return (await sql.all(allAccounts, { merchant })).map(accountFromRow);
}

const someAccounts = oldestOf('provider_accounts', 'merchant_id');

/** A page of `accountsOfMerchant`. */
export async function someAccountsOfMerchant(
  sql: Sql,
  merchantId: string,
  page: Page,
): Promise<AccountRecord[]> {
  return (await someAccounts(sql, merchantId, page)).map(accountFromRow);
}

interface Which {
  merchant: string;
  account: string | null;
  provider: string | null;
}

const theirIds = statement<Which>()(({ db }, at) =>
  db
    .selectFrom('provider_accounts')
    .select('id')
    .where('merchant_id', '=', at.merchant)
    .where((eb) => eb.or([eb(eb.cast(at.account, 'text'), 'is', null), eb('id', '=', at.account)]))
    .where((eb) =>
      eb.or([eb(eb.cast(at.provider, 'text'), 'is', null), eb('provider', '=', at.provider)]),
    )
    .orderBy('id'),
);

/** The ids of a merchant's accounts, filtered by account and provider where those are set. */
export async function accountIds(
  sql: Sql,
  merchant: string,
  {
    account = null,
    provider = null,
  }: { [Name in 'account' | 'provider']?: string | null | undefined },
): Promise<string[]> {
  return (await sql.all(theirIds, { merchant, account, provider })).map(({ id }) => id);
}

/** What never changes of an account. */
export type FixedAccount = Pick<AccountRecord, 'provider' | 'mode'>;

const fixedAccounts = statement<{ merchant: string }>()(({ db }, at) =>
  db
    .selectFrom('provider_accounts')
    .select(['id', 'provider', 'mode'])
    .where('merchant_id', '=', at.merchant),
);

/** Each of a merchant's accounts, by its id. */
export async function fixedAccountsOf(
  sql: Sql,
  merchant: string,
): Promise<ReadonlyMap<string, FixedAccount>> {
  const rows = await sql.all(fixedAccounts, { merchant });
  return new Map(
    rows.map(({ id, provider, mode }) => [id, { provider, mode: mode as AccountMode }]),
  );
}

interface Reconciled {
  id: string;
  until: number;
  nextAt: number;
  last: string | null;
  isFound: number;
}

const endReconciliation = statement<Reconciled>()(({ db }, at) =>
  db
    .updateTable('provider_accounts')
    .set({
      reconcile_at: at.nextAt,
      last_reconciliation: ({ fn }) => fn.coalesce(at.last, 'last_reconciliation'),
      lost_from: (eb) =>
        eb.case().when(at.isFound, '=', 1).then(null).else(eb.ref('lost_from')).end(),
    })
    .where('id', '=', at.id)
    .where('reconcile_at', '=', at.until),
);

/**
 * Ends the reconciliation of an account that was leased until `until`. False: another process has it. `last`: its
 * result; null leaves the stored one. `isFound`: what a restored backup had lost is reconciled.
 */
export async function updateReconciliation(
  tx: Sql,
  id: string,
  until: number,
  {
    nextAt,
    last,
    isFound = false,
  }: { nextAt: number; last: LastReconciliation | null; isFound?: boolean },
): Promise<boolean> {
  const came = last === null ? null : encode(last);
  const params = { id, until, nextAt, last: came, isFound: isFound ? 1 : 0 };
  return (await tx.run(endReconciliation, params)) === 1;
}
