import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acme, outside } from '../providers/loading/acme.ts';
import type { Outside } from '../providers/loading/acme.ts';
import { openTestApp } from '../support/app.ts';
import type { Another, TestApp } from '../support/app.ts';
import { newKey } from '../support/operations.ts';

let there: Outside;
let testApp: TestApp;
/** The same database, opened by a server that does not load the provider. */
let without: Another;
let account: { id: string; webhookUrl: string };

type Answer = Record<string, Record<string, unknown>>;

const at = async (
  server: Pick<TestApp, 'post'>,
  query: string,
  variables: object = {},
  as?: string,
): Promise<Answer> => {
  const { data, errors } = await server.post({ query, variables }, as);
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data as Answer;
};

const newAccount = `mutation New($input: CreateProviderAccountInput!) {
  createProviderAccount(input: $input) {
    ... on ProviderAccountSuccess { account { id provider webhookUrl capabilities { name } } }
    ... on ValidationError { issues { path message } }
  }
}`;
const newOrder = `mutation New($input: CreateOrderInput!) {
  createOrder(input: $input) {
    ... on CreateOrderSuccess { order { id provider status providerReference nextAction { __typename } } }
    ... on NoRouteError { reasons }
  }
}`;
const newRefund = `mutation New($input: CreateRefundInput!) {
  createRefund(input: $input) {
    ... on CreateRefundSuccess { refund { id status } }
    ... on ValidationError { issues { path message } }
  }
}`;

const createOrder = async (server: Pick<TestApp, 'post'> = testApp) => {
  const input = {
    idempotencyKey: newKey(),
    reference: 'basket',
    account: account.id,
    amount: { amount: '25.00', currency: 'BRL' },
    method: { pix: { presentation: 'HOSTED_PAGE' } },
  };
  return (await at(server, newOrder, { input }))['createOrder'] ?? {};
};

const orderNow = async (server: Pick<TestApp, 'post'>, id: string) =>
  (await at(server, 'query One($id: ID!) { order(id: $id) { provider status } }', { id }))['order'];

const pay = async (server: Pick<TestApp, 'url'>, reference: unknown): Promise<number> => {
  const url = new URL(`/webhooks/${account.id}`, server.url);
  const body = JSON.stringify({ reference, minor: '2500', currency: 'BRL' });
  const { status } = await fetch(url, { method: 'POST', headers: { 'acme-key': 'secret' }, body });
  return status;
};

beforeAll(async () => {
  there = outside({ 'acme/index.ts': acme() });
  const environment = { PAYGRAPH_PROVIDERS: join(there.folder, 'acme') };
  testApp = await openTestApp({ environment });
  const config = { acmePay: { apiKey: 'secret' } };
  const input = { merchant: testApp.merchantId, name: 'Outside', config };
  const made = await at(testApp, newAccount, { input }, testApp.adminKey);
  const { account: created } = made['createProviderAccount'] ?? {};
  account = created as typeof account;
  without = await testApp.another({ PAYGRAPH_PROVIDERS: '' });
});
afterAll(async () => {
  await testApp.close();
  there[Symbol.dispose]();
});

describe('a provider from outside', () => {
  it('is in the schema, with its configuration, and only where it is loaded', async () => {
    const query = `{
      provider: __type(name: "Provider") { enumValues { name description } }
      config: __type(name: "AcmePayConfigInput") { inputFields { name type { kind } } }
      members: __type(name: "ProviderConfigInput") { isOneOf inputFields { name } }
    }`;
    const { provider, config, members } = await at(testApp, query);
    expect(provider?.['enumValues']).toContainEqual({
      name: 'ACME_PAY',
      description: 'Acme Pay: PIX.',
    });
    expect(config).toEqual({ inputFields: [{ name: 'apiKey', type: { kind: 'NON_NULL' } }] });
    expect(members).toMatchObject({ isOneOf: true });
    expect(members?.['inputFields']).toContainEqual({ name: 'acmePay' });
    const other = await at(without, query);
    expect(other['config']).toBeNull();
    expect(other['members']?.['inputFields']).not.toContainEqual({ name: 'acmePay' });
  });

  it('is on the start page', async () => {
    const headers = { accept: 'text/html' };
    const page = await (await fetch(new URL('/', testApp.url), { headers })).text();
    expect(page).toContain(', Acme Pay.');
    const other = await (await fetch(new URL('/', without.url), { headers })).text();
    expect(other).not.toContain('Acme Pay');
  });

  it('is listed by `providers`', async () => {
    const { providers } = await at(testApp, '{ providers { provider name refund cancelOrder } }');
    expect(providers).toContainEqual({
      provider: 'ACME_PAY',
      name: 'Acme Pay',
      refund: true,
      cancelOrder: false,
    });
  });

  it('refuses a configuration that its schema refuses, with the path', async () => {
    const config = { acmePay: { apiKey: 'x' } };
    const input = { merchant: testApp.merchantId, name: 'Outside', config };
    const made = await at(testApp, newAccount, { input }, testApp.adminKey);
    const { issues } = made['createProviderAccount'] as { issues: { path: string[] }[] };
    expect(issues.map(({ path }) => path)).toEqual([['config', 'acmePay', 'apiKey']]);
  });

  it('takes an order, and its webhook pays it', async () => {
    const { order } = (await createOrder()) as { order: Record<string, string> };
    expect(order).toMatchObject({
      provider: 'ACME_PAY',
      status: 'AWAITING_PAYMENT',
      nextAction: { __typename: 'RedirectAction' },
    });
    expect(await pay(testApp, order['providerReference'])).toBe(200);
    expect(await orderNow(testApp, order['id'] ?? '')).toMatchObject({ status: 'PAID' });
  });

  it('is in the schema that programs are made from', async () => {
    const print = `import { schema } from './scripts/loaded-schema.ts';
      console.log(String(schema.getType('ProviderConfigInput')?.getFields()['acmePay']?.type));`;
    const env = { ...process.env, PAYGRAPH_PROVIDERS: join(there.folder, 'acme') };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', print],
      { env },
    );
    expect(stdout).toBe('AcmePayConfigInput\n');
  });

  it('ends the start with a sentence where it cannot be loaded', async () => {
    const env = {
      ...process.env,
      DATABASE_URL: `sqlite:${join(there.folder, 'data/paygraph.sqlite')}`,
      PAYGRAPH_PROVIDERS: './nowhere',
      PAYGRAPH_SANDBOX: 'off',
    };
    const started = promisify(execFile)(process.execPath, ['src/main.ts'], { env });
    await expect(started).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^PAYGRAPH_PROVIDERS names \.\/nowhere, .*\n$/) as string,
    });
  });
});

describe('a provider that is not loaded', () => {
  let paid: Record<string, string>;
  beforeAll(async () => {
    paid = ((await createOrder()) as { order: Record<string, string> }).order;
    await pay(testApp, paid['providerReference']);
  });

  it('leaves what is stored readable: orders, lists, accounts and the feed', async () => {
    expect(await orderNow(without, paid['id'] ?? '')).toEqual({
      provider: 'ACME_PAY',
      status: 'PAID',
    });
    const query = `query All($id: ID!) {
      orders(first: 100, filter: { provider: ACME_PAY }) { nodes { id provider } }
      events(first: 100) { nodes { subject { ... on Order { id provider } } } }
      node(id: $id) { ... on ProviderAccount { provider capabilities { name methods } } }
    }`;
    const { orders, events, node } = await at(without, query, { id: account.id });
    const expected = { id: paid['id'], provider: 'ACME_PAY' };
    expect(orders?.['nodes']).toContainEqual(expected);
    expect(events?.['nodes']).toContainEqual({ subject: expected });
    expect(node).toEqual({
      provider: 'ACME_PAY',
      capabilities: { name: 'ACME_PAY (not loaded)', methods: [] },
    });
  });

  it('has a value of its own in the schema, which is deprecated', async () => {
    const query = `{ __type(name: "Provider") { enumValues(includeDeprecated: true) { name isDeprecated } } }`;
    const { __type: provider } = await at(without, query);
    expect(provider?.['enumValues']).toContainEqual({ name: 'ACME_PAY', isDeprecated: true });
  });

  it('has no route for a new order, and names the reason', async () => {
    expect(await createOrder(without)).toEqual({
      reasons: ['Outside (ACME_PAY (not loaded)): The provider ACME_PAY is not loaded.'],
    });
  });

  it('takes no refund, and names the reason', async () => {
    const input = { idempotencyKey: newKey(), order: paid['id'] };
    expect((await at(without, newRefund, { input }))['createRefund']).toEqual({
      issues: [{ path: ['order'], message: 'is at ACME_PAY, which is not loaded' }],
    });
  });

  it('gets no webhook acknowledged, so that it is sent again', async () => {
    const { order } = (await createOrder()) as { order: Record<string, string> };
    expect(await pay(without, order['providerReference'])).toBe(503);
    expect(await orderNow(testApp, order['id'] ?? '')).toMatchObject({
      status: 'AWAITING_PAYMENT',
    });
    expect(await pay(testApp, order['providerReference'])).toBe(200);
    expect(await orderNow(without, order['id'] ?? '')).toMatchObject({ status: 'PAID' });
  });
});
