import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openWorld } from '../../support/app.ts';
import type { World } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { orderAt, payoutAt, unlisted } from '../../support/one-by-one.ts';
import { ask, callsSince, newKey, orderOf, settlementOf } from '../../support/operations.ts';
import { causesOf, connectionOf, hour, reconciled, writes } from '../../support/reconciliation.ts';

describe.each(unlisted)('reconciliation with %s, which has no lists', (provider) => {
  let world: World;
  const sandbox = () => world.sandbox.provider(provider);

  beforeAll(async () => {
    world = await openWorld({ examplepay: { refundQueryEnabled: true } });
    world.sandbox.provider('NEXAPAY').switch({ autoPay: false });
  });

  afterAll(() => world.close());

  beforeEach(async () => {
    await world.sandbox.clock.advance(2 * hour);
    sandbox().webhooks.mode = 'hold';
  });

  afterEach(() => {
    vi.restoreAllMocks();
    sandbox().faults.clear();
  });

  it('heals an order whose webhook was lost, and finds nothing the second time', async () => {
    const order = await orderAt(world, provider);
    sandbox().pay(order.providerReference);
    const told = await reconciled(world, provider);
    expect(told).toMatchObject({ checked: 1, unanswered: 0, complete: true });
    expect(told.findings).toMatchObject([
      {
        kind: 'STATUS',
        subjectType: 'ORDER',
        subject: { id: order.id },
        providerReference: order.providerReference,
        before: { status: 'AWAITING_PAYMENT' },
        there: { status: 'PAID' },
        after: { status: 'PAID' },
        healed: true,
      },
    ]);
    expect((await orderOf(world, order.id)).status).toBe('PAID');
    expect((await causesOf(world, order.id)).at(-1)).toBe('RECONCILIATION');
    expect((await reconciled(world, provider)).findings).toEqual([]);
  });

  it('finds nothing where nothing differs, and tells nobody', async () => {
    const order = await orderAt(world, provider);
    const events = (await causesOf(world, order.id)).length;
    const told = await reconciled(world, provider);
    expect(told).toMatchObject({ checked: 1, complete: true, findings: [] });
    expect((await orderOf(world, order.id)).version).toBe(order.version);
    expect(await causesOf(world, order.id)).toHaveLength(events);
  });

  it('asks for nothing that was made outside of the range', async () => {
    await orderAt(world, provider);
    await world.sandbox.clock.advance(10_000);
    const since = sandbox().requests().length;
    expect(await reconciled(world, provider, 5_000)).toMatchObject({ checked: 0, complete: true });
    expect(callsSince(sandbox() as never, since)).toEqual([]);
  });

  it('reports what the provider has not, and does not call it failed', async () => {
    const order = await orderAt(world, provider);
    const connection = await connectionOf(world, provider);
    const { providerReference } = order;
    vi.spyOn(connection, 'queryOrder').mockImplementation(async () => {
      const askedAt = world.sandbox.clock.now();
      const absence = { subject: 'ABSENCE', of: 'ORDER', providerReference, askedAt } as const;
      return { observations: [absence], refused: null };
    });
    // Right after it was sent, a provider need not know it.
    expect((await reconciled(world, provider)).findings).toEqual([]);
    await world.sandbox.clock.advance(31_000);
    expect((await reconciled(world, provider)).findings).toMatchObject([
      {
        kind: 'MISSING_THERE',
        subject: { id: order.id },
        there: null,
        after: { status: 'AWAITING_PAYMENT' },
        healed: false,
      },
    ]);
  });

  it('guesses nothing while nobody answers, and does not go on asking', async () => {
    for (let count = 0; count < 5; count += 1) {
      const order = await orderAt(world, provider);
      sandbox().pay(order.providerReference);
    }
    const connection = await connectionOf(world, provider);
    const down = vi.spyOn(connection, 'queryOrder').mockRejectedValue(new Error('down'));
    const { events } = (await writes(world)) as { events: number };
    const told = await reconciled(world, provider);
    expect(told).toMatchObject({ checked: 0, unanswered: 3, complete: false, findings: [] });
    expect(down.mock.calls.length).toBe(3);
    expect(await writes(world)).toMatchObject({ events });
  });
});

describe('reconciliation of payouts, one by one', () => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld({ examplepay: { refundQueryEnabled: true } });
    world.sandbox.provider('NEXAPAY').switch({ autoPay: false });
  });

  afterAll(() => world.close());

  it.each(['EXAMPLEPAY', 'VEXORA'] as const)('heals a settlement at %s', async (provider) => {
    const sandbox = world.sandbox.provider(provider);
    if (provider === 'VEXORA') {
      // Its balance is what was collected.
      const order = await orderAt(world, provider);
      sandbox.pay(order.providerReference);
      await world.advance(60_000);
    }
    const settlement = await payoutAt(world, provider);
    sandbox.webhooks.mode = 'hold';
    sandbox.advanceSettlement(settlement.providerReference);
    const { findings } = await reconciled(world, provider);
    expect(findings).toMatchObject([
      {
        kind: 'STATUS',
        subjectType: 'SETTLEMENT',
        subject: { id: settlement.id },
        before: { status: settlement.status },
        after: { status: 'SUCCEEDED' },
        healed: true,
      },
    ]);
    expect((await settlementOf(world, settlement.id)).status).toBe('SUCCEEDED');
  });

  it.each(['EXAMPLEPAY', 'NEXAPAY'] as const)('heals a refund at %s', async (provider) => {
    const sandbox = world.sandbox.provider(provider);
    sandbox.webhooks.mode = 'hold';
    const order = await orderAt(world, provider);
    sandbox.pay(order.providerReference);
    await ask(world, documents.refreshOrder, { id: order.id });
    const input = { idempotencyKey: newKey(), order: order.id };
    const { refund } = await ask(world, documents.createRefund, { input });
    sandbox.advanceRefund(refund?.providerReference ?? '');
    if (provider === 'EXAMPLEPAY') {
      const { status } = sandbox.refund(refund?.providerReference ?? '');
      if (status !== 'REFUNDED') sandbox.advanceRefund(refund?.providerReference ?? '');
    }
    const { findings } = await reconciled(world, provider);
    expect(findings).toMatchObject([
      { kind: 'STATUS', subjectType: 'REFUND', after: { status: 'SUCCEEDED' }, healed: true },
    ]);
    expect((await reconciled(world, provider)).findings).toEqual([]);
  });
});
