import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { createOrder } from '../support/documents.ts';
import { created, mutate, orderInput } from '../support/operations.ts';
import { compose, startRouter } from './router.ts';
import type { Router } from './router.ts';
import { shopSdl, startShop } from './shop.ts';
import type { Cart, Shop } from './shop.ts';

let testApp: TestApp;
let shop: Shop;
let router: Router;
const carts: Cart[] = [];

beforeAll(async () => {
  testApp = await openTestApp({ environment: { PAYGRAPH_FEDERATION: 'on' } });
  shop = await startShop(carts);
  const { data } = await testApp.post({ query: '{ _service { sdl } }' });
  const { sdl } = (data as { _service: { sdl: string } })._service;
  const supergraph = compose([
    { name: 'paygraph', url: testApp.url, sdl },
    { name: 'shop', url: shop.url, sdl: shopSdl },
  ]);
  router = await startRouter(supergraph);
  for (let count = 0; count < 3; count += 1) {
    const { id } = await created(testApp, 'W_CHECKOUT');
    carts.push({ id: `cart-${count}`, items: ['tea'], orderId: id });
  }
});
afterAll(async () => {
  await router.close();
  await shop.close();
  await testApp.close();
});

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions: { code: string } }[];
}

async function send(query: string, variables: object = {}, key: string | null = testApp.key) {
  const response = await fetch(router.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key !== null && { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

const codesOf = ({ errors = [] }: Answer): string[] =>
  errors.map(({ extensions }) => extensions.code);
const bought = `query ($id: ID!) { cart(id: $id) { items order { id status amount { amount currency } } } }`;

describe('through a router', () => {
  it("a shop's cart shows its order", async () => {
    const [cart] = carts;
    expect(await send(bought, { id: cart?.id })).toEqual({
      data: {
        cart: {
          items: ['tea'],
          order: {
            id: cart?.orderId,
            status: 'AWAITING_PAYMENT',
            amount: { amount: '100.00', currency: 'USD' },
          },
        },
      },
    });
  });

  it('an order, a subject of the log and a node show what the shop adds', async () => {
    const id = carts[0]?.orderId;
    const query = `query ($id: ID!) {
      order(id: $id) { status cart { items } }
      node(id: $id) { ... on Order { cart { id } } }
      events(first: 1) { nodes { subject { ... on Order { cart { id } } } } }
    }`;
    expect(await send(query, { id })).toEqual({
      data: {
        order: { status: 'AWAITING_PAYMENT', cart: { items: ['tea'] } },
        node: { cart: { id: 'cart-0' } },
        events: { nodes: [{ subject: { cart: { id: 'cart-0' } } }] },
      },
    });
  });

  it('the orders of a list are requested together', async () => {
    router.requests.clear();
    const { data } = await send('{ carts { edges { node { order { id status } } } } }');
    const edges = carts.map(({ orderId: id }) => ({
      node: { order: { id, status: 'AWAITING_PAYMENT' } },
    }));
    expect(data).toEqual({ carts: { edges } });
    expect(Object.fromEntries(router.requests)).toEqual({ shop: 1, paygraph: 1 });
  });

  it('a mutation answers with its expected errors as data', async () => {
    const text = `mutation ($input: CreateRefundInput!) {
      createRefund(input: $input) { __typename ... on Error { code retry } }
    }`;
    const input = { idempotencyKey: 'by-the-router', order: carts[0]?.orderId };
    expect(await send(text, { input })).toEqual({
      data: {
        createRefund: { __typename: 'InvalidStateError', code: 'INVALID_STATE', retry: 'DO_NOT' },
      },
    });
  });
});

describe('who asks through a router', () => {
  it("with another merchant's key has no order", async () => {
    const stranger = await otherKey();
    const { data, errors } = await send(bought, { id: 'cart-0' }, stranger);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ cart: { items: ['tea'], order: null } });
  });

  it('with a client token has its own order alone', async () => {
    const input = orderInput(testApp, 'W_CHECKOUT');
    const { order, clientToken } = await mutate(testApp, createOrder, { input });
    const own = { id: 'cart-own', items: ['cup'], orderId: order?.id ?? '' };
    carts.push(own);
    const answers = [
      await send(bought, { id: own.id }, clientToken),
      await send(bought, { id: 'cart-0' }, clientToken),
    ];
    carts.pop();
    expect(answers).toMatchObject([
      { data: { cart: { items: ['cup'], order: { id: own.orderId } } } },
      { data: { cart: { items: ['tea'], order: null } } },
    ]);
  });

  it.each([
    ['without credentials', null],
    ['with a wrong key', 'pgk_wrong'],
  ])('%s has an error beside the data of the shop', async (_how, key) => {
    const answer = await send(bought, { id: 'cart-0' }, key);
    expect(answer.data).toEqual({ cart: { items: ['tea'], order: null } });
    expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
  });

  it('with a key that lacks the scope has that error', async () => {
    const key = await keyWith(['ORDERS_WRITE'], testApp.merchantId);
    expect(codesOf(await send(bought, { id: 'cart-0' }, key))).toEqual(['FORBIDDEN']);
  });

  it('for too much has that error, as without a router', async () => {
    const query = `{ orders(first: 100) { nodes { events(first: 100) { nodes { subject {
      ... on Order { refunds(first: 100) { nodes { id } } } } } } } } }`;
    expect(codesOf(await send(query))).toEqual(['LIMIT_EXCEEDED']);
  });
});

async function keyWith(scopes: string[], merchant: string): Promise<string> {
  const query = `mutation ($input: CreateApiKeyInput!) {
    createApiKey(input: $input) { ... on CreateApiKeySuccess { secret } }
  }`;
  const variables = { input: { merchant, name: 'of a test', scopes } };
  const { data } = await testApp.post({ query, variables }, testApp.adminKey);
  return (data as { createApiKey: { secret: string } }).createApiKey.secret;
}

async function otherKey(): Promise<string> {
  const query = `mutation {
    createMerchant(input: { name: "Another" }) { ... on CreateMerchantSuccess { merchant { id } } }
  }`;
  const { data } = await testApp.post({ query }, testApp.adminKey);
  const made = data as { createMerchant: { merchant: { id: string } } };
  return keyWith(['READ'], made.createMerchant.merchant.id);
}
