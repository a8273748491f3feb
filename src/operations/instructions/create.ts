import type { Source } from '../../domain/aggregates/source.ts';
import type { KeyToLoad, WorkingSet } from '../../domain/aggregates/working-set.ts';
import type { Origin } from '../../domain/instructions/instruction.ts';
import { instructionIn } from '../../domain/instructions/subject.ts';
import type { InstructionKind, Instructions } from '../../domain/instructions/subject.ts';
import type { Tx } from '../../store/sql.ts';
import type { Deps, IdPrefix } from '../deps.ts';
import { existing } from '../find.ts';
import { keyRecord, once } from '../idempotency.ts';
import type { KeyUse } from '../key-use.ts';
import { newId, sourceOf } from './change.ts';
import type { Kind } from './kind.ts';
import { sendInstruction } from './send.ts';

/** An instruction to be stored and then sent. */
export interface Intention<K extends InstructionKind> {
  record: Instructions[K];
  /** Time of its first event, in epoch milliseconds. */
  at: number;
  /** What has to be loaded to decide whether it may be made. */
  keys: readonly KeyToLoad[];
  /** Adds it to the loaded aggregates; throws if it may not be made. */
  add: (set: WorkingSet, source: Source) => void;
  /** The payment link that makes it. `use`: writes that in the same transaction. Where it throws, it is not made. */
  link?: { id: string; use: (tx: Tx) => Promise<void> };
  /** Default: sends it to its own account. */
  send?: (stored: Instructions[K]) => Promise<Instructions[K]>;
}

export interface Created<K extends InstructionKind> {
  record: Instructions[K];
  /** True if the key had made it before. Nothing was done again. */
  replayed: boolean;
}

/**
 * Makes the instruction of a key, or returns what the key made before. The instruction is stored with the key and its
 * event before anything leaves, and is sent under the lock of its id. `intend` may find that it was made before.
 */
export function createInstruction<K extends InstructionKind>(
  deps: Deps,
  kind: Kind<K>,
  use: KeyUse,
  intend: () => Promise<Intention<K> | { madeBefore: Instructions[K] }>,
): Promise<Created<K>> {
  const replay = async (id: string): Promise<Created<K>> => ({
    record: await existing(kind.byId(deps.read, id)),
    replayed: true,
  });
  return once(deps, use, replay, async () => {
    const intention = await intend();
    if ('madeBefore' in intention) return { record: intention.madeBefore, replayed: true };
    const { record, send = (stored) => sendInstruction(deps, kind, stored, false) } = intention;
    return deps.locks.run(record.id, async () => {
      const stored = await store(deps, kind, use, intention);
      return { record: await send(stored), replayed: false };
    });
  });
}

function store<K extends InstructionKind>(
  deps: Deps,
  { kind }: Kind<K>,
  use: KeyUse,
  { record, at, keys, add, link }: Intention<K>,
): Promise<Instructions[K]> {
  const { id, accountId } = record;
  return deps.queue.change({
    claim: { key: keyRecord(use, id, at), accountId, ...(link && { linkId: link.id }) },
    keys,
    decide(set) {
      add(set, { ...sourceOf(deps, record, 'MUTATION'), now: at });
      return {
        result: instructionIn(set, { kind, id }),
        ...(link && { writes: { also: link.use } }),
      };
    },
  });
}

export const originOf = (deps: Deps, prefix: IdPrefix, use: KeyUse): Origin => ({
  newId: newId(deps, prefix),
  providerReference: deps.ids.providerReference(use),
  now: deps.now(),
});
