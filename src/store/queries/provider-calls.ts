import { expressionBuilder } from 'kysely';
import { ProviderCallSchema } from '../entities/provider-call.ts';
import type { Pause } from '../aggregates/steps.ts';
import type { ProviderCallEntry, ProviderCallRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import { oldestOf } from '../statements/lists.ts';
import { insertInto } from '../statements/rows.ts';
import { statement } from '../statements/statement.ts';
import type { Row, Tables } from '../statements/tables.ts';
import type { Page } from './pages.ts';

type EntryRow = Omit<Row<'provider_calls'>, 'request' | 'response'> & {
  request_bytes: number;
  response_bytes: number;
};

const fromRow = (row: EntryRow): ProviderCallEntry => ({
  id: row.id,
  subjectId: row.subject_id,
  operation: row.operation,
  outcome: row.outcome,
  httpStatus: row.http_status,
  durationMs: row.duration_ms,
  at: row.at,
  times: row.times,
  lastAt: row.last_at ?? row.at,
  requestBytes: row.request_bytes,
  responseBytes: row.response_bytes,
});

const insert = insertInto('provider_calls', ProviderCallSchema);

export async function insertProviderCalls(
  tx: Sql,
  calls: readonly ProviderCallRecord[],
  pause?: Pause,
): Promise<void> {
  const rows = calls.map((call) => ({
    id: call.id,
    subject_id: call.subjectId,
    operation: call.operation,
    outcome: call.outcome,
    http_status: call.httpStatus,
    duration_ms: call.durationMs,
    request: call.request,
    response: call.response,
    at: call.at,
    times: 1,
    last_at: null,
  }));
  await tx.runEach(insert, rows, pause);
}

const call = expressionBuilder<Tables, 'provider_calls'>();

/** With sizes in bytes, which are known without reading the texts. */
const entry = [
  'id',
  'subject_id',
  'operation',
  'outcome',
  'http_status',
  'duration_ms',
  'at',
  'times',
  'last_at',
  call.fn<number>('octet_length', ['request']).as('request_bytes'),
  call.fn
    .coalesce(call.fn<number | null>('octet_length', ['response']), call.lit(0))
    .as('response_bytes'),
] as const;

const ofSubject = oldestOf<'provider_calls', EntryRow>('provider_calls', 'subject_id', entry);

/** The calls for an order, refund or settlement, oldest first. */
export async function providerCallsOf(
  sql: Sql,
  subjectId: string,
  page: Page,
): Promise<ProviderCallEntry[]> {
  return (await ofSubject(sql, subjectId, page)).map(fromRow);
}

const byIds = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db.selectFrom('provider_calls').select(entry).where('id', isIn, listed(at.ids)),
);

export async function providerCallsByIds(
  sql: Sql,
  ids: readonly string[],
): Promise<ProviderCallEntry[]> {
  return (await sql.all(byIds, { ids: JSON.stringify(ids) })).map(fromRow);
}

const textOf = (which: 'request' | 'response') =>
  statement<{ id: string }>()(({ db }, at) =>
    db
      .selectFrom('provider_calls')
      .select((eb) => eb.ref(which).as('text'))
      .where('id', '=', at.id),
  );

const texts = { request: textOf('request'), response: textOf('response') };

export async function textOfProviderCall(
  sql: Sql,
  id: string,
  which: 'request' | 'response',
): Promise<string | null> {
  return (await sql.get(texts[which], { id }))?.text ?? null;
}
