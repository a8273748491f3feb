import { DataKeySchema } from '../../entities/personal-data/data-key.ts';
import type { DataKeyRecord } from '../../records.ts';
import type { Sql } from '../../sql.ts';
import { doNothing, insertInto } from '../../statements/rows.ts';
import { statement } from '../../statements/statement.ts';
import type { Row } from '../../statements/tables.ts';
import type { SealedPage } from '../sealed.ts';

export const keyFromRow = (row: Row<'data_keys'>): DataKeyRecord => ({
  id: row.id,
  merchantId: row.merchant_id,
  owner: row.owner,
  key: row.key,
  createdAt: row.created_at,
});

const ofOwner = statement<{ merchant: string; owner: string }>()(({ db }, at) =>
  db
    .selectFrom('data_keys')
    .selectAll()
    .where('merchant_id', '=', at.merchant)
    .where('owner', '=', at.owner),
);

/** Null where the owner has no key, or none any more. */
export async function dataKeyOf(
  sql: Sql,
  merchant: string,
  owner: string,
): Promise<DataKeyRecord | null> {
  const row = await sql.get(ofOwner, { merchant, owner });
  return row === undefined ? null : keyFromRow(row);
}

const insert = insertInto('data_keys', DataKeySchema, { conflict: doNothing });

/** Stores a key, unless its owner has one by now. */
export async function addDataKey(tx: Sql, key: DataKeyRecord): Promise<void> {
  const { id, merchantId, owner, createdAt } = key;
  await tx.runEach(insert, [
    { id, merchant_id: merchantId, owner, key: key.key, created_at: createdAt },
  ]);
}

// Locked by another transaction, it is about to be destroyed.
const usable = statement<{ id: string }>()(({ db, referable }, at) =>
  referable(db.selectFrom('data_keys').select('id').where('id', '=', at.id)),
);

/** Whether data may be sealed with the key. It is not destroyed before the transaction ends. */
export async function isUsable(tx: Sql, id: string): Promise<boolean> {
  return (await tx.get(usable, { id })) !== undefined;
}

const lock = statement<{ ids: string }>()(({ db, isIn, listed, lockedAway }, at) =>
  lockedAway(db.selectFrom('data_keys').select('id').where('id', isIn, listed(at.ids))),
);

/** What others are sealing with the keys is stored first, and nothing more until the transaction ends. */
export async function lockDataKeys(tx: Sql, ids: readonly string[]): Promise<void> {
  await tx.all(lock, { ids: JSON.stringify(ids) });
}

const destroy = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .deleteFrom('data_keys')
    .where('id', isIn, listed(at.ids))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('personal_data')
            .select('subject_id')
            .whereRef('data_key_id', '=', 'data_keys.id'),
        ),
      ),
    ),
);

/** Destroys those of these keys with which nothing is sealed any more. They are locked. */
export async function destroyUnusedKeys(tx: Sql, ids: readonly string[]): Promise<void> {
  await tx.run(destroy, { ids: JSON.stringify(ids) });
}

export interface SealedDataKey {
  id: string;
  key: string;
}

const keysAfter = statement<SealedPage>()(({ db }, at) =>
  db
    .selectFrom('data_keys')
    .select(['id', 'key'])
    .where('id', '>', at.after)
    .orderBy('id')
    .limit(at.limit),
);

export async function sealedDataKeys(
  sql: Sql,
  { after, limit }: SealedPage,
): Promise<SealedDataKey[]> {
  return sql.all(keysAfter, { after, limit });
}

const change = statement<SealedDataKey & { anew: string }>()(({ db }, at) =>
  db
    .updateTable('data_keys')
    .set({ key: at.anew })
    .where('id', '=', at.id)
    .where('key', '=', at.key),
);

/** Stores a key that was sealed anew. False where another process has sealed it anew or destroyed it since. */
export async function replaceDataKey(
  tx: Sql,
  { id, key }: SealedDataKey,
  anew: string,
): Promise<boolean> {
  return (await tx.run(change, { id, key, anew })) === 1;
}
