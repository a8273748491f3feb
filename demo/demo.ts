import { merchants, portsFrom } from '../sandbox/merchants.ts';
import type { SecretOf } from '../sandbox/merchants.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import type { Sandbox, SandboxProvider } from '../sandbox/sandbox.ts';
import type { App } from '../src/app.ts';
import type { Config } from '../src/config.ts';
import { scopes } from '../src/domain/principal.ts';
import {
  createMerchant,
  principalOfKey,
  storeApiKey,
} from '../src/operations/merchants/merchants.ts';
import {
  createProviderAccount,
  updateProviderAccount,
  webhookUrlOf,
} from '../src/operations/merchants/provider-accounts.ts';
import { configMember } from '../src/operations/merchants/account-config.ts';
import { accountsOfMerchant } from '../src/store/queries/merchants.ts';
import { deriveKey } from '../src/store/sealing/sealer.ts';

const administrator = { kind: 'ADMINISTRATOR' } as const;

/** The demo merchant's key: the same at every start, because it follows from the master key. */
export function demoKeyOf({ masterKey }: Pick<Config, 'masterKey'>): string {
  return `pgk_demo_${deriveKey(masterKey.reveal(), 'demo-key').toString('hex')}`;
}

export interface Demo {
  sandbox: Sandbox;
  /** The operator page of each provider. */
  addresses: { title: string; url: string }[];
}

/** What the demo has of each provider beside its credentials: the switches for calls that are not documented. */
const switches: Partial<Record<SandboxProvider, Record<string, unknown>>> = {
  VEXORA: { eWalletCodes: ['LINEPAY', 'JKOPAY'] },
  NEXAPAY: { refundEnabled: true },
  EXAMPLEPAY: { closeEnabled: true, refundQueryEnabled: true },
};

/**
 * The provider sandbox, and a merchant with one account at each of its providers. The merchant is made at
 * the first start and found again at later ones.
 */
export async function startDemo(app: App, config: Readonly<Config>): Promise<Demo> {
  const sandbox = await openSandbox(config);
  const merchantId = await demoMerchant(app, config);
  const addresses: Demo['addresses'] = [];
  // In the order of routing.
  for (const merchant of merchants) {
    const { provider } = merchant;
    const { baseUrl } = sandbox.provider(provider);
    const title = app.deps.modules.get(provider)?.title ?? provider;
    // It follows from the master key, too.
    const secret: SecretOf = (use) =>
      deriveKey(config.masterKey.reveal(), `demo/${provider}/${use}`).toString('hex').slice(0, 32);
    const accountConfig = {
      [configMember(provider)]: { ...merchant.credentials(secret), ...switches[provider] },
    };
    const { id } = await accountAt(app, merchantId, provider, title, baseUrl, accountConfig);
    merchant.register(sandbox, secret, webhookUrlOf(app.deps, { id }));
    addresses.push({ title, url: `${baseUrl}/operator` });
  }
  return { sandbox, addresses };
}

/** Next to our own port, so that cashier links stay good over a restart; anywhere when that is taken. */
async function openSandbox(config: Readonly<Config>): Promise<Sandbox> {
  // Who looks at the demo wants to pay with a hand of their own.
  const options = { autoAdvanceMs: 5_000, nexapay: { autoPay: false } };
  if (config.port === 0) return startSandbox(options);
  const ports = portsFrom(config.port + 1);
  return startSandbox({ ...options, ports }).catch(() => startSandbox(options));
}

async function demoMerchant(app: App, config: Readonly<Config>): Promise<string> {
  const secret = demoKeyOf(config);
  const known = await merchantOfDemoKey(app, secret);
  if (known !== null) return known;
  const merchantId =
    (await merchantOfBefore(app, config)) ??
    (await createMerchant(app.deps, { name: 'Demo merchant' })).id;
  const id = app.deps.ids.make('key');
  await storeApiKey(app.deps, { id, merchantId, name: 'Demo key', scopes, secret });
  return merchantId;
}

async function merchantOfDemoKey(app: App, secret: string): Promise<string | null> {
  const principal = await principalOfKey(app.deps, secret);
  return principal?.kind === 'API_KEY' ? principal.merchantId : null;
}

/** With a new master key there is a new demo key: it opens the same merchant as those before. */
async function merchantOfBefore(app: App, config: Readonly<Config>): Promise<string | null> {
  for (const masterKey of config.previousMasterKeys) {
    const known = await merchantOfDemoKey(app, demoKeyOf({ masterKey }));
    if (known !== null) return known;
  }
  return null;
}

/** Found again at a later start, when the sandbox may stand somewhere else. */
async function accountAt(
  app: App,
  merchantId: string,
  provider: string,
  title: string,
  baseUrl: string,
  config: Record<string, unknown>,
): Promise<{ id: string }> {
  const all = await accountsOfMerchant(app.deps.read, merchantId);
  const known = all.find((one) => one.provider === provider);
  if (known !== undefined) {
    return updateProviderAccount(app.deps, administrator, { id: known.id, baseUrl, config });
  }
  const name = `${title} sandbox`;
  const input = { merchant: merchantId, name, baseUrl, config };
  return createProviderAccount(app.deps, administrator, input);
}
