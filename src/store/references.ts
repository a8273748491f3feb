import { createHmac, createSecretKey } from 'node:crypto';
import type { Secret } from '../domain/secret.ts';
import { deriveKey } from './sealing/sealer.ts';

/** One use of an idempotency key. */
interface Use {
  merchantId: string;
  mutation: string;
  key: string;
}

/**
 * Makes the reference by which a provider knows an object. It is always the same for the same use of a key
 * (docs/rules.md#our-references).
 */
export type ReferenceOf = (use: Use) => string;

/**
 * References are derived and not random: a request that is repeated after a backup was restored sends the reference
 * that the provider knows already, so nobody is charged or paid twice. They are derived under the master key, so that
 * nobody else can compute a reference. 32 characters of 0-9 and a-f, which every provider accepts.
 */
export function createReferences(masterKey: Secret<Buffer>): ReferenceOf {
  const secret = createSecretKey(deriveKey(masterKey.reveal(), 'provider-references'));
  return ({ merchantId, mutation, key }) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([merchantId, mutation, key]))
      .digest('hex')
      .slice(0, 32);
}
