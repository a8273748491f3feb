import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openWorld, providersOfSandbox } from '../support/app.ts';
import type { World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  ask,
  callsSince,
  created,
  exchangesOf,
  footprint,
  newKey,
  orderInput,
  orderOf,
  pathOf,
  resolve,
} from '../support/operations.ts';

describe.each(providersOfSandbox)('createOrder at %s', (provider) => {
  let world: World;
  const sandbox = () => world.sandbox.provider(provider);
  const create = (input: object) => ask(world, documents.createOrder, { input });

  beforeAll(async () => {
    world = await openWorld({ disabledTokens: ['TRX_USDC'], timeoutMs: 1_000 });
  });

  afterAll(() => world.close());

  describe('a provider that says no', () => {
    it("fails the order with the provider's own words", async () => {
      const { merchantId, ...keys } = world.credentials[provider];
      const config =
        provider === 'W_CHECKOUT'
          ? { wCheckout: { ...keys, merchantId } }
          : { anexpayXcheckout: keys };
      const input = { name: 'same', baseUrl: sandbox().baseUrl, config };
      const made = await ask(world, documents.createProviderAccount, { input });
      const { id: account } = made['account'] as { id: string };
      // A number that the provider knows already, of another account of ours.
      const used = await created(world, provider);
      const before = sandbox().effects();
      vi.spyOn(world.app.deps.ids, 'providerReference').mockReturnValueOnce(used.providerReference);
      const { order } = await create(orderInput(world, provider, { account }));
      expect(order).toMatchObject({
        status: 'FAILED',
        phase: 'SETTLED',
        nextAction: null,
        failure: {
          code: 'REJECTED',
          providerCode: '90409',
          providerMessage: 'orderNo already exists',
        },
      });
      await world.advance(60_000);
      expect(await pathOf(world, order?.id ?? '')).toEqual(['SUBMITTING', 'FAILED']);
      expect(await pathOf(world, used.id)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT']);
      expect(sandbox().effects()).toEqual(before);
      await ask(world, documents.updateProviderAccount, { input: { id: account, enabled: false } });
    });

    it('fails with METHOD_NOT_ENABLED where the token is not enabled for the account', async () => {
      const method = { stablecoin: { currency: 'USDC', network: 'TRON' } };
      const { order } = await create(orderInput(world, provider, { method }));
      expect(order).toMatchObject({
        status: 'FAILED',
        failure: { code: 'METHOD_NOT_ENABLED' },
        nextAction: null,
      });
      expect(sandbox().order(order?.providerReference ?? '').status).toBe('CANCELLED');
      await resolve(world);
      expect((await orderOf(world, order?.id ?? '')).failure).toMatchObject({
        code: 'METHOD_NOT_ENABLED',
      });
    });

    it('fails with PROVIDER_AUTHENTICATION where the credentials are not accepted', async () => {
      const { merchantId, ...keys } = world.credentials[provider];
      const wrong = { ...keys, apiSecret: 'not-the-secret' };
      const config =
        provider === 'W_CHECKOUT'
          ? { wCheckout: { ...wrong, merchantId } }
          : { anexpayXcheckout: wrong };
      const account = { name: 'wrong', baseUrl: sandbox().baseUrl, config };
      const made = await ask(world, documents.createProviderAccount, { input: account });
      const { id } = made['account'] as { id: string };
      const { order } = await create(orderInput(world, provider, { account: id }));
      expect(order).toMatchObject({
        status: 'FAILED',
        failure: { code: 'PROVIDER_AUTHENTICATION' },
      });
      const disabled = { input: { id, enabled: false } };
      await ask(world, documents.updateProviderAccount, disabled);
      expect(await create(orderInput(world, provider, { account: id }))).toMatchObject({
        __typename: 'NoRouteError',
        reasons: [expect.stringContaining('disabled')],
      });
    });

    it('never gets what no account can do', async () => {
      const before = await footprint(world);
      for (const more of [
        { amount: { amount: '100', currency: 'EUR' } },
        { amount: { amount: '1000000.01', currency: 'USD' } },
        { method: { pix: { presentation: 'QR_CODE' } } },
      ]) {
        const told = await create(orderInput(world, provider, more));
        expect(told).toMatchObject({ __typename: 'NoRouteError', retry: 'NEW_KEY' });
        expect(told.reasons).toHaveLength(1);
      }
      expect(await footprint(world)).toEqual(before);
    });
  });

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

    it('can be used again after a refusal (ANSWERS 29)', async () => {
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

  describe('an outcome that is not known', () => {
    it('R2: is no failure when the provider says "not found" straight after', async () => {
      sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
      const order = await created(world, provider);
      for (let count = 0; count < 3; count += 1) {
        const told = await ask(world, documents.refreshOrder, { id: order.id });
        expect(told.order).toMatchObject({ status: 'UNKNOWN', failure: null });
      }
      await resolve(world);
      expect((await orderOf(world, order.id)).status).toBe('AWAITING_PAYMENT');
    });

    it('R19: is told apart from an order that does not exist', async () => {
      sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
      const { id } = await created(world, provider);
      expect(await orderOf(world, id)).toMatchObject({
        status: 'UNKNOWN',
        phase: 'OPEN',
        failure: null,
        resolution: { checks: 0, lastCheckAt: null, needsAttention: false },
      });
      const absent = { id: 'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV' };
      expect(await world.request(documents.order, absent)).toEqual({ order: null });
      await resolve(world);
    });

    it('R21: said as an error of HTTP is unknown, not failed', async () => {
      sandbox().faults.arm({ fault: 'error-after', operation: 'createOrder' });
      const order = await created(world, provider);
      expect(order).toMatchObject({ status: 'UNKNOWN', failure: null });
      expect(await exchangesOf(world, order.id)).toContain('createOrder UNKNOWN 500');
    });

    it('is a failure once the provider has said twice, after ten minutes, that it has nothing', async () => {
      sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
      const { id } = await created(world, provider);
      const before = sandbox().effects();
      // Nobody can tell for eleven minutes.
      sandbox().faults.arm({ fault: 'error-before', operation: 'orderInfo', times: 10_000 });
      for (const ms of [5_000, 30_000, 120_000, 600_000]) await world.advance(ms);
      expect((await orderOf(world, id)).status).toBe('UNKNOWN');
      sandbox().faults.clear();
      await world.advance(3_600_000);
      expect((await orderOf(world, id)).status).toBe('UNKNOWN');
      await world.advance(15_000);
      expect(await orderOf(world, id)).toMatchObject({
        status: 'FAILED',
        failure: { code: 'PROVIDER_UNAVAILABLE' },
        resolution: null,
      });
      expect(sandbox().effects()).toEqual(before);
    });

    it('asks for attention, and never gives up, while nobody can tell', async () => {
      sandbox().webhooks.mode = 'hold';
      sandbox().faults.arm({ fault: 'cut-after', operation: 'createOrder' });
      const { id } = await created(world, provider);
      sandbox().faults.arm({ fault: 'error-before', operation: 'orderInfo', times: 10_000 });
      for (const seconds of [5, 30, 120, 600, 3_600, 21_600]) await world.advance(seconds * 1000);
      expect(await orderOf(world, id)).toMatchObject({
        status: 'UNKNOWN',
        resolution: { checks: 6, needsAttention: true },
      });
      await world.advance(86_400_000);
      expect(await orderOf(world, id)).toMatchObject({
        status: 'UNKNOWN',
        resolution: { checks: 7, needsAttention: true },
      });
      sandbox().faults.clear();
      // Meanwhile its time has run out at the provider.
      await world.advance(86_400_000);
      expect(await orderOf(world, id)).toMatchObject({ status: 'EXPIRED', resolution: null });
      sandbox().webhooks.mode = 'deliver';
      await sandbox().webhooks.release();
    });

    it.each([
      ['once', 1],
      ['and what remains cannot be written either', 2],
    ])('R14: is found out when the second transaction fails %s', async (_, failures) => {
      const before = sandbox().effects().ordersCreated;
      const input = orderInput(world, provider);
      const { queue } = world.app.deps;
      const commit = queue.commit.bind(queue);
      const spied = vi.spyOn(queue, 'commit').mockImplementationOnce(commit);
      for (let count = 0; count < failures; count += 1) {
        spied.mockRejectedValueOnce(new Error('the disk is full'));
      }
      const told = await create(input).catch(() => null);
      spied.mockRestore();
      expect(told?.order?.status).toBe(failures === 1 ? 'UNKNOWN' : undefined);
      await world.advance(60_000);
      const { order } = await create(input);
      expect(order).toMatchObject({ status: 'AWAITING_PAYMENT' });
      expect(await pathOf(world, order?.id ?? '')).toEqual([
        'SUBMITTING',
        'UNKNOWN',
        'AWAITING_PAYMENT',
      ]);
      expect(sandbox().effects().ordersCreated - before).toBe(1);
    });
  });

  it('R24: a webhook before the answer decides, and the late answer changes nothing', async () => {
    sandbox().faults.arm({ fault: 'delay', operation: 'createOrder', delayMs: 500 });
    const known = sandbox().requests().length;
    const answer = create(orderInput(world, provider));
    await vi.waitFor(() => expect(callsSince(sandbox(), known)).toContain('createOrder'));
    const { orders } = await world.request(documents.orders, { first: 1 });
    const [edge] = orders.edges;
    expect(edge?.node.status).toBe('SUBMITTING');
    const { providerReference } = await orderOf(world, edge?.node.id ?? '');
    await vi.waitFor(() => sandbox().pay(providerReference));
    await vi.waitFor(async () =>
      expect((await orderOf(world, edge?.node.id ?? '')).status).toBe('PAID'),
    );
    const { order } = await answer;
    expect(order).toMatchObject({
      id: edge?.node.id,
      status: 'PAID',
      paid: { amount: '101.00' },
      refundable: { amount: '101.00' },
      nextAction: null,
    });
    expect(await pathOf(world, order?.id ?? '')).toEqual(['SUBMITTING', 'PAID']);
  });

  it('R20: takes zero and nothing for what they are', async () => {
    const input = orderInput(world, provider, { expiresIn: 0 });
    expect((await create(input)).issues?.map(({ path }) => path)).toEqual([['expiresIn']]);
    const empty = await world.request(documents.orders, { filter: { statuses: [] } });
    expect(empty.orders.edges).toEqual([]);
    const { order } = await create({ ...input, idempotencyKey: newKey(), expiresIn: 60 });
    expect(order?.version).toBe(2);
  });
});
