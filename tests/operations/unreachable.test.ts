import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, providersOfSandbox } from '../support/app.ts';
import type { World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  ask,
  created,
  exchangesOf,
  newKey,
  nowhere,
  orderInput,
  orderOf,
  paid,
  pathOf,
  redirect,
  refundAddress,
  refundOf,
  settlementInput,
  settlementOf,
} from '../support/operations.ts';

/** Nothing left this machine (docs/rules.md#what-surely-was-not-sent). */
describe.each(providersOfSandbox)('%s does not listen', (provider) => {
  let world: World;
  const sandbox = () => world.sandbox.provider(provider);
  const other = providersOfSandbox.find((name) => name !== provider) ?? provider;

  beforeAll(async () => {
    world = await openWorld({ timeoutMs: 1_000 });
  });

  afterAll(() => world.close());

  const away = async <T>(work: () => Promise<T>): Promise<T> => {
    await redirect(world, provider, nowhere);
    try {
      return await work();
    } finally {
      await redirect(world, provider);
    }
  };

  it('fails an order after five seconds of trying, and says that nothing was sent', async () => {
    const before = sandbox().effects();
    const started = world.sandbox.clock.now();
    const order = await away(() => created(world, provider));
    expect(world.sandbox.clock.now() - started).toBeLessThan(6_000);
    expect(order).toMatchObject({
      status: 'FAILED',
      phase: 'SETTLED',
      failure: { code: 'PROVIDER_UNAVAILABLE', providerCode: null },
      nextAction: null,
    });
    const exchanges = await exchangesOf(world, order.id);
    expect(exchanges.length).toBeGreaterThan(2);
    expect(new Set(exchanges)).toEqual(new Set(['getAccessToken NOT_SENT']));
    await world.advance(60_000);
    expect((await orderOf(world, order.id)).status).toBe('FAILED');
    expect(sandbox().effects()).toEqual(before);
  });

  it('sends an order that names no account to the next account that can do it', async () => {
    const input = () => ({ ...orderInput(world, provider), account: undefined });
    // One of the two is tried first, and so fails over.
    await away(async () => {
      const { order } = await ask(world, documents.createOrder, { input: input() });
      expect(order).toMatchObject({ status: 'AWAITING_PAYMENT', provider: other });
    });
    await redirect(world, other, nowhere);
    const { order } = await ask(world, documents.createOrder, { input: input() });
    await redirect(world, other);
    expect(order).toMatchObject({ status: 'AWAITING_PAYMENT', provider });
  });

  it('goes back to the first account when no other can be reached', async () => {
    await redirect(world, other, nowhere);
    const input = { ...orderInput(world, provider), account: undefined };
    const told = await away(() => ask(world, documents.createOrder, { input }));
    await redirect(world, other);
    expect(told.order).toMatchObject({
      status: 'FAILED',
      failure: { code: 'PROVIDER_UNAVAILABLE' },
    });
    expect((await exchangesOf(world, told.order?.id ?? '')).length).toBeGreaterThan(3);
  });

  it('keeps a refund REQUESTED and sends it once when the provider is back', async () => {
    const order = await paid(world, provider);
    const before = sandbox().effects();
    const input = { idempotencyKey: newKey(), order: order.id, ...refundAddress(provider) };
    const { refund } = await away(async () => {
      const told = await ask(world, documents.createRefund, { input });
      await world.advance(5_000);
      await world.advance(5_000);
      return told;
    });
    expect(refund).toMatchObject({ status: 'REQUESTED', phase: 'OPEN' });
    const { id = '' } = refund ?? {};
    expect(await exchangesOf(world, id)).toEqual(Array(3).fill('getAccessToken NOT_SENT'));
    expect((await orderOf(world, order.id)).refundable).toMatchObject({ amount: '0.00' });
    expect(sandbox().effects()).toEqual(before);
    await world.advance(10_000);
    expect((await refundOf(world, id)).status).toBe('PENDING');
    expect(sandbox().effects().refundsCreated - before.refundsCreated).toBe(1);
  });

  it('keeps a settlement REQUESTED and sends it once when the provider is back', async () => {
    await paid(world, provider);
    const before = sandbox().effects();
    const { settlement } = await away(() =>
      ask(world, documents.createSettlement, { input: settlementInput(world, provider) }),
    );
    expect(settlement).toMatchObject({ status: 'REQUESTED', phase: 'OPEN' });
    await world.advance(5_000);
    const { id = '' } = settlement ?? {};
    expect((await settlementOf(world, id)).status).toBe('PENDING');
    expect(sandbox().effects().settlementsCreated - before.settlementsCreated).toBe(1);
  });

  it('cancels what was never sent without asking anybody', async () => {
    const order = await paid(world, provider);
    const before = sandbox().requests().length;
    await away(async () => {
      const input = { idempotencyKey: newKey(), order: order.id, ...refundAddress(provider) };
      const { refund } = await ask(world, documents.createRefund, { input });
      expect(refund).toMatchObject({ status: 'REQUESTED' });
      const cancel = { input: { idempotencyKey: newKey(), id: refund?.id } };
      const told = await ask(world, documents.cancelRefund, cancel);
      expect(told).toMatchObject({ refund: { status: 'CANCELED' } });
      const { settlement } = await ask(world, documents.createSettlement, {
        input: settlementInput(world, provider),
      });
      const again = { input: { idempotencyKey: newKey(), id: settlement?.id } };
      const canceled = await ask(world, documents.cancelSettlement, again);
      expect(canceled).toMatchObject({ settlement: { status: 'CANCELED' } });
      expect(await pathOf(world, settlement?.id ?? '')).toEqual([
        'SUBMITTING',
        'REQUESTED',
        'CANCELED',
      ]);
    });
    await world.advance(10_000);
    expect((await orderOf(world, order.id)).refundable).toMatchObject({ amount: '101.00' });
    const operations = sandbox()
      .requests()
      .slice(before)
      .map(({ operation }) => operation);
    expect(operations).not.toContain('createRefund');
    expect(operations).not.toContain('createSettlement');
  });

  it('tells who asks that there was no answer, and changes nothing', async () => {
    const order = await created(world, provider);
    const input = { idempotencyKey: newKey(), id: order.id };
    const unavailable = { __typename: 'ProviderUnavailableError', retry: 'SAME_KEY' };
    await away(async () => {
      const refreshed = await ask(world, documents.refreshOrder, { id: order.id });
      expect(refreshed).toMatchObject(unavailable);
      expect(await ask(world, documents.cancelOrder, { input })).toMatchObject(unavailable);
      expect(await orderOf(world, order.id)).toMatchObject({
        status: 'AWAITING_PAYMENT',
        version: 2,
      });
    });
    const told = await ask(world, documents.cancelOrder, { input });
    expect(told).toMatchObject({ order: { status: 'CANCELED' } });
  });

  it('gives a refund and a settlement up after a day of trying', async () => {
    const order = await paid(world, provider);
    const input = { idempotencyKey: newKey(), order: order.id, ...refundAddress(provider) };
    await away(async () => {
      const { refund } = await ask(world, documents.createRefund, { input });
      const { settlement } = await ask(world, documents.createSettlement, {
        input: settlementInput(world, provider),
      });
      const ids = [refund?.id ?? '', settlement?.id ?? ''] as const;
      for (let hour = 0; hour < 23; hour += 1) await world.advance(3_600_000);
      expect((await refundOf(world, ids[0])).status).toBe('REQUESTED');
      expect((await settlementOf(world, ids[1])).status).toBe('REQUESTED');
      for (let hour = 0; hour < 3; hour += 1) await world.advance(3_600_000);
      const failed = { status: 'FAILED', failure: { code: 'PROVIDER_UNAVAILABLE' } };
      expect(await refundOf(world, ids[0])).toMatchObject(failed);
      expect(await settlementOf(world, ids[1])).toMatchObject(failed);
    });
    expect((await orderOf(world, order.id)).refundable).toMatchObject({ amount: '101.00' });
  });
});
