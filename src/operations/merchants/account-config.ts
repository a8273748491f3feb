import type {
  CreateProviderAccountInput,
  ProviderConfigInput,
} from '../../domain/input/merchants/account.ts';
import { baseUrlProblem } from '../../domain/input/base-url.ts';
import { tryCheck } from '../../domain/input/checks.ts';
import type { Checked } from '../../domain/input/checks.ts';
import type { ProviderModule } from '../../providers/provider.ts';
import type { AccountRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';

/** The member of ProviderConfigInput for a provider: acmePay for ACME_PAY. */
export function configMember(provider: string): string {
  return provider.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The provider whose member is set; null if none is. */
export function moduleOf(deps: Deps, input: ProviderConfigInput): ProviderModule | null {
  const isNamed = ({ name }: ProviderModule): boolean =>
    input[configMember(name)] !== undefined && input[configMember(name)] !== null;
  return [...deps.modules.values()].find(isNamed) ?? null;
}

interface Configured {
  module: ProviderModule;
  config: unknown;
}

export function readConfig(
  module: ProviderModule | null,
  input: ProviderConfigInput,
): Checked<Configured> {
  if (module === null) return configIssue('must name a provider we know');
  const member = configMember(module.name);
  const read = tryCheck(module.config, input[member], ['config', member]);
  return read.ok ? { ok: true, value: { module, config: read.value } } : read;
}

export function readConfigAgain(
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
 * Checks early whether the address may be called, so that whoever makes the account sees the problem. It is checked
 * again at each connection, because a name may resolve differently later. The input checks report a text that is not an
 * address.
 */
export async function checkTarget(
  { targets }: Deps,
  baseUrl: string | null | undefined,
): Promise<Checked<null>> {
  const isJudged = !baseUrl || baseUrlProblem(baseUrl) !== null;
  const problem = isJudged ? null : await targets.problem(new URL(baseUrl).hostname);
  if (problem === null) return { ok: true, value: null };
  return { ok: false, issues: [{ path: ['baseUrl'], message: problem }] };
}

/** The address of the input, or else the provider's default. The input checks judge an address that is given. */
export function addressOf(
  { baseUrl: requested }: CreateProviderAccountInput,
  module: ProviderModule | null,
): Checked<string> {
  const known = requested ?? module?.defaultBaseUrl ?? (module === null ? '' : null);
  if (known !== null) return { ok: true, value: known };
  const message = `is needed: ${module?.title} has no address that is known to everybody`;
  return { ok: false, issues: [{ path: ['baseUrl'], message }] };
}
