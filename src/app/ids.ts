import { randomBytes } from 'node:crypto';
import type { Secret } from '../domain/secret.ts';
import type { Ids } from '../operations/deps.ts';
import { createMakeId } from '../store/ids.ts';
import { createReferences } from '../store/references.ts';

/** The references for providers are derived with the master key. */
export function createIds(now: () => number, masterKey: Secret<Buffer>): Ids {
  const make = createMakeId();
  return {
    make: (prefix) => make(prefix, now()),
    providerReference: createReferences(masterKey),
    secret: () => randomBytes(32).toString('hex'),
  };
}
