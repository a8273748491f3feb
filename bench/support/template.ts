import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/app.ts';
import type { App } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Config } from '../../src/config.ts';
import type { CreateProviderAccountInput } from '../../src/domain/input/merchants/account.ts';
import { scopes } from '../../src/domain/principal.ts';
import { createApiKey, createMerchant } from '../../src/operations/merchants/merchants.ts';
import { createProviderAccount } from '../../src/operations/merchants/provider-accounts.ts';
import { isPostgres } from '../../src/store/open.ts';
import { createDatabases } from './postgres.ts';
import { fillDatabase, soldForTokens } from './rows.ts';
import type { Sold } from './rows.ts';

/** A database full of orders. Every variant begins with a copy of it. */
export interface DatabaseTemplate {
  key: string;
  accountId: string;
  signKey: string;
  /** Orders are numbered from 1. */
  orders: number;
  /** Resolves to the path of a file, or to the URL of a database. */
  copy(name: string): Promise<string>;
  remove(): Promise<void>;
}

/** Credentials of the one account, at the provider. */
export const credentials = {
  apiKey: 'api-key-of-benchmarks',
  apiSecret: 'api-secret-of-benchmarks',
  signKey: 'sign-key-of-benchmarks',
};

/** The same settings for all. `database`: the path of a file, or a URL of PostgreSQL. */
export const configOf = (database: string): Readonly<Config> => readConfig(environmentOf(database));

export const environmentOf = (database: string): Record<string, string> => ({
  PORT: '0',
  DATABASE_URL: isPostgres(database) ? database : `sqlite:${database}`,
  PAYGRAPH_MASTER_KEY: Buffer.alloc(32, 5).toString('base64'),
  PAYGRAPH_ADMIN_KEY: 'administrator-of-benchmarks',
  LOG_LEVEL: 'error',
  PAYGRAPH_SANDBOX: 'off',
});

/** The provider whose account the orders are at, and what they cost. */
export interface Shop {
  account: Pick<CreateProviderAccountInput, 'config' | 'baseUrl'>;
  sold: Sold;
}

const xcheckoutShop: Shop = {
  account: { config: { anexpayXcheckout: credentials } },
  sold: soldForTokens,
};

/** `also`: adds to the database what not every measurement needs. */
export async function createTemplate(
  orders: number,
  shop: Shop = xcheckoutShop,
  also: (deps: App['deps'], orders: number) => Promise<void> = async () => undefined,
): Promise<DatabaseTemplate> {
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-bench-'));
  const file = join(folder, 'stage.sqlite');
  const app = await createApp(configOf(file), { scheduleMs: null });
  const made = await populate(app, orders, shop);
  await also(app.deps, orders);
  await app.close();
  let copies = 0;
  return {
    ...made,
    signKey: credentials.signKey,
    orders,
    async copy(name) {
      // A log that an earlier copy of the same name left behind would be taken for this one's.
      copies += 1;
      const copied = join(folder, `${name}-${copies}.sqlite`);
      await copyFile(file, copied);
      return copied;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The same on a PostgreSQL server: `copy` resolves to the URL of a database of its own. */
export async function createPostgresTemplate(
  server: string,
  orders: number,
): Promise<DatabaseTemplate> {
  const databases = createDatabases(server);
  const stage = await databases.create('stage');
  const app = await createApp(configOf(stage), { scheduleMs: null });
  const made = await populate(app, orders, xcheckoutShop);
  await app.close();
  return {
    ...made,
    signKey: credentials.signKey,
    orders,
    copy: (name) => databases.create(name, 'stage'),
    remove: () => databases.remove(),
  };
}

async function populate(app: App, orders: number, { account: at, sold }: Shop) {
  const administrator = { kind: 'ADMINISTRATOR' } as const;
  const merchant = await createMerchant(app.deps, { name: 'Benchmark' });
  const named = { merchant: merchant.id, name: 'Benchmark' };
  const { secret } = await createApiKey(app.deps, administrator, { ...named, scopes });
  const account = await createProviderAccount(app.deps, administrator, {
    ...named,
    ...at,
  });
  await fillDatabase(app.deps, account, orders, sold);
  return { key: secret, accountId: account.id };
}
