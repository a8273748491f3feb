import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { OutcomeUnknown } from '../../../src/providers/provider.ts';
import { eventually, openTestApp, triedBrands } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { callsSince, created, deliver, orderOf, paid } from '../../support/operations.ts';
import {
  causesOf,
  connectionOf,
  holdWebhooks,
  listInstead,
  reconciled,
  writes,
} from '../../support/reconciliation.ts';

const nothing = async () => ({ observations: [], hasMore: false });

/** A refund of an order that was made elsewhere. */
const stranger = {
  subject: 'REFUND',
  providerReference: 'STRANGER',
  orderProviderReference: 'ELSEWHERE',
  amount: money('5', 'USDT', 'ETHEREUM'),
  status: 'PENDING',
  occurredAt: null,
} as const;

describe.each(triedBrands)('a reconciliation with the lists of %s', (provider) => {
  let testApp: TestApp;
  const sandbox = () => testApp.sandbox.provider(provider);

  beforeAll(async () => {
    testApp = await openTestApp();
  });

  afterAll(() => testApp.close());

  holdWebhooks(() => testApp, provider);

  it('reports what the provider does not have, when a query confirms that, and does not call it failed', async () => {
    sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
    const order = await created(testApp, provider);
    const data = { orderNo: order.providerReference, orderStatus: 'PAYING' };
    expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data)).toBe(200);
    const here = async () => (await orderOf(testApp, order.id)).status;
    expect(await here()).toBe('AWAITING_PAYMENT');
    // Right after it was sent, a provider need not show it.
    expect((await reconciled(testApp, provider)).findings).toEqual([]);
    await testApp.sandbox.clock.advance(31_000);
    const since = sandbox().requests().length;
    const { findings, complete } = await reconciled(testApp, provider);
    expect(complete).toBe(true);
    expect(findings).toMatchObject([
      {
        kind: 'MISSING_THERE',
        subject: { id: order.id },
        before: { status: 'AWAITING_PAYMENT' },
        there: null,
        after: { status: 'AWAITING_PAYMENT' },
        healed: false,
      },
    ]);
    expect(callsSince(sandbox(), since)).toContain('orderInfo');
    expect(await here()).toBe('AWAITING_PAYMENT');
  });

  it('queries what a list does not show, before it reports that it is missing', async () => {
    const order = await created(testApp, provider);
    await testApp.sandbox.clock.advance(31_000);
    await listInstead(testApp, provider, 'listOrders', nothing);
    const since = sandbox().requests().length;
    const result = await reconciled(testApp, provider, 60_000);
    expect(result).toMatchObject({ complete: true, findings: [] });
    expect(callsSince(sandbox(), since)).toContain('orderInfo');
    expect((await orderOf(testApp, order.id)).version).toBe(order.version);
  });

  it('queries what a list contradicts, before it believes that', async () => {
    sandbox().webhooks.mode = 'deliver';
    const order = await paid(testApp, provider);
    const stale = {
      subject: 'ORDER',
      providerReference: order.providerReference,
      status: 'AWAITING_PAYMENT',
      occurredAt: null,
    } as const;
    const lagging = async () => ({ observations: [stale], hasMore: false });
    await listInstead(testApp, provider, 'listOrders', lagging);
    expect((await reconciled(testApp, provider)).findings).toEqual([]);
    expect((await orderOf(testApp, order.id)).status).toBe('PAID');
    // What the provider reports again in a query is recorded, and proven money stays.
    const connection = await connectionOf(testApp, provider);
    const still = async () => ({ observations: [stale], refused: null });
    vi.spyOn(connection, 'queryOrder').mockImplementation(still);
    const { findings } = await reconciled(testApp, provider, 60_000);
    expect(findings).toMatchObject([
      {
        kind: 'STATUS',
        before: { status: 'PAID' },
        there: { status: 'AWAITING_PAYMENT' },
        after: { status: 'PAID' },
        healed: false,
      },
    ]);
  });

  it('reports a difference once, although rows move to the next page', async () => {
    const numbers: string[] = [];
    for (let count = 0; count < 2; count += 1) {
      const order = await created(testApp, provider);
      sandbox().pay(order.providerReference);
      numbers.push(order.providerReference);
    }
    // While the first page was read, another order came in before it.
    await listInstead(testApp, provider, 'listOrders', async (page, real) => {
      const { observations } = await real(1);
      return page === 1
        ? { observations: observations.slice(0, 1), hasMore: true }
        : { observations, hasMore: false };
    });
    const { findings, complete, checked } = await reconciled(testApp, provider);
    expect(findings.map(({ providerReference }) => providerReference).toSorted()).toEqual(
      numbers.toSorted(),
    );
    expect([complete, checked]).toEqual([true, 2]);
  });

  it('does not report anything as missing when it has read only a part of the list', async () => {
    await created(testApp, provider);
    await testApp.sandbox.clock.advance(31_000);
    await listInstead(testApp, provider, 'listOrders', async (page) => {
      if (page === 2) throw new OutcomeUnknown('cut');
      return { observations: [], hasMore: true };
    });
    const since = sandbox().requests().length;
    const result = await reconciled(testApp, provider);
    expect(result).toMatchObject({ complete: false, unanswered: 1, findings: [] });
    expect(callsSince(sandbox(), since)).not.toContain('orderInfo');
  });

  it('skips what is being sent at that moment', async () => {
    sandbox().faults.arm({ fault: 'delay', operation: 'createOrder', delayMs: 1_000 });
    const before = sandbox().effects().ordersCreated;
    const sending = created(testApp, provider);
    await eventually(async () => sandbox().effects().ordersCreated > before);
    expect((await reconciled(testApp, provider)).findings).toEqual([]);
    await testApp.sandbox.clock.advance(1_000);
    const order = await sending;
    expect(await causesOf(testApp, order.id)).toEqual(['MUTATION', 'PROVIDER_ANSWER']);
  });

  it('continues where one row cannot be processed', async () => {
    sandbox().webhooks.mode = 'deliver';
    const order = await paid(testApp, provider);
    sandbox().webhooks.mode = 'hold';
    const bad = { ...stranger, orderProviderReference: order.providerReference };
    const good = { ...bad, providerReference: 'GOOD' };
    const page = { observations: [bad, good], hasMore: false };
    await listInstead(testApp, provider, 'listRefunds', async () => page);
    const { queue } = testApp.app.deps;
    vi.spyOn(queue, 'change').mockRejectedValueOnce(new Error('the disk is full'));
    const result = await reconciled(testApp, provider);
    expect(result.complete).toBe(false);
    expect(result.findings).toMatchObject([{ kind: 'MISSING_HERE', providerReference: 'GOOD' }]);
    expect((await orderOf(testApp, order.id)).refundable?.amount).toBe('96.00');
  });

  it('does not adopt a refund in other money than the order was paid with', async () => {
    sandbox().webhooks.mode = 'deliver';
    const order = await paid(testApp, provider);
    sandbox().webhooks.mode = 'hold';
    const { providerReference: orderProviderReference } = order;
    const foreign = { ...stranger, orderProviderReference, amount: money('5', 'BRL') };
    const page = { observations: [foreign], hasMore: false };
    await listInstead(testApp, provider, 'listRefunds', async () => page);
    const { findings } = await reconciled(testApp, provider);
    expect(findings).toMatchObject([{ kind: 'MISSING_HERE', subject: null, healed: false }]);
    expect(await orderOf(testApp, order.id)).toMatchObject({
      refundable: { amount: '101.00' },
      refunds: { nodes: [] },
    });
  });

  it('ends after three timeouts in a row, and not after three in total', async () => {
    for (let count = 0; count < 7; count += 1) await created(testApp, provider);
    await testApp.sandbox.clock.advance(31_000);
    await listInstead(testApp, provider, 'listOrders', nothing);
    const connection = await connectionOf(testApp, provider);
    const real = connection.queryOrder.bind(connection);
    let queries = 0;
    vi.spyOn(connection, 'queryOrder').mockImplementation(async (handle, call) => {
      queries += 1;
      if (queries % 3 !== 0) throw new OutcomeUnknown('lost');
      return real(handle, call);
    });
    await reconciled(testApp, provider);
    expect(queries).toBe(7);
  });

  it.each([
    ['has no end', { observations: [], hasMore: true }, 50],
    ['begins again and again', { observations: [stranger], hasMore: true }, 2],
  ])('ends with a list that %s', async (_what, page, calls) => {
    const list = await listInstead(testApp, provider, 'listRefunds', async () => page);
    const result = await reconciled(testApp, provider);
    expect(result.complete).toBe(false);
    expect(list.mock.calls.length).toBe(calls);
  });

  it('concludes nothing where the provider goes down meanwhile', async () => {
    const order = await created(testApp, provider);
    await testApp.sandbox.clock.advance(31_000);
    sandbox().pay(order.providerReference);
    for (const operation of ['orderList', 'refundList', 'settlementList'] as const) {
      sandbox().faults.arm({ fault: 'error-before', operation, times: 100 });
    }
    const before = await writes(testApp);
    expect(await reconciled(testApp, provider)).toMatchObject({
      complete: false,
      unanswered: 3,
      findings: [],
    });
    expect(await writes(testApp)).toEqual(before);
    sandbox().faults.clear();
    expect((await reconciled(testApp, provider)).findings).toMatchObject([{ healed: true }]);
  });
});
