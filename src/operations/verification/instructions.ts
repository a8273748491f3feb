import { evidenceRules, sameValue } from '../../domain/evidence.ts';
import { openReasons } from '../../domain/attention/attention.ts';
import type { Holding } from '../../domain/attention/attention.ts';
import { judgeRecorded } from '../../domain/instructions/subject.ts';
import type { InstructionKind, Instructions } from '../../domain/instructions/subject.ts';
import type { Fact, RecordedStatement } from '../../domain/judgement.ts';
import type { Phase } from '../../domain/order.ts';
import { evidenceFromRow, evidenceRowsOf } from '../../store/queries/evidence.ts';
import type { EvidenceRecord } from '../../store/records.ts';
import type { Sql } from '../../store/sql.ts';
import { checkReasons } from './attention.ts';
import { readAll } from './verification.ts';
import type { Verification } from './verification.ts';

export type EvidenceRows = Awaited<ReturnType<typeof evidenceRowsOf>>;

/** The evidence of some subjects, by subject. */
export async function evidenceBySubject(
  sql: Sql,
  ids: readonly string[],
): Promise<ReadonlyMap<string, EvidenceRows>> {
  return Map.groupBy(await evidenceRowsOf(sql, ids), ({ subject_id: id }) => id);
}

export const tables = { ORDER: 'orders', REFUND: 'refunds', SETTLEMENT: 'settlements' } as const;

export interface Compared<K extends InstructionKind> {
  record: Instructions[K];
  evidence: EvidenceRows;
  phase: Phase;
  /** Why it needs a person. */
  holding: Holding;
}

/** Checks what orders, refunds and settlements have in common. */
export function checkInstruction<K extends InstructionKind>(
  verification: Verification,
  kind: K,
  { record, evidence, phase, holding }: Compared<K>,
): void {
  const { findings } = verification;
  const table = tables[kind];
  const { id, status, checkAt, needsAttention, unknownSince } = record;
  // A migration has found that what was concluded may be wrong: the provider is queried, and then all is derived anew.
  if (checkAt === 0) return;
  checkEvidence(verification, kind, record, evidence);
  const due = phase === 'OPEN' ? 'a time' : 'none';
  findings.compare('due-work', table, id, due, checkAt === null ? 'none' : 'a time');
  checkReasons(verification, table, record, holding);
  const isAttended = openReasons(record.attention).length > 0;
  findings.compare('attention', table, id, isAttended, needsAttention);
  const since = isAttended || status === 'UNKNOWN' ? 'a time' : 'none';
  findings.compare('attention', table, id, since, unknownSince === null ? 'none' : 'a time');
}

/** Judges the evidence again, from the first statement to the last. */
function checkEvidence<K extends InstructionKind>(
  verification: Verification,
  kind: K,
  record: Instructions[K],
  rows: EvidenceRows,
): void {
  const { findings } = verification;
  const recorded = readAll(verification, 'evidence', rows, evidenceFromRow);
  if (recorded === null) return;
  for (const { id, rule, times } of recorded) {
    if (!(rule in evidenceRules)) findings.add('readable', 'evidence', id, 'a known rule', rule);
    if (times < 1) findings.add('readable', 'evidence', id, 'at least once', times);
  }
  const statements = recorded as readonly (RecordedStatement<Fact> & EvidenceRecord)[];
  const judged = judgeRecorded(kind, record, statements);
  const table = tables[kind];
  const { id, status, evidence, submission } = record;
  findings.compare('evidence', table, id, judged.status, status);
  for (const [expected, stored] of [
    [judged.evidence, evidence],
    [judged.submission, submission],
  ]) {
    if (sameValue(expected, stored)) continue;
    findings.add('evidence', table, id, different(expected, stored), different(stored, expected));
  }
}

/** The members that another value does not have so. */
function different(value: unknown, other: unknown): unknown {
  const others = Object(other) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(Object(value) as object).filter(([name, one]) => !sameValue(one, others[name])),
  );
}
