import { afterAll, beforeAll, expect, it } from 'vitest';
import { money } from '../../src/domain/money.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { applyToOrder } from '../../src/operations/apply-observation.ts';
import { sourceOf } from '../../src/operations/ask.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { openWorld } from '../support/app.ts';
import type { World } from '../support/app.ts';
import { created, orderOf } from '../support/operations.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

/** A provider may tell of an order and of its refunds in one answer. */
it.each([
  ['the refund first', (news: Observation[]) => news],
  ['the order first', (news: Observation[]) => news.toReversed()],
])('takes news of an order and of its refund together, %s', async (_, arranged) => {
  const { id, providerReference } = await created(world, 'W_CHECKOUT');
  const { deps } = world.app;
  const stated = { providerReference, occurredAt: null };
  const refund: Observation = {
    ...stated,
    subject: 'REFUND',
    providerReference: `RF${providerReference}`,
    orderProviderReference: providerReference,
    status: 'SUCCEEDED',
    amount: money('41', 'USDT', 'ETHEREUM'),
  };
  const paid = money('101', 'USDT', 'ETHEREUM');
  const order: Observation = { ...stated, subject: 'ORDER', status: 'PAID', paid };
  const after = await deps.queue.commit(async (tx) => {
    const record = await orderById(tx, id);
    if (record === null) throw new Error('no such order');
    const source = sourceOf(deps, record, 'PROVIDER_QUERY');
    return applyToOrder(tx, deps, source, record, arranged([refund, order]));
  });
  expect(after).toMatchObject({ status: 'PAID', refunded: 41_000_000n, refundsHeld: 41_000_000n });
  expect(after).toEqual(await orderById(deps.read, id));
  expect(await orderOf(world, id)).toMatchObject({
    paid: { amount: '101.00' },
    refundable: { amount: '60.00' },
    refunded: { amount: '41.00' },
  });
});
