import { buildASTSchema, GraphQLSchema, isInterfaceType, parse, printSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subgraphOf } from '../../src/graphql/federation/subgraph.ts';
import { costs } from '../../src/graphql/costs.ts';
import { createCosts } from '../../src/graphql/limits/cost.ts';
import { schema } from '../support/schema.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { created, mutate, orderInput, overpaid } from '../support/operations.ts';
import * as documents from '../support/documents.ts';
import { intercepted } from '../support/watching.ts';

const query = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on Order { id status }
    ... on AbnormalPayment { id order { id } }
    ... on Merchant { id name }
    ... on ApiKey { id name }
  }
}`;

let testApp: TestApp;
let orders: string[];
let payment: { id: string; order: { id: string } };

beforeAll(async () => {
  testApp = await openTestApp({ environment: { PAYGRAPH_FEDERATION: 'on' } });
  payment = await overpaid(testApp, 'W_CHECKOUT');
  orders = [];
  for (let count = 0; count < 3; count += 1) {
    orders.push((await created(testApp, 'W_CHECKOUT')).id);
  }
});
afterAll(() => testApp.close());

const ordersBy = (ids: readonly string[]) => ids.map((id) => ({ __typename: 'Order', id }));
const ask = (representations: unknown, as?: string) =>
  testApp.post({ query, variables: { representations } }, as);

describe('an entity', () => {
  it('of each type is found by its key, in the order of the representations', async () => {
    const [first = ''] = orders;
    const representations = [
      { __typename: 'AbnormalPayment', id: payment.id },
      { __typename: 'Order', id: first, total: 'from another subgraph' },
      { __typename: 'Merchant', id: testApp.merchantId },
    ];
    expect((await ask(representations)).data).toEqual({
      _entities: [
        { __typename: 'AbnormalPayment', id: payment.id, order: { id: payment.order.id } },
        { __typename: 'Order', id: first, status: 'AWAITING_PAYMENT' },
        { __typename: 'Merchant', id: testApp.merchantId, name: 'Test merchant' },
      ],
    });
  });

  it('is null where there is none with this key and of this type', async () => {
    const [first = ''] = orders;
    const representations = [
      ...ordersBy(['ord_none', payment.id, 'x', '']),
      ...ordersBy([first]),
      { __typename: 'Refund', id: first },
    ];
    const { data, errors } = await ask(representations);
    expect(errors).toBeUndefined();
    const found = { __typename: 'Order', id: first, status: 'AWAITING_PAYMENT' };
    expect(data).toEqual({ _entities: [null, null, null, null, found, null] });
  });

  it('is written in the document, too', async () => {
    const [first = ''] = orders;
    const literal = `{
      _entities(representations: { __typename: "Order", id: "${first}" }) { ... on Order { id } }
    }`;
    const { data } = await testApp.post({ query: literal });
    expect(data).toEqual({ _entities: [{ id: first }] });
  });

  it.each([
    ['Order', 'a representation must'],
    [{ id: 'ord_1' }, '"__typename" must be'],
    [{ __typename: 'Money', id: 'ord_1' }, '"__typename" must be'],
    [{ __typename: 'Order' }, '"id" must be a string'],
    [{ __typename: 'Order', id: 1 }, '"id" must be a string'],
    [null, 'not to be null'],
  ])('that is represented as %j is refused, with its place', async (wrong, message) => {
    const [first = ''] = orders;
    const { data, errors } = await ask([...ordersBy([first]), wrong]);
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.message.toLowerCase()).toContain(message.toLowerCase());
    const { code, path } = errors?.[0]?.extensions ?? {};
    expect({ code, path }).toEqual({ code: 'BAD_USER_INPUT', path: ['representations', 1] });
  });

  it('is answered in the same way by graphql-js and Yoga', async () => {
    const reference = await testApp.another({ PAYGRAPH_GRAPHQL_ENGINE: 'reference' });
    const representations = [
      ...ordersBy([...orders, 'ord_none']),
      { __typename: 'Refund', id: 'x' },
    ];
    for (const body of [
      { query, variables: { representations } },
      { query, variables: { representations: [...representations, 5] } },
      { query: '{ _service { sdl } }' },
    ]) {
      expect(await reference.post(body)).toEqual(await testApp.post(body));
    }
  });

  it('is read together with the others of its type', async () => {
    let reads = 0;
    const { deps } = testApp.app;
    const before = deps.read;
    deps.read = intercepted(before, () => (reads += 1), ['all']);
    const { data } = await ask(ordersBy([...orders, ...orders, 'ord_none']));
    deps.read = before;
    expect(data?.['_entities']).toHaveLength(7);
    expect(reads).toBe(1);
  });
});

describe('who may not use `node` may not have an entity either', () => {
  it("of another merchant's order it is null", async () => {
    const stranger = await newMerchant();
    const { data } = await ask(ordersBy(orders), stranger);
    expect(data).toEqual({ _entities: orders.map(() => null) });
  });

  it('with a client token each order but its own is null', async () => {
    const made = await mutate(testApp, documents.createOrder, {
      input: orderInput(testApp, 'W_CHECKOUT'),
    });
    const own = made.order?.id ?? '';
    const selection =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Order { id } } }';
    const variables = { r: ordersBy([...orders, own]) };
    const { data } = await testApp.post({ query: selection, variables }, made.clientToken);
    expect(data).toEqual({ _entities: [null, null, null, { id: own }] });
    const refused = await ask(ordersBy([own]), made.clientToken);
    expect(refused.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    const sdl = await testApp.post({ query: '{ _service { sdl } }' }, made.clientToken);
    expect(sdl.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it('without the scope it is an error of its own, beside the others', async () => {
    const reader = await newKey(['READ']);
    const representations = [
      ...ordersBy(orders.slice(0, 1)),
      { __typename: 'ApiKey', id: 'key_1' },
    ];
    const { data, errors } = await ask(representations, reader);
    expect(data?.['_entities']).toMatchObject([{ id: orders[0] }, null]);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      path: ['_entities', 1],
      extensions: { code: 'FORBIDDEN' },
    });
  });

  it('without credentials there is no answer', async () => {
    expect(await ask(ordersBy(orders), 'wrong')).toMatchObject({ status: 401 });
  });
});

async function newKey(scopes: string[], merchant = testApp.merchantId): Promise<string> {
  const text = `mutation ($input: CreateApiKeyInput!) {
    createApiKey(input: $input) { ... on CreateApiKeySuccess { secret } }
  }`;
  const variables = { input: { merchant, name: 'of a test', scopes } };
  const { data } = await testApp.post({ query: text, variables }, testApp.adminKey);
  return (data as { createApiKey: { secret: string } }).createApiKey.secret;
}

async function newMerchant(): Promise<string> {
  const text = `mutation {
    createMerchant(input: { name: "Another" }) { ... on CreateMerchantSuccess { merchant { id } } }
  }`;
  const { data } = await testApp.post({ query: text }, testApp.adminKey);
  const made = data as { createMerchant: { merchant: { id: string } } };
  return newKey(['READ'], made.createMerchant.merchant.id);
}

describe('entities cost as much as as many nodes', () => {
  const subgraph = subgraphOf(schema);
  const costOf = (text: string, variables: Record<string, unknown> | null) => {
    const document = parse(text);
    const [operation] = document.definitions;
    if (operation?.kind !== 'OperationDefinition') throw new Error('no operation');
    return createCosts(subgraph, costs).of(document, operation, variables);
  };
  const selected = '{ ... on Order { id refunds(first: 10) { nodes { id } } } }';
  const three = '{ __typename: "Order", id: "a" }'.repeat(3);
  const ofNode = costOf(`{ node(id: "a") ${selected} }`, null);

  it.each([
    [
      'in variables',
      `query ($r: [_Any!]!) { _entities(representations: $r) ${selected} }`,
      [1, 2, 3],
    ],
    ['in the document', `{ _entities(representations: [${three}]) ${selected} }`, null],
    [
      'in a default',
      `query ($r: [_Any!]! = [${three}]) { _entities(representations: $r) ${selected} }`,
      null,
    ],
  ])('%s', (_where, text, r) => {
    expect(ofNode).toBe(12);
    expect(costOf(text, r && { r })).toBe(3 * ofNode);
  });

  it('and too many are refused', async () => {
    const many = Array.from({ length: 2000 }, () => ({ __typename: 'Order', id: 'ord_none' }));
    const text = `query ($r: [_Any!]!) { _entities(representations: $r) ${selected} }`;
    const { errors } = await testApp.post({ query: text, variables: { r: many } });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      limit: 'cost',
      maximum: 20_000,
    });
  });
});

describe('_service', () => {
  const federation = `directive @link(url: String!, import: [String!]) repeatable on SCHEMA
    directive @key(fields: String!) on OBJECT
    directive @shareable on OBJECT`;

  it('shows the public schema, with a key for each type that is a Node', async () => {
    const { data } = await testApp.post({ query: '{ _service { sdl } }' });
    const { sdl } = (data as { _service: { sdl: string } })._service;
    const keys = [...sdl.matchAll(/^type (\w+) implements Node @key\(fields: "id"\) \{$/gm)];
    const node = schema.getType('Node');
    if (!isInterfaceType(node)) throw new Error('no interface');
    const nodes = schema.getImplementations(node).objects.map(({ name }) => name);
    expect(new Set(keys.map(([, name]) => name))).toEqual(new Set(nodes));
    const built = buildASTSchema(parse(sdl + federation), { assumeValidSDL: true });
    const { directives, ...types } = schema.toConfig();
    const shown = new GraphQLSchema({ ...built.toConfig(), directives });
    expect(printSchema(shown)).toBe(printSchema(new GraphQLSchema({ ...types, directives })));
  });

  it('is not there unless it is switched on', async () => {
    const plain = await testApp.another({ PAYGRAPH_FEDERATION: 'off' });
    for (const text of ['{ _service { sdl } }', query]) {
      const { errors } = await plain.post({ query: text, variables: { representations: [] } });
      expect(errors?.[0]?.extensions?.['code']).toBe('GRAPHQL_VALIDATION_FAILED');
    }
  });
});
