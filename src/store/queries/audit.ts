import { encodeTime } from 'ulid';
import type { AuditRecord } from '../records.ts';
import { Conditions, rowById } from '../sql.ts';
import type { Owner, Sql } from '../sql.ts';
import { insert } from './work.ts';
import type { Page } from './work.ts';

interface AuditRow {
  id: string;
  merchant_id: string | null;
  principal: AuditRecord['principal'];
  api_key_id: string | null;
  api_key_name: string | null;
  api_key_prefix: string | null;
  mutation: string;
  arguments: string;
  source: string;
  request_id: string;
  at: number;
}

const fromRow = (row: AuditRow): AuditRecord => ({
  id: row.id,
  merchantId: row.merchant_id,
  principal: row.principal,
  apiKey:
    row.api_key_id === null
      ? null
      : { id: row.api_key_id, name: row.api_key_name ?? '', prefix: row.api_key_prefix ?? '' },
  mutation: row.mutation,
  arguments: row.arguments,
  source: row.source,
  requestId: row.request_id,
  at: row.at,
});

/** The first one stays: what is in the trail is never written again. */
const onceOnly = 'on conflict do nothing';

export async function insertAuditEntry(tx: Pick<Sql, 'run'>, entry: AuditRecord): Promise<void> {
  const columns = {
    id: entry.id,
    merchant_id: entry.merchantId,
    principal: entry.principal,
    api_key_id: entry.apiKey?.id ?? null,
    api_key_name: entry.apiKey?.name ?? null,
    api_key_prefix: entry.apiKey?.prefix ?? null,
    mutation: entry.mutation,
    arguments: entry.arguments,
    source: entry.source,
    request_id: entry.requestId,
    at: entry.at,
  };
  await insert(tx, 'audit_entries', columns, onceOnly);
}

export async function insertAuditSubjects(
  tx: Pick<Sql, 'run'>,
  entryId: string,
  subjects: Iterable<string>,
): Promise<void> {
  for (const subject of subjects) {
    const columns = { entry_id: entryId, subject_id: subject };
    await insert(tx, 'audit_subjects', columns, onceOnly);
  }
}

export async function insertAuditOutcome(
  tx: Pick<Sql, 'run'>,
  entryId: string,
  outcome: string,
  at: number,
): Promise<void> {
  await insert(tx, 'audit_outcomes', { entry_id: entryId, outcome, at }, onceOnly);
}

export async function auditEntryById(
  sql: Sql,
  id: string,
  owner?: Owner,
): Promise<AuditRecord | null> {
  const row = await rowById<AuditRow>(sql, 'audit_entries', id, owner);
  return row === undefined ? null : fromRow(row);
}

export interface AuditSearch {
  mutations?: readonly string[] | null;
  principals?: readonly AuditRecord['principal'][] | null;
  apiKey?: string | null;
  subject?: string | null;
  /** Epoch milliseconds; both ends belong to it. */
  since?: number | null;
  until?: number | null;
}

/** Newest first; one row more than asked for tells that there are more. */
export async function findAuditEntries(
  sql: Sql,
  merchantId: string,
  { first, after }: Page,
  search: AuditSearch,
): Promise<AuditRecord[]> {
  const conditions = new Conditions()
    .equal('merchant_id', merchantId)
    .oneOf('mutation', search.mutations)
    .equal('api_key_id', search.apiKey);
  const { principals, subject, since, until } = search;
  // Only the administrator has no key, and that has an index.
  if (principals && !principals.includes('API_KEY')) conditions.and('api_key_id is null');
  if (principals && !principals.includes('ADMINISTRATOR')) conditions.and('api_key_id is not null');
  if (subject) {
    conditions.and('id in (select entry_id from audit_subjects where subject_id = ?)', subject);
  }
  // An entry has the time of its id, so the index serves for that too.
  if (isTime(since)) conditions.and('id >= ?', firstIdOf(since));
  if (isTime(until)) conditions.and('id < ?', firstIdOf(until + 1));
  if (after !== null) conditions.and('id < ?', after);
  const text = `select * from audit_entries ${conditions.where} order by id desc limit ?`;
  return (await sql.all<AuditRow>(text, ...conditions.params, first + 1)).map(fromRow);
}

const isTime = (at: number | null | undefined): at is number => at !== null && at !== undefined;

/** A ULID begins with ten letters of time, which has none before 1970 and ends in the year 10889. */
const firstIdOf = (at: number): string => `aud_${encodeTime(Math.max(0, at), 10)}`;

export async function subjectsOfAuditEntries(
  sql: Sql,
  ids: readonly string[],
): Promise<{ entryId: string; subjectId: string }[]> {
  const text = `select entry_id, subject_id from audit_subjects
    where entry_id in ${sql.fromJsonArray} order by entry_id, subject_id`;
  const rows = await sql.all<{ entry_id: string; subject_id: string }>(text, JSON.stringify(ids));
  return rows.map((row) => ({ entryId: row.entry_id, subjectId: row.subject_id }));
}

/** Of those whose end is known. */
export async function outcomesOfAuditEntries(
  sql: Sql,
  ids: readonly string[],
): Promise<{ id: string; outcome: string }[]> {
  const text = `select entry_id as id, outcome from audit_outcomes
    where entry_id in ${sql.fromJsonArray}`;
  return sql.all(text, JSON.stringify(ids));
}
