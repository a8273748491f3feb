import { expect, it } from 'vitest';
import { openWorld } from '../support/app.ts';
import { created, exchangesOf, orderOf, pathOf, resolve } from '../support/operations.ts';

const provider = 'W_CHECKOUT';

it('more orders than an account can send in time are sent once or surely not at all', async () => {
  const world = await openWorld({ requestsPerSecond: 4, longestWaitMs: 1_000 });
  try {
    const all = await Promise.all(Array.from({ length: 24 }, () => created(world, provider)));
    // Whatever still waited now would be taken for lost.
    await resolve(world);
    const stories = all.map(async ({ id }) => {
      const { status, failure } = await orderOf(world, id);
      const sends = (await exchangesOf(world, id)).filter((one) => one.startsWith('createOrder'));
      return { status, failure: failure?.code, path: await pathOf(world, id), sends };
    });
    for (const story of await Promise.all(stories)) {
      expect([sentOnce, neverSent]).toContainEqual(story);
    }
    const made = all.filter(({ status }) => status === 'AWAITING_PAYMENT');
    expect(made.length).toBeLessThan(all.length);
    expect(world.sandbox.provider(provider).effects().ordersCreated).toBe(made.length);
  } finally {
    await world.close();
  }
});

const sentOnce = {
  status: 'AWAITING_PAYMENT',
  path: ['SUBMITTING', 'AWAITING_PAYMENT'],
  sends: ['createOrder ANSWERED 200'],
};
const neverSent = {
  status: 'FAILED',
  failure: 'PROVIDER_UNAVAILABLE',
  path: ['SUBMITTING', 'FAILED'],
  sends: [],
};
