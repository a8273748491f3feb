import type {
  CreateProviderAccountInput,
  ProviderConfigInput,
} from '../../domain/input/merchants/account.ts';
import { baseUrlProblem } from '../../domain/input/base-url.ts';
import { tryCheck } from '../../domain/input/checks.ts';
import type { Checked } from '../../domain/input/checks.ts';
import type { AccountMode } from '../../domain/routing.ts';
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
  /** As the credentials tell; null where they do not. */
  mode: AccountMode | null;
}

function readConfig(
  module: ProviderModule | null,
  input: ProviderConfigInput,
): Checked<Configured> {
  if (module === null) return configIssue('must name a provider we know');
  const member = configMember(module.name);
  const read = tryCheck(module.config, input[member], ['config', member]);
  if (!read.ok) return read;
  const config = read.value;
  return { ok: true, value: { module, config, mode: module.modeOf?.(config) ?? null } };
}

/** The configuration of a new account, which may not contradict the mode that is requested. */
export function readConfigFor(
  module: ProviderModule | null,
  { config, mode }: Pick<CreateProviderAccountInput, 'config' | 'mode'>,
): Checked<Configured> {
  const read = readConfig(module, config);
  if (!read.ok || !contradicts(read.value, mode)) return read;
  const message = `must be ${read.value.mode}: the credentials tell`;
  return { ok: false, issues: [{ path: ['mode'], message }] };
}

const contradicts = (configured: Configured, mode: AccountMode | null | undefined): boolean =>
  configured.mode !== null && (mode ?? configured.mode) !== configured.mode;

export function readConfigAgain(
  deps: Deps,
  { provider, mode }: AccountRecord,
  input: ProviderConfigInput,
): Checked<Configured> {
  const module = moduleOf(deps, input);
  if (module !== null && module.name !== provider) {
    return configIssue(`must stay that of ${provider}`);
  }
  const read = readConfig(module, input);
  return read.ok && contradicts(read.value, mode)
    ? configIssue(`must stay those of a ${mode} account`)
    : read;
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
