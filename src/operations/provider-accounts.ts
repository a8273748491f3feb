import type { Principal } from '../domain/principal.ts';
import type { AccountBalance } from '../providers/provider.ts';
import type { AccountRecord } from '../store/records.ts';
import type { Deps } from './deps.ts';
import type { CreateProviderAccountInput, UpdateProviderAccountInput } from './inputs.ts';

export async function createProviderAccount(
  _deps: Deps,
  _principal: Principal,
  _input: CreateProviderAccountInput,
): Promise<AccountRecord> {
  throw new Error('not written yet');
}

export async function updateProviderAccount(
  _deps: Deps,
  _principal: Principal,
  _input: UpdateProviderAccountInput,
): Promise<AccountRecord> {
  throw new Error('not written yet');
}

export async function accountBalances(
  _deps: Deps,
  _account: AccountRecord,
): Promise<readonly AccountBalance[] | null> {
  throw new Error('not written yet');
}

export function webhookUrlOf(deps: Deps, account: AccountRecord): string {
  return `${deps.publicUrl}/webhooks/${account.id}`;
}
