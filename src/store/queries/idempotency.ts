import { encode } from '../json.ts';
import type { IdempotencyRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import { insert } from './work.ts';

interface IdempotencyRow {
  merchant_id: string;
  mutation: string;
  key: string;
  fingerprint: string;
  paths: string;
  object_id: string;
  created_at: number;
}

export async function idempotencyKey(
  sql: Sql,
  merchantId: string,
  mutation: string,
  key: string,
): Promise<IdempotencyRecord | null> {
  const row = await sql.get<IdempotencyRow>(
    'select * from idempotency_keys where merchant_id = ? and mutation = ? and key = ?',
    merchantId,
    mutation,
    key,
  );
  if (row === undefined) return null;
  return {
    merchantId: row.merchant_id,
    mutation: row.mutation,
    key: row.key,
    fingerprint: row.fingerprint,
    // A path may be called `minor`, and its digest is no amount.
    paths: JSON.parse(row.paths) as Record<string, string>,
    objectId: row.object_id,
    createdAt: row.created_at,
  };
}

/** False where the key has been taken meanwhile. */
export async function takeIdempotencyKey(tx: Sql, record: IdempotencyRecord): Promise<boolean> {
  const inserted = await insert(
    tx,
    'idempotency_keys',
    {
      merchant_id: record.merchantId,
      mutation: record.mutation,
      key: record.key,
      fingerprint: record.fingerprint,
      paths: encode(record.paths),
      object_id: record.objectId,
      created_at: record.createdAt,
    },
    'on conflict (merchant_id, mutation, key) do nothing',
  );
  return inserted === 1;
}

/** What was to be made with it was refused. To be called in the transaction that took it. */
export async function freeIdempotencyKey(
  tx: Sql,
  { merchantId, mutation, key }: CancelKey,
): Promise<void> {
  const text = 'delete from idempotency_keys where merchant_id = ? and mutation = ? and key = ?';
  await tx.run(text, merchantId, mutation, key);
}

/** A key that a cancel is about to be sent with. */
export interface CancelKey {
  merchantId: string;
  mutation: string;
  key: string;
}

/** Before the cancel leaves. The last one of a key stands: it is free until a cancel was accepted. */
export async function intendCancel(
  tx: Sql,
  { merchantId, mutation, key }: CancelKey,
  objectId: string,
): Promise<void> {
  await insert(
    tx,
    'cancel_intentions',
    { merchant_id: merchantId, mutation, key, object_id: objectId },
    'on conflict (merchant_id, mutation, key) do update set object_id = excluded.object_id',
  );
}

export async function isCancelIntended(
  sql: Sql,
  { merchantId, mutation, key }: CancelKey,
  objectId: string,
): Promise<boolean> {
  const row = await sql.get<{ object_id: string }>(
    'select object_id from cancel_intentions where merchant_id = ? and mutation = ? and key = ?',
    merchantId,
    mutation,
    key,
  );
  return row?.object_id === objectId;
}
