import { instructionIn, judgeRecorded, submit } from '../domain/instructions/subject.ts';
import type { InstructionKind, Instructions } from '../domain/instructions/subject.ts';
import { sameValue } from '../domain/evidence.ts';
import type { RecordedStatement, Known, Fact } from '../domain/judgement.ts';
import type { Queue } from '../store/commit.ts';
import { evidenceOf, idsOf } from '../store/queries/evidence.ts';
import type { EvidenceRecord } from '../store/records.ts';
import type { Sql } from '../store/sql.ts';
import { kinds } from './instructions/kinds.ts';
import type { Kind } from './instructions/kind.ts';

/** The status that follows from a subject's evidence, and the piece of evidence that brought it about. */
export interface Judged extends Known<unknown> {
  status: string;
  decisive: EvidenceRecord | null;
}

/** Pieces of evidence that are read and judged at a time. */
const batchSize = 50;

/**
 * Runs the rules over all evidence of a subject, in the order in which it came. `onBatch` is called before each batch
 * with its size.
 */
export async function judgedFrom<K extends InstructionKind>(
  sql: Sql,
  kind: K,
  record: Instructions[K],
  onBatch: (count: number) => void = () => undefined,
): Promise<Judged> {
  let known = judgeRecorded(kind, record, []);
  let decisive: EvidenceRecord | null = null;
  for (let after: string | null = null; ;) {
    const some = await evidenceOf(sql, record.id, { first: batchSize, after });
    onBatch(some.length);
    known = judgeRecorded(
      kind,
      record,
      some as readonly (RecordedStatement<Fact> & EvidenceRecord)[],
      known,
    );
    decisive = some.findLast(({ from, to }) => from !== to) ?? decisive;
    after = some.at(-1)?.id ?? null;
    if (some.length < batchSize) return { ...known, decisive };
  }
}

export interface EvidenceDeps {
  read: Sql;
  queue: Pick<Queue, 'change'>;
  now: () => number;
}

/** A record whose row does not match its evidence. */
export interface Divergence {
  id: string;
  /** The status in the row. */
  status: string;
  /** The status that follows from the evidence. */
  judged: string;
  rewritten: boolean;
}

export interface Comparison {
  compared: number;
  divergences: readonly Divergence[];
}

const page = 200;

/**
 * Compares the row of every order, refund and settlement with the state that follows from its evidence. The evidence is
 * the truth. With `rewrite`, rows that differ are written anew from it, and a status that changes has its event as
 * always. Safe while others read and write.
 */
export async function compareEvidence(deps: EvidenceDeps, rewrite: boolean): Promise<Comparison> {
  let compared = 0;
  const divergences: Divergence[] = [];
  for (const kind of Object.values(kinds) as Kind<InstructionKind>[]) {
    for (let after = ''; ;) {
      const ids = await idsOf(deps.read, kind.table, { after, limit: page });
      for (const id of ids) {
        const found = await compareOne(deps, kind, id, rewrite);
        if (found !== null) divergences.push(found);
      }
      compared += ids.length;
      after = ids.at(-1) ?? after;
      if (ids.length < page) break;
    }
  }
  return { compared, divergences };
}

/** Reads before a difference counts: the record may just be changing. */
const maxReads = 3;

async function compareOne<K extends InstructionKind>(
  deps: EvidenceDeps,
  kind: Kind<K>,
  id: string,
  rewrite: boolean,
): Promise<Divergence | null> {
  for (let reads = 1; ; reads += 1) {
    const record = await kind.byId(deps.read, id);
    if (record === null) throw new Error(`${id} is gone`);
    const judged = await judgedFrom(deps.read, kind.kind, record);
    const isSame =
      record.status === judged.status &&
      sameValue(record.evidence, judged.evidence) &&
      sameValue(record.submission, judged.submission);
    if (isSame) return null;
    const last = reads === maxReads;
    const rewritten = last && rewrite && (await write(deps, kind, record, judged));
    if (last) return { id, status: record.status, judged: judged.status, rewritten };
  }
}

/** False if the record has changed since it was read. */
function write<K extends InstructionKind>(
  { queue, now }: EvidenceDeps,
  { kind }: Kind<K>,
  record: Instructions[K],
  { evidence, submission }: Known<unknown>,
): Promise<boolean> {
  const { id, merchantId, accountId } = record;
  const subject = { kind, id };
  return queue.change({
    keys: [subject],
    decide(set) {
      if (!sameValue(instructionIn(set, subject), record)) return { result: false };
      const source = {
        merchantId,
        accountId,
        cause: 'RECONCILIATION',
        now: now(),
        deliveryId: null,
        callId: null,
        steadySince: 0,
        pollingOf: () => ({}),
      } as const;
      submit(set, source, subject, { joined: { evidence, submission } });
      return { result: true };
    },
  });
}
