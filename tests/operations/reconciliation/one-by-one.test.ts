import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { orderAt, payoutAt, unlisted } from '../../support/one-by-one.ts';
import { mutate, callsSince, newKey, orderOf, settlementOf } from '../../support/operations.ts';
import { causesOf, connectionOf, hour, reconciled, writes } from '../../support/reconciliation.ts';

describe.each(unlisted)('reconciliation with %s, which has no lists', (provider) => {
  let testApp: TestApp;
  const sandbox = () => testApp.sandbox.provider(provider);

  beforeAll(async () => {
    testApp = await openTestApp({ config: { EXAMPLEPAY: { refundQueryEnabled: true } } });
    testApp.sandbox.provider('NEXAPAY').switch({ autoPay: false });
  });

  afterAll(() => testApp.close());

  beforeEach(async () => {
    await testApp.sandbox.clock.advance(2 * hour);
    sandbox().webhooks.mode = 'hold';
  });

  afterEach(() => {
    vi.restoreAllMocks();
    sandbox().faults.clear();
  });

  it('heals an order whose webhook was lost, and finds nothing the second time', async () => {
    const order = await orderAt(testApp, provider);
    sandbox().pay(order.providerReference);
    const result = await reconciled(testApp, provider);
    expect(result).toMatchObject({ checked: 1, unanswered: 0, complete: true });
    expect(result.findings).toMatchObject([
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
    expect((await orderOf(testApp, order.id)).status).toBe('PAID');
    expect((await causesOf(testApp, order.id)).at(-1)).toBe('RECONCILIATION');
    expect((await reconciled(testApp, provider)).findings).toEqual([]);
  });

  it('finds nothing where nothing differs, and appends no event', async () => {
    const order = await orderAt(testApp, provider);
    const events = (await causesOf(testApp, order.id)).length;
    const result = await reconciled(testApp, provider);
    expect(result).toMatchObject({ checked: 1, complete: true, findings: [] });
    expect((await orderOf(testApp, order.id)).version).toBe(order.version);
    expect(await causesOf(testApp, order.id)).toHaveLength(events);
  });

  it('queries nothing that was made outside of the range', async () => {
    await orderAt(testApp, provider);
    await testApp.sandbox.clock.advance(10_000);
    const since = sandbox().requests().length;
    expect(await reconciled(testApp, provider, 5_000)).toMatchObject({
      checked: 0,
      complete: true,
    });
    expect(callsSince(sandbox() as never, since)).toEqual([]);
  });

  it('reports what the provider does not have, and does not call it failed', async () => {
    const order = await orderAt(testApp, provider);
    const connection = await connectionOf(testApp, provider);
    const { providerReference } = order;
    vi.spyOn(connection, 'queryOrder').mockImplementation(async () => {
      const queriedAt = testApp.sandbox.clock.now();
      const absence = { subject: 'ABSENCE', of: 'ORDER', providerReference, queriedAt } as const;
      return { observations: [absence], refused: null };
    });
    // Right after it was sent, a provider need not know it.
    expect((await reconciled(testApp, provider)).findings).toEqual([]);
    await testApp.sandbox.clock.advance(31_000);
    expect((await reconciled(testApp, provider)).findings).toMatchObject([
      {
        kind: 'MISSING_THERE',
        subject: { id: order.id },
        there: null,
        after: { status: 'AWAITING_PAYMENT' },
        healed: false,
      },
    ]);
  });

  it('concludes nothing while the provider does not answer, and stops querying', async () => {
    for (let count = 0; count < 5; count += 1) {
      const order = await orderAt(testApp, provider);
      sandbox().pay(order.providerReference);
    }
    const connection = await connectionOf(testApp, provider);
    const down = vi.spyOn(connection, 'queryOrder').mockRejectedValue(new Error('down'));
    const { events } = (await writes(testApp)) as { events: number };
    const result = await reconciled(testApp, provider);
    expect(result).toMatchObject({ checked: 0, unanswered: 3, complete: false, findings: [] });
    expect(down.mock.calls.length).toBe(3);
    expect(await writes(testApp)).toMatchObject({ events });
  });
});

describe('reconciliation of payouts, one by one', () => {
  let testApp: TestApp;

  beforeAll(async () => {
    testApp = await openTestApp({ config: { EXAMPLEPAY: { refundQueryEnabled: true } } });
    testApp.sandbox.provider('NEXAPAY').switch({ autoPay: false });
  });

  afterAll(() => testApp.close());

  it.each(['EXAMPLEPAY', 'VEXORA'] as const)('heals a settlement at %s', async (provider) => {
    const sandbox = testApp.sandbox.provider(provider);
    if (provider === 'VEXORA') {
      // Its balance is what was collected.
      const order = await orderAt(testApp, provider);
      sandbox.pay(order.providerReference);
      await testApp.advance(60_000);
    }
    const settlement = await payoutAt(testApp, provider);
    sandbox.webhooks.mode = 'hold';
    sandbox.advanceSettlement(settlement.providerReference);
    const { findings } = await reconciled(testApp, provider);
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
    expect((await settlementOf(testApp, settlement.id)).status).toBe('SUCCEEDED');
  });

  it.each(['EXAMPLEPAY', 'NEXAPAY'] as const)('heals a refund at %s', async (provider) => {
    const sandbox = testApp.sandbox.provider(provider);
    sandbox.webhooks.mode = 'hold';
    const order = await orderAt(testApp, provider);
    sandbox.pay(order.providerReference);
    await mutate(testApp, documents.refreshOrder, { id: order.id });
    const input = { idempotencyKey: newKey(), order: order.id };
    const { refund } = await mutate(testApp, documents.createRefund, { input });
    sandbox.advanceRefund(refund?.providerReference ?? '');
    if (provider === 'EXAMPLEPAY') {
      const { status } = sandbox.refund(refund?.providerReference ?? '');
      if (status !== 'REFUNDED') sandbox.advanceRefund(refund?.providerReference ?? '');
    }
    const { findings } = await reconciled(testApp, provider);
    expect(findings).toMatchObject([
      { kind: 'STATUS', subjectType: 'REFUND', after: { status: 'SUCCEEDED' }, healed: true },
    ]);
    expect((await reconciled(testApp, provider)).findings).toEqual([]);
  });
});
