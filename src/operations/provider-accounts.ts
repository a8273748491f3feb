import { z } from 'zod';
import { NotFoundError, ProviderUnavailableError, ValidationError } from '../domain/errors.ts';
import type { Principal } from '../domain/principal.ts';
import type { AccountBalance, ProviderModule } from '../providers/provider.ts';
import { Merchant } from '../store/entities/merchant.ts';
import { ProviderAccount } from '../store/entities/provider-account.ts';
import { accountById } from '../store/queries/merchants.ts';
import type { AccountRecord } from '../store/records.ts';
import { callProvider } from './call-provider.ts';
import { check, isHttpsOrLoopback, issuesOf, text } from './checks.ts';
import type { Deps } from './deps.ts';
import { present } from './find.ts';
import type {
  CreateProviderAccountInput,
  ProviderConfigInput,
  UpdateProviderAccountInput,
} from './inputs.ts';
import { managedMerchant } from './merchants.ts';

const baseUrl = z
  .string()
  .max(2048, 'must have at most 2048 characters')
  .refine(isHttpsOrLoopback, 'must be an absolute https address')
  .transform((url) => url.replace(/\/+$/, ''));

const createSchema = z.object({
  name: text(255),
  baseUrl: baseUrl.nullish(),
  enabled: z.boolean().nullish(),
});

const updateSchema = createSchema.partial({ name: true });

export async function createProviderAccount(
  deps: Deps,
  principal: Principal,
  input: CreateProviderAccountInput,
): Promise<AccountRecord> {
  const merchantId = await managedMerchant(deps, principal, input.merchant);
  const given = check(createSchema, input);
  const { module, config } = readConfig(deps, input.config);
  const url = given.baseUrl ?? module.defaultBaseUrl;
  if (url === null) {
    const message = `is needed: ${module.title} has no address that is known to everybody`;
    throw new ValidationError([{ path: ['baseUrl'], message }]);
  }
  const id = deps.ids.make('acc');
  const now = deps.now();
  await deps.queue.withEntities(async (em) => {
    em.create(ProviderAccount, {
      id,
      merchant: em.getReference(Merchant, merchantId),
      provider: module.name,
      name: given.name,
      baseUrl: url,
      enabled: 1,
      credentials: deps.sealer.seal(JSON.stringify(config)),
      createdAt: now,
      updatedAt: now,
    });
  });
  return present(accountById(deps.read, id));
}

export async function updateProviderAccount(
  deps: Deps,
  principal: Principal,
  input: UpdateProviderAccountInput,
): Promise<AccountRecord> {
  const account = await accountById(deps.read, input.id);
  const isOwn = principal.kind === 'ADMINISTRATOR' || account?.merchantId === principal.merchantId;
  if (account === null || !isOwn) throw new NotFoundError('account');
  const given = check(updateSchema, { ...input, name: input.name ?? undefined });
  const read = input.config ? readConfig(deps, input.config) : null;
  if (read !== null && read.module.name !== account.provider) {
    const message = `must stay that of ${account.provider}`;
    throw new ValidationError([{ path: ['config'], message }]);
  }
  await deps.queue.withEntities(async (em) => {
    const entity = await em.findOneOrFail(ProviderAccount, { id: account.id });
    if (given.name !== undefined) entity.name = given.name;
    if (given.baseUrl) entity.baseUrl = given.baseUrl;
    if (typeof given.enabled === 'boolean') entity.enabled = given.enabled ? 1 : 0;
    if (read !== null) entity.credentials = deps.sealer.seal(JSON.stringify(read.config));
    // Always later than before: it tells connections that they are out of date.
    entity.updatedAt = Math.max(deps.now(), account.updatedAt + 1);
  });
  return present(accountById(deps.read, account.id));
}

/** ANEXPAY_XCHECKOUT is configured by the member anexpayXcheckout. */
export function configMember(provider: string): string {
  return provider.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function readConfig(
  deps: Deps,
  input: ProviderConfigInput,
): { module: ProviderModule; config: unknown } {
  for (const module of deps.modules.values()) {
    const member = configMember(module.name);
    const given = input[member];
    if (given === undefined || given === null) continue;
    const parsed = module.config.safeParse(given);
    if (parsed.success) return { module, config: parsed.data };
    throw new ValidationError(issuesOf(parsed.error, ['config', member]));
  }
  throw new ValidationError([{ path: ['config'], message: 'must name a provider we know' }]);
}

/** Asked live; null where the provider has no such call. Throws ProviderUnavailableError. */
export async function accountBalances(
  deps: Deps,
  account: AccountRecord,
): Promise<readonly AccountBalance[] | null> {
  const { connection } = deps.connections.of(account);
  if (connection.balances === undefined) return null;
  const outcome = await callProvider(deps, account.provider, async (call) =>
    connection.balances?.(call),
  );
  if (outcome.kind !== 'ANSWERED') {
    throw new ProviderUnavailableError(deps.connections.of(account).module.title);
  }
  return outcome.reply ?? null;
}

/** Where the provider must send its webhooks (ANSWERS 42). */
export function webhookUrlOf(deps: Deps, account: Pick<AccountRecord, 'id'>): string {
  return `${deps.publicUrl}/webhooks/${account.id}`;
}
