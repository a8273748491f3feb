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

/** The id of what the key made before; null if it is free. Throws if it was used with another input. */
async function usedFor(deps: Deps, use: KeyUse): Promise<string | null> {
  const known = await idempotencyKey(deps.read, use.merchantId, use.mutation, use.key);
  if (known === null) return null;
  const uses = [use, ...(use.former === undefined ? [] : [use.former()])];
  if (uses.some(({ fingerprint }) => fingerprint === known.fingerprint)) return known.objectId;
  const [fewest = []] = uses
    .map((one) => differencesOf(known, one))
    .toSorted((a, b) => a.length - b.length);
  throw new IdempotencyConflictError(known.objectId, fewest);
}

/** The key's record once it has made `objectId`, at `now`. */
export const keyRecord = (
  { former: _former, ...use }: KeyUse,
  objectId: string,
  now: number,
): IdempotencyRecord => ({
  ...use,
  objectId,
  createdAt: now,
});

/** Stores the key for an object that was made with it before the key was known here. */
export function useUp(deps: Deps, use: KeyUse, objectId: string): Promise<void> {
  const key = keyRecord(use, objectId, deps.now());
  return deps.queue.change({ claim: { key }, keys: [], decide: () => ({ result: undefined }) });
}

/**
 * Does the work of a key once: `replay` with the object that the key made before, else `work`. Throws
 * `OperationInProgressError` while the first request runs.
 */
export async function once<T>(
  deps: Deps,
  use: KeyUse,
  replay: (objectId: string) => Promise<T>,
  work: () => Promise<T>,
): Promise<T> {
  const name = `${use.merchantId} ${use.mutation} ${use.key}`;
  if (deps.running.has(name)) {
    // Reports a conflict even while the first request is running.
    await usedFor(deps, use);
    throw new OperationInProgressError();
  }
  deps.running.add(name);
  try {
    const before = await usedFor(deps, use);
    if (before !== null) return await replay(before);
    return await work();
  } catch (error) {
    // The reason for the refusal may be what the same request has just done in another process.
    if (!(error instanceof KeyTakenError || error instanceof ExpectedError)) throw error;
    const meanwhile = await usedFor(deps, use);
    if (meanwhile === null) throw error;
    return await replay(meanwhile);
  } finally {
    deps.running.delete(name);
  }
}
