import { hash } from 'node:crypto';
import type { NewEvidence } from '../../domain/aggregates/transition.ts';
import type { Statement } from '../../domain/judgement.ts';
import { withSoundTimes } from '../../domain/observation.ts';
import { EvidenceSchema } from '../entities/evidence.ts';
import { decode, encode } from '../json.ts';
import type { Pause } from '../aggregates/steps.ts';
import type { EvidenceRecord } from '../records.ts';
import type { Sql } from '../sql.ts';
import { oldestOf } from '../statements/lists.ts';
import { insertInto } from '../statements/rows.ts';
import { statement } from '../statements/statement.ts';
import { shared } from '../statements/tables.ts';
import type { Row } from '../statements/tables.ts';
import type { Page } from './pages.ts';

/** When such a statement was recorded decides how it is judged again, so it stays with the first of its repetitions. */
const dated = 'ABSENCE_TOO_EARLY';

/** The earliest time is kept, as it is in the joined evidence: the clock may have been set back since the first one. */
const upsert = insertInto('evidence', EvidenceSchema, {
  conflict: (insert) =>
    insert.onConflict((conflict) =>
      conflict.columns(['subject_id', 'digest']).doUpdateSet({
        times: (eb) => eb('evidence.times', '+', eb.ref('excluded.times')),
        recorded_at: (eb) =>
          eb
            .case()
            .when('excluded.rule', '=', dated)
            .then(eb.ref('evidence.recorded_at'))
            .when('excluded.recorded_at', '<', eb.ref('evidence.recorded_at'))
            .then(eb.ref('excluded.recorded_at'))
            .else(eb.ref('evidence.recorded_at'))
            .end(),
        last_recorded_at: (eb) => eb.ref('excluded.last_recorded_at'),
      }),
    ),
});

/**
 * Adds evidence. The same statement again from the same source, to the same effect and about the same send, is counted
 * on its row. After another send it is a new row: otherwise its position among the others would be lost, and they are
 * judged one after the other.
 */
export async function storeEvidence(
  tx: Sql,
  evidence: readonly (NewEvidence & { id: string })[],
  pause?: Pause,
): Promise<void> {
  const rows = new Map<string, Row<'evidence'>>();
  for (const one of evidence) {
    const row = rowOf(one);
    const name = `${row.subject_id} ${row.digest}`;
    const before = rows.get(name);
    rows.set(name, before ? repeated(before, row) : row);
  }
  await tx.runEach(upsert, [...rows.values()], pause);
}

function repeated(first: Row<'evidence'>, again: Row<'evidence'>): Row<'evidence'> {
  const { recorded_at: at, last_recorded_at } = again;
  const recorded_at = first.rule === dated ? first.recorded_at : Math.min(first.recorded_at, at);
  return { ...first, times: first.times + 1, recorded_at, last_recorded_at };
}

function rowOf(evidence: NewEvidence & { id: string }): Row<'evidence'> {
  const { cause, deliveryId, sentAt, rule, from, to } = evidence;
  const statement = encode(evidence.statement);
  const same = digested(evidence);
  const what = same === evidence.statement ? statement : encode(same);
  const source = JSON.stringify([cause, deliveryId, sentAt, rule, from, to]);
  const text = `${source.slice(0, -1)},${what}]`;
  return {
    subject_id: evidence.subjectId,
    digest: hash('sha256', text, 'base64url'),
    id: evidence.id,
    cause,
    delivery_id: deliveryId,
    call_id: evidence.callId,
    statement,
    rule,
    from_status: from,
    to_status: to,
    times: 1,
    recorded_at: evidence.recordedAt,
    last_recorded_at: evidence.recordedAt,
  };
}

/**
 * What distinguishes a statement. An absence that counts is distinguished by its time too, because the span between two
 * of them decides. Stored digests were made with older names, and repetitions are found by them, so those names stay.
 */
function digested({ rule, statement }: Pick<EvidenceRecord, 'rule' | 'statement'>): unknown {
  switch (statement.subject) {
    case 'REPORTED_ELSEWHERE': {
      const { accountId, observation: said } = statement;
      return { subject: 'SAID_ELSEWHERE', accountId, said };
    }
    case 'ABSENCE': {
      if (rule === 'ABSENCE_COUNTS') return statement;
      const { queriedAt: _at, steadySince: _since, ...same } = statement;
      return { ...same, askedAt: null, steadySince: null };
    }
    default:
      return statement;
  }
}

const ofSubject = oldestOf('evidence', 'subject_id');

/** The evidence of an order, refund or settlement, in the order in which it was first recorded. */
export async function evidenceOf(
  sql: Sql,
  subjectId: string,
  page: Page,
): Promise<EvidenceRecord[]> {
  return (await ofSubject(sql, subjectId, page)).map(evidenceFromRow);
}

export const evidenceFromRow = (row: Row<'evidence'>): EvidenceRecord => ({
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
  recordedAt: row.recorded_at,
  lastRecordedAt: row.last_recorded_at,
});

const ofSubjects = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('evidence')
    .selectAll()
    .where('subject_id', isIn, listed<string>(at.ids))
    .orderBy('id'),
);

/** All evidence of some subjects, in the order in which it was first recorded. */
export const evidenceRowsOf = (sql: Sql, ids: readonly string[]): Promise<Row<'evidence'>[]> =>
  sql.all(ofSubjects, { ids: JSON.stringify(ids) });

const newest = statement<{ subjects: string }>()(({ newestEvidence }, at) =>
  newestEvidence(at.subjects),
);

/** No evidence about these subjects has a greater id; null where there is none. */
export async function newestEvidenceId(
  sql: Sql,
  subjects: readonly string[],
): Promise<string | null> {
  return (await sql.get(newest, { subjects: JSON.stringify(subjects) }))?.id ?? null;
}

/** Tables whose rows have evidence. */
type Instructions = 'orders' | 'refunds' | 'settlements';

interface IdsAfter {
  after: string;
  limit: number;
}

const idsAfter = (table: Instructions) =>
  statement<IdsAfter>()(({ db }, at) =>
    shared<Instructions>(db)
      .selectFrom(table)
      .select('id')
      .where('id', '>', at.after)
      .orderBy('id')
      .limit(at.limit),
  );

const idStatements = {
  orders: idsAfter('orders'),
  refunds: idsAfter('refunds'),
  settlements: idsAfter('settlements'),
} as const;

/** Ids of all merchants' rows, in order, from after `after`. */
export async function idsOf(sql: Sql, table: Instructions, page: IdsAfter): Promise<string[]> {
  return (await sql.all(idStatements[table], page)).map(({ id }) => id);
}
