import { scopes } from '../../src/domain/principal.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { Client } from '../crash/testbed/client.ts';
import { Follower } from '../crash/testbed/follower.ts';
import type { Server } from '../crash/testbed/client.ts';
import * as documents from '../support/documents.ts';
import { buildWithEnds } from '../support/ends.ts';
import type { Ends } from '../support/ends.ts';
import { usdt } from '../support/operations.ts';
import { startPaygraph } from '../support/process.ts';
import type { PaygraphProcess } from '../support/process.ts';

const adminKey = 'the-administrator-of-two-processes';
const provider = 'ANEXPAY_XCHECKOUT';
const merchantCount = 3;
/** Orders that are created at once. */
const atOnce = 8;

export interface Merchant {
  id: string;
  key: string;
  accountId: string;
  signKey: string;
  /** One at each process, by WebSocket and by SSE. */
  followers: readonly Follower[];
}

/** An order that waits for its payer. */
export interface Unpaid {
  merchant: Merchant;
  id: string;
  reference: string;
}

/** Two processes behind servers that may be cut off, several merchants, and the sandbox. */
export interface Site {
  processes: readonly PaygraphProcess[];
  merchants: readonly Merchant[];
  /** What the processes logged. */
  lines: readonly string[];
  /** Creates so many orders, of all merchants in turn. */
  orders(count: number): Promise<Unpaid[]>;
  /** As the provider's books have it, without a webhook. */
  pay(reference: string): void;
  /** How many orders the provider has made. */
  ordersThere(): number;
  close(): Promise<void>;
}

export interface SiteOptions {
  /** As in DATABASE_URL and REDIS_URL: the addresses that are cut. */
  database: string;
  redis: string;
}

export const openSite = (options: SiteOptions): Promise<Site> =>
  buildWithEnds((ends) => build(options, ends));

async function build({ database, redis }: SiteOptions, ends: Ends): Promise<Site> {
  const sandbox = await startSandbox();
  ends.push(() => sandbox.close());
  const lines: string[] = [];
  const start = () =>
    startPaygraph({
      databaseUrl: database,
      adminKey,
      env: { REDIS_URL: redis, LOG_LEVEL: 'warn' },
      onLine: (line) => {
        if (line.startsWith('{')) lines.push(line);
      },
    });
  const processes = await Promise.all([start(), start()]);
  ends.push(() => Promise.all(processes.map((one) => one.kill())));
  const servers = processes.map(({ base }): Server => ({ base, up: async () => undefined }));
  const [first] = servers;
  if (first === undefined) throw new Error('no process');
  const xcheckout = sandbox.provider(provider);
  // What is sent, when and to whom, is the load's to decide.
  xcheckout.webhooks.mode = 'hold';
  const merchants: Merchant[] = [];
  while (merchants.length < merchantCount) {
    const { merchantId: _, ...config } = xcheckout.createMerchantAccount();
    const made = await makeMerchant(new Client(first, adminKey), xcheckout.baseUrl, config);
    const followers = servers.map(
      (server, index) => new Follower(server, made.key, index === 0 ? 'WebSocket' : 'SSE'),
    );
    ends.push(() => Promise.all(followers.map((follower) => follower.stop())));
    await Promise.all(followers.map((follower) => follower.start()));
    merchants.push({ ...made, signKey: config.signKey, followers });
  }
  let made = 0;
  const create = async (): Promise<Unpaid> => {
    const number = (made += 1);
    const merchant = merchants[number % merchants.length];
    if (merchant === undefined) throw new Error('no merchant');
    const input = orderInput(`unpaid-${number}`);
    const client = new Client(first, merchant.key);
    const order = (await client.create('createOrder', documents.createOrder, input))?.order;
    if (order === undefined) throw new Error(client.complaints.map(({ text }) => text).join());
    return { merchant, id: order.id, reference: order.providerReference };
  };
  return {
    processes,
    merchants,
    lines,
    async orders(count) {
      const orders: Unpaid[] = [];
      while (orders.length < count) {
        const next = Math.min(atOnce, count - orders.length);
        orders.push(...(await Promise.all(Array.from({ length: next }, create))));
      }
      return orders;
    },
    pay: (reference) => void xcheckout.pay(reference),
    ordersThere: () => xcheckout.effects().ordersCreated,
    close: ends.end,
  };
}

/** 100.00 USD, so 101.00 USDT is due. */
export const orderInput = (key: string) => ({
  idempotencyKey: `outages-${key}`,
  reference: key,
  amount: { amount: '100.00', currency: 'USD' },
  method: { stablecoin: usdt },
});

async function makeMerchant(administrator: Client, baseUrl: string, config: object) {
  const make = (name: string, document: Parameters<Client['execute']>[1], input: object) =>
    administrator.execute(name, document, { input });
  const { merchant } = ((await make('merchant', documents.createMerchant, { name: 'Outages' })) ??
    {}) as { merchant?: { id: string } };
  const id = merchant?.id ?? '';
  const key = await make('key', documents.createApiKey, { merchant: id, name: 'all', scopes });
  const account = (await make('account', documents.createProviderAccount, {
    merchant: id,
    name: 'XCheckout',
    baseUrl,
    config: { anexpayXcheckout: config },
  })) as { account?: { id: string } } | null;
  if (account?.account === undefined) throw new Error(JSON.stringify(account));
  return { id, key: String(key?.['secret']), accountId: account.account.id };
}
