import type { KeptBody } from '../records.ts';
import type { Sql } from '../sql.ts';

/** A page of what is sealed: the rows after an id, in the order of ids. */
export interface SealedPage {
  after: string;
  limit: number;
}

export interface SealedCredentials {
  id: string;
  credentials: string;
}

export async function sealedCredentials(
  sql: Sql,
  { after, limit }: SealedPage,
): Promise<SealedCredentials[]> {
  const text = 'select id, credentials from provider_accounts where id > ? order by id limit ?';
  return sql.all(text, after, limit);
}

/** False where they were changed since they were read: then they are as they should be. */
export async function replaceCredentials(
  tx: Sql,
  { id, credentials }: SealedCredentials,
  anew: string,
): Promise<boolean> {
  const text = 'update provider_accounts set credentials = ? where id = ? and credentials = ?';
  return (await tx.run(text, anew, id, credentials)) === 1;
}

export interface SealedDelivery {
  id: string;
  body: KeptBody;
}

/** Those that are not sealed with the key of this id. */
export async function bodiesSealedOtherwise(
  sql: Sql,
  keyId: string,
  { after, limit }: SealedPage,
): Promise<SealedDelivery[]> {
  const text = `select id, body, sealed_with from webhook_deliveries
    where id > ? and coalesce(sealed_with, '') <> ? order by id limit ?`;
  const rows = await sql.all<{ id: string; body: Uint8Array; sealed_with: string | null }>(
    text,
    after,
    keyId,
    limit,
  );
  return rows.map(({ id, body, sealed_with: sealedWith }) => ({
    id,
    body: { bytes: Buffer.from(body), sealedWith },
  }));
}

export async function countBodies(sql: Sql): Promise<number> {
  const row = await sql.get<{ rows: number }>('select count(*) as rows from webhook_deliveries');
  return row?.rows ?? 0;
}

/** False where somebody else has sealed it anew meanwhile. */
export async function replaceBody(
  tx: Sql,
  { id, body }: SealedDelivery,
  anew: KeptBody,
): Promise<boolean> {
  const text = `update webhook_deliveries set body = ?, sealed_with = ?
    where id = ? and coalesce(sealed_with, '') = ?`;
  return (await tx.run(text, anew.bytes, anew.sealedWith, id, body.sealedWith ?? '')) === 1;
}
