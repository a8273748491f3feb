import { CancelIntentionSchema } from '../entities/idempotency/cancel-intention.ts';
import { IdempotencyKeySchema } from '../entities/idempotency/idempotency-key.ts';
import { encode } from '../json.ts';
import type { Pause } from '../aggregates/steps.ts';
import type { IdempotencyRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import { doNothing, insertInto } from '../statements/rows.ts';
import { statement } from '../statements/statement.ts';

/** An idempotency key of a mutation. */
export interface UsedKey {
  merchantId: string;
  mutation: string;
  key: string;
}

const byKey = statement<UsedKey>()(({ db }, at) =>
  db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('merchant_id', '=', at.merchantId)
    .where('mutation', '=', at.mutation)
    .where('key', '=', at.key),
);

export async function idempotencyKey(
  sql: Sql,
  merchantId: string,
  mutation: string,
  key: string,
): Promise<IdempotencyRecord | null> {
  const row = await sql.get(byKey, { merchantId, mutation, key });
  if (row === undefined) return null;
  return {
    merchantId: row.merchant_id,
    mutation: row.mutation,
    key: row.key,
    fingerprint: row.fingerprint,
    // Not `decode`: a path may be named `minor`, and its digest is no amount.
    paths: JSON.parse(row.paths) as Record<string, string>,
    objectId: row.object_id,
    createdAt: row.created_at,
  };
}

const claim = insertInto('idempotency_keys', IdempotencyKeySchema, {
  key: ['merchant_id', 'mutation', 'key'],
  conflict: doNothing,
});

/** For each key: false where it is taken, also by one before it. */
export function claimIdempotencyKeys(
  tx: Sql,
  records: readonly IdempotencyRecord[],
  pause?: Pause,
): Promise<boolean[]> {
  const rows = records.map((record) => ({
    merchant_id: record.merchantId,
    mutation: record.mutation,
    key: record.key,
    fingerprint: record.fingerprint,
    paths: encode(record.paths),
    object_id: record.objectId,
    created_at: record.createdAt,
  }));
  return tx.insertNew(claim, rows, pause);
}

const free = statement<UsedKey>()(({ db }, at) =>
  db
    .deleteFrom('idempotency_keys')
    .where('merchant_id', '=', at.merchantId)
    .where('mutation', '=', at.mutation)
    .where('key', '=', at.key),
);

/** Frees the key of a refused change. Call it in the transaction that took the key. */
export async function freeIdempotencyKey(
  tx: Sql,
  { merchantId, mutation, key }: UsedKey,
): Promise<void> {
  await tx.run(free, { merchantId, mutation, key });
}

const intend = insertInto('cancel_intentions', CancelIntentionSchema, {
  conflict: (insert) =>
    insert.onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'mutation', 'key'])
        .doUpdateSet({ object_id: (eb) => eb.ref('excluded.object_id') }),
    ),
});

/**
 * Stores the object that a cancel with this key is for, before the cancel is sent. A later intention with the same key
 * replaces it: the key is free until a cancel was accepted.
 */
export async function intendCancel(
  tx: Sql,
  { merchantId, mutation, key }: UsedKey,
  objectId: string,
): Promise<void> {
  await tx.runEach(intend, [{ merchant_id: merchantId, mutation, key, object_id: objectId }]);
}

const intended = statement<UsedKey>()(({ db }, at) =>
  db
    .selectFrom('cancel_intentions')
    .select('object_id')
    .where('merchant_id', '=', at.merchantId)
    .where('mutation', '=', at.mutation)
    .where('key', '=', at.key),
);

export async function isCancelIntended(
  sql: Sql,
  { merchantId, mutation, key }: UsedKey,
  objectId: string,
): Promise<boolean> {
  return (await sql.get(intended, { merchantId, mutation, key }))?.object_id === objectId;
}
