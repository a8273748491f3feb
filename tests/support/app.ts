import { randomBytes } from 'node:crypto';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { createClient } from 'graphql-ws';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { createApp } from '../../src/app.ts';
import type { App } from '../../src/app.ts';
import type { Overrides } from '../../src/app/overrides.ts';
import { readConfig } from '../../src/config.ts';
import { scopes } from '../../src/domain/principal.ts';
import { createMerchant, storeApiKey } from '../../src/operations/merchants/merchants.ts';
import {
  createProviderAccount,
  webhookUrlOf,
} from '../../src/operations/merchants/provider-accounts.ts';
import { configMember } from '../../src/operations/merchants/account-config.ts';
import type { Resolve } from '../../src/providers/targets.ts';
import { createSandboxClock } from '../../sandbox/double/clock.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox, SandboxProvider } from '../../sandbox/sandbox.ts';
import { testAccounts } from './accounts.ts';
import type { Credentials } from './accounts.ts';
import { environmentOf, onPostgres, ownDatabase } from './own-database.ts';
import type { OwnDatabase } from './own-database.ts';

/** Everything that runs for one test: Paygraph on its own port and database, and the sandbox. */
export interface TestApp {
  app: App;
  sandbox: Sandbox;
  url: string;
  /** As in DATABASE_URL. */
  databaseUrl: string;
  /** Holds the keys. */
  folder: string;
  /** Of its database, while it is stopped. */
  save: OwnDatabase['save'];
  restore: OwnDatabase['restore'];
  adminKey: string;
  /** Has every scope. */
  key: string;
  merchantId: string;
  accounts: Readonly<Record<SandboxProvider, string>>;
  /** The credentials of the account at the provider. */
  credentials: { readonly [Name in SandboxProvider]: Credentials<Name> };
  /** Moves the clock that Paygraph and the providers share, and does what has become due. */
  advance(ms: number): Promise<void>;
  /** Sends one operation over HTTP. */
  request<Result, Variables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
    as?: string,
  ): Promise<Result>;
  /** Returns the whole answer, errors included. */
  post(body: unknown, as?: string): Promise<ExecutionResult & { status: number }>;
  /**
   * Stops Paygraph as it is and starts it again on the same database, with the current keys. `between` runs while it
   * is stopped.
   */
  restart(between?: () => Promise<void>): Promise<void>;
  /**
   * Starts another Paygraph on the same database, beside the one that runs, with these variables changed. It is closed
   * with the test app.
   */
  another(environment?: Readonly<Record<string, string>>): Promise<Another>;
  close(): Promise<void>;
}

export interface Another extends Pick<TestApp, 'app' | 'url' | 'post'> {
  /** Before the test app is. */
  close(): Promise<void>;
}

/** The two brands of the stablecoin gateway. */
export const stablecoinBrands = ['ANEXPAY_XCHECKOUT', 'W_CHECKOUT'] as const;

/**
 * Those that what goes for both is tried with. They share an adapter, whose conformance is tried with each: so one of
 * them on each database, and both with `npm run prove -- postgres`, which also has what `npm test` tries on SQLite alone.
 */
export const triedBrands: readonly (typeof stablecoinBrands)[number][] =
  process.env['TEST_POSTGRES'] === 'whole'
    ? stablecoinBrands
    : [onPostgres ? 'W_CHECKOUT' : 'ANEXPAY_XCHECKOUT'];

export interface TestAppOptions {
  disabledTokens?: string[];
  /** Milliseconds until a provider's answer counts as lost. */
  timeoutMs?: number;
  /** How many requests the stablecoin gateways accept per second, and how long a request may wait for that. */
  requestsPerSecond?: number;
  longestWaitMs?: number;
  /** Milliseconds between two looks for what is due; without it, a look is `runDue()` or `advance()`. */
  scheduleMs?: number;
  /** Variables besides those that each test app needs. */
  environment?: Readonly<Record<string, string>>;
  /** Resolves names in place of the system. */
  resolve?: Resolve;
  /** Providers in the place of those in the registry, under the same names. */
  modules?: Overrides['modules'];
  /** Default: nothing is logged. */
  log?: Logger;
  /** Members of an account's configuration besides its credentials, by provider. */
  config?: { readonly [Name in SandboxProvider]?: object };
}

function limitsOf({ timeoutMs, requestsPerSecond, longestWaitMs }: TestAppOptions) {
  return {
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
    ...(longestWaitMs === undefined ? {} : { longestWaitMs }),
  };
}

export async function openTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const own = await ownDatabase();
  const clock = createSandboxClock();
  const sandbox = await startSandbox({ clock });
  const common = { PORT: '0', LOG_LEVEL: 'silent' };
  const configNow = (changed: Readonly<Record<string, string>> = {}) =>
    readConfig({ ...common, ...environmentOf(own), ...options.environment, ...changed });
  // Set before the app starts, because GraphiQL shows it.
  const secret = `pgk_test_${randomBytes(24).toString('hex')}`;
  const start = async (changed: Readonly<Record<string, string>> = {}) => {
    const started = await createApp(configNow(changed), {
      now: () => clock.now(),
      // Moves with the shared clock, but not with a step of the machine's wall clock.
      monotonic: () => performance.now() + clock.now() - Date.now(),
      log: options.log ?? pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
      scheduleMs: options.scheduleMs ?? null,
      demoKey: secret,
      pause: (ms) => clock.advance(ms),
      ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
      ...(options.modules === undefined ? {} : { modules: options.modules }),
      limits: { timeoutMs: 5_000, requestsPerSecond: 1_000, ...limitsOf(options) },
    });
    const port = await started.listen();
    return { started, base: `http://127.0.0.1:${port}` };
  };
  let { started: app, base } = await start();
  const merchant = await createMerchant(app.deps, { name: 'Test merchant' });
  const key = {
    id: app.deps.ids.make('key'),
    merchantId: merchant.id,
    name: 'all',
    scopes,
    secret,
  };
  await storeApiKey(app.deps, key);
  const accounts = await openAccounts(app, sandbox, merchant.id, options);
  const pointWebhooks = (): void => {
    for (const { pointWebhooks: point, provider, credentials, account } of accounts) {
      const webhookUrl = webhookUrlOf(app.deps, account).replace('localhost', '127.0.0.1');
      point?.(provider, credentials, { origin: base, webhookUrl });
    }
  };
  pointWebhooks();
  const postTo = async (at: string, body: unknown, as = secret) => {
    const response = await fetch(`${at}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${as}` },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { ...((await response.json()) as ExecutionResult), status: response.status };
  };
  const post: TestApp['post'] = (body, as) => postTo(base, body, as);
  const others = new Set<App>();
  return {
    get app() {
      return app;
    },
    get url() {
      return `${base}/graphql`;
    },
    sandbox,
    databaseUrl: own.url,
    folder: own.folder,
    save: () => own.save(),
    restore: () => own.restore(),
    adminKey: configNow().adminKey.reveal(),
    key: secret,
    merchantId: merchant.id,
    accounts: byName(accounts, ({ account }) => account.id),
    credentials: byName(accounts, ({ credentials }) => credentials) as TestApp['credentials'],
    async advance(ms) {
      await clock.advance(ms);
      await app.runDue();
    },
    async request(document, variables, as) {
      const { data, errors } = await post({ query: print(document), variables }, as);
      if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
      return data as never;
    },
    post,
    async restart(between) {
      await app.close();
      await between?.();
      ({ started: app, base } = await start());
      pointWebhooks();
    },
    async another(environment) {
      const other = await start(environment);
      others.add(other.started);
      return {
        app: other.started,
        url: `${other.base}/graphql`,
        post: (body, as) => postTo(other.base, body, as),
        async close() {
          others.delete(other.started);
          await other.started.close();
        },
      };
    },
    async close() {
      await Promise.all([app, ...others].map((one) => one.close()));
      await sandbox.close();
      clock.close();
      await own.remove();
    },
  };
}

/** An account at each provider. */
async function openAccounts(
  { deps }: App,
  sandbox: Sandbox,
  merchant: string,
  { disabledTokens = [], config = {} }: TestAppOptions,
) {
  const opened = [];
  for (const testAccount of testAccounts) {
    const { name, open, configOf } = testAccount;
    const provider = sandbox.provider(name);
    const credentials = open(provider, { disabledTokens });
    const own = { ...configOf(credentials), ...config[name] };
    // One after the other: orders are routed to the first account.
    const account = await createProviderAccount(
      deps,
      { kind: 'ADMINISTRATOR' },
      {
        merchant,
        name,
        baseUrl: provider.baseUrl,
        config: { [configMember(name)]: own },
      },
    );
    opened.push({ ...testAccount, provider, credentials, account });
  }
  return opened;
}

function byName<One extends { name: SandboxProvider }, T>(
  opened: readonly One[],
  pick: (one: One) => T,
): Record<SandboxProvider, T> {
  return Object.fromEntries(opened.map((one) => [one.name, pick(one)])) as Record<
    SandboxProvider,
    T
  >;
}

export interface Followed<Item> {
  items: Item[];
  /** Resolves with the first item, past or future, that meets the condition. */
  until(condition: (item: Item) => boolean): Promise<Item>;
  close(): Promise<void>;
}

/** A subscription over a real WebSocket. */
export function follow<Result, Variables extends Record<string, unknown>>(
  testApp: Pick<TestApp, 'url' | 'key'>,
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
  as = testApp.key,
): Followed<Result> {
  const client = createClient({
    url: testApp.url.replace('http', 'ws'),
    connectionParams: { authorization: `Bearer ${as}` },
    retryAttempts: 0,
    // Node has a WebSocket of its own.
    webSocketImpl: WebSocket,
  });
  const items: Result[] = [];
  const waiters = new Set<() => void>();
  let failed: unknown = null;
  const wake = (): void => {
    for (const waiter of waiters) waiter();
  };
  const stop = client.subscribe<Result>(
    { query: print(document), variables },
    {
      next: ({ data, errors }) => {
        if (data) items.push(data);
        if (errors) failed = new Error(errors.map(({ message }) => message).join('; '));
        wake();
      },
      error: (error) => {
        failed = error;
        wake();
      },
      complete: () => undefined,
    },
  );
  return {
    items,
    until: (condition) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => finish(new Error('nothing like it came in 10 s')), 10_000);
        const check = (): void => {
          const found = items.find(condition);
          if (found !== undefined) finish(null, found);
          else if (failed !== null) finish(failed);
        };
        const finish = (error: unknown, found?: Result): void => {
          clearTimeout(timer);
          waiters.delete(check);
          if (found === undefined) {
            reject(error instanceof Error ? error : new Error(JSON.stringify(error)));
          } else resolve(found);
        };
        waiters.add(check);
        check();
      }),
    async close() {
      stop();
      await client.dispose();
    },
  };
}

/** Polls `look` until it finds something, by default for at most ten seconds. */
export async function eventually<T>(
  check: () => Promise<T | null | undefined | false>,
  withinMs = 10_000,
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > until) throw new Error(`it did not come about in ${withinMs / 1000} s`);
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}
