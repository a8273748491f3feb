import type { ProviderCallRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import { insert } from './work.ts';

interface ProviderCallRow {
  id: string;
  subject_id: string;
  operation: string;
  outcome: ProviderCallRecord['outcome'];
  http_status: number | null;
  duration_ms: number;
  request: string;
  response: string | null;
  at: number;
}

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

/** Oldest first. */
export async function providerCallsOf(
  sql: Sql,
  subjectIds: readonly string[],
): Promise<ProviderCallRecord[]> {
  const text = `select * from provider_calls
    where subject_id in ${sql.fromJsonArray} order by id`;
  const rows = await sql.all<ProviderCallRow>(text, JSON.stringify(subjectIds));
  return rows.map((row) => ({
    id: row.id,
    subjectId: row.subject_id,
    operation: row.operation,
    outcome: row.outcome,
    httpStatus: row.http_status,
    durationMs: row.duration_ms,
    request: row.request,
    response: row.response,
    at: row.at,
  }));
}
