import { gql } from '@apollo/client';
import type { ApolloClient, TypedDocumentNode } from '@apollo/client';
import { parse } from 'graphql';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { FollowEndpoint } from '../../clients/typescript/src/apollo.ts';
import { orderDocument } from '../../clients/typescript/src/documents.ts';
import type { OrderItem } from '../../clients/typescript/src/types.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { loaded } from '../support/snippets.ts';
import * as caching from './caching.ts';
import type { PageOfOrders, Refunded, ShownOrder } from './caching.ts';
import { newOrder, pay } from './following.ts';

/** The client that docs/graphql-clients.md shows, against the API. */
const page = 'docs/graphql-clients.md';

type Make = (endpoint: FollowEndpoint & { url: string }) => ApolloClient;

let testApp: TestApp;
let make: Make;

beforeAll(async () => {
  testApp = await openTestApp();
  ({ apolloClient: make } = (await loaded(page, 'apolloClient')) as { apolloClient: Make });
});

afterAll(async () => testApp.close());

const ShownOrderQuery: TypedDocumentNode<ShownOrder> = gql(caching.shownOrder);
const PageQuery: TypedDocumentNode<PageOfOrders> = gql(caching.pageOfOrders);
const StatusQuery: TypedDocumentNode<ShownOrder> = gql(caching.shownStatus);
const RefundMutation: TypedDocumentNode<Refunded> = gql(caching.refund);
const FollowOrder: TypedDocumentNode<{ orderUpdates: OrderItem }> = gql(orderDocument);

/** It is stopped after what was opened with it. */
function open(): ApolloClient {
  const client = make({ url: testApp.url, token: testApp.key });
  onTestFinished(() => client.stop());
  return client;
}

/** Reads what is shown of a query, until the end of the test. */
function read<Data>(
  client: ApolloClient,
  query: TypedDocumentNode<Data>,
  variables: Record<string, unknown>,
  fetchPolicy: 'cache-first' | 'cache-only' = 'cache-first',
) {
  const watched = client.watchQuery<Data>({ query, variables, fetchPolicy });
  const shown: { data: Data | undefined } = { data: undefined };
  const subscription = watched.subscribe(({ data, dataState }) => {
    if (dataState === 'complete') shown.data = data;
  });
  onTestFinished(() => subscription.unsubscribe());
  return { shown, watched };
}

function followIn(client: ApolloClient, id: string, query = FollowOrder): OrderItem[] {
  const items: OrderItem[] = [];
  const subscription = client
    .subscribe({ query, variables: { id } })
    .subscribe(({ data }) => void (data && items.push(data.orderUpdates)));
  onTestFinished(() => subscription.unsubscribe());
  return items;
}

it('the cache of Apollo Client joins the pages of orders', async () => {
  const ids = await caching.threeOrders(testApp);
  const { shown, watched } = read(open(), PageQuery, {});
  const first = await caching.when(() => shown.data?.orders);
  expect(first).toMatchObject({ edges: [{}, {}], pageInfo: { hasNextPage: true } });
  const more = await watched.fetchMore({ variables: { after: first.pageInfo.endCursor } });
  // What it resolves with is the page alone.
  expect(more.data?.orders.edges).toHaveLength(1);
  const all = await caching.when(
    () => shown.data?.orders.pageInfo.hasNextPage === false && shown.data.orders.edges,
  );
  expect(all.map(({ node }) => node.id)).toEqual(ids);
});

it('the cache of Apollo Client is changed by the answer of a mutation', async () => {
  const id = await caching.paidOrder(testApp);
  const client = open();
  const { shown } = read(client, ShownOrderQuery, { id });
  expect((await caching.when(() => shown.data?.order)).refundable.amount).not.toBe('0.00');
  const requests = caching.watchRequests();
  const refund = () =>
    client.mutate({ mutation: RefundMutation, variables: caching.refundInput(id) });
  expect((await refund()).data?.createRefund.__typename).toBe('CreateRefundSuccess');
  await caching.when(() => Number(shown.data?.order?.refundable.amount) === 0);
  expect(requests.count()).toBe(1);
  // A field of the interface Error, of whichever error it is.
  expect((await refund()).data?.createRefund).toMatchObject({
    message: expect.any(String) as string,
  });
});

it.each([
  ['gql', FollowOrder],
  ['parse', parse(orderDocument) as typeof FollowOrder],
])(
  'the cache of Apollo Client is kept current by an order that is followed, with a document of %s',
  async (_, document) => {
    const order = await newOrder(testApp);
    const client = open();
    const { shown } = read(client, ShownOrderQuery, { id: order.id });
    await caching.when(() => shown.data?.order?.status === 'AWAITING_PAYMENT');
    followIn(client, order.id, document);
    await pay(testApp, order);
    await caching.when(() => shown.data?.order?.status === 'PAID');
    expect(shown.data?.order?.nextAction).toBe(null);
  },
);

it('what is followed is read from the cache of Apollo Client alone', async () => {
  const order = await newOrder(testApp);
  const client = open();
  const requests = caching.watchRequests();
  const { shown } = read(client, StatusQuery, { id: order.id }, 'cache-only');
  followIn(client, order.id);
  await caching.when(() => shown.data?.order?.status === 'AWAITING_PAYMENT');
  await pay(testApp, order);
  await caching.when(() => shown.data?.order?.status === 'PAID');
  expect(requests.count()).toBe(0);
});
