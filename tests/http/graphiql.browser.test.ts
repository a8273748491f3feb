import { existsSync, readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGraphqlDoor } from '../../src/graphql/transports/door.ts';
import { createGraphiql } from '../../src/http/graphiql.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { createHttpServer } from '../../src/http/server.ts';
import type { HttpServer } from '../../src/http/server.ts';

const executable = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const schemaFile = new URL('../../schema.graphql', import.meta.url);
const runnable = existsSync(executable) && existsSync(schemaFile);
const order = {
  __typename: 'Order',
  id: 'ord_1',
  status: 'AWAITING_PAYMENT',
  phase: 'OPEN',
  account: { id: 'acc_1', provider: 'W_CHECKOUT', name: 'Demo' },
  refunded: { amount: '0.00' },
  refundable: { amount: '0.00' },
  nextAction: { __typename: 'DepositAddressAction', checkoutUrl: 'http://localhost:1/pay' },
};

describe.skipIf(!runnable)('GraphiQL in a browser without a network', () => {
  let server: HttpServer;
  let browser: Browser;
  let page: Page;
  let url: string;
  const asked: unknown[] = [];
  const foreign: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    server = createServer(asked);
    url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
    browser = await chromium.launch({
      executablePath: executable,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
    page.setDefaultTimeout(6000);
    await page.route('**/*', (route) => {
      if (isOurs(route.request().url())) return route.continue();
      foreign.push(route.request().url());
      return route.abort();
    });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${url}/`);
    await page.getByRole('tab', { name: 'Step1CreateOrder' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.drain();
  });

  async function run(tab: string): Promise<void> {
    await page.locator('.graphiql-tab-button', { hasText: tab }).click();
    await page.getByRole('button', { name: /Execute query/ }).click();
  }

  async function titles(): Promise<string[]> {
    const tabs = await page.locator('.graphiql-tab-button').allTextContents();
    return tabs.filter((title) => title.startsWith('Step'));
  }

  it('has its tabs ready and the key in the headers', async () => {
    expect(await titles()).toEqual([
      'Step1CreateOrder',
      'Step2FollowOrder',
      'Step3Pay',
      'Step4Refund',
      'Step5Settle',
      'Step6Log',
    ]);
    await run('Step1CreateOrder');
    await page.getByText('ord_1').first().waitFor();
    expect(asked.at(-1)).toMatchObject({
      reference: 'demo-1',
      idempotencyKey: expect.stringMatching(/^demo-[0-9a-f]{12}$/),
    });
  });

  it('follows the order of step 1 over a WebSocket', async () => {
    await run('Step2FollowOrder');
    await page.getByText('PAID').first().waitFor();
    expect(asked.at(-1)).toEqual({ id: 'ord_1' });
    await page.getByRole('button', { name: /Stop query/ }).waitFor({ state: 'detached' });
  });

  it('settles from the account of step 1', async () => {
    await run('Step5Settle');
    await page.getByText('NOT_FOUND').first().waitFor();
    expect(asked.at(-1)).toMatchObject({ account: 'acc_1' });
  });

  it('keeps the tabs over a reload', async () => {
    await page.reload();
    await page.getByRole('tab', { name: 'Step1CreateOrder' }).waitFor();
    expect(await titles()).toHaveLength(6);
  });

  it('asked no other host and complained of nothing', () => {
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });

  function isOurs(address: string): boolean {
    return address.startsWith(url) || /^(data|blob):/.test(address);
  }
});

function createServer(asked: unknown[]): HttpServer {
  const graphql = createGraphqlDoor({
    schema: createSchema(asked),
    async authenticate(authorization) {
      if (authorization !== 'Bearer demo') return null;
      return { kind: 'API_KEY', keyId: 'key_1', merchantId: 'mer_1', scopes: [] };
    },
    createContext: () => ({}),
    onUnexpectedError: (error) => asked.push(error),
  });
  const unexpected = (error: unknown): number => asked.push(error);
  return createHttpServer({
    graphql,
    graphiql: createGraphiql({ demoKey: 'demo' }),
    webhooks: {
      receive: () => Promise.reject(new Error('None')),
      onUnexpectedError: unexpected,
      now: Date.now,
    },
    registry: createMetrics().registry,
    metricsToken: null,
    ready: () => Promise.resolve(true),
    onUnexpectedError: unexpected,
  });
}

function createSchema(asked: unknown[]): GraphQLSchema {
  const schema = buildSchema(readFileSync(schemaFile, 'utf8'));
  Object.assign(schema.getMutationType()?.getFields()['createOrder'] ?? {}, {
    resolve: (_source: unknown, { input }: { input: unknown }) => {
      asked.push(input);
      return { __typename: 'CreateOrderSuccess', replayed: false, clientToken: 'token', order };
    },
  });
  Object.assign(schema.getMutationType()?.getFields()['createSettlement'] ?? {}, {
    resolve: (_source: unknown, { input }: { input: unknown }) => {
      asked.push(input);
      return { __typename: 'NotFoundError', code: 'NOT_FOUND', message: 'No', retry: 'DO_NOT' };
    },
  });
  Object.assign(schema.getSubscriptionType()?.getFields()['orderUpdates'] ?? {}, {
    resolve: (source: unknown) => source,
    subscribe: async function* (_source: unknown, args: unknown) {
      asked.push(args);
      yield { kind: 'SNAPSHOT', cursor: 'c1', order };
      yield { kind: 'EVENT', cursor: 'c2', order: { ...order, status: 'PAID', phase: 'SETTLED' } };
    },
  });
  return schema;
}
