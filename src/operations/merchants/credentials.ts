import type { Clock } from '../../clock.ts';
import type { Secret } from '../../domain/secret.ts';
import { createClientTokens, tokenKeys } from './client-token.ts';
import type { ClientTokens } from './client-token.ts';
import { createKnownCredentials } from './known-credentials.ts';
import type { KnownCredentials } from './known-credentials.ts';

/** What makes and checks the credentials of callers. */
export interface Credentials {
  clientTokens: ClientTokens;
  knownCredentials: KnownCredentials;
}

export function createCredentials(
  masterKey: Secret<Buffer>,
  previous: readonly Secret<Buffer>[],
  { now, monotonic }: Pick<Clock, 'now' | 'monotonic'>,
): Credentials {
  return {
    clientTokens: createClientTokens(tokenKeys(masterKey, previous), now),
    knownCredentials: createKnownCredentials(monotonic, now),
  };
}
