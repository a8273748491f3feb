import { AuditEntrySchema } from '../entities/audit/audit-entry.ts';
import { AuditOutcomeSchema } from '../entities/audit/audit-outcome.ts';
import { AuditSubjectSchema } from '../entities/audit/audit-subject.ts';
import type { AuditRecord } from '../records.ts';
import type { Owner, Sql } from '../sql.ts';
import { along } from '../statements/along.ts';
import { newestOf } from '../statements/lists.ts';
import { byIdOf } from '../statements/owned.ts';
import { doNothing, insertInto } from '../statements/rows.ts';
import { statement } from '../statements/statement.ts';
import type { Row } from '../statements/tables.ts';
import { idBounds, isSet, lastId, rangesOf } from './pages.ts';
import type { CreatedFilter, Page } from './pages.ts';

const fromRow = (row: Row<'audit_entries'>): AuditRecord => ({
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

/** A row with the same key is left as it is: the trail is never rewritten. */
const insertEntry = insertInto('audit_entries', AuditEntrySchema, { conflict: doNothing });
const insertSubject = insertInto('audit_subjects', AuditSubjectSchema, { conflict: doNothing });
const insertOutcome = insertInto('audit_outcomes', AuditOutcomeSchema, { conflict: doNothing });

export async function insertAuditEntry(
  tx: Pick<Sql, 'runEach'>,
  entry: AuditRecord,
): Promise<void> {
  const row = {
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
  await tx.runEach(insertEntry, [row]);
}

export async function insertAuditSubjects(
  tx: Pick<Sql, 'runEach'>,
  entryId: string,
  subjects: readonly string[],
): Promise<void> {
  const rows = subjects.map((subject) => ({ entry_id: entryId, subject_id: subject }));
  await tx.runEach(insertSubject, rows);
}

export async function insertAuditOutcome(
  tx: Pick<Sql, 'runEach'>,
  entryId: string,
  outcome: string,
  at: number,
): Promise<void> {
  await tx.runEach(insertOutcome, [{ entry_id: entryId, outcome, at }]);
}

const entries = byIdOf('audit_entries');

export async function auditEntryById(
  sql: Sql,
  id: string,
  owner?: Owner,
): Promise<AuditRecord | null> {
  const row = await entries.byId(sql, id, owner);
  return row === undefined ? null : fromRow(row);
}

export interface AuditSearch {
  mutations?: readonly string[] | null;
  principals?: readonly AuditRecord['principal'][] | null;
  apiKey?: string | null;
  subject?: string | null;
  /** Epoch milliseconds; both ends are included. */
  since?: number | null;
  until?: number | null;
}

const some = newestOf('audit_entries', 'aud', [
  { columns: ['merchant_id'] },
  { columns: ['merchant_id', 'api_key_id'] },
  { columns: ['merchant_id', 'api_key_id', 'mutation'] },
  { columns: ['merchant_id', 'principal'] },
  { columns: ['merchant_id', 'principal', 'mutation'] },
]);

/** Newest first. One row more than requested shows that there are more. */
export async function findAuditEntries(
  sql: Sql,
  merchantId: string,
  page: Page,
  search: AuditSearch,
): Promise<AuditRecord[]> {
  const { mutations, principals, apiKey, subject, since, until } = search;
  const created = { createdFrom: since ?? null, createdTo: until ?? null };
  if (isSet(subject)) return entriesOfSubject(sql, merchantId, page, search, created, subject);
  if (isSet(apiKey) && principals && !principals.includes('API_KEY')) return [];
  const who = isSet(apiKey)
    ? { api_key_id: [apiKey] }
    : (principals || mutations) && { principal: principals ?? auditPrincipals };
  const ranges = rangesOf({
    merchant_id: [merchantId],
    ...who,
    ...(mutations && { mutation: mutations }),
  });
  return (await some(sql, ranges, page, created)).map(fromRow);
}

const auditPrincipals: readonly AuditRecord['principal'][] = [
  'ADMINISTRATOR',
  'API_KEY',
  'PAYMENT_LINK',
];

/** The most rows that one statement reads. */
const stretch = 200;

interface Stretch {
  subject: string;
  above: string;
  below: string;
}

const entriesAbout = statement<Stretch>()((dialect, at) =>
  along(dialect, dialect.db.selectFrom('audit_subjects'), {
    equal: [['subject_id', at.subject]],
    last: 'entry_id',
    above: at.above,
    below: at.below,
    order: 'desc',
  })
    .select('entry_id')
    .limit(stretch),
);

/** Lists as JSON; null where all values match. */
interface Those {
  ids: string;
  merchants: string;
  mutations: string | null;
  principals: string | null;
  apiKeys: string | null;
}

const those = statement<Those>()(({ db, isIn, listed, rowByRow }, at) =>
  db
    .selectFrom('audit_entries')
    .selectAll()
    .where('id', isIn, listed(at.ids))
    .where(rowByRow<'audit_entries'>('merchant_id', at.merchants))
    .where(rowByRow<'audit_entries'>('mutation', at.mutations))
    .where(rowByRow<'audit_entries'>('principal', at.principals))
    .where(rowByRow<'audit_entries'>('api_key_id', at.apiKeys)),
);

const inJson = (values: readonly string[] | null | undefined): string | null =>
  values ? JSON.stringify(values) : null;

/** Reads the entries about one object row by row, a stretch at a time. */
async function entriesOfSubject(
  sql: Sql,
  merchant: string,
  { first, after }: Page,
  { mutations, principals, apiKey }: AuditSearch,
  created: CreatedFilter,
  subject: string,
): Promise<AuditRecord[]> {
  const rest = {
    merchants: JSON.stringify([merchant]),
    mutations: inJson(mutations),
    principals: inJson(principals),
    apiKeys: isSet(apiKey) ? JSON.stringify([apiKey]) : null,
  };
  const found: Row<'audit_entries'>[] = [];
  const { above, below: end } = idBounds('aud', created, after);
  for (let below = end ?? lastId; ;) {
    const about = await sql.all(entriesAbout, { subject, above: above ?? '', below });
    const ids = about.map(({ entry_id: id }) => id);
    // Runs also for an empty list: another merchant's object costs no more reads than an unknown one.
    const rows = await sql.all(those, { ids: JSON.stringify(ids), ...rest });
    found.push(...rows.toSorted((a, b) => (a.id < b.id ? 1 : -1)));
    below = ids.at(-1) ?? '';
    if (ids.length < stretch || found.length > first) {
      return found.slice(0, first + 1).map(fromRow);
    }
  }
}

const subjects = statement<{ entry: string; after: string; first: number }>()(({ db }, at) =>
  db
    .selectFrom('audit_subjects')
    .select('subject_id')
    .where('entry_id', '=', at.entry)
    .where('subject_id', '>', at.after)
    .orderBy('subject_id')
    .limit(at.first),
);

/** In the order of ids, and so sorted by kind. */
export async function subjectsOfAuditEntry(
  sql: Sql,
  entry: string,
  { first, after }: Page,
): Promise<string[]> {
  const rows = await sql.all(subjects, { entry, after: after ?? '', first });
  return rows.map(({ subject_id: id }) => id);
}

const outcomes = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('audit_outcomes')
    .select(['entry_id as id', 'outcome'])
    .where('entry_id', isIn, listed(at.ids)),
);

/** The outcomes of the entries that have one. */
export async function outcomesOfAuditEntries(
  sql: Sql,
  ids: readonly string[],
): Promise<{ id: string; outcome: string }[]> {
  return sql.all(outcomes, { ids: JSON.stringify(ids) });
}
