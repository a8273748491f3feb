import {
  InvalidStateError,
  ProviderUnavailableError,
  UnsupportedOperationError,
} from '../../domain/errors.ts';
import { readCancelInput } from '../../domain/input/cancel.ts';
import type { CancelInput } from '../../domain/input/cancel.ts';
import { isUnsent, rulesOf, withdraw } from '../../domain/instructions/life-cycle.ts';
import { instructionIn, observeAnswer } from '../../domain/instructions/subject.ts';
import type { InstructionKind, Instructions } from '../../domain/instructions/subject.ts';
import type { Reply } from '../../providers/provider.ts';
import { intendCancel, isCancelIntended } from '../../store/queries/idempotency.ts';
import { about, callProvider } from '../call-provider.ts';
import type { Called } from '../call-provider.ts';
import type { Deps } from '../deps.ts';
import { connectionTo, own } from '../find.ts';
import type { AccountConnection } from '../find.ts';
import { keyRecord, once, useUp } from '../idempotency.ts';
import { keyUse } from '../key-use.ts';
import type { KeyUse } from '../key-use.ts';
import { readAnswer, sourceOf, step } from './change.ts';
import type { PreparedCall, Kind } from './kind.ts';
import { queryInstruction } from './query.ts';

/**
 * Cancels an order, refund or settlement. A cancel changes no status by itself: the instruction keeps its own until
 * there is evidence, because a payment at the same moment wins (docs/rules.md#a-cancel-is-a-request). The same key
 * again is a success again (docs/rules.md#the-same-cancel-again).
 */
export async function cancel<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  merchantId: string,
  input: CancelInput,
): Promise<Instructions[K]> {
  const id = readCancelInput(input);
  const use = keyUse(merchantId, kind.cancelMutation, input);
  const find = async (known: string): Promise<Instructions[K]> =>
    own(kind.noun, await kind.byId(deps.read, known, merchantId));
  return once(deps, use, find, async () => {
    await find(id);
    // Read again under the lock: its previous holder may have sent or ended the instruction.
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
  send: PreparedCall;
}

async function cancelFound<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  use: KeyUse,
  found: Instructions[K],
): Promise<Instructions[K]> {
  if (isUnsent(kind.kind, found)) return cancelUnsent(deps, kind, use, found);
  const to = await connectionTo(deps, found.accountId);
  const send = await kind.cancel(deps, to, found);
  if (send === undefined) {
    throw new UnsupportedOperationError(to.module.title, `cancel a ${kind.noun}`);
  }
  const record = await knownState(deps, kind, to, found);
  const canceling = { deps, kind, use, to, record, send };
  if (record.status === 'SUBMITTING') throw refusal(kind, record);
  if (!isOpen(kind, record)) {
    // It may be over because of this very cancel, if the process that sent it ended before the answer
    // (docs/rules.md#the-same-cancel-again). Otherwise it is over for another reason.
    if (!(await isCancelIntended(deps.read, use, record.id))) throw refusal(kind, record);
    return conclude(canceling, record, true);
  }
  await deps.queue.commit((tx) => intendCancel(tx, use, record.id));
  const { ended, after } = await sendCancel(canceling);
  if (after.status === 'CANCELED') return after;
  if (ended === 'NOT_SENT') throw new ProviderUnavailableError(to.module.title);
  // The cancel was refused or its answer is lost: the provider's state decides.
  const isLost = ended === 'UNKNOWN';
  const queried = await queryInstruction(deps, kind, record);
  const isConclusive = queried.answered && !(isLost && isOpen(kind, queried.record));
  if (queried.record.status !== 'CANCELED' && !isConclusive) {
    throw new ProviderUnavailableError(to.module.title);
  }
  return conclude(canceling, queried.record, isLost);
}

/**
 * The result of the cancel. If it `mayHaveArrived`, and the instruction is closed without a statement by whom, the
 * cancel is repeated: a cancel that arrived is accepted again (docs/rules.md#a-cancel-is-a-request).
 */
async function conclude<K extends InstructionKind>(
  canceling: Canceling<K>,
  record: Instructions[K],
  mayHaveArrived: boolean,
): Promise<Instructions[K]> {
  const { deps, kind, use, to } = canceling;
  if (record.status === 'CANCELED') {
    await useUp(deps, use, record.id);
    return record;
  }
  if (!mayHaveArrived || record.status !== 'EXPIRED') throw refusal(kind, record);
  const { ended, after } = await sendCancel(canceling);
  if (after.status === 'CANCELED') return after;
  if (ended === 'ANSWERED') throw refusal(kind, after);
  throw new ProviderUnavailableError(to.module.title);
}

/** How the call to cancel ended, and the instruction after it. */
interface Sent<K extends InstructionKind> {
  ended: Called<Reply>['kind'];
  after: Instructions[K];
}

/** Sends the cancel once and writes the answer. */
async function sendCancel<K extends InstructionKind>({
  deps,
  kind,
  use,
  to,
  record,
  send,
}: Canceling<K>): Promise<Sent<K>> {
  const outcome = await callProvider(deps, about(to.account, record), send);
  const { calls, callId, reported, keys } = readAnswer(deps, record, outcome);
  const subject = { kind: kind.kind, id: record.id };
  const after = await deps.queue.persist<Instructions[K]>({
    keys: [subject, ...keys],
    decide(set) {
      const source = sourceOf(deps, record, 'PROVIDER_ANSWER', { callId });
      const result = observeAnswer(set, source, subject, reported);
      const key = keyRecord(use, record.id, source.now);
      return { result, writes: result.status === 'CANCELED' ? { calls, key } : { calls } };
    },
  });
  return { ended: outcome.kind, after };
}

/** Cancels an instruction that was never sent, without a call to the provider. */
function cancelUnsent<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  use: KeyUse,
  { id }: Instructions[K],
): Promise<Instructions[K]> {
  const claim = { key: keyRecord(use, id, deps.now()) };
  return step(
    deps,
    { kind: kind.kind, id },
    'MUTATION',
    (set, source, subject) => {
      const known = instructionIn(set, subject);
      if (!isUnsent(kind.kind, known)) throw refusal(kind, known);
      return withdraw(set, source, subject);
    },
    claim,
  );
}

/** Queries an instruction that is UNKNOWN first: it may or may not be at the provider. */
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

function refusal<K extends InstructionKind>(
  { noun }: Kind<K>,
  { status }: Instructions[K],
): InvalidStateError {
  return new InvalidStateError(status, `This ${noun} is ${status} and cannot be canceled now.`);
}

const isOpen = <K extends InstructionKind>({ kind }: Kind<K>, record: Instructions[K]): boolean =>
  rulesOf(kind).phase(record) === 'OPEN';
