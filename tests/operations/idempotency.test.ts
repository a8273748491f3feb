import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, providersOfSandbox } from '../support/app.ts';
import type { World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { ask, callsSince, created, footprint, orderInput } from '../support/operations.ts';

describe.each(providersOfSandbox)('idempotency keys of orders at %s', (provider) => {
  let world: World;
  const sandbox = () => world.sandbox.provider(provider);
  const create = (input: object) => ask(world, documents.createOrder, { input });

  beforeAll(async () => {
    world = await openWorld({ disabledTokens: ['TRX_USDC'], timeoutMs: 1_000 });
  });

  afterAll(() => world.close());

  describe('an idempotency key', () => {
    it('makes one order however often it is sent', async () => {
      const before = sandbox().effects().ordersCreated;
      const input = orderInput(world, provider, { metadata: [] });
      const first = await create(input);
      expect(first.replayed).toBe(false);
      const again = await create({ ...input, amount: { amount: '100', currency: 'USD' } });
      expect(again).toMatchObject({ replayed: true, order: first.order });
      const since = sandbox().requests().length;
      const absent = { description: null, metadata: null, customer: null };
      expect(await create({ ...input, ...absent })).toMatchObject({ replayed: true });
      expect(callsSince(sandbox(), since)).toEqual([]);
      expect(sandbox().effects().ordersCreated - before).toBe(1);
    });

    it('is a conflict with another input, and names where it differs', async () => {
      const input = orderInput(world, provider, { metadata: [{ key: 'a', value: '1' }] });
      const { order } = await create(input);
      const before = await footprint(world);
      const told = await create({
        ...input,
        amount: { amount: '100.01', currency: 'USD' },
        reference: 'another',
        description: 'added',
        metadata: [{ key: 'a', value: '2' }],
      });
      expect(told).toMatchObject({
        __typename: 'IdempotencyConflictError',
        existing: { __typename: 'Order', id: order?.id },
        retry: 'NEW_KEY',
      });
      expect(told.differences).toEqual([
        'amount.amount',
        'description',
        'metadata.0.value',
        'reference',
      ]);
      expect(await footprint(world)).toEqual(before);
    });

    it('makes one order when twenty ask at once', async () => {
      const before = sandbox().effects().ordersCreated;
      const input = orderInput(world, provider);
      const all = await Promise.all(Array.from({ length: 20 }, () => create(input)));
      const made = all.flatMap(({ order }) => order ?? []);
      const busy = all.filter(({ __typename: type }) => type === 'OperationInProgressError');
      expect(made.length + busy.length).toBe(20);
      expect(new Set(made.map(({ id }) => id)).size).toBe(1);
      expect(all.filter(({ replayed }) => replayed === false)).toHaveLength(1);
      expect(busy.every(({ retry }) => retry === 'SAME_KEY')).toBe(true);
      expect(sandbox().effects().ordersCreated - before).toBe(1);
    });

    it('can be used again after a refusal', async () => {
      const input = orderInput(world, provider);
      const wrong = [
        { reference: '' },
        { expiresIn: 1 },
        { account: 'acc_none' },
        { amount: { amount: '100', currency: 'EUR' } },
      ];
      for (const more of wrong) expect((await create({ ...input, ...more })).order).toBeUndefined();
      expect(await create(input)).toMatchObject({ replayed: false });
    });

    it("is nobody else's", async () => {
      const input = { name: 'Another', scopes: ['READ', 'ORDERS_WRITE'] };
      const { merchant } = await ask(
        world,
        documents.createMerchant,
        { input: { name: 'Another merchant' } },
        world.adminKey,
      );
      const owner = { ...input, merchant: (merchant as { id: string }).id };
      const made = await ask(world, documents.createApiKey, { input: owner }, world.adminKey);
      const order = orderInput(world, provider, { account: undefined });
      await create(order);
      const told = await ask(
        world,
        documents.createOrder,
        { input: order },
        String(made['secret']),
      );
      expect(told.__typename).toBe('NoRouteError');
    });

    it('R6: used again while the outcome is unknown gives the same order, and sends nothing', async () => {
      sandbox().faults.arm({ fault: 'cut-after', operation: 'createOrder' });
      const input = orderInput(world, provider);
      const first = await create(input);
      expect(first.order?.status).toBe('UNKNOWN');
      const since = sandbox().requests().length;
      const again = await create(input);
      expect(again).toMatchObject({ replayed: true, order: { id: first.order?.id } });
      expect(callsSince(sandbox(), since)).toEqual([]);
    });

    it('R13: different keys with one reference make two orders', async () => {
      const [one, two] = [
        await created(world, provider, { reference: 'basket 7' }),
        await created(world, provider, { reference: 'basket 7' }),
      ];
      expect(one.id).not.toBe(two.id);
      expect(one.providerReference).not.toBe(two.providerReference);
      const { orders } = await world.request(documents.orders, {
        filter: { reference: 'basket 7' },
      });
      expect(orders.edges.map(({ node }) => node.id)).toEqual([two.id, one.id]);
    });
  });
});
