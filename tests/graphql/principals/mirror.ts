import { createProviderAccount } from '../../../src/operations/merchants/provider-accounts.ts';
import { configMember } from '../../../src/operations/merchants/account-config.ts';
import { createMerchant, storeApiKey } from '../../../src/operations/merchants/merchants.ts';
import { authenticate } from '../../../src/operations/merchants/authenticate.ts';
import { Secret } from '../../../src/domain/secret.ts';
import type { Scope } from '../../../src/domain/principal.ts';
import { merchantById } from '../../../src/store/queries/merchants.ts';
import { linkTokenHash, sealLinkToken } from '../../../src/store/sealing/link-tokens.ts';
import type { Deps } from '../../../src/operations/deps.ts';
import { insert } from '../../support/insert.ts';
import type { Param } from '../../../src/store/sql.ts';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { TestApp } from '../../support/app.ts';

type Row = Record<string, Param>;

/** Tables of the first merchant, in the order in which they refer to each other. */
const mirrored = [
  'orders',
  'payment_links',
  'payment_link_uses',
  'abnormal_payments',
  'refunds',
  'settlements',
  'events',
  'event_endpoints',
  'event_deliveries',
  'idempotency_keys',
] as const;
const bySubject = ['provider_calls', 'evidence'] as const;

export type Mirror = Awaited<ReturnType<typeof openMirror>>;

/**
 * A second merchant with the first one's rows under its own ids: the same references, at the providers too, the same
 * amounts, the same idempotency keys. The two differ by the ids, the log, and every word "VICTIM".
 */
export async function openMirror(testApp: TestApp) {
  const { deps } = testApp.app;
  const { read, queue } = deps;
  const victim = await merchantById(read, testApp.merchantId);
  if (victim === null) throw new Error('no merchant');
  const merchant = await createMerchant(deps, { name: 'Mirror' });
  const ids = new Map([[victim.id, merchant.id]]);
  await mirrorAccounts(testApp, merchant.id, ids);
  const key = await keyOf(testApp, merchant.id, ['READ']);
  for (const { id } of await rowsOf('api_keys')) ids.set(String(id), key.id);
  const tables: { table: string; rows: Row[] }[] = [];
  for (const table of mirrored) tables.push({ table, rows: await rowsOf(table) });
  for (const table of bySubject) {
    const text = `select * from ${table} where subject_id in
      (select id from orders where merchant_id = ? union select id from refunds where merchant_id = ?
       union select id from settlements where merchant_id = ?)`;
    tables.push({ table, rows: await read.all<Row>(text, victim.id, victim.id, victim.id) });
  }
  for (const { rows } of tables) {
    for (const { id } of rows) if (typeof id === 'string') ids.set(id, otherId(id));
  }
  await queue.commit(async (tx) => {
    for (const { table, rows } of tables) {
      for (const row of rows) {
        const mirroredRow = replaced(row, ids);
        await insert(
          tx,
          table,
          table === 'payment_links' ? withToken(deps, mirroredRow) : mirroredRow,
        );
      }
    }
    await tx.run('update merchants set last_seq = ? where id = ?', victim.lastSeq, merchant.id);
  });
  const withScopes = async (scopes: readonly Scope[]) => {
    const { secret } = await keyOf(testApp, merchant.id, scopes);
    return bearer(testApp, secret);
  };
  return { merchantId: merchant.id, ids, timeline: victim.timeline, withScopes };

  async function rowsOf(table: string): Promise<Row[]> {
    return read.all<Row>(`select * from ${table} where merchant_id = ?`, testApp.merchantId);
  }
}

/** A link with a token of its own, sealed for its own row. */
function withToken({ sealer, ids }: Deps, row: Row): Row {
  const token = `plk_${ids.secret()}`;
  const sealed = sealLinkToken(sealer, String(row['id']), token);
  return { ...row, token: sealed, token_hash: linkTokenHash(token) };
}

/** The principal that holds it. */
export async function bearer({ app, adminKey }: TestApp, secret: string) {
  const principal = await authenticate(app.deps, new Secret(adminKey), `Bearer ${secret}`);
  if (principal === null) throw new Error('these are no credentials');
  return principal;
}

/** With their own credentials. */
async function mirrorAccounts(testApp: TestApp, merchant: string, ids: Map<string, string>) {
  const { app, sandbox } = testApp;
  for (const [name, id] of Object.entries(testApp.accounts) as [SandboxProvider, string][]) {
    const provider = sandbox.provider(name);
    const config: Record<string, unknown> = { ...provider.createMerchantAccount() };
    if (name === 'ANEXPAY_XCHECKOUT') delete config['merchantId'];
    const { baseUrl } = provider;
    const input = { merchant, name, baseUrl, config: { [configMember(name)]: config } };
    const made = await createProviderAccount(app.deps, { kind: 'ADMINISTRATOR' }, input);
    ids.set(id, made.id);
  }
}

async function keyOf({ app }: TestApp, merchantId: string, scopes: readonly Scope[]) {
  const { ids } = app.deps;
  const key = { id: ids.make('key'), secret: `pgk_${ids.secret()}` };
  await storeApiKey(app.deps, { ...key, merchantId, name: 'mirrored', scopes });
  return key;
}

/** Ids made one after the other end alike, so their middle is changed. */
const otherId = (id: string): string => `${id.slice(0, 14)}MRR${id.slice(17)}`;

/**
 * Of nobody, and next to it in every list: ids of the same millisecond, and what `otherId` makes of them, differ in
 * their first 17 characters or come before it.
 */
export function absentId(id: string): string {
  const absent = id.slice(0, 17).padEnd(id.length, 'Z');
  if (absent === id) throw new Error(`${id} is of somebody`);
  return absent;
}

function replaced(row: Row, ids: ReadonlyMap<string, string>): Row {
  const columns = Object.entries(row).map(([name, value]) => {
    if (name === 'delivery_id') return [name, null];
    if (typeof value !== 'string') return [name, value];
    const text = value.replaceAll(/[a-z]{3}_[A-Z0-9]+/g, (id) => ids.get(id) ?? id);
    return [name, text.replaceAll('VICTIM', 'MIRROR')];
  });
  return Object.fromEntries(columns) as Row;
}
