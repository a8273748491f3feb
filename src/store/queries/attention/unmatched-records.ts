import type { ReconciledSubject } from '../../../domain/reconciliation/state.ts';
import { UnmatchedRecordSchema } from '../../entities/attention/unmatched-record.ts';
import type { Sql } from '../../sql.ts';
import { insertInto } from '../../statements/rows.ts';
import { statement } from '../../statements/statement.ts';

/** A record of a provider of which nothing is known here. */
export interface UnmatchedRecord {
  accountId: string;
  subjectType: ReconciledSubject;
  providerReference: string;
}

const insert = insertInto('unmatched_records', UnmatchedRecordSchema, {
  key: ['account_id', 'subject_type', 'provider_reference'],
  conflict: (inserting) => inserting.onConflict((conflict) => conflict.doNothing()),
});

/** Whether it was not found before. */
export async function addUnmatched(
  tx: Sql,
  { accountId, subjectType, providerReference }: UnmatchedRecord,
  now: number,
): Promise<boolean> {
  const row = {
    account_id: accountId,
    subject_type: subjectType,
    provider_reference: providerReference,
    found_at: now,
    acknowledged_at: null,
  };
  return (await tx.insertNew(insert, [row]))[0] === true;
}

const ofAccount = statement<{ account: string; limit: number }>()(({ db }, at) =>
  db
    .selectFrom('unmatched_records')
    .select(['subject_type', 'provider_reference'])
    .where('account_id', '=', at.account)
    .limit(at.limit),
);

/** Those of an account, acknowledged or not. `limit`: the most that are read. */
export async function unmatchedOf(
  sql: Sql,
  accountId: string,
  limit: number,
): Promise<UnmatchedRecord[]> {
  const rows = await sql.all(ofAccount, { account: accountId, limit });
  return rows.map((row) => ({
    accountId,
    subjectType: row.subject_type,
    providerReference: row.provider_reference,
  }));
}

const remove = statement<{ account: string; type: ReconciledSubject; reference: string }>()(
  ({ db }, at) =>
    db
      .deleteFrom('unmatched_records')
      .where('account_id', '=', at.account)
      .where('subject_type', '=', at.type)
      .where('provider_reference', '=', at.reference),
);

/** It is known here by now. */
export async function removeUnmatched(
  tx: Sql,
  { accountId: account, subjectType: type, providerReference: reference }: UnmatchedRecord,
): Promise<void> {
  await tx.run(remove, { account, type, reference });
}

const acknowledge = statement<{ account: string; now: number }>()(({ db }, at) =>
  db
    .updateTable('unmatched_records')
    .set({ acknowledged_at: at.now })
    .where('account_id', '=', at.account)
    .where('acknowledged_at', 'is', null),
);

/** A person has seen all that was found so far. */
export async function acknowledgeUnmatched(tx: Sql, account: string, now: number): Promise<void> {
  await tx.run(acknowledge, { account, now });
}

const oneOpen = statement<{ account: string }>()(({ db }, at) =>
  db
    .selectFrom('unmatched_records')
    .select('provider_reference')
    .where('account_id', '=', at.account)
    .where('acknowledged_at', 'is', null)
    .limit(1),
);

/** Whether there is one that nobody has acknowledged. */
export async function hasUnmatched(sql: Sql, account: string): Promise<boolean> {
  return (await sql.get(oneOpen, { account })) !== undefined;
}
