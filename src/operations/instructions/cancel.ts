import { z } from 'zod';
import { instructionIn, observeAnswer } from '../../domain/instructions/subject.ts';
import type { InstructionKind, Instructions } from '../../domain/instructions/subject.ts';
import { isUnsent, rulesOf, withdraw } from '../../domain/instructions/life-cycle.ts';
import {
  InvalidStateError,
  ProviderUnavailableError,
  UnsupportedOperationError,
} from '../../domain/errors.ts';
import type { Phase } from '../../domain/order.ts';
import type { Reply } from '../../providers/provider.ts';
import { intendCancel, isCancelIntended } from '../../store/queries/idempotency.ts';
import { callProvider } from '../call-provider.ts';
import type { Called } from '../call-provider.ts';
import { check, idempotencyKey } from '../checks.ts';
import type { Deps } from '../deps.ts';
import { connectionTo, own } from '../find.ts';
import type { AccountConnection } from '../find.ts';
import { keyUse } from '../key-use.ts';
import { keyTaken, once } from '../idempotency.ts';
import type { KeyUse } from '../key-use.ts';
import type { CancelInput } from '../inputs.ts';
import { keptCalls, keysOfAll, reported, sourceOf } from './change.ts';
import type { Ask, Kind } from './kind.ts';
import { queryInstruction } from './query.ts';

const schema = z.object({ idempotencyKey, id: z.string() });

/**
 * A cancel is a request, not a status: the thing keeps its own until there is evidence, because what is
 * paid at the same moment wins (ANSWERS 26). The same key again is a success again (ANSWERS 30).
 */
export async function cancel<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  merchantId: string,
  input: CancelInput,
): Promise<Instructions[K]> {
  const { idempotencyKey: key, id } = check(schema, input);
  const use = keyUse(merchantId, kind.cancelMutation, key, { id });
  const find = async (known: string): Promise<Instructions[K]> =>
    own(kind.noun, await kind.byId(deps.read, known, merchantId));
  return once(deps, use, find, async () => {
    await find(id);
    // Read again once it is our turn: whoever had it before may have sent or ended it.
    return deps.locks.run(id, async () => cancelFound(deps, kind, use, await find(id)));
  });
}

/** One use of a key to cancel one instruction. */
interface Canceling<K extends InstructionKind> {
  deps: Deps;
  kind: Kind<K>;
  use: KeyUse;
  to: AccountConnection;
  record: Instructions[K];
  ask: Ask;
}

async function cancelFound<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  use: KeyUse,
  found: Instructions[K],
): Promise<Instructions[K]> {
  if (isUnsent(kind.kind, found)) return cancelUnsent(deps, kind, use, found);
  const to = await connectionTo(deps, found.accountId);
  const ask = await kind.cancel(deps, to, found);
  if (ask === undefined) {
    throw new UnsupportedOperationError(to.module.title, `cancel a ${kind.noun}`);
  }
  const record = await knownState(deps, kind, to, found);
  const canceling = { deps, kind, use, to, record, ask };
  if (record.status === 'SUBMITTING') throw refusal(kind, record);
  if (phaseOf(kind, record) !== 'OPEN') return overBefore(canceling);
  await deps.queue.commit((tx) => intendCancel(tx, use, record.id));
  const { ended, after } = await sendCancel(canceling);
  if (after.status === 'CANCELED') return after;
  if (ended === 'NOT_SENT') throw new ProviderUnavailableError(to.module.title);
  const lost = ended === 'UNKNOWN';
  const became = await queryWhatBecame(canceling, lost);
  const last = lost && became.status === 'EXPIRED' ? await repeated(canceling) : became;
  if (last.status === 'CANCELED') return last;
  throw refusal(kind, last);
}

/** Closed, and not said by whom: a cancel that has arrived is accepted again when it is repeated (ANSWERS 21). */
async function repeated<K extends InstructionKind>(
  canceling: Canceling<K>,
): Promise<Instructions[K]> {
  const { ended, after } = await sendCancel(canceling);
  if (after.status === 'CANCELED' || ended === 'ANSWERED') return after;
  throw new ProviderUnavailableError(canceling.to.module.title);
}

/** By this very cancel, where the process that sent it has ended before it knew (ANSWERS 30); or for another reason. */
async function overBefore<K extends InstructionKind>(
  canceling: Canceling<K>,
): Promise<Instructions[K]> {
  const { deps, kind, use, record } = canceling;
  if (!(await isCancelIntended(deps.read, use, record.id))) throw refusal(kind, record);
  if (record.status === 'CANCELED') {
    await useUp(canceling);
    return record;
  }
  const last = record.status === 'EXPIRED' ? await repeated(canceling) : record;
  if (last.status === 'CANCELED') return last;
  throw refusal(kind, last);
}

/** How telling the provider ended, and what that made of the instruction. */
interface Sent<K extends InstructionKind> {
  ended: Called<Reply>['kind'];
  after: Instructions[K];
}

/** Tells the provider once, and writes what it answered. */
async function sendCancel<K extends InstructionKind>({
  deps,
  kind,
  use,
  to,
  record,
  ask,
}: Canceling<K>): Promise<Sent<K>> {
  const outcome = await callProvider(deps, to.account.provider, ask);
  const observations = outcome.kind === 'ANSWERED' ? outcome.reply.observations : [];
  const { calls, callId } = keptCalls(deps, record.id, outcome.exchanges);
  const said = reported(deps, observations);
  const subject = { kind: kind.kind, id: record.id };
  const after = await deps.queue.keep<Instructions[K]>({
    keys: [subject, ...keysOfAll(observations, record.accountId)],
    decide(set) {
      const source = sourceOf(deps, record, 'PROVIDER_ANSWER', { callId });
      const result = observeAnswer(set, source, subject, said);
      const key = keyTaken(use, record.id, source.now);
      return { result, writes: result.status === 'CANCELED' ? { calls, key } : { calls } };
    },
  });
  return { ended: outcome.kind, after };
}

/** The provider has never heard of it, so there is nobody to ask. */
async function cancelUnsent<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  use: KeyUse,
  { id }: Instructions[K],
): Promise<Instructions[K]> {
  const subject = { kind: kind.kind, id };
  return deps.queue.change({
    claim: { key: keyTaken(use, id, deps.now()) },
    keys: [subject],
    decide(set) {
      const known = instructionIn(set, subject);
      if (!isUnsent(kind.kind, known)) throw refusal(kind, known);
      const source = sourceOf(deps, known, 'MUTATION');
      return { result: withdraw(set, source, subject) };
    },
  });
}

/** What may or may not be at the provider is asked for first. */
async function knownState<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  to: AccountConnection,
  record: Instructions[K],
): Promise<Instructions[K]> {
  if (record.status !== 'UNKNOWN') return record;
  const queried = await queryInstruction(deps, kind, record);
  if (queried.record.status === 'UNKNOWN') throw new ProviderUnavailableError(to.module.title);
  return queried.record;
}

/** Refused, or its answer lost: the provider's own view decides. Throws where it does not say enough. */
async function queryWhatBecame<K extends InstructionKind>(
  canceling: Canceling<K>,
  lost: boolean,
): Promise<Instructions[K]> {
  const { deps, kind, to, record } = canceling;
  const queried = await queryInstruction(deps, kind, record);
  if (queried.record.status === 'CANCELED') {
    await useUp(canceling);
    return queried.record;
  }
  const isOpen = phaseOf(kind, queried.record) === 'OPEN';
  if (!queried.believed || (lost && isOpen)) throw new ProviderUnavailableError(to.module.title);
  return queried.record;
}

/** It was canceled with this key. */
function useUp<K extends InstructionKind>({ deps, use, record }: Canceling<K>): Promise<void> {
  const key = keyTaken(use, record.id, deps.now());
  return deps.queue.change({ claim: { key }, keys: [], decide: () => ({ result: undefined }) });
}

function refusal<K extends InstructionKind>(
  { noun }: Kind<K>,
  { status }: Instructions[K],
): InvalidStateError {
  return new InvalidStateError(status, `This ${noun} is ${status} and cannot be canceled now.`);
}

const phaseOf = <K extends InstructionKind>({ kind }: Kind<K>, record: Instructions[K]): Phase =>
  rulesOf(kind).phase(record);
