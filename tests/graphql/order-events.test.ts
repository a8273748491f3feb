import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, key } from './asking.ts';
import { addOrder, tell } from './rows.ts';
import { createWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
const told: Record<string, string[]> = {};

beforeAll(async () => {
  world = await createWorld();
  for (const count of [0, 1, 2, 4]) {
    const { id, merchantId } = await addOrder(world, world.merchant);
    told[id] = [];
    for (let i = 0; i < count; i += 1) told[id].push(await tell(world, { id, merchantId }));
  }
});
afterAll(() => world.close());

interface Node {
  id: string;
  some: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean } };
  most: { nodes: { id: string }[] };
}

it('gives each order of a list the beginning of its own log', async () => {
  const query = `{ orders { nodes {
    id
    some: events(first: 2) { nodes { id } pageInfo { hasNextPage } }
    most: events(first: 50) { nodes { id } }
  } } }`;
  const answer = await ask(world, key(world.merchant, 'READ'), query);
  expect(answer.errors).toBeUndefined();
  const { orders } = answer.data as { orders: { nodes: Node[] } };
  const { nodes } = orders;
  expect(nodes).toHaveLength(4);
  for (const { id, some, most } of nodes) {
    expect(some.nodes.map((event) => event.id)).toEqual(told[id]?.slice(0, 2));
    expect(some.pageInfo.hasNextPage).toBe((told[id]?.length ?? 0) > 2);
    expect(most.nodes.map((event) => event.id)).toEqual(told[id]);
  }
});
