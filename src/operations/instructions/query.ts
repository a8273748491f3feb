import { instructionIn, observeAnswer } from '../../domain/instructions/subject.ts';
import type { InstructionKind, Instructions } from '../../domain/instructions/subject.ts';
import type { Observation, ObservationCause } from '../../domain/observation.ts';
import type { Check } from '../../domain/instructions/schedule.ts';
import { about, queryProvider } from '../call-provider.ts';
import type { Deps } from '../deps.ts';
import { connectionTo } from '../find.ts';
import { observationsOf, readAnswer, sourceOf } from './change.ts';
import type { Kind } from './kind.ts';

/** The result of a query. */
export interface Queried<T> {
  /** The record after the answer was applied. */
  record: T;
  /** False if the provider gave no believable answer about the subject. */
  answered: boolean;
  /** What the answer proves. */
  observations: readonly Observation[];
  /** The record just before the answer was applied. */
  before: T;
}

/** Why the provider is queried. */
export interface Querying {
  cause?: ObservationCause;
  checked?: Check;
  /** Called when the query leaves: later callers need an answer of their own. */
  leaving?: () => void;
}

/** Queries the provider for an instruction's state (and `queryMore`), and applies the answers. */
export async function queryInstruction<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  record: Instructions[K],
  { cause = 'PROVIDER_QUERY', checked = 'BY_HAND', leaving }: Querying = {},
): Promise<Queried<Instructions[K]>> {
  const to = await connectionTo(deps, record.accountId);
  const query = await kind.query(deps, to, record);
  if (query === undefined) return { record, answered: false, observations: [], before: record };
  const answer = await queryProvider(deps, about(to.account, record), query, leaving);
  const more = await kind.queryMore?.(deps, to, record, observationsOf(answer));
  const first = readAnswer(deps, record, answer);
  const all = [first, ...(more ? [readAnswer(deps, record, more)] : [])];
  const subject = { kind: kind.kind, id: record.id };
  return deps.queue.change({
    keys: [subject, ...all.flatMap(({ keys }) => keys)],
    decide(set) {
      const before = instructionIn(set, subject);
      const source = sourceOf(deps, record, cause, { callId: first.callId });
      const reported = all.flatMap((one) => one.reported);
      const after = observeAnswer(set, source, subject, reported, { checked });
      const { observations } = first;
      const result = { record: after, answered: observations.length > 0, observations, before };
      return { result, writes: { calls: all.flatMap(({ calls }) => calls) } };
    },
  });
}
