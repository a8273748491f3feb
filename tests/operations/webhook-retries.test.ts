import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { deliveryById } from '../../src/store/queries/webhooks.ts';
import { openTestApp, triedBrands } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  created,
  deliver,
  deliverRaw,
  newKey,
  orderOf,
  pathOf,
} from '../support/operations.ts';
import { deliveriesOf } from '../support/webhooks.ts';

const changed = (orderNo: string, orderStatus: string) => ({ orderNo, orderStatus });

describe.each(triedBrands)('webhooks of %s that cannot be applied yet', (provider) => {
  let testApp: TestApp;
  const sandbox = () => testApp.sandbox.provider(provider);

  beforeAll(async () => {
    testApp = await openTestApp();
  });

  afterAll(() => testApp.close());

  const deliveries = (statuses: Parameters<typeof deliveriesOf>[2]) =>
    deliveriesOf(testApp, provider, statuses);

  it('that cannot be read are stored, tried again, and finally dead', async () => {
    const bodies = ['no json', '{"eventId":"broken-1"}', '[]', '\u0000'];
    for (const body of bodies) expect(await deliverRaw(testApp, provider, body)).toBe(200);
    const failed = await deliveries(['FAILED']);
    expect(failed.length).toBe(bodies.length);
    expect(failed.every(({ lastError, attempts }) => lastError !== null && attempts === 1)).toBe(
      true,
    );
    for (const seconds of [5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200]) {
      await testApp.advance(seconds * 1000);
    }
    expect(await deliveries(['FAILED'])).toEqual([]);
    const dead = await deliveries(['DEAD']);
    expect(dead.filter(({ attempts }) => attempts === 9).length).toBe(bodies.length);
    const result = await mutate(testApp, documents.replayWebhook, { id: dead[0]?.id });
    expect(result).toMatchObject({ delivery: { status: 'DEAD', attempts: 10 } });
  });

  it('R27: for an order that nobody knows is stored, acknowledged, tried again, and finally matched', async () => {
    const orderNo = `LATER${newKey().replace('-', '')}`;
    const data = { ...changed(orderNo, 'PAID'), token: 'ETH_USDT', payingAmount: 101 };
    expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data)).toBe(200);
    const [unmatched] = await deliveries(['UNMATCHED']);
    expect(unmatched).toMatchObject({ attempts: 1, events: [] });
    await testApp.advance(5_000);
    expect(await deliveries(['UNMATCHED'])).toMatchObject([{ attempts: 2 }]);
    for (const seconds of [30, 120, 600, 3_600, 10_800, 21_600, 43_200]) {
      await testApp.advance(seconds * 1000);
    }
    expect(await deliveries(['UNMATCHED'])).toEqual([]);
    const id = unmatched?.id ?? '';
    expect((await deliveries(['DEAD'])).map((one) => one.id)).toContain(id);
    // The missing order appears.
    vi.spyOn(testApp.app.deps.ids, 'providerReference').mockReturnValueOnce(orderNo);
    const order = await created(testApp, provider);
    const replays = await Promise.all(
      [1, 2, 3].map(() => mutate(testApp, documents.replayWebhook, { id })),
    );
    expect(replays.map(({ __typename: type }) => type)).toEqual(
      Array(3).fill('ReplayWebhookSuccess'),
    );
    expect(await pathOf(testApp, order.id)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT', 'PAID']);
    expect((await deliveryById(testApp.app.deps.read, id))?.status).toBe('APPLIED');
    const again = await mutate(testApp, documents.replayWebhook, { id });
    expect(again).toMatchObject({ delivery: { status: 'APPLIED', lastError: null } });
  });

  it('that cannot be applied are stored all the same, acknowledged, and applied later', async () => {
    const order = await created(testApp, provider);
    const data = changed(order.providerReference, 'CANCELLED');
    const { queue } = testApp.app.deps;
    const change = vi.spyOn(queue, 'change').mockRejectedValueOnce(new Error('the disk is full'));
    expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data)).toBe(200);
    change.mockRestore();
    expect((await orderOf(testApp, order.id)).status).toBe('AWAITING_PAYMENT');
    expect(await deliveries(['FAILED'])).toMatchObject([{ lastError: 'Error: the disk is full' }]);
    await testApp.advance(5_000);
    expect((await orderOf(testApp, order.id)).status).toBe('CANCELED');
    expect(await deliveries(['FAILED'])).toEqual([]);
  });

  it('are not acknowledged when they cannot be stored, and come again', async () => {
    const order = await created(testApp, provider);
    const data = changed(order.providerReference, 'CANCELLED');
    const { queue } = testApp.app.deps;
    const change = vi.spyOn(queue, 'change').mockRejectedValue(new Error('the disk is full'));
    const eventId = `again-${order.id}`;
    const send = () => deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data, { eventId });
    expect(await send()).toBe(500);
    change.mockRestore();
    expect(await send()).toBe(200);
    expect((await orderOf(testApp, order.id)).status).toBe('CANCELED');
  });

  it('R12: that wait for another attempt survive a restart', async () => {
    const order = await created(testApp, provider);
    const { queue } = testApp.app.deps;
    const change = vi.spyOn(queue, 'change').mockRejectedValueOnce(new Error('the disk is full'));
    const data = changed(order.providerReference, 'CANCELLED');
    expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data)).toBe(200);
    change.mockRestore();
    // Another one that the provider could not deliver at all.
    const other = await created(testApp, provider);
    sandbox().webhooks.mode = 'hold';
    sandbox().pay(other.providerReference);
    await testApp.restart();
    sandbox().webhooks.mode = 'deliver';
    await sandbox().webhooks.release();
    await testApp.advance(5_000);
    expect((await orderOf(testApp, order.id)).status).toBe('CANCELED');
    expect((await orderOf(testApp, other.id)).status).toBe('PAID');
  });
});
