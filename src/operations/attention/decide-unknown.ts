import { requestedFrom } from '../../domain/order-money.ts';
import type { Decision } from '../../domain/attention/decision.ts';
import { InvalidStateError, NotFoundError } from '../../domain/errors.ts';
import { readDecision } from '../../domain/input/attention.ts';
import type { DecideUnknownInput } from '../../domain/input/attention.ts';
import { attend, instructionIn } from '../../domain/instructions/subject.ts';
import type { InstructionKind, Instructions, Subject } from '../../domain/instructions/subject.ts';
import type { Principal } from '../../domain/principal.ts';
import { apiKeyById } from '../../store/queries/merchants.ts';
import type { Deps } from '../deps.ts';
import { existing } from '../find.ts';
import { keyRecord, once } from '../idempotency.ts';
import { sourceOf } from '../instructions/change.ts';
import { keyUse } from '../key-use.ts';
import { findSubject, isInstruction } from './subjects.ts';

export interface DecidedUnknown {
  /** The order, refund or settlement as it is now. */
  subject: { id: string };
  /** True if the key had decided it before. Nothing was done again. */
  replayed: boolean;
}

/**
 * Records what a person has decided about an unknown outcome, as evidence below every report of the provider. Nothing
 * is sent. Throws InvalidStateError where the outcome is not unknown.
 */
export async function decideUnknown(
  deps: Deps,
  { merchantId, keyId }: Extract<Principal, { kind: 'API_KEY' }>,
  input: DecideUnknownInput,
): Promise<DecidedUnknown> {
  const checked = readDecision(input);
  const use = keyUse(merchantId, 'decideUnknown', input);
  const replay = async (id: string): Promise<DecidedUnknown> => {
    const found = await existing(findSubject(deps.read, id, merchantId));
    return { subject: found.record as unknown as { id: string }, replayed: true };
  };
  return once(deps, use, replay, async () => {
    const { id, note, decision: kind } = checked;
    const found = await findSubject(deps.read, id, merchantId);
    if (found === null || !isInstruction(found.kind)) {
      throw new NotFoundError('order, refund or settlement');
    }
    const of: Subject<InstructionKind> = { kind: found.kind, id };
    const { name: by } = await existing(apiKeyById(deps.read, keyId));
    const at = deps.now();
    const subject = await deps.queue.change({
      claim: { key: keyRecord(use, id, at) },
      keys: [of],
      isLast: true,
      decide(set) {
        const record = instructionIn(set, of);
        assertUnknown(record.status);
        const decision = { kind, note, keyId, by, at, amount: paidBy(kind, record) };
        const source = { ...sourceOf(deps, record, 'MUTATION'), now: at };
        attend(set, source, of, { facts: [{ subject: 'DECISION', decision }] });
        return { result: instructionIn(set, of) };
      },
    });
    return { subject, replayed: false };
  });
}

function assertUnknown(status: string): void {
  if (status === 'UNKNOWN') return;
  throw new InvalidStateError(status, `It is ${status}: only what is UNKNOWN can be decided.`);
}

/** What an order that happened is paid with. */
const paidBy = (
  kind: Decision['kind'],
  record: Instructions[InstructionKind],
): Decision['amount'] =>
  kind === 'HAPPENED' && 'refundsHeld' in record ? requestedFrom(record) : null;
