import {
  ExpectedError,
  IdempotencyConflictError,
  OperationInProgressError,
} from '../domain/errors.ts';
import { differencesOf } from './key-use.ts';
import type { KeyUse } from './key-use.ts';
import { KeyTakenError } from '../store/aggregates/change.ts';
import { idempotencyKey } from '../store/queries/idempotency.ts';
import type { IdempotencyRecord } from '../store/records.ts';
import type { Deps } from './deps.ts';

/** The id of what the key made before; null where it is free. Throws where it was used for something else. */
async function usedFor(deps: Deps, use: KeyUse): Promise<string | null> {
  const known = await idempotencyKey(deps.read, use.merchantId, use.mutation, use.key);
  if (known === null) return null;
  if (known.fingerprint === use.fingerprint) return known.objectId;
  throw new IdempotencyConflictError(known.objectId, differencesOf(known, use));
}

/** The key as it is kept once it has made `objectId`, at `now`. */
export const keyRecord = (use: KeyUse, objectId: string, now: number): IdempotencyRecord => ({
  ...use,
  objectId,
  createdAt: now,
});

/** Uses the key up for what was made with it before this was known. */
export function useUp(deps: Deps, use: KeyUse, objectId: string): Promise<void> {
  const key = keyRecord(use, objectId, deps.now());
  return deps.queue.change({ claim: { key }, keys: [], decide: () => ({ result: undefined }) });
}

/**
 * Does the work of a key once: `replay` with the object that the key made before, else `work`. A second
 * request meanwhile is told that the first is in progress.
 */
export async function once<T>(
  deps: Deps,
  use: KeyUse,
  replay: (objectId: string) => Promise<T>,
  work: () => Promise<T>,
): Promise<T> {
  const name = `${use.merchantId} ${use.mutation} ${use.key}`;
  if (deps.running.has(name)) {
    // A conflict is worth telling even while the first is running.
    await usedFor(deps, use);
    throw new OperationInProgressError();
  }
  deps.running.add(name);
  try {
    const before = await usedFor(deps, use);
    if (before !== null) return await replay(before);
    return await work();
  } catch (error) {
    // What refuses this request may be what the same request has done in another process.
    if (!(error instanceof KeyTakenError || error instanceof ExpectedError)) throw error;
    const meanwhile = await usedFor(deps, use);
    if (meanwhile === null) throw error;
    return await replay(meanwhile);
  } finally {
    deps.running.delete(name);
  }
}
