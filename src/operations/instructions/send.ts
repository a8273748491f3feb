import { afterQuerying, isDoubtful, lostOutcome } from '../../domain/instructions/attempt.ts';
import type { InstructionKind, Instructions } from '../../domain/instructions/subject.ts';
import { endSend, rulesOf } from '../../domain/instructions/life-cycle.ts';
import type { Reply } from '../../providers/provider.ts';
import type { Change } from '../../store/aggregates/change.ts';
import { about, callProvider, persistOutcome } from '../call-provider.ts';
import type { Called } from '../call-provider.ts';
import type { Deps } from '../deps.ts';
import { connectionTo } from '../find.ts';
import { callRecordsOf, readAnswer, sourceOf } from './change.ts';
import type { Kind } from './kind.ts';
import { queryInstruction } from './query.ts';

/**
 * Sends a stored instruction (SUBMITTING) and writes the outcome. Call it under the lock of the id. `again`: an earlier
 * attempt was sent under the same reference.
 */
export async function sendInstruction<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  record: Instructions[K],
  again: boolean,
): Promise<Instructions[K]> {
  const to = await connectionTo(deps, record.accountId);
  const create = await kind.create(deps, to, record);
  const outcome = await callProvider(deps, about(to.account, record), create);
  return concludeSend(deps, kind, record, outcome, again);
}

/** Writes the outcome of a send. If a refusal is doubtful, queries the provider first. */
export async function concludeSend<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  record: Instructions[K],
  outcome: Called<Reply>,
  again = false,
): Promise<Instructions[K]> {
  if (!isDoubtful(outcome, again)) return finishSend(deps, kind, record, outcome, again);
  await storeCalls(deps, record.id, outcome);
  const queried = await queryInstruction(deps, kind, record);
  if (queried.record.status !== 'SUBMITTING') return queried.record;
  const isUnknownThere = rulesOf(kind.kind).isUnknownThere(queried.record);
  const sure = afterQuerying(outcome, queried.observations, isUnknownThere);
  // The exchanges are stored already.
  return finishSend(deps, kind, record, { ...sure, exchanges: [] }, again);
}

/** Stores the exchanges alone: nothing follows from them yet. */
export function storeCalls(
  deps: Deps,
  subjectId: string,
  { exchanges }: Pick<Called<Reply>, 'exchanges'>,
): Promise<void> {
  const { calls } = callRecordsOf(deps, subjectId, exchanges);
  return deps.queue.change({ keys: [], decide: () => ({ result: undefined, writes: { calls } }) });
}

export function finishSend<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  record: Instructions[K],
  outcome: Called<Reply>,
  again: boolean,
): Promise<Instructions[K]> {
  return persistOutcome(
    deps,
    sendFinished(deps, kind, record, outcome, again),
    sendFinished(deps, kind, record, { ...lostOutcome, exchanges: [] }, again),
  );
}

function sendFinished<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  record: Instructions[K],
  outcome: Called<Reply>,
  again: boolean,
): Change<Instructions[K]> {
  const { calls, callId, reported, keys } = readAnswer(deps, record, outcome);
  const subject = { kind: kind.kind, id: record.id };
  return {
    keys: [subject, ...keys],
    isLast: true,
    decide(set) {
      // Without an answer, the conclusion is our own.
      const cause = outcome.kind === 'ANSWERED' ? 'PROVIDER_ANSWER' : 'MUTATION';
      const source = sourceOf(deps, record, cause, { callId });
      const result = endSend(set, source, subject, { record, outcome, again, reported });
      return { result, writes: { calls } };
    },
  };
}
