import { stringifyRevealed } from '../../domain/secret.ts';
import type { AccountRecord } from '../records.ts';
import type { Sealer } from './sealer.ts';

/** Binds the sealed credentials to their row. */
const credentialsUse = (accountId: string): string => `provider_accounts/${accountId}/credentials`;

/** The one place where a provider's configuration is serialized with its secrets. */
export function sealCredentials(sealer: Sealer, accountId: string, config: unknown): string {
  return sealCredentialsText(sealer, accountId, stringifyRevealed(config));
}

/** Seals what `openCredentials` returned. */
export function sealCredentialsText(sealer: Sealer, accountId: string, plain: string): string {
  return sealer.seal(plain, credentialsUse(accountId));
}

/** JSON that the provider's own schema must check again. Throws an `UnopenableError`. */
export function openCredentials(
  sealer: Sealer,
  { id, credentials }: Pick<AccountRecord, 'id' | 'credentials'>,
): string {
  return sealer.open(credentials, credentialsUse(id));
}
