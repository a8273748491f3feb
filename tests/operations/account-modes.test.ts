import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKey, createMerchant } from '../../src/operations/merchants/merchants.ts';
import { acme, outside } from '../providers/loading/acme.ts';
import type { Outside } from '../providers/loading/acme.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { newKey } from '../support/operations.ts';
import { download, rowsOfCsv } from './exports/files.ts';

/** The key tells the mode, as those of many providers do. */
const telling =
  "modeOf: ({ apiKey }) => ({ live: 'LIVE', test: 'TEST' })[apiKey.slice(0, 4)] ?? null,";

let there: Outside;
let testApp: TestApp;

beforeAll(async () => {
  there = outside({ 'acme/index.ts': acme(telling) });
  const environment = { PAYGRAPH_PROVIDERS: join(there.folder, 'acme') };
  testApp = await openTestApp({ environment });
});
afterAll(async () => {
  await testApp.close();
  there[Symbol.dispose]();
});

type Found = Record<string, unknown> & { id: string };

const send = async (query: string, input: object, as = testApp.key) => {
  const { data, errors } = await testApp.post({ query, variables: { input } }, as);
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  const [result] = Object.values(data ?? {});
  return result as { account?: Found; order?: Found; issues?: unknown; reasons?: string[] };
};

const parts = `... on ProviderAccountSuccess { account { id mode } }
  ... on ValidationError { issues { path message } }`;
const newAccount = `mutation New($input: CreateProviderAccountInput!) {
  createProviderAccount(input: $input) { ${parts} }
}`;
const change = `mutation Change($input: UpdateProviderAccountInput!) {
  updateProviderAccount(input: $input) { ${parts} }
}`;
const newOrder = `mutation New($input: CreateOrderInput!) {
  createOrder(input: $input) {
    ... on CreateOrderSuccess { order { id status account { id mode } } }
    ... on NoRouteError { reasons }
  }
}`;

const createAccount = (apiKey: string, more: object = {}) =>
  send(newAccount, { name: 'Acme', config: { acmePay: { apiKey } }, ...more });

const createOrder = (account?: string, as?: string) => {
  const input = {
    idempotencyKey: newKey(),
    reference: 'basket',
    account,
    amount: { amount: '25.00', currency: 'BRL' },
    method: { pix: { presentation: 'HOSTED_PAGE' } },
  };
  return send(newOrder, input, as);
};

/** A merchant of its own, by its key. */
async function newMerchant(): Promise<string> {
  const { app } = testApp;
  const { id } = await createMerchant(app.deps, { name: 'Another shop' });
  const administrator = { kind: 'ADMINISTRATOR' } as const;
  const scopes = ['READ', 'ORDERS_WRITE', 'MANAGE'] as const;
  const made = await createApiKey(app.deps, administrator, { merchant: id, name: 'all', scopes });
  return made.secret;
}

describe('the mode of an account', () => {
  it('is LIVE unless something says otherwise', async () => {
    expect(await createAccount('plain-key')).toMatchObject({ account: { mode: 'LIVE' } });
  });

  it('is that of the input where the credentials do not tell it', async () => {
    const made = await createAccount('plain-key', { mode: 'TEST' });
    expect(made).toMatchObject({ account: { mode: 'TEST' } });
  });

  it('is what the credentials tell', async () => {
    expect(await createAccount('live_1')).toMatchObject({ account: { mode: 'LIVE' } });
    expect(await createAccount('test_1')).toMatchObject({ account: { mode: 'TEST' } });
    const stated = await createAccount('test_1', { mode: 'TEST' });
    expect(stated).toMatchObject({ account: { mode: 'TEST' } });
  });

  it('cannot contradict the credentials', async () => {
    const message = 'must be TEST: the credentials tell';
    const refused = await createAccount('test_1', { mode: 'LIVE' });
    expect(refused).toEqual({ issues: [{ path: ['mode'], message }] });
  });

  it('never changes, whatever credentials replace the first', async () => {
    const { account } = await createAccount('test_1');
    const to = (apiKey: string) =>
      send(change, { id: account?.id, config: { acmePay: { apiKey } } });
    const issues = [{ path: ['config'], message: 'must stay those of a TEST account' }];
    expect(await to('live_1')).toEqual({ issues });
    expect(await to('test_2')).toMatchObject({ account: { mode: 'TEST' } });
    expect(await to('plain-key')).toMatchObject({ account: { mode: 'TEST' } });
  });
});

describe('an order', () => {
  it('that names no account reaches no test account beside a live one, even a disabled one', async () => {
    const key = await newMerchant();
    const config = { acmePay: { apiKey: 'plain' } };
    const test = (await send(newAccount, { name: 'TEST', mode: 'TEST', config }, key)).account;
    expect(await createOrder(undefined, key)).toMatchObject({ order: { account: test } });
    const live = (await send(newAccount, { name: 'LIVE', config }, key)).account;
    expect(await createOrder(undefined, key)).toMatchObject({ order: { account: live } });
    expect(await createOrder(test?.id, key)).toMatchObject({ order: { account: test } });
    await send(change, { id: live?.id, enabled: false }, key);
    expect(await createOrder(undefined, key)).toEqual({
      reasons: ['TEST (Acme Pay): takes only orders that name it.', 'LIVE (Acme Pay): disabled.'],
    });
  });
});

describe('an export', () => {
  it('tells what is of a test account', async () => {
    const { account } = await createAccount('test_1');
    const { order } = await createOrder(account?.id);
    const rows = rowsOfCsv((await download(testApp, 'orders.csv')).text);
    expect(rows.find((row) => row['order'] === order?.id)).toMatchObject({ mode: 'TEST' });
  });
});
