import { merchants, portsFrom, switchesByHand } from '../sandbox/merchants.ts';
import type { SecretOf } from '../sandbox/merchants.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { App, DemoOrder } from '../src/app.ts';
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

/** The demo merchant's API key. It is derived from the master key, so it is the same at every start. */
export function demoKeyOf({ masterKey }: Pick<Config, 'masterKey'>): string {
  return `pgk_demo_${deriveKey(masterKey.reveal(), 'demo-key').toString('hex')}`;
}

export interface Demo {
  sandbox: Sandbox;
  /** The operator page of each provider. */
  addresses: { title: string; url: string }[];
  /** An order at each provider, for GraphiQL. */
  orders: readonly DemoOrder[];
}

/**
 * Starts the sandbox, and creates a merchant with one account at each provider. Later starts find the merchant again.
 */
export async function startDemo(app: App, config: Readonly<Config>): Promise<Demo> {
  const sandbox = await openSandbox(config, (line) => app.deps.log.info({}, line));
  const merchantId = await demoMerchant(app, config);
  const addresses: Demo['addresses'] = [];
  const orders: DemoOrder[] = [];
  // Accounts are routed to in the order in which they are created.
  for (const merchant of merchants) {
    const { provider } = merchant;
    const { baseUrl } = sandbox.provider(provider);
    const title = app.deps.modules.get(provider)?.title ?? provider;
    // Derived from the master key too.
    const secret: SecretOf = (use) =>
      deriveKey(config.masterKey.reveal(), `demo/${provider}/${use}`).toString('hex').slice(0, 32);
    const accountConfig = {
      [configMember(provider)]: { ...merchant.credentials(secret), ...merchant.config },
    };
    const { id } = await ensureAccount(app, merchantId, provider, title, baseUrl, accountConfig);
    merchant.register(sandbox, secret, webhookUrlOf(app.deps, { id }));
    addresses.push({ title, url: `${baseUrl}/operator` });
    const { input } = merchant.order;
    orders.push({ ...merchant.order, input: { ...input, account: id } });
  }
  return { sandbox, addresses, orders };
}

/**
 * Uses the ports after our own, so that links to cashier pages survive a restart. Where these are in use, any free
 * ports.
 */
async function openSandbox(
  config: Readonly<Config>,
  log: (line: string) => void,
): Promise<Sandbox> {
  const options = {
    autoAdvanceMs: 5_000,
    switches: switchesByHand,
    booksFile: booksFileOf(config),
    log,
  };
  if (config.port === 0) return startSandbox(options);
  const ports = portsFrom(config.port + 1);
  return startSandbox({ ...options, ports }).catch(() => startSandbox(options));
}

/** What the providers know is stored beside the database, and goes with it. */
function booksFileOf({ databaseUrl }: Readonly<Config>): string | undefined {
  const url = databaseUrl.reveal();
  if (!url.startsWith('sqlite:')) {
    const [, name = 'paygraph'] = /\/([\w-]+)(?:\?.*)?$/.exec(url) ?? [];
    return `data/${name}.sandbox`;
  }
  const path = url.slice('sqlite:'.length);
  return path.includes(':memory:') ? undefined : `${path}.sandbox`;
}

async function demoMerchant(app: App, config: Readonly<Config>): Promise<string> {
  const secret = demoKeyOf(config);
  const known = await merchantOfDemoKey(app, secret);
  if (known !== null) return known;
  const merchantId =
    (await merchantOfFormerKeys(app, config)) ??
    (await createMerchant(app.deps, { name: 'Demo merchant' })).id;
  const id = app.deps.ids.make('key');
  await storeApiKey(app.deps, { id, merchantId, name: 'Demo key', scopes, secret });
  return merchantId;
}

async function merchantOfDemoKey(app: App, secret: string): Promise<string | null> {
  const principal = await principalOfKey(app.deps, secret);
  return principal?.kind === 'API_KEY' ? principal.merchantId : null;
}

/** A new master key leads to a new demo key. It belongs to the merchant of the former demo keys. */
async function merchantOfFormerKeys(app: App, config: Readonly<Config>): Promise<string | null> {
  for (const masterKey of config.previousMasterKeys) {
    const known = await merchantOfDemoKey(app, demoKeyOf({ masterKey }));
    if (known !== null) return known;
  }
  return null;
}

/** Creates the account, or updates it at a later start, when the sandbox may have another address. */
async function ensureAccount(
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
  const input = { merchant: merchantId, name, mode: 'TEST', baseUrl, config } as const;
  return createProviderAccount(app.deps, administrator, input);
}
