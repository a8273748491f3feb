import { expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import { created, exchangesOf, orderOf, pathOf, resolve } from '../support/operations.ts';

const provider = 'W_CHECKOUT';

it('more orders than an account can send in time are each sent once or certainly not at all', async () => {
  const testApp = await openTestApp({ requestsPerSecond: 4, longestWaitMs: 1_000 });
  try {
    const all = await Promise.all(Array.from({ length: 24 }, () => created(testApp, provider)));
    // Whatever still waited now would be taken for lost.
    await resolve(testApp);
    const stories = all.map(async ({ id }) => {
      const { status, failure } = await orderOf(testApp, id);
      const sends = (await exchangesOf(testApp, id)).filter((one) => one.startsWith('createOrder'));
      return { status, failure: failure?.code, path: await pathOf(testApp, id), sends };
    });
    for (const scenario of await Promise.all(stories)) {
      expect([sentOnce, neverSent]).toContainEqual(scenario);
    }
    const made = all.filter(({ status }) => status === 'AWAITING_PAYMENT');
    expect(made.length).toBeLessThan(all.length);
    expect(testApp.sandbox.provider(provider).effects().ordersCreated).toBe(made.length);
  } finally {
    await testApp.close();
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
