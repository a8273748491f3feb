import { hash } from 'node:crypto';
import {
  ExpectedError,
  IdempotencyConflictError,
  OperationInProgressError,
} from '../domain/errors.ts';
import { KeyTakenError } from '../store/aggregates/change.ts';
import { idempotencyKey } from '../store/queries/idempotency.ts';
import type { IdempotencyRecord } from '../store/records.ts';
import type { Deps } from './deps.ts';

/** One use of a key: merchant, mutation and key name it, the fingerprint tells what was asked for. */
export interface KeyUse {
  merchantId: string;
  mutation: string;
  key: string;
  fingerprint: string;
  /** Path → digest of the value there: enough to tell where another input differs, not what it said. */
  paths: Readonly<Record<string, string>>;
}

const digest = (text: string): string => hash('sha256', text);

/** `input`: checked and canonical, so that "100" and "100.00" are the same (ANSWERS 5). */
export function keyUse(
  merchantId: string,
  mutation: string,
  key: string,
  input: Record<string, unknown>,
): KeyUse {
  const leaves = [...flatten(input, '')].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const paths = Object.fromEntries(leaves.map(([path, value]) => [path, digest(value)]));
  return { merchantId, mutation, key, fingerprint: digest(JSON.stringify(leaves)), paths };
}

/** Path and canonical JSON of every leaf; what is absent and what is null are the same. */
function* flatten(value: unknown, path: string): Generator<[string, string]> {
  if (value === null || value === undefined) return;
  if (typeof value === 'bigint') {
    yield [path, value.toString()];
  } else if (typeof value !== 'object') {
    yield [path, JSON.stringify(value)];
  } else {
    for (const [key, member] of Object.entries(value)) {
      yield* flatten(member, path === '' ? key : `${path}.${key}`);
    }
  }
}

/** The id of what the key made before; null where it is free. Throws where it was used for something else. */
export async function usedFor(deps: Deps, use: KeyUse): Promise<string | null> {
  const known = await idempotencyKey(deps.read, use.merchantId, use.mutation, use.key);
  if (known === null) return null;
  if (known.fingerprint === use.fingerprint) return known.objectId;
  const all = new Set([...Object.keys(known.paths), ...Object.keys(use.paths)]);
  const differences = [...all].filter((path) => known.paths[path] !== use.paths[path]);
  throw new IdempotencyConflictError(known.objectId, differences.map(publicPath).toSorted());
}

/** Minor units are the canonical form of what callers know as the amount. */
function publicPath(path: string): string {
  return path.replace(/(^|\.)minor$/, '$1amount');
}

/** The key as it is kept once it has made `objectId`, at `now`. */
export const keyTaken = (use: KeyUse, objectId: string, now: number): IdempotencyRecord => ({
  ...use,
  objectId,
  createdAt: now,
});

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
