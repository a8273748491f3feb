import type { App } from './app.ts';
import type { Config } from './config.ts';
import { scopes } from './domain/principal.ts';
import {
  configMember,
  createProviderAccount,
  updateProviderAccount,
  webhookUrlOf,
} from './operations/merchants/provider-accounts.ts';
import { createMerchant, principalOfKey, storeApiKey } from './operations/merchants/merchants.ts';
import { startSandbox } from './sandbox/sandbox.ts';
import type { Sandbox, StablecoinBrand } from './sandbox/sandbox.ts';
import { accountsOfMerchant } from './store/queries/merchants.ts';
import type { AccountRecord } from './store/records.ts';
import { deriveKey } from './store/sealing.ts';

const administrator = { kind: 'ADMINISTRATOR' } as const;

/** The demo merchant's key: the same at every start, because it follows from the master key. */
export function demoKeyOf(config: Readonly<Config>): string {
  return `pgk_demo_${deriveKey(config.masterKey, 'demo-key').toString('hex')}`;
}

export interface Demo {
  sandbox: Sandbox;
  addresses: { title: string; url: string }[];
}

const providers = ['ANEXPAY_XCHECKOUT', 'W_CHECKOUT'] as const satisfies StablecoinBrand[];

/**
 * The provider sandbox, and a merchant with one account at each of its providers. The merchant is made at
 * the first start and found again at later ones.
 */
export async function startDemo(app: App, config: Readonly<Config>): Promise<Demo> {
  const sandbox = await openSandbox(config);
  const merchantId = await demoMerchant(app, config);
  const known = await accountsOfMerchant(app.deps.read, merchantId);
  const addresses: Demo['addresses'] = [];
  for (const provider of providers) {
    const { baseUrl } = sandbox.provider(provider);
    const account = known.find((one) => one.provider === provider);
    const title = app.deps.modules.get(provider)?.title ?? provider;
    await demoAccount(app, config, sandbox, merchantId, provider, title, account);
    addresses.push({ title, url: `${baseUrl}/operator` });
  }
  addresses.push(await demoNexapay(app, config, sandbox, merchantId, known));
  return { sandbox, addresses };
}

/** Next to our own port, so that cashier links stay good over a restart; anywhere when that is taken. */
async function openSandbox(config: Readonly<Config>): Promise<Sandbox> {
  const autoAdvanceMs = 5_000;
  // Who looks at the demo wants to pay with a hand of their own.
  const options = { autoAdvanceMs, nexapay: { autoPay: false } };
  if (config.port === 0) return startSandbox(options);
  const ports = {
    ANEXPAY_XCHECKOUT: config.port + 1,
    W_CHECKOUT: config.port + 2,
    NEXAPAY: config.port + 4,
  };
  return startSandbox({ ...options, ports }).catch(() => startSandbox(options));
}

async function demoMerchant(app: App, config: Readonly<Config>): Promise<string> {
  const secret = demoKeyOf(config);
  const known = await principalOfKey(app.deps, secret);
  if (known?.kind === 'API_KEY') return known.merchantId;
  const merchant = await createMerchant(app.deps, { name: 'Demo merchant' });
  const id = app.deps.ids.make('key');
  await storeApiKey(app.deps, { id, merchantId: merchant.id, name: 'Demo key', scopes, secret });
  return merchant.id;
}

async function demoAccount(
  app: App,
  config: Readonly<Config>,
  sandbox: Sandbox,
  merchantId: string,
  provider: StablecoinBrand,
  title: string,
  known: AccountRecord | undefined,
): Promise<void> {
  const { baseUrl } = sandbox.provider(provider);
  const secret = (use: string): string =>
    deriveKey(config.masterKey, `demo/${provider}/${use}`).toString('hex').slice(0, 24);
  const credentials = {
    apiKey: secret('api-key'),
    apiSecret: secret('api-secret'),
    signKey: secret('sign-key'),
  };
  const merchantNo = 'demo';
  const given = {
    ...credentials,
    ...(provider === 'W_CHECKOUT' ? { merchantId: merchantNo } : {}),
  };
  const account =
    known === undefined
      ? await createProviderAccount(app.deps, administrator, {
          merchant: merchantId,
          name: `${title} sandbox`,
          baseUrl,
          config: { [configMember(provider)]: given },
        })
      : await updateProviderAccount(app.deps, administrator, { id: known.id, baseUrl });
  sandbox.provider(provider).registerMerchantAccount({
    ...credentials,
    merchantId: merchantNo,
    webhookUrl: webhookUrlOf(app.deps, account),
  });
}

async function demoNexapay(
  app: App,
  config: Readonly<Config>,
  sandbox: Sandbox,
  merchantId: string,
  accounts: readonly AccountRecord[],
): Promise<Demo['addresses'][number]> {
  const provider = sandbox.provider('NEXAPAY');
  const { baseUrl } = provider;
  const secret = (use: string): string =>
    deriveKey(config.masterKey, `demo/NEXAPAY/${use}`).toString('hex').slice(0, 32);
  const credentials = {
    apiKey: secret('api-key'),
    secretKey: secret('secret-key'),
    merchantId: '225',
    subMerchantId: '225',
  };
  const account = accounts.find((one) => one.provider === 'NEXAPAY');
  if (account === undefined) {
    await createProviderAccount(app.deps, administrator, {
      merchant: merchantId,
      name: 'NexaPay sandbox',
      baseUrl,
      config: { nexapay: { ...credentials, refundEnabled: true } },
    });
  } else {
    await updateProviderAccount(app.deps, administrator, { id: account.id, baseUrl });
  }
  provider.registerMerchantAccount(credentials);
  return { title: 'NexaPay', url: `${baseUrl}/operator` };
}
