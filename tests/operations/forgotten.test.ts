import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Deps } from '../../src/operations/deps.ts';
import { lookAtOrder } from '../../src/operations/resolve-unknown.ts';
import type { Connection } from '../../src/providers/provider.ts';
import { openWorld } from '../support/app.ts';
import type { World } from '../support/app.ts';
import { created, orderOf } from '../support/operations.ts';

const provider = 'W_CHECKOUT';
let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const nothing = (): void => undefined;
const silent = { debug: nothing, info: nothing, error: nothing };

/** A provider that has never heard of any order. */
function forgetting(warn: Deps['log']['warn']): Deps {
  const { connections, now } = world.app.deps;
  const queryOrder: Connection['queryOrder'] = async ({ providerReference }) => ({
    observations: [{ subject: 'ABSENCE', of: 'ORDER', providerReference, askedAt: now() }],
    refused: null,
  });
  return {
    ...world.app.deps,
    log: { ...silent, warn },
    connections: {
      close: () => connections.close(),
      of(account) {
        const line = connections.of(account);
        return { ...line, connection: { ...line.connection, queryOrder } };
      },
    },
  };
}

it('an order that the provider once had and no longer knows keeps its status, and is told of once', async () => {
  const { id } = await created(world, provider);
  const warn = vi.fn<Deps['log']['warn']>();
  const deps = forgetting(warn);
  await world.sandbox.clock.advance(31_000);
  await lookAtOrder(deps, id);
  expect(warn).not.toHaveBeenCalled();
  for (let count = 0; count < 3; count += 1) {
    await world.sandbox.clock.advance(31_000);
    await lookAtOrder(deps, id);
  }
  expect(warn.mock.calls).toEqual([
    [
      { id, status: 'AWAITING_PAYMENT', provider: 'W Checkout' },
      'the provider no longer knows what it once had',
    ],
  ]);
  expect((await orderOf(world, id)).status).toBe('AWAITING_PAYMENT');
});
