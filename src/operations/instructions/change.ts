import { keysOf } from '../../domain/aggregates/observe.ts';
import type { Reported } from '../../domain/aggregates/observe.ts';
import type { Source } from '../../domain/aggregates/source.ts';
import type { KeyToLoad, WorkingSet } from '../../domain/aggregates/working-set.ts';
import type { EventCause } from '../../domain/event.ts';
import type { NewId } from '../../domain/instructions/instruction.ts';
import { instructionIn } from '../../domain/instructions/subject.ts';
import type { InstructionKind, Subject } from '../../domain/instructions/subject.ts';
import type { Observation } from '../../domain/observation.ts';
import type { Exchange, Reply } from '../../providers/provider.ts';
import type { Claim } from '../../store/aggregates/change.ts';
import { timeOfId } from '../../store/queries/pages.ts';
import type { ProviderCallRecord } from '../../store/records.ts';
import type { Called } from '../call-provider.ts';
import type { Deps, IdPrefix } from '../deps.ts';

/** The webhook delivery or provider call from which evidence comes. */
interface SourceIds {
  deliveryId?: string;
  callId?: string | null;
}

export function sourceOf(
  deps: Deps,
  { merchantId, accountId }: { merchantId: string; accountId: string },
  cause: EventCause,
  { deliveryId, callId }: SourceIds = {},
): Source {
  return {
    merchantId,
    accountId,
    cause,
    now: deps.now(),
    deliveryId: deliveryId ?? null,
    callId: callId ?? null,
    steadySince: deps.steadySince(),
    pollingOf: (subject) => ({
      leastPollMs: deps.polling.leastMs(subject.accountId),
      steadySince: deps.steadySince(),
      eager: deps.modules.get(subject.provider ?? '')?.eagerPoll,
    }),
  };
}

/** Observations as a change takes them, with ids for objects that may be new. */
export const reportedOf = (deps: Deps, observations: readonly Observation[]): Reported[] =>
  observations.map((observation) => ({ observation, newId: newIdFor(deps, observation) }));

const noId: NewId = { id: '', at: 0 };

export function newIdFor(deps: Deps, { subject }: Observation): NewId {
  if (subject === 'REFUND') return newId(deps, 'rfd');
  return subject === 'ABNORMAL_PAYMENT' ? newId(deps, 'abn') : noId;
}

export function newId(deps: Deps, prefix: IdPrefix): NewId {
  const id = deps.ids.make(prefix);
  return { id, at: timeOfId(id) };
}

export const keysOfAll = (observations: readonly Observation[], accountId: string): KeyToLoad[] =>
  observations.flatMap((observation) => keysOf(observation, accountId));

/** The exchanges of a call as records. `callId` is the last one: evidence from the call refers to it. */
export function callRecordsOf(
  deps: Deps,
  subjectId: string,
  exchanges: readonly Exchange[],
): { calls: readonly ProviderCallRecord[]; callId: string | null } {
  const calls = exchanges.map((one) => ({ ...one, id: deps.ids.make('cal'), subjectId }));
  return { calls, callId: calls.at(-1)?.id ?? null };
}

/** A finished call whose answer may hold observations. */
export type Answered = Called<Pick<Reply, 'observations'> | undefined>;

/** Empty for a refusal that proves nothing about the subject, such as one for bad credentials. */
export const observationsOf = (answer: Answered): readonly Observation[] =>
  answer.kind === 'ANSWERED' ? (answer.reply?.observations ?? []) : [];

/** An answer as a change takes it: its exchanges, its observations, and the keys to load for them. */
export function readAnswer(
  deps: Deps,
  { id, accountId }: { id: string; accountId: string },
  answer: Answered,
) {
  const observations = observationsOf(answer);
  return {
    ...callRecordsOf(deps, id, answer.exchanges),
    observations,
    reported: reportedOf(deps, observations),
    keys: keysOfAll(observations, accountId),
  };
}

/** A step of our own, decided in the transaction on the instruction's current state. */
export function step<K extends InstructionKind, Result>(
  deps: Deps,
  subject: Subject<K>,
  cause: EventCause,
  decide: (set: WorkingSet, source: Source, subject: Subject<K>) => Result,
  claim?: Claim,
): Promise<Result> {
  return deps.queue.change({
    ...(claim && { claim }),
    keys: [subject],
    decide(set) {
      const source = sourceOf(deps, instructionIn(set, subject), cause);
      return { result: decide(set, source, subject) };
    },
  });
}
