import { NotFoundError } from '../../domain/errors.ts';
import { checkAccount, checkAccountChange } from '../../domain/input/merchants/account.ts';
import type {
  CreateProviderAccountInput,
  UpdateProviderAccountInput,
} from '../../domain/input/merchants/account.ts';
import { together } from '../../domain/input/checks.ts';
import { namedMerchant } from '../../domain/input/merchants/merchant.ts';
import { ownerOf } from '../../domain/principal.ts';
import type { Principal } from '../../domain/principal.ts';
import { nextSweepAt } from '../../domain/reconciliation/schedule.ts';
import { Merchant } from '../../store/entities/merchants/merchant.ts';
import { ProviderAccount } from '../../store/entities/merchants/provider-account.ts';
import { accountById } from '../../store/queries/merchants.ts';
import type { AccountRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { existing } from '../find.ts';
import { sealCredentials } from '../../store/sealing/credentials.ts';
import {
  addressOf,
  checkTarget,
  moduleOf,
  readConfigAgain,
  readConfigFor,
} from './account-config.ts';
import { assertManages } from './merchants.ts';

export async function createProviderAccount(
  deps: Deps,
  principal: Principal,
  input: CreateProviderAccountInput,
): Promise<AccountRecord> {
  const module = moduleOf(deps, input.config);
  const [merchantId, checked, url, configured] = together(
    namedMerchant(principal, input.merchant),
    checkAccount(input),
    addressOf(input, module),
    readConfigFor(module, input),
    await checkTarget(deps, input.baseUrl),
  );
  await assertManages(deps, principal, merchantId);
  const id = deps.ids.make('acc');
  const now = deps.now();
  await deps.queue.withEntities(async (em) => {
    em.create(ProviderAccount, {
      id,
      merchant: em.getReference(Merchant, merchantId),
      provider: configured.module.name,
      name: checked.name,
      baseUrl: checked.baseUrl ?? url,
      mode: configured.mode ?? checked.mode ?? 'LIVE',
      enabled: 1,
      credentials: sealCredentials(deps.sealer, id, configured.config),
      reconcileAt: nextSweepAt(now, now),
      createdAt: now,
      updatedAt: now,
      lostFrom: null,
      lostUntil: null,
    });
  });
  return existing(accountById(deps.read, id));
}

export async function updateProviderAccount(
  deps: Deps,
  principal: Principal,
  input: UpdateProviderAccountInput,
): Promise<AccountRecord> {
  const account = await accountById(deps.read, input.id, ownerOf(principal));
  if (account === null) throw new NotFoundError('account');
  const nothing = { ok: true, value: null } as const;
  const [checked, configured] = together(
    checkAccountChange(input),
    input.config ? readConfigAgain(deps, account, input.config) : nothing,
    await checkTarget(deps, input.baseUrl),
  );
  await deps.queue.withEntities(async (em) => {
    const entity = await em.findOneOrFail(ProviderAccount, { id: account.id });
    if (checked.name) entity.name = checked.name;
    if (checked.baseUrl) entity.baseUrl = checked.baseUrl;
    if (typeof checked.enabled === 'boolean') entity.enabled = checked.enabled ? 1 : 0;
    if (configured !== null) {
      entity.credentials = sealCredentials(deps.sealer, account.id, configured.config);
    }
    // Always later than before, even within one millisecond.
    entity.updatedAt = Math.max(deps.now(), account.updatedAt + 1);
  });
  return existing(accountById(deps.read, account.id));
}

/** The base of the addresses at which the provider delivers webhooks (docs/rules.md#where-providers-deliver). */
export function webhookUrlOf(deps: Deps, account: Pick<AccountRecord, 'id'>): string {
  return `${deps.publicUrl}/webhooks/${account.id}`;
}
