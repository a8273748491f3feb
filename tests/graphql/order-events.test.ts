import { afterAll, beforeAll, expect, it } from 'vitest';
import { executeAs, key } from './execute.ts';
import { addOrder, addEvent } from './rows.ts';
import { createFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';

let fixture: Fixture;
const eventIds: Record<string, string[]> = {};

beforeAll(async () => {
  fixture = await createFixture();
  for (const count of [0, 1, 2, 4]) {
    const { id, merchantId } = await addOrder(fixture, fixture.merchant);
    eventIds[id] = [];
    for (let i = 0; i < count; i += 1)
      eventIds[id].push(await addEvent(fixture, { id, merchantId }));
  }
});
afterAll(() => fixture.close());

interface Node {
  id: string;
  some: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean } };
  most: { nodes: { id: string }[] };
}

it('each order of a list has the beginning of its own log', async () => {
  const query = `{ orders { nodes {
    id
    some: events(first: 2) { nodes { id } pageInfo { hasNextPage } }
    most: events(first: 50) { nodes { id } }
  } } }`;
  const answer = await executeAs(fixture, key(fixture.merchant, 'READ'), query);
  expect(answer.errors).toBeUndefined();
  const { orders } = answer.data as { orders: { nodes: Node[] } };
  const { nodes } = orders;
  expect(nodes).toHaveLength(4);
  for (const { id, some, most } of nodes) {
    expect(some.nodes.map((event) => event.id)).toEqual(eventIds[id]?.slice(0, 2));
    expect(some.pageInfo.hasNextPage).toBe((eventIds[id]?.length ?? 0) > 2);
    expect(most.nodes.map((event) => event.id)).toEqual(eventIds[id]);
  }
});
