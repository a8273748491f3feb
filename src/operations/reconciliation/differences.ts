import type { SubjectKind } from '../../domain/aggregates/working-set.ts';
import { attend } from '../../domain/instructions/subject.ts';
import type { Finding } from '../../domain/reconciliation/finding.ts';
import type { ReconciledSubject } from '../../domain/reconciliation/state.ts';
import { findAttention, end, raise } from '../../store/queries/attention/items.ts';
import {
  addUnmatched,
  hasUnmatched,
  removeUnmatched,
  unmatchedOf,
} from '../../store/queries/attention/unmatched-records.ts';
import type { Attended } from '../../store/aggregates/attention.ts';
import { sourceOf } from '../instructions/change.ts';
import type { Run } from './run.ts';

const reason = 'DIFFERENCE';

/** Notes on a record what was found about it: it differs and could not be mended, or both agree. */
export async function noteOnRecord(
  { deps }: Run,
  kind: SubjectKind,
  record: Attended,
  finding: Finding | null,
): Promise<void> {
  const isMended = finding === null || finding.healed;
  if (isMended && record.attention.DIFFERENCE === undefined) return;
  const difference = isMended ? 'AGREES' : { there: finding.there };
  const subject = { kind, id: record.id };
  await deps.queue.change({
    keys: [subject],
    decide(set) {
      attend(set, sourceOf(deps, record, 'RECONCILIATION'), subject, { difference });
      return { result: undefined };
    },
  });
}

/** A record of the provider of which nothing is known here: the account needs a person. */
export async function noteUnmatched(
  { deps, account }: Run,
  { subjectType, providerReference, at }: Finding,
): Promise<void> {
  const { id: accountId, merchantId } = account;
  const item = { merchantId, accountId, orderId: null, subjectId: accountId, reason, since: at };
  await deps.queue.commit(async (tx) => {
    const isNew = await addUnmatched(tx, { accountId, subjectType, providerReference }, at);
    if (isNew) await raise(tx, [{ ...item, reason }]);
  });
}

/** More than a person goes through. Those that are left are read with the next run. */
const mostUnmatched = 10_000;

/** The references of the account's unmatched records of one kind. */
export async function unmatchedReferences(
  { deps, account }: Run,
  subjectType: ReconciledSubject,
): Promise<ReadonlySet<string>> {
  const all = await unmatchedOf(deps.read, account.id, mostUnmatched);
  return new Set(
    all.flatMap((one) => (one.subjectType === subjectType ? [one.providerReference] : [])),
  );
}

/** They are known here by now. */
export async function noteMatched(
  { deps, account }: Run,
  subjectType: ReconciledSubject,
  references: readonly string[],
): Promise<void> {
  if (references.length === 0) return;
  const { id: accountId } = account;
  await deps.queue.commit(async (tx) => {
    for (const providerReference of references) {
      await removeUnmatched(tx, { accountId, subjectType, providerReference });
    }
    if (!(await hasUnmatched(tx, accountId))) await end(tx, [{ subjectId: accountId, reason }]);
  });
}

/** Records of the account that differed once and may lie outside of what a run compares. `limit`: the most of them. */
export async function differing({ deps, account }: Run, limit: number): Promise<string[]> {
  const search = { account: account.id, reasons: [reason] } as const;
  const page = { first: limit, after: null };
  const items = await findAttention(deps.read, account.merchantId, page, search);
  return items.map(({ subjectId }) => subjectId);
}
