import { NotLoadedError } from '../../domain/aggregates/aggregate.ts';
import type { OtherMoney } from '../../domain/aggregates/transition.ts';
import type { KeyToLoad, WorkingSet } from '../../domain/aggregates/working-set.ts';
import { claimIdempotencyKeys } from '../queries/idempotency.ts';
import { insertProviderCalls } from '../queries/provider-calls.ts';
import { updateDeliveries } from '../queries/webhooks.ts';
import { awaitSubjects } from '../queries/webhooks/awaited-subjects.ts';
import type { Tx } from '../sql.ts';
import { saveDead } from './attention.ts';
import type { AscendingIds } from './ascending-ids.ts';
import { KeyTakenError } from './change.ts';
import type { Change, Writes } from './change.ts';
import { asLeft, claimAll, nameOf, release } from './claims.ts';
import type { Claimed, Left } from './claims.ts';
import { load } from './load.ts';
import { save } from './save.ts';
import { inSteps } from './steps.ts';
import type { Pause } from './steps.ts';

/** How each change of a group ended, once the group is committed, and warnings for the operator. */
export interface Decisions {
  settled: readonly Ended[];
  warnings: readonly OtherMoney[];
}
export type Ended = { value: unknown; events: Events } | { error: unknown };
/** Of one change. */
type Events = WorkingSet['recorded'][number]['events'];

/**
 * Claims, loads, decides and saves changes together in an open write transaction. Each change is decided on the result
 * of those before it. A refused change has written nothing. Rejects where the group cannot be saved. `pause`: called
 * between steps, because a group may take long.
 */
export async function runGroup(
  tx: Tx,
  ids: AscendingIds,
  changes: readonly Change<unknown>[],
  pause: Pause,
): Promise<Decisions> {
  await inSteps(changes, pause, ({ before }) => before?.(tx));
  const claimed = await claimAll(
    tx,
    changes.map(({ claim }) => claim),
    pause,
  );
  const keys = changes.flatMap((change, at) => keysOf(change, claimed[at] ?? null));
  const set = await load(tx, keys, pause);
  const loaded = new Map(set.aggregates());
  const writes: Writes[] = [];
  const settled: Ended[] = [];
  const left: Left = new Map();
  await inSteps(changes.entries(), pause, ([at, change]) => {
    const { claim } = change;
    const outcome = decide(set, change, asLeft(claim, claimed[at] ?? null, left));
    settled.push(outcome);
    const isNotLoaded = 'error' in outcome && outcome.error instanceof NotLoadedError;
    // Earlier changes of the group may have made its keys lead elsewhere. Alone, the keys lead to what is stored.
    if (isNotLoaded && changes.length > 1) throw outcome.error;
    if ('value' in outcome) {
      const { delivery } = outcome.writes;
      if (delivery !== undefined) left.set(delivery.id, delivery);
      writes.push(outcome.writes);
    } else if (claim !== undefined && claimed[at] === null) {
      left.set(nameOf(claim, null), 'RELEASED');
      return release(tx, claim);
    }
    return undefined;
  });
  await writeAll(tx, writes, pause);
  await save(tx, ids, loaded, set, pause);
  return { settled, warnings: set.recorded.flatMap((recorded) => recorded.warnings) };
}

function keysOf({ keys }: Change<unknown>, claimed: Claimed): readonly KeyToLoad[] {
  if (claimed === 'TAKEN') return [];
  return typeof keys === 'function' ? keys(claimed) : keys;
}

function decide(
  set: WorkingSet,
  change: Change<unknown>,
  claimed: Claimed,
): { value: unknown; events: Events; writes: Writes } | { error: unknown } {
  if (claimed === 'TAKEN') return { error: new KeyTakenError('the key was taken meanwhile') };
  const draft = set.draft();
  try {
    const { result, writes = {} } = change.decide(draft, claimed);
    set.merge(draft);
    const events = draft.recorded.flatMap((recorded) => recorded.events);
    return { value: result, events, writes };
  } catch (error) {
    return { error };
  }
}

/** Writes what changes write beside the aggregates. */
async function writeAll(tx: Tx, writes: readonly Writes[], pause: Pause): Promise<void> {
  await insertProviderCalls(
    tx,
    writes.flatMap(({ calls = [] }) => calls),
    pause,
  );
  const deliveries = writes.flatMap(({ delivery }) => delivery ?? []);
  const last = [...new Map(deliveries.map((one) => [one.id, one])).values()];
  await updateDeliveries(tx, last);
  await saveDead(tx, last);
  await awaitSubjects(tx, last);
  const keys = writes.flatMap(({ key }) => key ?? []);
  const isFree = await claimIdempotencyKeys(tx, keys, pause);
  if (isFree.includes(false)) throw new KeyTakenError('the key was taken meanwhile');
  await inSteps(writes, pause, ({ also }) => also?.(tx));
}
