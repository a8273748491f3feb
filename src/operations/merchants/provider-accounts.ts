import { NotFoundError, ProviderUnavailableError } from '../../domain/errors.ts';
import { checkAccount, checkAccountChange } from '../../domain/input/account.ts';
import type {
  CreateProviderAccountInput,
  ProviderConfigInput,
  UpdateProviderAccountInput,
} from '../../domain/input/account.ts';
import { baseUrlProblem } from '../../domain/input/base-url.ts';
import { together, tryCheck } from '../../domain/input/checks.ts';
import type { Checked } from '../../domain/input/checks.ts';
import { namedMerchant } from '../../domain/input/merchant.ts';
import { ownerOf } from '../../domain/principal.ts';
import type { Principal } from '../../domain/principal.ts';
import { nextSweepAt } from '../../domain/reconciliation/schedule.ts';
import type { AccountBalance, ProviderModule } from '../../providers/provider.ts';
import { Merchant } from '../../store/entities/merchants/merchant.ts';
import { ProviderAccount } from '../../store/entities/merchants/provider-account.ts';
import { accountById } from '../../store/queries/merchants.ts';
import type { AccountRecord } from '../../store/records.ts';
import { queryProvider } from '../call-provider.ts';
import type { Deps } from '../deps.ts';
import { present } from '../find.ts';
import { sealCredentials } from '../../store/sealing/credentials.ts';
import { assertManages } from './merchants.ts';

export async function createProviderAccount(
  deps: Deps,
  principal: Principal,
  input: CreateProviderAccountInput,
): Promise<AccountRecord> {
  const module = moduleOf(deps, input.config);
  const [merchantId, given, url, configured] = together(
    namedMerchant(principal, input.merchant),
    checkAccount(input),
    addressOf(input, module),
    readConfig(module, input.config),
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
      name: given.name,
      baseUrl: given.baseUrl ?? url,
      enabled: 1,
      credentials: sealCredentials(deps.sealer, id, configured.config),
      reconcileAt: nextSweepAt(now, now),
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
  const account = await accountById(deps.read, input.id, ownerOf(principal));
  if (account === null) throw new NotFoundError('account');
  const nothing = { ok: true, value: null } as const;
  const [given, configured] = together(
    checkAccountChange(input),
    input.config ? readConfigAgain(deps, account, input.config) : nothing,
    await checkTarget(deps, input.baseUrl),
  );
  await deps.queue.withEntities(async (em) => {
    const entity = await em.findOneOrFail(ProviderAccount, { id: account.id });
    if (given.name) entity.name = given.name;
    if (given.baseUrl) entity.baseUrl = given.baseUrl;
    if (typeof given.enabled === 'boolean') entity.enabled = given.enabled ? 1 : 0;
    if (configured !== null) {
      entity.credentials = sealCredentials(deps.sealer, account.id, configured.config);
    }
    // Always later than before: it tells connections that they are out of date.
    entity.updatedAt = Math.max(deps.now(), account.updatedAt + 1);
  });
  return present(accountById(deps.read, account.id));
}

/** ANEXPAY_XCHECKOUT is configured by the member anexpayXcheckout. */
export function configMember(provider: string): string {
  return provider.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The provider whose member is given. */
function moduleOf(deps: Deps, input: ProviderConfigInput): ProviderModule | null {
  const isGiven = ({ name }: ProviderModule): boolean =>
    input[configMember(name)] !== undefined && input[configMember(name)] !== null;
  return [...deps.modules.values()].find(isGiven) ?? null;
}

interface Configured {
  module: ProviderModule;
  config: unknown;
}

function readConfig(
  module: ProviderModule | null,
  input: ProviderConfigInput,
): Checked<Configured> {
  if (module === null) return configIssue('must name a provider we know');
  const member = configMember(module.name);
  const read = tryCheck(module.config, input[member], ['config', member]);
  return read.ok ? { ok: true, value: { module, config: read.value } } : read;
}

function readConfigAgain(
  deps: Deps,
  { provider }: AccountRecord,
  input: ProviderConfigInput,
): Checked<Configured> {
  const module = moduleOf(deps, input);
  if (module !== null && module.name !== provider) {
    return configIssue(`must stay that of ${provider}`);
  }
  return readConfig(module, input);
}

function configIssue(message: string): Checked<never> {
  return { ok: false, issues: [{ path: ['config'], message }] };
}

/**
 * Told as early as it can be: who makes the account reads it. It is judged again at each connection, for what a
 * name leads to can change. What is no address at all is for the schema to say.
 */
async function checkTarget(
  { targets }: Deps,
  baseUrl: string | null | undefined,
): Promise<Checked<null>> {
  const isJudged = !baseUrl || baseUrlProblem(baseUrl) !== null;
  const problem = isJudged ? null : await targets.problem(new URL(baseUrl).hostname);
  if (problem === null) return { ok: true, value: null };
  return { ok: false, issues: [{ path: ['baseUrl'], message: problem }] };
}

/** Of what is given, the schema judges. */
function addressOf(
  { baseUrl: given }: CreateProviderAccountInput,
  module: ProviderModule | null,
): Checked<string> {
  const known = given ?? module?.defaultBaseUrl ?? (module === null ? '' : null);
  if (known !== null) return { ok: true, value: known };
  const message = `is needed: ${module?.title} has no address that is known to everybody`;
  return { ok: false, issues: [{ path: ['baseUrl'], message }] };
}

/** Asked live; null where the provider has no such call. Throws ProviderUnavailableError. */
export async function accountBalances(
  deps: Deps,
  account: AccountRecord,
): Promise<readonly AccountBalance[] | null> {
  const { connection } = deps.connections.of(account);
  if (connection.balances === undefined) return null;
  const outcome = await queryProvider(deps, account.provider, async (call) =>
    connection.balances?.(call),
  );
  if (outcome.kind !== 'ANSWERED') {
    throw new ProviderUnavailableError(deps.connections.of(account).module.title);
  }
  return outcome.reply ?? null;
}

/** Where the provider must send its webhooks (docs/rules.md#where-providers-deliver). */
export function webhookUrlOf(deps: Deps, account: Pick<AccountRecord, 'id'>): string {
  return `${deps.publicUrl}/webhooks/${account.id}`;
}
