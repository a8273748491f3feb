import type { Client, OperationContext } from '@urql/core';
import type { CacheExchangeOpts } from '@urql/exchange-graphcache';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { orderDocument } from '../../clients/typescript/src/documents.ts';
import type { OrderItem } from '../../clients/typescript/src/types.ts';
import type { FollowEndpoint } from '../../clients/typescript/src/urql.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { loaded, written } from '../support/snippets.ts';
import * as caching from './caching.ts';
import type { PageOfOrders, Refunded, ShownOrder } from './caching.ts';
import { newOrder, pay } from './following.ts';

/** The client that docs/graphql-clients.md shows, against the API. */
const page = 'docs/graphql-clients.md';

type Schema = NonNullable<CacheExchangeOpts['schema']>;
type Make = (endpoint: FollowEndpoint & { url: string }, schema: Schema) => Client;

let testApp: TestApp;
let schema: Schema;
let make: Make;

beforeAll(async () => {
  testApp = await openTestApp();
  schema = JSON.parse(await written(page, 'introspectionFromSchema', 'paygraph.json')) as Schema;
  ({ urqlClient: make } = (await loaded(page, 'urqlClient')) as { urqlClient: Make });
});

afterAll(async () => testApp.close());

/** The cache warns where it does not understand something. */
function open(): Client {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  onTestFinished(() => {
    const warnings = warn.mock.calls.map(([text]) => text as unknown);
    warn.mockRestore();
    expect(warnings).toEqual([]);
  });
  return make({ url: testApp.url, token: testApp.key }, schema);
}

/** Reads what is shown of a query, until the end of the test. */
function read<Data>(
  client: Client,
  query: string,
  variables: Record<string, unknown>,
  context: Partial<OperationContext> = {},
) {
  const shown: { data: Data | undefined } = { data: undefined };
  const subscription = client.query<Data>(query, variables, context).subscribe((result) => {
    if (result.error) throw result.error;
    shown.data = result.data;
  });
  onTestFinished(() => subscription.unsubscribe());
  return shown;
}

function followIn(client: Client, id: string): OrderItem[] {
  const items: OrderItem[] = [];
  const subscription = client
    .subscription<{ orderUpdates: OrderItem }>(orderDocument, { id })
    .subscribe(({ data }) => data && items.push(data.orderUpdates));
  onTestFinished(() => subscription.unsubscribe());
  return items;
}

it('the cache of urql joins the pages of orders', async () => {
  const ids = await caching.threeOrders(testApp);
  const client = open();
  const shown = read<PageOfOrders>(client, caching.pageOfOrders, {});
  const first = await caching.when(() => shown.data?.orders);
  expect(first).toMatchObject({ edges: [{}, {}], pageInfo: { hasNextPage: true } });
  const after = first.pageInfo.endCursor;
  const next = read<PageOfOrders>(client, caching.pageOfOrders, { after });
  // Until the page has come, what is known of the list is shown.
  const all = await caching.when(
    () => next.data?.orders.pageInfo.hasNextPage === false && next.data.orders.edges,
  );
  expect(all.map(({ node }) => node.id)).toEqual(ids);
});

it('the cache of urql is changed by the answer of a mutation', async () => {
  const id = await caching.paidOrder(testApp);
  const client = open();
  const shown = read<ShownOrder>(client, caching.shownOrder, { id });
  expect((await caching.when(() => shown.data?.order)).refundable.amount).not.toBe('0.00');
  const requests = caching.watchRequests();
  const input = caching.refundInput(id);
  const answer = await client.mutation<Refunded>(caching.refund, input).toPromise();
  expect(answer.data?.createRefund.__typename).toBe('CreateRefundSuccess');
  await caching.when(() => Number(shown.data?.order?.refundable.amount) === 0);
  expect(requests.count()).toBe(1);
  const again = await client
    .mutation<Refunded>(caching.refund, caching.refundInput(id))
    .toPromise();
  expect(again.data?.createRefund).toMatchObject({ message: expect.any(String) as string });
});

it('the cache of urql is kept current by an order that is followed', async () => {
  const order = await newOrder(testApp);
  const client = open();
  const shown = read<ShownOrder>(client, caching.shownOrder, { id: order.id });
  await caching.when(() => shown.data?.order?.status === 'AWAITING_PAYMENT');
  followIn(client, order.id);
  await pay(testApp, order);
  await caching.when(() => shown.data?.order?.status === 'PAID');
  expect(shown.data?.order?.nextAction).toBe(null);
});

it('what is followed is read from the cache of urql alone', async () => {
  const order = await newOrder(testApp);
  const client = open();
  const requests = caching.watchRequests();
  const variables = { id: order.id };
  const context = { requestPolicy: 'cache-only' } as const;
  const shown = read<ShownOrder>(client, caching.shownStatus, variables, context);
  followIn(client, order.id);
  await caching.when(() => shown.data?.order?.status === 'AWAITING_PAYMENT');
  await pay(testApp, order);
  await caching.when(() => shown.data?.order?.status === 'PAID');
  expect(requests.count()).toBe(0);
});

it('an order that is not there is null in urql', async () => {
  const shown = read<ShownOrder>(open(), caching.shownOrder, { id: 'ord_none' });
  await caching.when(() => shown.data);
  expect(shown.data).toEqual({ order: null });
});
