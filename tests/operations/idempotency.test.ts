import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, triedBrands } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { mutate, callsSince, created, footprint, orderInput } from '../support/operations.ts';

describe.each(triedBrands)('idempotency keys of orders at %s', (provider) => {
  let testApp: TestApp;
  const sandbox = () => testApp.sandbox.provider(provider);
  const create = (input: object) => mutate(testApp, documents.createOrder, { input });

  beforeAll(async () => {
    testApp = await openTestApp({ disabledTokens: ['TRX_USDC'], timeoutMs: 1_000 });
  });

  afterAll(() => testApp.close());

  describe('an idempotency key', () => {
    it('makes one order however often it is sent', async () => {
      const before = sandbox().effects().ordersCreated;
      const input = orderInput(testApp, provider, { metadata: [] });
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
      const input = orderInput(testApp, provider, { metadata: [{ key: 'a', value: '1' }] });
      const { order } = await create(input);
      const before = await footprint(testApp);
      const result = await create({
        ...input,
        amount: { amount: '100.01', currency: 'USD' },
        reference: 'another',
        description: 'added',
        metadata: [{ key: 'a', value: '2' }],
      });
      expect(result).toMatchObject({
        __typename: 'IdempotencyConflictError',
        existing: { __typename: 'Order', id: order?.id },
        retry: 'NEW_KEY',
      });
      expect(result.differences).toEqual([
        'amount.amount',
        'description',
        'metadata.0.value',
        'reference',
      ]);
      expect(await footprint(testApp)).toEqual(before);
    });

    it('makes one order when twenty requests come at once', async () => {
      const before = sandbox().effects().ordersCreated;
      const input = orderInput(testApp, provider);
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
      const input = orderInput(testApp, provider);
      const wrong = [
        { reference: '' },
        { expiresIn: 1 },
        { account: 'acc_none' },
        { amount: { amount: '100', currency: 'EUR' } },
      ];
      for (const more of wrong) expect((await create({ ...input, ...more })).order).toBeUndefined();
      expect(await create(input)).toMatchObject({ replayed: false });
    });

    it('belongs to one merchant', async () => {
      const input = { name: 'Another', scopes: ['READ', 'ORDERS_WRITE'] };
      const { merchant } = await mutate(
        testApp,
        documents.createMerchant,
        { input: { name: 'Another merchant' } },
        testApp.adminKey,
      );
      const owner = { ...input, merchant: (merchant as { id: string }).id };
      const made = await mutate(
        testApp,
        documents.createApiKey,
        { input: owner },
        testApp.adminKey,
      );
      const order = orderInput(testApp, provider, { account: undefined });
      await create(order);
      const result = await mutate(
        testApp,
        documents.createOrder,
        { input: order },
        String(made['secret']),
      );
      expect(result.__typename).toBe('NoRouteError');
    });

    it('R6: used again while the outcome is unknown gives the same order, and sends nothing', async () => {
      sandbox().faults.arm({ fault: 'cut-after', operation: 'createOrder' });
      const input = orderInput(testApp, provider);
      const first = await create(input);
      expect(first.order?.status).toBe('UNKNOWN');
      const since = sandbox().requests().length;
      const again = await create(input);
      expect(again).toMatchObject({ replayed: true, order: { id: first.order?.id } });
      expect(callsSince(sandbox(), since)).toEqual([]);
    });

    it('R13: different keys with one reference make two orders', async () => {
      const [one, two] = [
        await created(testApp, provider, { reference: 'basket 7' }),
        await created(testApp, provider, { reference: 'basket 7' }),
      ];
      expect(one.id).not.toBe(two.id);
      expect(one.providerReference).not.toBe(two.providerReference);
      const { orders } = await testApp.request(documents.orders, {
        filter: { reference: 'basket 7' },
      });
      expect(orders.edges.map(({ node }) => node.id)).toEqual([two.id, one.id]);
    });
  });
});
