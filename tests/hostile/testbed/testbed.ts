import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { scopes } from '../../../src/domain/principal.ts';
import type { Scope } from '../../../src/domain/principal.ts';
import { configMember } from '../../../src/operations/merchants/account-config.ts';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import type { Notice } from '../../crash/testbed/outside.ts';
import { startSandboxProcess } from '../../crash/testbed/sandbox.ts';
import type { SandboxProcess } from '../../crash/testbed/sandbox.ts';
import { freePort } from '../../crash/testbed/paygraph.ts';
import * as documents from '../../support/documents.ts';
import { ownDatabase } from '../../support/own-database.ts';
import { startPaygraph } from '../../support/process.ts';
import { Caller } from './caller.ts';
import { hostileProvider, sign } from '../providers/index.ts';
import { watch } from './process.ts';
import type { Watched } from './process.ts';
import { buildWithEnds } from '../../support/ends.ts';
import type { Ends } from '../../support/ends.ts';

/** An account of the merchant's with a paid order, and the webhooks about it. */
export interface PaidAccount {
  id: string;
  provider: SandboxProvider;
  webhookUrl: string;
  /** Its configuration, credentials included. */
  config: Readonly<Record<string, unknown>>;
  order: { id: string; clientToken: string; reference: string };
  /** Genuine webhooks about the order, oldest first, all of them delivered. */
  notices: readonly Notice[];
}

/** The real process with a merchant who has been paid, and nothing due: by itself no row changes. */
export interface Testbed {
  /** `http://127.0.0.1:<port>` */
  base: string;
  port: number;
  process: Watched;
  /** Everything that the process has written to its outputs. */
  output(): string;
  databaseUrl: string;
  masterKey: Buffer;
  adminKey: string;
  /** A key with each scope alone, and one with all. */
  keys: Readonly<Record<Scope | 'ALL', string>>;
  merchant: string;
  accounts: readonly PaidAccount[];
  sandbox: SandboxProcess;
  /** Ends every process and removes the database. */
  close(): Promise<void>;
}

export interface TestbedOptions {
  production: boolean;
  providers?: readonly SandboxProvider[];
  env?: Readonly<Record<string, string>>;
  /** Receives at once the function that ends everything that will be started. */
  onEnd?: (end: () => Promise<void>) => void;
}

export const openTestbed = (options: TestbedOptions): Promise<Testbed> =>
  buildWithEnds((ends) => build(options, ends), options.onEnd);

async function build(options: TestbedOptions, ends: Ends): Promise<Testbed> {
  const { url: databaseUrl, ...own } = await ownDatabase();
  ends.push(() => own.remove());
  const masterKey = randomBytes(32);
  const adminKey = randomBytes(24).toString('hex');
  const port = await freePort(() => 20_000 + Math.floor(Math.random() * 12_000));
  const base = `http://127.0.0.1:${port}`;
  const sandbox = await startSandboxProcess();
  ends.push(() => sandbox.close());
  let output = '';
  const paygraph = await startPaygraph(
    {
      databaseUrl,
      adminKey,
      port,
      env: {
        NODE_ENV: options.production ? 'production' : 'development',
        PAYGRAPH_MASTER_KEY: masterKey.toString('base64'),
        PUBLIC_URL: base,
        PAYGRAPH_PRIVATE_TARGETS: '127.0.0.0/8',
        LOG_LEVEL: 'info',
        ...options.env,
      },
      onOutput: (text) => {
        output += text;
      },
    },
    ({ kill }) => ends.push(kill),
  );
  const settled = await furnish(new Caller(base, adminKey), sandbox, options.providers);
  return {
    base,
    port,
    process: watch(paygraph.child),
    output: () => output,
    databaseUrl,
    masterKey,
    adminKey,
    ...settled,
    sandbox,
    close: ends.end,
  };
}

async function furnish(
  administrator: Caller,
  sandbox: SandboxProcess,
  wanted?: readonly SandboxProvider[],
): Promise<Pick<Testbed, 'keys' | 'merchant' | 'accounts'>> {
  const made = await administrator.execute(documents.createMerchant, { input: { name: 'Stage' } });
  const { id: merchant } = made['merchant'] as { id: string };
  const keys = {} as Record<Scope | 'ALL', string>;
  for (const name of [...scopes, 'ALL'] as const) {
    const input = { merchant, name, scopes: name === 'ALL' ? scopes : [name] };
    const key = await administrator.execute(documents.createApiKey, { input });
    keys[name] = String(key['secret']);
  }
  const merchantCaller = administrator.as(keys.ALL);
  const accounts: PaidAccount[] = [];
  for (const opened of await sandbox.call.open()) {
    const { provider, baseUrl, config, isUnpayable = false } = opened;
    if (isUnpayable) continue;
    if (wanted !== undefined && !wanted.includes(provider)) continue;
    if (accounts.some((one) => one.provider === provider)) continue;
    const input = {
      merchant,
      name: provider,
      baseUrl,
      config: { [configMember(provider)]: config },
    };
    const result = await administrator.execute(documents.createProviderAccount, { input });
    const { id, webhookUrl } = result['account'] as { id: string; webhookUrl: string };
    await sandbox.call.setWebhookUrl(provider, config, webhookUrl);
    const order = await paidOrder(merchantCaller, sandbox, { id, provider });
    accounts.push({ id, provider, webhookUrl, config, order, notices: [] });
  }
  await sandbox.call.idle();
  const notices = await sandbox.call.notices({});
  const result = accounts.map((one) => ({ ...one, notices: notices[one.provider] }));
  // Some providers take their time: what is sent later must be known already.
  for (const account of result) await deliverNotices(account);
  return { keys, merchant, accounts: result };
}

async function deliverNotices(account: PaidAccount): Promise<void> {
  for (const { body: notice } of account.notices) {
    const signing = { at: Date.now(), nonce: 'A'.repeat(32) };
    const { path, headers, body } = sign(account, notice, signing);
    const url = new URL(path, account.webhookUrl);
    const { status } = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
    if (status !== 200) throw new Error(`a notice of ${account.provider} met ${status}`);
  }
}

async function paidOrder(
  caller: Caller,
  sandbox: SandboxProcess,
  { id: account, provider }: Pick<PaidAccount, 'id' | 'provider'>,
): Promise<PaidAccount['order']> {
  const input = {
    account,
    ...hostileProvider(provider).order,
    reference: `stage-${provider}`,
    idempotencyKey: `stage-${provider}`,
  };
  const made = await caller.execute(documents.createOrder, { input });
  const order = made['order'] as { id: string; status: string; providerReference: string };
  const isPaying = await sandbox.call.pay(provider, order.providerReference, 'full');
  if (!isPaying) throw new Error(`the order at ${provider} cannot be paid: ${order.status}`);
  for (let tries = 0; tries < 400; tries += 1) {
    const result = await caller.execute(documents.refreshOrder, { id: order.id });
    const { status } = (result['order'] ?? order) as { status: string };
    if (status === 'PAID') {
      return {
        id: order.id,
        clientToken: String(made['clientToken']),
        reference: order.providerReference,
      };
    }
    await sleep(25);
  }
  throw new Error(`the order at ${provider} was never paid`);
}
