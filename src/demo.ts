import type { App } from './app.ts';
import type { Config } from './config.ts';
import { scopes } from './domain/principal.ts';
import { createMerchant, principalOfKey, storeApiKey } from './operations/merchants/merchants.ts';
import {
  configMember,
  createProviderAccount,
  updateProviderAccount,
  webhookUrlOf,
} from './operations/merchants/provider-accounts.ts';
import { startSandbox } from './sandbox/sandbox.ts';
import type { Sandbox, SandboxProvider } from './sandbox/sandbox.ts';
import { accountsOfMerchant } from './store/queries/merchants.ts';
import { deriveKey } from './store/sealing/sealer.ts';

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

/** Credentials follow from the master key too: each is told apart by its use. */
type SecretOf = (use: string) => string;

/** How the demo merchant is known at one provider of the sandbox. */
interface DemoAccount {
  provider: SandboxProvider;
  /** Of its config input. */
  config(secret: SecretOf): Record<string, unknown>;
  register(sandbox: Sandbox, secret: SecretOf, webhookUrl: string): void;
}

const stablecoinKeys = (secret: SecretOf) => ({
  apiKey: secret('api-key'),
  apiSecret: secret('api-secret'),
  signKey: secret('sign-key'),
});
const vexoraKeys = (secret: SecretOf) => ({
  merchantNo: '0000000001',
  appSecret: secret('app-secret'),
});
const nexapayKeys = (secret: SecretOf) => ({
  apiKey: secret('api-key'),
  secretKey: secret('secret-key'),
  merchantId: '225',
  subMerchantId: '225',
});

const examplepayKeys = (secret: SecretOf) => ({
  appId: secret('app-id'),
  appSecret: secret('app-secret'),
});

/** In the order of routing. Their ports follow our own in this order, too. */
const accounts: readonly DemoAccount[] = [
  {
    provider: 'ANEXPAY_XCHECKOUT',
    config: stablecoinKeys,
    register: (sandbox, secret, webhookUrl) =>
      sandbox.provider('ANEXPAY_XCHECKOUT').registerMerchantAccount({
        ...stablecoinKeys(secret),
        merchantId: 'demo',
        webhookUrl,
      }),
  },
  {
    provider: 'W_CHECKOUT',
    config: (secret) => ({ ...stablecoinKeys(secret), merchantId: 'demo' }),
    register: (sandbox, secret, webhookUrl) =>
      sandbox.provider('W_CHECKOUT').registerMerchantAccount({
        ...stablecoinKeys(secret),
        merchantId: 'demo',
        webhookUrl,
      }),
  },
  {
    provider: 'VEXORA',
    config: (secret) => ({ ...vexoraKeys(secret), eWalletCodes: ['LINEPAY', 'JKOPAY'] }),
    // Who looks at the demo pays more than three times a day from one address.
    register: (sandbox, secret) =>
      sandbox
        .provider('VEXORA')
        .registerMerchantAccount({ ...vexoraKeys(secret), ipLimits: false }),
  },
  {
    provider: 'NEXAPAY',
    config: (secret) => ({ ...nexapayKeys(secret), refundEnabled: true }),
    register: (sandbox, secret) =>
      sandbox.provider('NEXAPAY').registerMerchantAccount(nexapayKeys(secret)),
  },
  {
    provider: 'EXAMPLEPAY',
    // With the calls that the provider does not document switched on: its sandbox has them.
    config: (secret) => ({
      ...examplepayKeys(secret),
      closeEnabled: true,
      refundQueryEnabled: true,
    }),
    register: (sandbox, secret) =>
      sandbox.provider('EXAMPLEPAY').registerMerchantAccount(examplepayKeys(secret)),
  },
];

/**
 * The provider sandbox, and a merchant with one account at each of its providers. The merchant is made at
 * the first start and found again at later ones.
 */
export async function startDemo(app: App, config: Readonly<Config>): Promise<Demo> {
  const sandbox = await openSandbox(config);
  const merchantId = await demoMerchant(app, config);
  const addresses: Demo['addresses'] = [];
  for (const account of accounts) {
    const { provider } = account;
    const { baseUrl } = sandbox.provider(provider);
    const title = app.deps.modules.get(provider)?.title ?? provider;
    const secret: SecretOf = (use) =>
      deriveKey(config.masterKey.reveal(), `demo/${provider}/${use}`).toString('hex').slice(0, 32);
    const given = { [configMember(provider)]: account.config(secret) };
    const { id } = await accountAt(app, merchantId, provider, title, baseUrl, given);
    account.register(sandbox, secret, webhookUrlOf(app.deps, { id }));
    addresses.push({ title, url: `${baseUrl}/operator` });
  }
  return { sandbox, addresses };
}

/** Next to our own port, so that cashier links stay good over a restart; anywhere when that is taken. */
async function openSandbox(config: Readonly<Config>): Promise<Sandbox> {
  // Who looks at the demo wants to pay with a hand of their own.
  const options = { autoAdvanceMs: 5_000, nexapay: { autoPay: false } };
  if (config.port === 0) return startSandbox(options);
  const ports = Object.fromEntries(
    accounts.map(({ provider }, index) => [provider, config.port + 1 + index]),
  );
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
