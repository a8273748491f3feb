import { getNamedType, isLeafType, isObjectType } from 'graphql';
import type { GraphQLField } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ListLoader } from '../../src/graphql/list-loader.ts';
import { schema } from '../support/schema.ts';
import { insertAbnormalPayment } from '../../src/store/queries/abnormal-payments.ts';
import type { OrderRecord } from '../../src/store/records.ts';
import { abnormalPaymentRow } from '../store/rows.ts';
import { executeAs, key } from './execute.ts';
import { createFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { addEvent, addOrder, addRefund } from './rows.ts';

let fixture: Fixture;
/** Newest first. The n-th has n refunds, events and abnormal payments. */
const orders: OrderRecord[] = [];
/** By the order's id, in the order of the lists. */
const refunds = new Map<string, string[]>();
const events = new Map<string, string[]>();
const payments = new Map<string, string[]>();

beforeAll(async () => {
  fixture = await createFixture();
  for (let count = 0; count < 4; count += 1) {
    const order = await addOrder(fixture, fixture.merchant, { status: 'UNKNOWN' });
    orders.unshift(order);
    refunds.set(order.id, []);
    events.set(order.id, []);
    payments.set(order.id, []);
  }
  // In turns, so that the rows of an order do not lie together.
  for (let turn = 0; turn < 3; turn += 1) {
    for (const [at, order] of orders.entries()) if (turn < at) await addRows(order);
  }
});
afterAll(() => fixture.close());

async function addRows(order: OrderRecord): Promise<void> {
  refunds.get(order.id)?.unshift((await addRefund(fixture, order, { status: 'UNKNOWN' })).id);
  events.get(order.id)?.push(await addEvent(fixture, order));
  const { merchantId, accountId, id: orderId } = order;
  const id = fixture.deps.ids.make('abn');
  const payment = abnormalPaymentRow(id, { merchantId, accountId, orderId });
  await fixture.deps.queue.commit((tx) => insertAbnormalPayment(tx, payment));
  payments.get(orderId)?.push(id);
}

type Node = Record<string, unknown>;

async function ordersWith(fields: string): Promise<Node[]> {
  const query = `{ orders { nodes { id ${fields} } } }`;
  const answer = await executeAs(fixture, key(fixture.merchant, 'READ', 'MANAGE'), query);
  expect(answer.errors).toBeUndefined();
  const data = answer.data as { orders: { nodes: Node[] } };
  return data.orders.nodes;
}

const withIds = (ids: readonly string[] = []) => ids.map((id) => ({ id }));

describe('the lists of several orders', () => {
  it.each([1, 2, 3, 10])('have each the first %i of its order', async (first) => {
    const some = `(first: ${first}) { nodes { id } pageInfo { hasNextPage } }`;
    const paged = (ids: readonly string[] = []) => ({
      nodes: withIds(ids.slice(0, first)),
      pageInfo: { hasNextPage: ids.length > first },
    });
    const lists = `refunds${some} events${some} abnormalPayments(first: ${first}) { id }`;
    expect(await ordersWith(lists)).toEqual(
      orders.map(({ id }) => ({
        id,
        refunds: paged(refunds.get(id)),
        events: paged(events.get(id)),
        abnormalPayments: withIds(payments.get(id)?.slice(0, first)),
      })),
    );
  });

  it('are as long as asked for beside an order with more events than are read together', async () => {
    const own = await createFixture();
    try {
      const many = await addOrder(own, own.merchant, { status: 'UNKNOWN' });
      const few = await addOrder(own, own.merchant, { status: 'UNKNOWN' });
      const newest = await addOrder(own, own.merchant, { status: 'UNKNOWN' });
      const ids = await Promise.all(Array.from({ length: 601 }, () => addEvent(own, many)));
      const only = await addEvent(own, few);
      const query = '{ orders { nodes { id events(first: 3) { nodes { id } } } } }';
      const answer = await executeAs(own, key(own.merchant, 'READ'), query);
      const nodes = (some: readonly string[]) => ({ nodes: withIds(some) });
      expect(answer).toMatchObject({
        data: {
          orders: {
            nodes: [
              { id: newest.id, events: nodes([]) },
              { id: few.id, events: nodes([only]) },
              { id: many.id, events: nodes(ids.slice(0, 3)) },
            ],
          },
        },
      });
    } finally {
      await own.close();
    }
  });

  it('begin where they are asked to, also several of one order', async () => {
    const [last] = orders.toReversed();
    const [first = '', ...more] = payments.get(last?.id ?? '') ?? [];
    const [all] = (
      await ordersWith(`all: abnormalPayments { id } rest: abnormalPayments(after: "${first}") { id }
        two: abnormalPayments(first: 2) { id } again: abnormalPayments(first: 2) { id }`)
    ).toReversed();
    const two = withIds([first, ...more].slice(0, 2));
    expect(all).toEqual({
      id: last?.id,
      all: withIds([first, ...more]),
      rest: withIds(more),
      two,
      again: two,
    });
  });
});

/** A selection of the field that shows something of it. */
function selectionOf({ name, type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return name;
  return isObjectType(named) && named.getFields()['id'] === undefined
    ? `${name} { __typename ${Object.values(named.getFields())
        .filter((field) => isLeafType(getNamedType(field.type)))
        .map((field) => field.name)
        .join(' ')} }`
    : `${name} { __typename }`;
}

const fieldsOf = (type: string): [type: string, name: string, selection: string][] => {
  const object = schema.getType(type);
  if (!isObjectType(object)) throw new Error(`${type} is no object type`);
  return Object.values(object.getFields()).map((field) => [type, field.name, selectionOf(field)]);
};

/** A list of items with this selection, a field of which no brief record knows, and the items of an order. */
const listOf: Readonly<
  Record<
    string,
    [list: (selection: string) => string, whole: string, items: (order: Node) => Node[]]
  >
> = {
  Order: [(selection) => selection, 'paidAt', (order) => [order]],
  Refund: [
    (selection) => `refunds { nodes { id ${selection} } }`,
    'transactionHash',
    ({ refunds: list }) => (list as { nodes: Node[] }).nodes,
  ],
  Event: [
    (selection) => `events { edges { node { id ${selection} } } }`,
    'cause',
    ({ events: list }) => (list as { edges: { node: Node }[] }).edges.map(({ node }) => node),
  ],
  AbnormalPayment: [
    (selection) => `abnormalPayments { id ${selection} }`,
    'needsAttention',
    ({ abnormalPayments: list }) => list as Node[],
  ],
};

/** The object by its id, of which all columns are read. */
async function byId(type: string, id: unknown, selection: string): Promise<unknown> {
  const query = `{ node(id: "${String(id)}") { ... on ${type} { id ${selection} } } }`;
  const answer = await executeAs(fixture, key(fixture.merchant, 'READ', 'MANAGE'), query);
  expect(answer.errors).toBeUndefined();
  return answer.data?.['node'];
}

describe('a list, whether few columns are read or all,', () => {
  it.each(Object.keys(listOf).flatMap(fieldsOf))(
    'shows %s.%s as the object shows it',
    async (type, _name, selection) => {
      const [list = String, whole = '', itemsOf = () => []] = listOf[type] ?? [];
      for (const asked of [selection, `${selection} whole: ${whole}`]) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const items = (await ordersWith(list(asked))).flatMap(itemsOf);
        // oxlint-disable-next-line no-await-in-loop
        const alone = await Promise.all(items.map(({ id }) => byId(type, id, asked)));
        expect(items).toEqual(alone);
        expect(items).not.toEqual([]);
      }
    },
  );
});

describe('a loader of lists', () => {
  const start = { first: 300, after: null, extent: 4 };

  it('reads together what is requested together, and not too much at once', async () => {
    const reads: (readonly string[])[] = [];
    const loader = new ListLoader(async (owners: readonly string[]) => {
      reads.push(owners);
      return new Map(owners.map((owner) => [owner, [`of ${owner}`]]));
    });
    const [a, b, c, again] = await Promise.all([
      loader.load('a', start),
      loader.load('b', start),
      loader.load('c', { ...start, first: 10 }),
      loader.load('a', start),
    ]);
    expect([a, b, c, again]).toEqual([['of a'], ['of b'], ['of c'], ['of a']]);
    expect(reads).toEqual([['a', 'b'], ['a'], ['c']]);
  });

  it('fails each request whose read fails, and none that comes after it', async () => {
    let isFailing = true;
    const loader = new ListLoader(async () => {
      if (isFailing) throw new Error('gone');
      return new Map<string, string[]>();
    });
    const both = [loader.load('a', start), loader.load('b', start)];
    expect(await Promise.allSettled(both)).toMatchObject([
      { reason: new Error('gone') },
      { reason: new Error('gone') },
    ]);
    isFailing = false;
    expect(await loader.load('a', start)).toEqual([]);
  });
});
