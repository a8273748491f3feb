import { ProviderUnavailableError } from '../../domain/errors.ts';
import type { AccountBalance } from '../../providers/provider.ts';
import type { AccountRecord } from '../../store/records.ts';
import { about, queryProvider } from '../call-provider.ts';
import type { Deps } from '../deps.ts';

/** Queries the provider; null if its API has no such call. Throws ProviderUnavailableError. */
export async function accountBalances(
  deps: Deps,
  account: AccountRecord,
): Promise<readonly AccountBalance[] | null> {
  const { connection } = deps.connections.of(account);
  if (connection.balances === undefined) return null;
  const outcome = await queryProvider(deps, about(account, null), async (call) =>
    connection.balances?.(call),
  );
  if (outcome.kind !== 'ANSWERED') {
    throw new ProviderUnavailableError(deps.connections.of(account).module.title);
  }
  return outcome.reply ?? null;
}
