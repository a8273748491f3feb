import { createHash } from 'node:crypto';
import type { NewEvidence } from '../../domain/aggregates/transition.ts';
import type { Statement } from '../../domain/judgement.ts';
import { withSoundTimes } from '../../domain/observation.ts';
import { decode, encode } from '../json.ts';
import type { EvidenceRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import { oldest } from './pages.ts';
import type { Page } from './pages.ts';
import { insert } from './work.ts';

interface EvidenceRow {
  id: string;
  subject_id: string;
  cause: EvidenceRecord['cause'];
  delivery_id: string | null;
  call_id: string | null;
  statement: string;
  rule: EvidenceRecord['rule'];
  from_status: string | null;
  to_status: string;
  times: number;
  heard_at: number;
  last_heard_at: number;
}

/**
 * Adds a piece of evidence; the same again from the same source, to the same effect, is counted where it is about the
 * same send. Else its place among the others would be lost, and they are judged one after the other.
 */
export async function keepEvidence(tx: Sql, piece: NewEvidence & { id: string }): Promise<void> {
  const { cause, deliveryId, sentAt, rule, from, to } = piece;
  const statement = encode(piece.statement);
  const same = encode([cause, deliveryId, sentAt, rule, from, to, whatItSays(piece)]);
  await insert(
    tx,
    'evidence',
    {
      subject_id: piece.subjectId,
      digest: createHash('sha256').update(same).digest('base64url'),
      id: piece.id,
      cause,
      delivery_id: deliveryId,
      call_id: piece.callId,
      statement,
      rule,
      from_status: from,
      to_status: to,
      heard_at: piece.heardAt,
      last_heard_at: piece.heardAt,
    },
    `on conflict (subject_id, digest) do update
     set times = evidence.times + 1, last_heard_at = excluded.last_heard_at`,
  );
}

/** An absence that counts is told apart by its time, because the span between two of them decides. */
function whatItSays({ rule, statement }: Pick<EvidenceRecord, 'rule' | 'statement'>): unknown {
  if (statement.subject !== 'ABSENCE' || rule === 'ABSENCE_COUNTS') return statement;
  return { ...statement, askedAt: null, steadySince: null };
}

/** Of an order, refund or settlement, in the order in which it was first heard. */
export async function evidenceOf(
  sql: Sql,
  subjectId: string,
  page: Page,
): Promise<EvidenceRecord[]> {
  const list = { table: 'evidence' };
  const rows = await oldest<EvidenceRow>(sql, list, { subject_id: subjectId }, page);
  return rows.map((row) => ({
    id: row.id,
    subjectId: row.subject_id,
    cause: row.cause,
    deliveryId: row.delivery_id,
    callId: row.call_id,
    statement: withSoundTimes(decode<Statement>(row.statement)),
    rule: row.rule,
    from: row.from_status,
    to: row.to_status,
    times: row.times,
    heardAt: row.heard_at,
    lastHeardAt: row.last_heard_at,
  }));
}
