import type { AuditRecord } from '../records.ts';
import { Conditions, rowById } from '../sql.ts';
import type { Owner, Sql } from '../sql.ts';
import { idBounds, isGiven, newest, rangesOf, rowByRow } from './pages.ts';
import type { CreatedFilter, Page } from './pages.ts';
import { insert } from './work.ts';

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
  page: Page,
  search: AuditSearch,
): Promise<AuditRecord[]> {
  const { mutations, principals, apiKey, subject, since, until } = search;
  const created = { createdFrom: since ?? null, createdTo: until ?? null };
  if (isGiven(subject)) return entriesOfSubject(sql, merchantId, page, search, created, subject);
  if (isGiven(apiKey) && principals && !principals.includes('API_KEY')) return [];
  const who = isGiven(apiKey)
    ? { api_key_id: [apiKey] }
    : (principals || mutations) && { principal: principals ?? auditPrincipals };
  const ranges = rangesOf({
    merchant_id: [merchantId],
    ...who,
    ...(mutations && { mutation: mutations }),
  });
  const list = { table: 'audit_entries', prefix: 'aud', ...page };
  return (await newest<AuditRow>(sql, ranges, list, created)).map(fromRow);
}

const auditPrincipals: readonly AuditRecord['principal'][] = ['ADMINISTRATOR', 'API_KEY'];

/** Rows that one statement looks at. */
const stretch = 200;

/** What was done with one thing is looked at row by row, a stretch at a time. */
async function entriesOfSubject(
  sql: Sql,
  merchantId: string,
  { first, after }: Page,
  { mutations, principals, apiKey }: AuditSearch,
  created: CreatedFilter,
  subject: string,
): Promise<AuditRecord[]> {
  const rest = rowByRow({
    merchant_id: merchantId,
    mutation: mutations,
    principal: principals,
    api_key_id: apiKey,
  });
  const found: AuditRow[] = [];
  const bounds = idBounds('aud', created, after);
  for (let { below } = bounds; ;) {
    const here = new Conditions().equal('subject_id', subject);
    here.between('entry_id', bounds.above, below);
    const text = `select entry_id as id from audit_subjects ${here.where} order by entry_id desc limit ?`;
    const ids = (await sql.all<{ id: string }>(text, ...here.params, stretch)).map(({ id }) => id);
    const those = new Conditions()
      .and(`id in ${sql.fromJsonArray}`, JSON.stringify(ids))
      .also(rest);
    const rowsOf = `select * from audit_entries ${those.where}`;
    // Asked for none, too: what is another's costs no more reads than what is not there.
    const rows = await sql.all<AuditRow>(rowsOf, ...those.params);
    found.push(...rows.toSorted((a, b) => (a.id < b.id ? 1 : -1)));
    below = ids.at(-1) ?? null;
    if (ids.length < stretch || found.length > first) {
      return found.slice(0, first + 1).map(fromRow);
    }
  }
}

/** In the order of ids, which is that of their kinds. */
export async function subjectsOfAuditEntry(
  sql: Sql,
  entryId: string,
  { first, after }: Page,
): Promise<string[]> {
  const text = `select subject_id as id from audit_subjects
    where entry_id = ? and subject_id > ? order by subject_id limit ?`;
  const rows = await sql.all<{ id: string }>(text, entryId, after ?? '', first);
  return rows.map(({ id }) => id);
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
