import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, triedBrands, stablecoinBrands } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
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
describe.each(triedBrands)('%s does not listen', (provider) => {
  let testApp: TestApp;
  const sandbox = () => testApp.sandbox.provider(provider);
  const other = stablecoinBrands.find((name) => name !== provider) ?? provider;

  beforeAll(async () => {
    testApp = await openTestApp({ timeoutMs: 1_000 });
  });

  afterAll(() => testApp.close());

  const away = async <T>(work: () => Promise<T>): Promise<T> => {
    await redirect(testApp, provider, nowhere);
    try {
      return await work();
    } finally {
      await redirect(testApp, provider);
    }
  };

  it('fails an order after five seconds of trying, and reports that nothing was sent', async () => {
    const before = sandbox().effects();
    const started = testApp.sandbox.clock.now();
    const order = await away(() => created(testApp, provider));
    expect(testApp.sandbox.clock.now() - started).toBeLessThan(6_000);
    expect(order).toMatchObject({
      status: 'FAILED',
      phase: 'SETTLED',
      failure: { code: 'PROVIDER_UNAVAILABLE', providerCode: null },
      nextAction: null,
    });
    const exchanges = await exchangesOf(testApp, order.id);
    expect(exchanges.length).toBeGreaterThan(2);
    expect(new Set(exchanges)).toEqual(new Set(['getAccessToken NOT_SENT']));
    await testApp.advance(60_000);
    expect((await orderOf(testApp, order.id)).status).toBe('FAILED');
    expect(sandbox().effects()).toEqual(before);
  });

  it('sends an order that names no account to the next account that can do it', async () => {
    const input = () => ({ ...orderInput(testApp, provider), account: undefined });
    // One of the two is tried first, and so fails over.
    await away(async () => {
      const { order } = await mutate(testApp, documents.createOrder, { input: input() });
      expect(order).toMatchObject({ status: 'AWAITING_PAYMENT', provider: other });
    });
    await redirect(testApp, other, nowhere);
    const { order } = await mutate(testApp, documents.createOrder, { input: input() });
    await redirect(testApp, other);
    expect(order).toMatchObject({ status: 'AWAITING_PAYMENT', provider });
  });

  it('goes back to the first account when no other can be reached', async () => {
    await redirect(testApp, other, nowhere);
    const input = { ...orderInput(testApp, provider), account: undefined };
    const result = await away(() => mutate(testApp, documents.createOrder, { input }));
    await redirect(testApp, other);
    expect(result.order).toMatchObject({
      status: 'FAILED',
      failure: { code: 'PROVIDER_UNAVAILABLE' },
    });
    expect((await exchangesOf(testApp, result.order?.id ?? '')).length).toBeGreaterThan(3);
  });

  it('keeps a refund REQUESTED and sends it once when the provider is back', async () => {
    const order = await paid(testApp, provider);
    const before = sandbox().effects();
    const input = { idempotencyKey: newKey(), order: order.id, ...refundAddress(provider) };
    const { refund } = await away(async () => {
      const result = await mutate(testApp, documents.createRefund, { input });
      await testApp.advance(5_000);
      await testApp.advance(5_000);
      return result;
    });
    expect(refund).toMatchObject({ status: 'REQUESTED', phase: 'OPEN' });
    const { id = '' } = refund ?? {};
    expect(await exchangesOf(testApp, id)).toEqual(Array(3).fill('getAccessToken NOT_SENT'));
    expect((await orderOf(testApp, order.id)).refundable).toMatchObject({ amount: '0.00' });
    expect(sandbox().effects()).toEqual(before);
    await testApp.advance(10_000);
    expect((await refundOf(testApp, id)).status).toBe('PENDING');
    expect(sandbox().effects().refundsCreated - before.refundsCreated).toBe(1);
  });

  it('keeps a settlement REQUESTED and sends it once when the provider is back', async () => {
    await paid(testApp, provider);
    const before = sandbox().effects();
    const { settlement } = await away(() =>
      mutate(testApp, documents.createSettlement, { input: settlementInput(testApp, provider) }),
    );
    expect(settlement).toMatchObject({ status: 'REQUESTED', phase: 'OPEN' });
    await testApp.advance(5_000);
    const { id = '' } = settlement ?? {};
    expect((await settlementOf(testApp, id)).status).toBe('PENDING');
    expect(sandbox().effects().settlementsCreated - before.settlementsCreated).toBe(1);
  });

  it('voids what was never sent without querying the provider', async () => {
    const order = await paid(testApp, provider);
    const before = sandbox().requests().length;
    await away(async () => {
      const input = { idempotencyKey: newKey(), order: order.id, ...refundAddress(provider) };
      const { refund } = await mutate(testApp, documents.createRefund, { input });
      expect(refund).toMatchObject({ status: 'REQUESTED' });
      const cancel = { input: { idempotencyKey: newKey(), id: refund?.id } };
      const result = await mutate(testApp, documents.cancelRefund, cancel);
      expect(result).toMatchObject({ refund: { status: 'CANCELED' } });
      const { settlement } = await mutate(testApp, documents.createSettlement, {
        input: settlementInput(testApp, provider),
      });
      const again = { input: { idempotencyKey: newKey(), id: settlement?.id } };
      const canceled = await mutate(testApp, documents.cancelSettlement, again);
      expect(canceled).toMatchObject({ settlement: { status: 'CANCELED' } });
      expect(await pathOf(testApp, settlement?.id ?? '')).toEqual([
        'SUBMITTING',
        'REQUESTED',
        'CANCELED',
      ]);
    });
    await testApp.advance(10_000);
    expect((await orderOf(testApp, order.id)).refundable).toMatchObject({ amount: '101.00' });
    const operations = sandbox()
      .requests()
      .slice(before)
      .map(({ operation }) => operation);
    expect(operations).not.toContain('createRefund');
    expect(operations).not.toContain('createSettlement');
  });

  it('reports on a refresh that there was no answer, and changes nothing', async () => {
    const order = await created(testApp, provider);
    const input = { idempotencyKey: newKey(), id: order.id };
    const unavailable = { __typename: 'ProviderUnavailableError', retry: 'SAME_KEY' };
    await away(async () => {
      const refreshed = await mutate(testApp, documents.refreshOrder, { id: order.id });
      expect(refreshed).toMatchObject(unavailable);
      expect(await mutate(testApp, documents.cancelOrder, { input })).toMatchObject(unavailable);
      expect(await orderOf(testApp, order.id)).toMatchObject({
        status: 'AWAITING_PAYMENT',
        version: 2,
      });
    });
    const result = await mutate(testApp, documents.cancelOrder, { input });
    expect(result).toMatchObject({ order: { status: 'CANCELED' } });
  });

  it('gives a refund and a settlement up after a day of trying', async () => {
    const order = await paid(testApp, provider);
    const input = { idempotencyKey: newKey(), order: order.id, ...refundAddress(provider) };
    await away(async () => {
      const { refund } = await mutate(testApp, documents.createRefund, { input });
      const { settlement } = await mutate(testApp, documents.createSettlement, {
        input: settlementInput(testApp, provider),
      });
      const ids = [refund?.id ?? '', settlement?.id ?? ''] as const;
      for (let hour = 0; hour < 23; hour += 1) await testApp.advance(3_600_000);
      expect((await refundOf(testApp, ids[0])).status).toBe('REQUESTED');
      expect((await settlementOf(testApp, ids[1])).status).toBe('REQUESTED');
      for (let hour = 0; hour < 3; hour += 1) await testApp.advance(3_600_000);
      const failed = { status: 'FAILED', failure: { code: 'PROVIDER_UNAVAILABLE' } };
      expect(await refundOf(testApp, ids[0])).toMatchObject(failed);
      expect(await settlementOf(testApp, ids[1])).toMatchObject(failed);
    });
    expect((await orderOf(testApp, order.id)).refundable).toMatchObject({ amount: '101.00' });
  });
});
