import { NotLoadedError } from '../../domain/aggregates/aggregate.ts';
import type { OtherMoney } from '../../domain/aggregates/transition.ts';
import type { KeyToLoad, WorkingSet } from '../../domain/aggregates/working-set.ts';
import type { MakeId } from '../ids.ts';
import { freeIdempotencyKey, claimIdempotencyKey } from '../queries/idempotency.ts';
import { insertProviderCall } from '../queries/provider-calls.ts';
import {
  awaitSubjects,
  deliveryById,
  deliveryByIdentity,
  forgetDelivery,
  insertDelivery,
  updateDelivery,
} from '../queries/webhooks.ts';
import type { WebhookDeliveryRecord } from '../records.ts';
import type { Tx } from '../sql.ts';
import { KeyTakenError } from './change.ts';
import type { Change, Claim, DeliveryOutcome, Writes } from './change.ts';
import { load } from './load.ts';
import { save } from './save.ts';
import { inSteps } from './steps.ts';
import type { Pause } from './steps.ts';

/** How each change of a group ended, once the group is committed, and warnings for the operator. */
export interface Decisions {
  settled: readonly Ended[];
  warnings: readonly OtherMoney[];
}
export type Ended = { value: unknown } | { error: unknown };

/**
 * Claims, loads, decides and saves changes together in an open write transaction. Each change is decided on the result
 * of those before it. A refused change has written nothing. Rejects where the group cannot be saved. `pause`: called
 * between steps, because a group may take long.
 */
export async function runGroup(
  tx: Tx,
  makeId: MakeId,
  changes: readonly Change<unknown>[],
  pause: Pause,
): Promise<Decisions> {
  const claimed: Claimed[] = [];
  await inSteps(changes, pause, async ({ claim, before }) => {
    if (before !== undefined) await before(tx);
    claimed.push(await tryClaim(tx, claim));
  });
  const keys = changes.flatMap((change, at) => keysOf(change, claimed[at] ?? null));
  const set = await load(tx, keys, pause);
  const loaded = new Map(set.aggregates());
  const writes: Writes[] = [];
  const settled: Ended[] = [];
  const left = new Map<string, DeliveryOutcome | 'RELEASED'>();
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
  await inSteps(writes, pause, (one) => write(tx, one));
  await save(tx, makeId, loaded, set, pause);
  return { settled, warnings: set.recorded.flatMap((recorded) => recorded.warnings) };
}

function keysOf({ keys }: Change<unknown>, claimed: Claimed): readonly KeyToLoad[] {
  if (claimed === 'TAKEN') return [];
  return typeof keys === 'function' ? keys(claimed) : keys;
}

/** Null: the change itself has claimed it. */
type Claimed = WebhookDeliveryRecord | 'TAKEN' | null;

async function tryClaim(tx: Tx, claim: Claim | undefined): Promise<Claimed> {
  if (claim === undefined) return null;
  if ('key' in claim) return (await claimIdempotencyKey(tx, claim.key)) ? null : 'TAKEN';
  if ('delivery' in claim && (await insertDelivery(tx, claim.delivery))) return null;
  const stored =
    'delivery' in claim
      ? await deliveryByIdentity(tx, claim.delivery)
      : await deliveryById(tx, claim.deliveryId);
  if (stored === null) throw new Error('a delivery that was there is gone');
  return stored;
}

/** What was found claimed, as the earlier changes of the group have left it. */
function asLeft(
  claim: Claim | undefined,
  claimed: Claimed,
  left: ReadonlyMap<string, DeliveryOutcome | 'RELEASED'>,
): Claimed {
  if (claim === undefined || claimed === null) return claimed;
  const found = left.get(nameOf(claim, claimed));
  // Alone, this change claims it itself.
  if (found === 'RELEASED') throw new Error('what it found claimed is released');
  if (found === undefined || claimed === 'TAKEN') return claimed;
  const { status, attempts, lastError, checkAt } = found;
  return { ...claimed, status, attempts, lastError, checkAt };
}

function nameOf(claim: Claim, claimed: Claimed): string {
  if ('key' in claim) {
    const { merchantId, mutation, key } = claim.key;
    return `${merchantId} ${mutation} ${key}`;
  }
  if (claimed !== null && claimed !== 'TAKEN') return claimed.id;
  return 'delivery' in claim ? claim.delivery.id : claim.deliveryId;
}

/** Gives back the claim of a refused change, which has written nothing. */
async function release(tx: Tx, claim: Claim): Promise<void> {
  if ('key' in claim) await freeIdempotencyKey(tx, claim.key);
  if ('delivery' in claim) await forgetDelivery(tx, claim.delivery.id);
}

function decide(
  set: WorkingSet,
  change: Change<unknown>,
  claimed: Claimed,
): { value: unknown; writes: Writes } | { error: unknown } {
  if (claimed === 'TAKEN') return { error: new KeyTakenError('the key was taken meanwhile') };
  const draft = set.draft();
  try {
    const { result, writes = {} } = change.decide(draft, claimed);
    set.merge(draft);
    return { value: result, writes };
  } catch (error) {
    return { error };
  }
}

/** Writes what a change writes beside the aggregates; undefined where there is nothing. */
function write(tx: Tx, writes: Writes): Promise<void> | undefined {
  const { calls = [], delivery, key, also } = writes;
  const isAny = calls.length > 0 || delivery !== undefined || key !== undefined;
  return isAny || also !== undefined ? writeAll(tx, writes) : undefined;
}

async function writeAll(tx: Tx, { calls = [], delivery, key, also }: Writes): Promise<void> {
  for (const call of calls) await insertProviderCall(tx, call);
  if (delivery !== undefined) {
    await updateDelivery(tx, delivery.id, delivery);
    await awaitSubjects(tx, delivery, delivery.awaited);
  }
  if (key !== undefined && !(await claimIdempotencyKey(tx, key))) {
    throw new KeyTakenError('the key was taken meanwhile');
  }
  if (also !== undefined) await also(tx);
}
