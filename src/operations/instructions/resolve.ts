import type { InstructionKind, Instructions } from '../../domain/instructions/subject.ts';
import {
  giveUpAbsent,
  isAbsent,
  isRepeatable,
  loseSend,
  sendAgain,
} from '../../domain/instructions/life-cycle.ts';
import { isHeld } from '../../domain/reconciliation/lost-time.ts';
import { resendWindowMs } from '../../domain/instructions/submission.ts';
import { inFlight } from '../../store/queries/due.ts';
import { endTokenClaims } from '../access-tokens.ts';
import type { Deps } from '../deps.ts';
import { connectionTo, existing } from '../find.ts';
import { step } from './change.ts';
import type { Kind } from './kind.ts';
import { kinds } from './kinds.ts';
import { queryInstruction } from './query.ts';
import { sendInstruction } from './send.ts';

/**
 * Marks the sends that were under way when the last process ended as lost: they may have arrived. Not to be called
 * where other processes are known. On SQLite they are not: if one is still sending, this costs only a query and an
 * event. The answer counts whenever it comes, and nothing is sent again before the provider has answered "not found"
 * twice, long after the send.
 */
export async function recoverInFlight(deps: Deps): Promise<void> {
  await endTokenClaims(deps);
  for (const kind of Object.values(kinds)) await recover(deps, kind as Kind<InstructionKind>);
}

async function recover<K extends InstructionKind>(deps: Deps, kind: Kind<K>): Promise<void> {
  for (const id of await inFlight(deps.read, kind.table)) await lose(deps, kind, id);
}

/** The sending process is gone, so the outcome is lost. */
function lose<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  id: string,
): Promise<Instructions[K]> {
  return step(deps, { kind: kind.kind, id }, 'MUTATION', loseSend);
}

/**
 * Finds out what became of an instruction that is due. Call it under the lock of the id: nothing may be concluded while
 * a call of ours is under way.
 */
export async function resolve<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  id: string,
): Promise<void> {
  let record = await existing(kind.byId(deps.read, id));
  if (record.status === 'REQUESTED') return resend(deps, kind, record, 'REQUESTED');
  // The lease of the send has run out.
  if (record.status === 'SUBMITTING') record = await lose(deps, kind, id);
  const { module } = await connectionTo(deps, record.accountId);
  // Without the payer's data, it could not be sent as it was.
  const isErased = 'erasedAt' in record && record.erasedAt !== null;
  if (!isErased && isRepeatable(record, module.repeatableForMs ?? 0, deps.now())) {
    return resend(deps, kind, record, 'UNKNOWN');
  }
  const queried = await queryInstruction(deps, kind, record, { checked: 'BY_PLAN' });
  // Without an answer to this query, earlier absences prove nothing about the present.
  if (!queried.answered) return;
  ({ record } = queried);
  if (!isAbsent(record, module.absenceSpanMs)) return;
  const isRecent = deps.now() - record.createdAt < resendWindowMs;
  if (isRecent && !isErased) return resend(deps, kind, record, 'UNKNOWN');
  await step(deps, { kind: kind.kind, id }, 'PROVIDER_QUERY', (set, source, subject) =>
    giveUpAbsent(set, source, subject, module.absenceSpanMs),
  );
}

async function resend<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  { id, accountId }: Instructions[K],
  as: 'REQUESTED' | 'UNKNOWN',
): Promise<void> {
  const { account } = await connectionTo(deps, accountId);
  // It stays due: after a restore, nothing is sent before the lost time is reconciled.
  if (isHeld(account)) return;
  const next = await step(deps, { kind: kind.kind, id }, 'MUTATION', (set, source, subject) =>
    sendAgain(set, source, subject, as),
  );
  if (next !== null) await sendInstruction(deps, kind, next.record, next.again);
}
