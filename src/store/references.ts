import { createHmac, createSecretKey } from 'node:crypto';
import type { Secret } from '../domain/secret.ts';
import { deriveKey } from './sealing/sealer.ts';

/** One use of an idempotency key. */
interface Use {
  merchantId: string;
  mutation: string;
  key: string;
}

/** What a provider is to know an object by: always the same for the same use of a key. */
export type ReferenceOf = (use: Use) => string;

/**
 * Derived and not drawn: who asks again after a backup was restored sends what the provider knows already, so that
 * nobody is charged or paid twice. Under the master key, so that nobody else can tell a reference. 32 characters of
 * 0-9 and a-f, which every provider takes.
 */
export function createReferences(masterKey: Secret<Buffer>): ReferenceOf {
  const secret = createSecretKey(deriveKey(masterKey.reveal(), 'provider-references'));
  return ({ merchantId, mutation, key }) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([merchantId, mutation, key]))
      .digest('hex')
      .slice(0, 32);
}
