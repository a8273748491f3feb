import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld } from '../../support/app.ts';
import type { World } from '../../support/app.ts';
import { callsSince, created } from '../../support/operations.ts';
import { reconciled } from '../../support/reconciliation.ts';

const provider = 'W_CHECKOUT';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

it('reads a list to its end and heals all of it, page by page', async () => {
  const sandbox = world.sandbox.provider(provider);
  sandbox.webhooks.mode = 'hold';
  const orders = await Promise.all(Array.from({ length: 205 }, () => created(world, provider)));
  for (const { providerReference } of orders) sandbox.pay(providerReference);
  const since = sandbox.requests().length;
  const told = await reconciled(world, provider);
  expect(told).toMatchObject({ checked: 205, unanswered: 0, complete: true });
  expect(new Set(told.findings.map(({ subject }) => subject?.id)).size).toBe(205);
  expect(told.findings.every(({ healed }) => healed)).toBe(true);
  const calls = callsSince(sandbox, since);
  expect(calls.filter((operation) => operation === 'orderList')).toHaveLength(3);
  expect(calls).not.toContain('orderInfo');
  expect((await reconciled(world, provider)).findings).toEqual([]);
});
