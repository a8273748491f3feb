import type { Secret } from '../../domain/secret.ts';
import type { Deps } from '../deps.ts';
import { createClientTokens, tokenKeys } from './client-token.ts';
import { createKnownCredentials } from './known-credentials.ts';

/** Makes and checks what callers authenticate with. */
export function createCredentials(
  masterKey: Secret<Buffer>,
  previous: readonly Secret<Buffer>[],
  { now, monotonic }: Pick<Deps, 'now' | 'monotonic'>,
): Pick<Deps, 'clientTokens' | 'knownCredentials'> {
  return {
    clientTokens: createClientTokens(tokenKeys(masterKey, previous), now),
    knownCredentials: createKnownCredentials(monotonic, now),
  };
}
