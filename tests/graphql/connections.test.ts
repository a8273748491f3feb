import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OrderRecord } from '../../src/store/records.ts';
import { cursors } from '../support/cursors.ts';
import { executeAs, key, outcomeOf } from './execute.ts';
import { addOrder, addRefund, addEvent } from './rows.ts';
import { createFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';

let fixture: Fixture;
const orders: OrderRecord[] = [];

beforeAll(async () => {
  fixture = await createFixture();
  const other = await fixture.addMerchant('other');
  for (let i = 0; i < 5; i += 1) {
    orders.push(await addOrder(fixture, fixture.merchant, { reference: `A-${i}` }));
    await addOrder(fixture, other);
  }
  for (const order of orders) await addEvent(fixture, order);
});
afterAll(() => fixture.close());

const ordersQuery = `query ($first: Int, $after: String, $filter: OrderFilter) {
  orders(first: $first, after: $after, filter: $filter) {
    nodes { id }
    edges { cursor node { id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

interface OrderPage {
  nodes: { id: string }[];
  edges: { cursor: string; node: { id: string } }[];
  pageInfo: Record<'hasNextPage' | 'hasPreviousPage', boolean> &
    Record<'startCursor' | 'endCursor', string | null>;
}

async function page(variables: Record<string, unknown>): Promise<OrderPage> {
  const answer = await executeAs(fixture, key(fixture.merchant, 'READ'), ordersQuery, variables);
  expect(answer.errors).toBeUndefined();
  return answer.data?.['orders'] as OrderPage;
}

it('a list is paged newest first, with every row once, and no rows of other merchants', async () => {
  const seen: string[] = [];
  let after: string | null = null;
  for (;;) {
    const { nodes, edges, pageInfo }: OrderPage = await page({ first: 2, after });
    expect(nodes).toEqual(edges.map(({ node }) => node));
    expect(pageInfo.hasPreviousPage).toBe(after !== null);
    expect(pageInfo.startCursor).toBe(edges[0]?.cursor);
    seen.push(...nodes.map(({ id }) => id));
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  expect(seen).toEqual(orders.map(({ id }) => id).toReversed());
});

it('an empty page has no cursors', async () => {
  const { nodes, pageInfo } = await page({ filter: { reference: 'nobody' } });
  expect(nodes).toEqual([]);
  expect(pageInfo).toEqual({
    hasNextPage: false,
    hasPreviousPage: false,
    startCursor: null,
    endCursor: null,
  });
});

it('a list is searched by the members of a filter', async () => {
  const { nodes } = await page({ filter: { reference: 'A-3', statuses: ['AWAITING_PAYMENT'] } });
  expect(nodes).toEqual([{ id: orders[3]?.id }]);
});

it.each([
  { first: 0 },
  { first: 101 },
  { first: -1 },
  { after: 'bogus' },
  { after: Buffer.from('rfd_01').toString('base64url') },
  { after: `${Buffer.from('ord_01').toString('base64url')}=` },
])('a list refuses %j', async (variables) => {
  const answer = await executeAs(fixture, key(fixture.merchant, 'READ'), ordersQuery, variables);
  expect(outcomeOf(answer)).toBe('BAD_USER_INPUT');
});

it('the refunds of an order are paged newest first', async () => {
  const order = await addOrder(fixture, fixture.merchant);
  const first = await addRefund(fixture, order);
  const second = await addRefund(fixture, order);
  const query = `query ($id: ID!, $after: String) { order(id: $id) {
    refunds(first: 1, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }`;
  const pageAfter = async (after: string | null | undefined) => {
    const answer = await executeAs(fixture, key(fixture.merchant, 'READ'), query, {
      id: order.id,
      after,
    });
    const read = answer.data?.['order'] as Record<'refunds', RefundPage> | undefined;
    return read?.refunds;
  };
  const newest = await pageAfter(null);
  expect(newest).toMatchObject({ nodes: [{ id: second.id }], pageInfo: { hasNextPage: true } });
  expect(await pageAfter(newest?.pageInfo.endCursor)).toMatchObject({
    nodes: [{ id: first.id }],
    pageInfo: { hasNextPage: false },
  });
});

interface RefundPage {
  nodes: unknown[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

const eventsQuery = `query ($after: EventCursor) { events(first: 3, after: $after) {
  nodes { cursor subject { ... on Order { id } } } pageInfo { hasNextPage endCursor } } }`;

it('the log is read oldest first, from after the cursor', async () => {
  const after = cursors.encode({ timeline: 'first', seq: 1 });
  const answer = await executeAs(fixture, key(fixture.merchant, 'READ'), eventsQuery, { after });
  expect(answer.data?.['events']).toEqual({
    nodes: [1, 2, 3].map((index) => ({
      cursor: cursors.encode({ timeline: 'first', seq: index + 1 }),
      subject: { id: orders[index]?.id },
    })),
    pageInfo: { hasNextPage: true, endCursor: cursors.encode({ timeline: 'first', seq: 4 }) },
  });
});

it.each([
  ['bogus', 'BAD_USER_INPUT'],
  [cursors.encode({ timeline: 'restored', seq: 1 }), 'CURSOR_RESET'],
  [cursors.encode({ timeline: 'first', seq: 999 }), 'CURSOR_RESET'],
])('the log answers the event cursor %s with %s', async (after, code) => {
  const answer = await executeAs(fixture, key(fixture.merchant, 'READ'), eventsQuery, { after });
  expect(outcomeOf(answer)).toBe(code);
});
