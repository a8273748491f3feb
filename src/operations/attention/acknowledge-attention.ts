import { endsBy, openReasons } from '../../domain/attention/attention.ts';
import type { AttentionReason } from '../../domain/attention/attention.ts';
import type { SubjectKind } from '../../domain/aggregates/working-set.ts';
import { InvalidStateError, NotFoundError } from '../../domain/errors.ts';
import { readAcknowledgement } from '../../domain/input/attention.ts';
import type { AcknowledgeAttentionInput } from '../../domain/input/attention.ts';
import { attend } from '../../domain/instructions/subject.ts';
import type { Change } from '../../store/aggregates/change.ts';
import { end, isAttended } from '../../store/queries/attention/items.ts';
import { acknowledgeUnmatched } from '../../store/queries/attention/unmatched-records.ts';
import type { IdempotencyRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { keyRecord, once } from '../idempotency.ts';
import { sourceOf } from '../instructions/change.ts';
import { keyUse } from '../key-use.ts';
import { findSubject, isRecord, recordIn } from './subjects.ts';
import type { AttentionSubject } from './subjects.ts';

/**
 * Ends what nothing else ends: somebody has seen it and is done with it. Returns whether the key had done it before.
 * Throws InvalidStateError where something else ends it, or where nobody is needed for this reason.
 */
export async function acknowledgeAttention(
  deps: Deps,
  merchantId: string,
  input: AcknowledgeAttentionInput,
): Promise<{ replayed: boolean }> {
  const { subject: id, reason } = readAcknowledgement(input);
  const use = keyUse(merchantId, 'acknowledgeAttention', input);
  return once(deps, use, replayed, async () => {
    const found = await findSubject(deps.read, id, merchantId);
    if (found === null) throw new NotFoundError('subject');
    const status = statusOf(found);
    const other = endsBy(reason, id);
    if (other !== null) throw new InvalidStateError(status, other);
    const key = keyRecord(use, id, deps.now());
    if (isRecord(found)) {
      await deps.queue.change(acknowledging(deps, found, reason, key));
    } else {
      if (!(await isAttended(deps.read, merchantId, id, reason))) throw notNeeded(status);
      await deps.queue.change(acknowledgingUnmatched(id, reason, key));
    }
    return { replayed: false };
  });
}

const replayed = async () => ({ replayed: true });

function statusOf(found: AttentionSubject): string {
  if (found.kind !== 'PROVIDER_ACCOUNT') return found.record.status;
  return found.record.enabled ? 'ENABLED' : 'DISABLED';
}

const notNeeded = (status: string): InvalidStateError =>
  new InvalidStateError(status, 'Nobody is needed for this reason: it has ended, or never began.');

/** Of a record, it is decided in the transaction on what holds then. */
function acknowledging(
  deps: Deps,
  {
    kind,
    record,
  }: { kind: SubjectKind; record: { id: string; merchantId: string; accountId: string } },
  reason: AttentionReason,
  key: IdempotencyRecord,
): Change<void> {
  const { id } = record;
  return {
    claim: { key },
    keys: [{ kind, id }],
    isLast: true,
    decide(set) {
      const { attention, status } = recordIn(set, { kind, id });
      if (!openReasons(attention).includes(reason)) throw notNeeded(status);
      attend(set, sourceOf(deps, record, 'MUTATION'), { kind, id }, { acknowledge: reason });
      return { result: undefined };
    },
  };
}

/** Of an account, what is acknowledged is all that the provider has and nobody knows here, as found so far. */
const acknowledgingUnmatched = (
  id: string,
  reason: AttentionReason,
  key: IdempotencyRecord,
): Change<void> => ({
  claim: { key },
  keys: [],
  isLast: true,
  decide: () => ({
    result: undefined,
    writes: {
      async also(tx) {
        await acknowledgeUnmatched(tx, id, key.createdAt);
        await end(tx, [{ subjectId: id, reason }]);
      },
    },
  }),
});
