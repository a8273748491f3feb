import { SealedDataSchema } from '../../entities/personal-data/sealed-data.ts';
import type { DataKeyRecord } from '../../records.ts';
import type { Sql } from '../../sql.ts';
import { insertInto } from '../../statements/rows.ts';
import { statement } from '../../statements/statement.ts';
import { keyFromRow } from './data-keys.ts';

/** The sealed data of an order or a payment link. */
export interface SealedRecord {
  subjectId: string;
  sealed: string;
}

const insert = insertInto('personal_data', SealedDataSchema);

/** `keyId`: of a key that `isUsable`, in the same transaction. */
export async function addSealedData(
  tx: Sql,
  { subjectId, sealed }: SealedRecord,
  keyId: string,
): Promise<void> {
  await tx.runEach(insert, [{ subject_id: subjectId, data_key_id: keyId, sealed }]);
}

const withKey = statement<{ subject: string }>()(({ db }, at) =>
  db
    .selectFrom('personal_data')
    .innerJoin('data_keys', 'data_keys.id', 'personal_data.data_key_id')
    .selectAll('data_keys')
    .select('personal_data.sealed')
    .where('personal_data.subject_id', '=', at.subject),
);

/** With its key. Null where the subject has none, or none any more. */
export async function sealedDataOf(
  sql: Sql,
  subject: string,
): Promise<{ sealed: string; key: DataKeyRecord } | null> {
  const row = await sql.get(withKey, { subject });
  return row === undefined ? null : { sealed: row.sealed, key: keyFromRow(row) };
}

const keysOf = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('personal_data')
    .select('data_key_id')
    .distinct()
    .where('subject_id', isIn, listed(at.ids)),
);

/** The ids of the keys with which these subjects' data are sealed. */
export async function keysOfSubjects(sql: Sql, ids: readonly string[]): Promise<string[]> {
  const rows = await sql.all(keysOf, { ids: JSON.stringify(ids) });
  return rows.map(({ data_key_id: id }) => id);
}

const ofKeys = statement<{ keys: string }>()(({ db, isIn, listed }, at) =>
  db.selectFrom('personal_data').select('subject_id').where('data_key_id', isIn, listed(at.keys)),
);

/** The subjects whose data are sealed with these keys. */
export async function sealedWith(sql: Sql, keys: readonly string[]): Promise<string[]> {
  const rows = await sql.all(ofKeys, { keys: JSON.stringify(keys) });
  return rows.map(({ subject_id: id }) => id);
}

const ofSubjects = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('personal_data')
    .innerJoin('data_keys', 'data_keys.id', 'personal_data.data_key_id')
    .selectAll('data_keys')
    .select(['personal_data.subject_id', 'personal_data.sealed'])
    .where('personal_data.subject_id', isIn, listed(at.ids)),
);

/** Those of these subjects that have sealed data, with their keys. */
export async function sealedOf(
  sql: Sql,
  ids: readonly string[],
): Promise<(SealedRecord & { key: DataKeyRecord })[]> {
  const rows = await sql.all(ofSubjects, { ids: JSON.stringify(ids) });
  return rows.map((row) => ({
    subjectId: row.subject_id,
    sealed: row.sealed,
    key: keyFromRow(row),
  }));
}

const remove = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db.deleteFrom('personal_data').where('subject_id', isIn, listed(at.ids)),
);

export async function removeSealedData(tx: Sql, subjects: readonly string[]): Promise<void> {
  await tx.run(remove, { ids: JSON.stringify(subjects) });
}
