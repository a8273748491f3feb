import { scopes } from '../../../src/domain/principal.ts';
import { configMember } from '../../../src/operations/merchants/account-config.ts';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import * as documents from '../../support/documents.ts';
import type { Random } from '../random.ts';
import { Client } from './client.ts';
import { SharedClock } from './clock.ts';
import { Database } from './database.ts';
import { Follower } from './follower.ts';
import { openProcesses } from './processes.ts';
import type { Processes } from './processes.ts';
import { startSandboxProcess } from './sandbox.ts';
import type { SandboxProcess } from './sandbox.ts';
import { buildWithEnds } from '../../support/ends.ts';
import type { Ends } from '../../support/ends.ts';
import { ownDatabase } from '../../support/own-database.ts';
import type { OwnDatabase } from '../../support/own-database.ts';

export interface Account {
  id: string;
  provider: SandboxProvider;
}

/** Paygraph, in one process or several, the outside world in another, and this one, which plays the merchant. */
export interface Testbed {
  clock: SharedClock;
  paygraph: Processes;
  /** What the processes wrote to their logs: errors only. */
  errors: readonly string[];
  sandbox: SandboxProcess;
  client: Client;
  followers: readonly Follower[];
  database: Database;
  /** The number of webhooks of each provider before a backup was restored, which may be unknown now. */
  forgotten: Readonly<Record<string, number>>;
  /** In the order of routing. */
  accounts: readonly Account[];
  own: OwnDatabase;
  /** Moves the clock of all processes, and does what has become due outside. */
  advance(ms: number): Promise<void>;
  /** Ends all processes and removes the database. */
  close(): Promise<void>;
}

export interface TestbedOptions {
  /** Of Paygraph; default 1. More need PostgreSQL. */
  processes?: number;
  /** Leaves the file of the database in place. */
  keep?: boolean;
  /** Receives at once the function that ends everything that will be started, for use on an interrupt. */
  onEnd?: (end: () => Promise<void>) => void;
}

export const openTestbed = (random: Random, options: TestbedOptions = {}): Promise<Testbed> =>
  buildWithEnds((ends) => build(random, options, ends), options.onEnd);

async function build(
  random: Random,
  { keep = false, processes = 1 }: TestbedOptions,
  ends: Ends,
): Promise<Testbed> {
  const own = await ownDatabase();
  if (!keep) ends.push(() => own.remove());
  const database = new Database(own.url);
  ends.push(() => database.close());
  const clock = new SharedClock();
  const sandbox = await startSandboxProcess();
  ends.push(() => sandbox.close());
  const { paygraph, errors, close } = await openProcesses(processes, own.url, clock, random);
  ends.push(close);
  await paygraph.start();

  const administrator = new Client(paygraph, paygraph.adminKey);
  const { merchant, secret } = await makeMerchant(administrator);
  const accounts = await openAccounts(administrator, merchant, sandbox);
  const followers = (['WebSocket', 'SSE'] as const).map(
    (transport) => new Follower(paygraph, secret, transport),
  );
  ends.push(() => Promise.all(followers.map((follower) => follower.stop())));
  await Promise.all(followers.map((follower) => follower.start()));
  return {
    clock,
    paygraph,
    errors,
    sandbox,
    client: new Client(paygraph, secret, { mayBeRefused: processes > 1 }),
    followers,
    database,
    forgotten: {},
    accounts,
    own,
    async advance(ms) {
      await clock.advance(ms, [sandbox.child, ...paygraph.children]);
      await sandbox.call.catchUp();
    },
    close: ends.end,
  };
}

async function makeMerchant(administrator: Client) {
  const made = await administrator.execute('createMerchant', documents.createMerchant, {
    input: { name: 'Crash' },
  });
  const { id: merchant = '' } = (made?.['merchant'] ?? {}) as { id?: string };
  const key = await administrator.execute('createApiKey', documents.createApiKey, {
    input: { merchant, name: 'all', scopes },
  });
  return { merchant, secret: String(key?.['secret']) };
}

async function openAccounts(
  administrator: Client,
  merchant: string,
  sandbox: SandboxProcess,
): Promise<Account[]> {
  const accounts: Account[] = [];
  for (const { provider, baseUrl, config, isUnpayable } of await sandbox.call.open()) {
    // Routing follows the order in which accounts were created.
    const input = {
      merchant,
      name: `${provider} ${isUnpayable === true ? 'without addresses' : accounts.length}`,
      baseUrl,
      config: { [configMember(provider)]: config },
    };
    const result = await administrator.execute('account', documents.createProviderAccount, {
      input,
    });
    const made = result?.['account'] as { id: string; webhookUrl: string } | undefined;
    if (made === undefined) throw new Error(JSON.stringify(result));
    // Nobody requests the unpayable account by its id.
    if (isUnpayable !== true) accounts.push({ id: made.id, provider });
    await sandbox.call.setWebhookUrl(provider, config, made.webhookUrl);
  }
  return accounts;
}
