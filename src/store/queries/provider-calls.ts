import type { ProviderCallEntry, ProviderCallRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import { oldest } from './pages.ts';
import type { Page } from './pages.ts';
import { insert } from './work.ts';

interface EntryRow {
  id: string;
  subject_id: string;
  operation: string;
  outcome: ProviderCallRecord['outcome'];
  http_status: number | null;
  duration_ms: number;
  at: number;
  request_bytes: number;
  response_bytes: number;
}

const fromRow = (row: EntryRow): ProviderCallEntry => ({
  id: row.id,
  subjectId: row.subject_id,
  operation: row.operation,
  outcome: row.outcome,
  httpStatus: row.http_status,
  durationMs: row.duration_ms,
  at: row.at,
  requestBytes: row.request_bytes,
  responseBytes: row.response_bytes,
});

export async function insertProviderCall(tx: Sql, call: ProviderCallRecord): Promise<void> {
  await insert(tx, 'provider_calls', {
    id: call.id,
    subject_id: call.subjectId,
    operation: call.operation,
    outcome: call.outcome,
    http_status: call.httpStatus,
    duration_ms: call.durationMs,
    request: call.request,
    response: call.response,
    at: call.at,
  });
}

/** Sizes in bytes: those of the texts are known without reading them. */
const entryColumns = `id, subject_id, operation, outcome, http_status, duration_ms, at,
  octet_length(request) as request_bytes, coalesce(octet_length(response), 0) as response_bytes`;

/** Of an order, refund or settlement, oldest first. */
export async function providerCallsOf(
  sql: Sql,
  subjectId: string,
  page: Page,
): Promise<ProviderCallEntry[]> {
  const list = { table: 'provider_calls', columns: entryColumns };
  return (await oldest<EntryRow>(sql, list, { subject_id: subjectId }, page)).map(fromRow);
}

export async function providerCallsByIds(
  sql: Sql,
  ids: readonly string[],
): Promise<ProviderCallEntry[]> {
  const text = `select ${entryColumns} from provider_calls where id in ${sql.fromJsonArray}`;
  return (await sql.all<EntryRow>(text, JSON.stringify(ids))).map(fromRow);
}

export async function textOfProviderCall(
  sql: Sql,
  id: string,
  which: 'request' | 'response',
): Promise<string | null> {
  const text = `select ${which} as text from provider_calls where id = ?`;
  return (await sql.get<{ text: string | null }>(text, id))?.text ?? null;
}
