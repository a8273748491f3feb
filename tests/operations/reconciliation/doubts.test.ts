import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { OutcomeUnknown } from '../../../src/providers/provider.ts';
import { eventually, openWorld, providersOfSandbox } from '../../support/app.ts';
import type { World } from '../../support/app.ts';
import { callsSince, created, deliver, orderOf, paid } from '../../support/operations.ts';
import {
  causesOf,
  connectionOf,
  hour,
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

describe.each(providersOfSandbox)('what the lists of %s leave in doubt', (provider) => {
  let world: World;
  const sandbox = () => world.sandbox.provider(provider);

  beforeAll(async () => {
    world = await openWorld();
  });

  afterAll(() => world.close());

  beforeEach(async () => {
    // What the tests before have left is out of the range.
    await world.sandbox.clock.advance(2 * hour);
    sandbox().webhooks.mode = 'hold';
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    sandbox().faults.clear();
    sandbox().webhooks.mode = 'deliver';
    await sandbox().webhooks.release();
    await sandbox().webhooks.idle();
  });

  it('reports what the provider has not, when it says so itself, and does not call it failed', async () => {
    sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
    const order = await created(world, provider);
    const data = { orderNo: order.providerReference, orderStatus: 'PAYING' };
    expect(await deliver(world, provider, 'CHECKOUT_ORDER_CHANGED', data)).toBe(200);
    const here = async () => (await orderOf(world, order.id)).status;
    expect(await here()).toBe('AWAITING_PAYMENT');
    // Right after it was sent, a provider need not show it.
    expect((await reconciled(world, provider)).findings).toEqual([]);
    await world.sandbox.clock.advance(31_000);
    const since = sandbox().requests().length;
    const { findings, complete } = await reconciled(world, provider);
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

  it('asks for what a list does not show, before it says that it is missing', async () => {
    const order = await created(world, provider);
    await world.sandbox.clock.advance(31_000);
    await listInstead(world, provider, 'listOrders', nothing);
    const since = sandbox().requests().length;
    const told = await reconciled(world, provider, 60_000);
    expect(told).toMatchObject({ complete: true, findings: [] });
    expect(callsSince(sandbox(), since)).toContain('orderInfo');
    expect((await orderOf(world, order.id)).version).toBe(order.version);
  });

  it('asks for what a list contradicts, before it believes that', async () => {
    sandbox().webhooks.mode = 'deliver';
    const order = await paid(world, provider);
    const stale = {
      subject: 'ORDER',
      providerReference: order.providerReference,
      status: 'AWAITING_PAYMENT',
      occurredAt: null,
    } as const;
    const lagging = async () => ({ observations: [stale], hasMore: false });
    await listInstead(world, provider, 'listOrders', lagging);
    expect((await reconciled(world, provider)).findings).toEqual([]);
    expect((await orderOf(world, order.id)).status).toBe('PAID');
    // What the provider says again when it is asked is told, and money that is proven stays.
    const connection = await connectionOf(world, provider);
    const still = async () => ({ observations: [stale], refused: null });
    vi.spyOn(connection, 'queryOrder').mockImplementation(still);
    const { findings } = await reconciled(world, provider, 60_000);
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

  it('tells a difference once, although rows move to the next page', async () => {
    const numbers: string[] = [];
    for (let count = 0; count < 2; count += 1) {
      const order = await created(world, provider);
      sandbox().pay(order.providerReference);
      numbers.push(order.providerReference);
    }
    // While the first page was read, another order came in before it.
    await listInstead(world, provider, 'listOrders', async (page, real) => {
      const { observations } = await real(1);
      return page === 1
        ? { observations: observations.slice(0, 1), hasMore: true }
        : { observations, hasMore: false };
    });
    const { findings, complete, checked } = await reconciled(world, provider);
    expect(findings.map(({ providerReference }) => providerReference).toSorted()).toEqual(
      numbers.toSorted(),
    );
    expect([complete, checked]).toEqual([true, 2]);
  });

  it('does not say that something is missing when it has read but a part of the list', async () => {
    await created(world, provider);
    await world.sandbox.clock.advance(31_000);
    await listInstead(world, provider, 'listOrders', async (page) => {
      if (page === 2) throw new OutcomeUnknown('cut');
      return { observations: [], hasMore: true };
    });
    const since = sandbox().requests().length;
    const told = await reconciled(world, provider);
    expect(told).toMatchObject({ complete: false, unanswered: 1, findings: [] });
    expect(callsSince(sandbox(), since)).not.toContain('orderInfo');
  });

  it('leaves alone what is being sent at that moment', async () => {
    sandbox().faults.arm({ fault: 'delay', operation: 'createOrder', delayMs: 1_000 });
    const before = sandbox().effects().ordersCreated;
    const sending = created(world, provider);
    await eventually(async () => sandbox().effects().ordersCreated > before);
    expect((await reconciled(world, provider)).findings).toEqual([]);
    await world.sandbox.clock.advance(1_000);
    const order = await sending;
    expect(await causesOf(world, order.id)).toEqual(['MUTATION', 'PROVIDER_ANSWER']);
  });

  it('goes on where one row cannot be dealt with', async () => {
    sandbox().webhooks.mode = 'deliver';
    const order = await paid(world, provider);
    sandbox().webhooks.mode = 'hold';
    const bad = { ...stranger, orderProviderReference: order.providerReference };
    const good = { ...bad, providerReference: 'GOOD' };
    const page = { observations: [bad, good], hasMore: false };
    await listInstead(world, provider, 'listRefunds', async () => page);
    const { queue } = world.app.deps;
    vi.spyOn(queue, 'change').mockRejectedValueOnce(new Error('the disk is full'));
    const told = await reconciled(world, provider);
    expect(told.complete).toBe(false);
    expect(told.findings).toMatchObject([{ kind: 'MISSING_HERE', providerReference: 'GOOD' }]);
    expect((await orderOf(world, order.id)).refundable?.amount).toBe('96.00');
  });

  it('does not take over a refund in other money than the order was paid with', async () => {
    sandbox().webhooks.mode = 'deliver';
    const order = await paid(world, provider);
    sandbox().webhooks.mode = 'hold';
    const { providerReference: orderProviderReference } = order;
    const foreign = { ...stranger, orderProviderReference, amount: money('5', 'BRL') };
    const page = { observations: [foreign], hasMore: false };
    await listInstead(world, provider, 'listRefunds', async () => page);
    const { findings } = await reconciled(world, provider);
    expect(findings).toMatchObject([{ kind: 'MISSING_HERE', subject: null, healed: false }]);
    expect(await orderOf(world, order.id)).toMatchObject({
      refundable: { amount: '101.00' },
      refunds: { nodes: [] },
    });
  });

  it('takes three silences in a row for an end, and not three in all', async () => {
    for (let count = 0; count < 7; count += 1) await created(world, provider);
    await world.sandbox.clock.advance(31_000);
    await listInstead(world, provider, 'listOrders', nothing);
    const connection = await connectionOf(world, provider);
    const real = connection.queryOrder.bind(connection);
    let asked = 0;
    vi.spyOn(connection, 'queryOrder').mockImplementation(async (handle, call) => {
      asked += 1;
      if (asked % 3 !== 0) throw new OutcomeUnknown('lost');
      return real(handle, call);
    });
    await reconciled(world, provider);
    expect(asked).toBe(7);
  });

  it.each([
    ['has no end', { observations: [], hasMore: true }, 50],
    ['begins again and again', { observations: [stranger], hasMore: true }, 2],
  ])('ends with a list that %s', async (_what, page, calls) => {
    const list = await listInstead(world, provider, 'listRefunds', async () => page);
    const told = await reconciled(world, provider);
    expect(told.complete).toBe(false);
    expect(list.mock.calls.length).toBe(calls);
  });

  it('guesses nothing where the provider goes down in the midst of it', async () => {
    const order = await created(world, provider);
    await world.sandbox.clock.advance(31_000);
    sandbox().pay(order.providerReference);
    for (const operation of ['orderList', 'refundList', 'settlementList'] as const) {
      sandbox().faults.arm({ fault: 'error-before', operation, times: 100 });
    }
    const before = await writes(world);
    expect(await reconciled(world, provider)).toMatchObject({
      complete: false,
      unanswered: 3,
      findings: [],
    });
    expect(await writes(world)).toEqual(before);
    sandbox().faults.clear();
    expect((await reconciled(world, provider)).findings).toMatchObject([{ healed: true }]);
  });
});
