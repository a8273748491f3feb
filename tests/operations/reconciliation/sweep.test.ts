import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBackground } from '../../../src/operations/due/background.ts';
import { createLocks } from '../../../src/operations/locks.ts';
import { leaseDue } from '../../../src/store/queries/due.ts';
import { openTestApp } from '../../support/app.ts';
import { onPostgres } from '../../support/own-database.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { orderAt, unlisted } from '../../support/one-by-one.ts';
import {
  mutate,
  callsSince,
  created,
  orderOf,
  paid,
  pathOf,
  refundInPortal,
} from '../../support/operations.ts';
import {
  causesOf,
  connectionOf,
  hour,
  lastReconciliation,
  listInstead,
  reconciled,
} from '../../support/reconciliation.ts';

const provider = 'ANEXPAY_XCHECKOUT';
const minute = 60_000;

describe('the hourly reconciliation', () => {
  let testApp: TestApp;
  const sandbox = () => testApp.sandbox.provider(provider);
  const sweeps = (since = 0) =>
    callsSince(sandbox(), since).filter((operation) => operation === 'orderList').length;
  /** As another process on the same database would do it. */
  const another = () => createBackground({ ...testApp.app.deps, locks: createLocks() });
  const dueAt = async () => {
    const text = 'select reconcile_at as at from provider_accounts where id = ?';
    const id = testApp.accounts[provider];
    return (await testApp.app.deps.read.get<{ at: number }>(text, id))?.at ?? 0;
  };

  beforeEach(async () => {
    testApp = await openTestApp();
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    await testApp.close();
  });

  it('heals by itself what no webhook reported and no poll would find', async () => {
    const order = await paid(testApp, provider);
    sandbox().webhooks.mode = 'hold';
    await refundInPortal(testApp, provider, order, '40');
    expect(await lastReconciliation(testApp, provider)).toBeNull();
    await testApp.advance(hour);
    const now = await orderOf(testApp, order.id);
    expect(now.refundable?.amount).toBe('61.00');
    expect(await causesOf(testApp, now.refunds.nodes[0]?.id ?? '')).toEqual(['RECONCILIATION']);
    expect(await lastReconciliation(testApp, provider)).toMatchObject({
      findings: 1,
      complete: true,
    });
    await testApp.advance(hour);
    expect(await lastReconciliation(testApp, provider)).toMatchObject({ findings: 0 });
  });

  it('costs a call for each list and hour where there is nothing, and none without lists', async () => {
    const providers = [...unlisted, provider] as const;
    const since = providers.map((name) => testApp.sandbox.provider(name).requests().length);
    for (let count = 0; count < 3; count += 1) await testApp.advance(hour);
    const calls = providers.map((name, at) =>
      callsSince(testApp.sandbox.provider(name) as never, since[at] ?? 0).filter(
        (operation) => operation !== 'token',
      ),
    );
    const lists = ['abnormalPaymentList', 'orderList', 'refundList', 'settlementList'];
    expect(calls).toEqual([[], [], [], [...lists, ...lists, ...lists]]);
  });

  it.each(unlisted)('queries %s again for what ended without money', async (name) => {
    testApp.sandbox.provider('NEXAPAY').switch({ autoPay: false });
    const order = await orderAt(testApp, name);
    const { providerReference } = order;
    const connection = await connectionOf(testApp, name);
    const real = connection.queryOrder.bind(connection);
    // It expires, and its money comes after all, without a webhook.
    let isPaid = false;
    const observation = {
      subject: 'ORDER',
      providerReference,
      status: 'PAID',
      occurredAt: null,
    } as const;
    vi.spyOn(connection, 'queryOrder').mockImplementation(async (handle, call) =>
      isPaid ? { observations: [observation], refused: null } : real(handle, call),
    );
    const status = async () => (await orderOf(testApp, order.id)).status;
    for (let hours = 0; (await status()) === 'AWAITING_PAYMENT' && hours < 200; hours += 1) {
      testApp.sandbox.provider(name).webhooks.mode = 'hold';
      await testApp.advance(hour);
    }
    expect(['EXPIRED', 'FAILED']).toContain(await status());
    isPaid = true;
    for (let hours = 0; hours < 24 * 8; hours += 1) {
      await testApp.advance(hour);
      if ((await status()) === 'PAID') break;
    }
    expect(await status()).toBe('PAID');
    expect((await causesOf(testApp, order.id)).at(-1)).toBe('RECONCILIATION');
  });

  it('skips a disabled account until it is enabled', async () => {
    const enable = (enabled: boolean) =>
      mutate(testApp, documents.updateProviderAccount, {
        input: { id: testApp.accounts[provider], enabled },
      });
    await enable(false);
    await testApp.advance(3 * hour);
    expect(sweeps()).toBe(0);
    await enable(true);
    await testApp.advance(hour);
    expect(sweeps()).toBe(1);
  });

  it('retries a provider that does not answer soon', async () => {
    sandbox().faults.arm({ fault: 'error-before', operation: 'refundList', times: 1 });
    await testApp.advance(hour);
    expect(await lastReconciliation(testApp, provider)).toMatchObject({ complete: false });
    await testApp.advance(9 * minute);
    expect(sweeps()).toBe(1);
    await testApp.advance(2 * minute);
    expect(sweeps()).toBe(2);
    expect(await lastReconciliation(testApp, provider)).toMatchObject({ complete: true });
  });

  it('runs once, in one of two processes on one database', async () => {
    await testApp.sandbox.clock.advance(hour + minute);
    const backgrounds = [another(), another()];
    const started = await Promise.all(backgrounds.map((background) => background.start()));
    // Both processes saw that it was due. On PostgreSQL one may be done before the other looks.
    expect(onPostgres ? Math.max(...started) : Math.min(...started)).toBeGreaterThan(0);
    await Promise.all(backgrounds.map((background) => background.idle()));
    expect(sweeps()).toBe(1);
  });

  it('R7: is run by the next process when the one that had it is gone', async () => {
    await testApp.sandbox.clock.advance(hour + minute);
    const now = testApp.sandbox.clock.now();
    const id = testApp.accounts[provider];
    const claim = await testApp.app.deps.queue.commit((tx) =>
      leaseDue(tx, 'provider_accounts', id, now, now + minute),
    );
    expect(claim).toBe(true);
    await testApp.app.runDue();
    expect(sweeps()).toBe(0);
    await testApp.advance(minute);
    expect(sweeps()).toBe(1);
    expect(await lastReconciliation(testApp, provider)).toMatchObject({ complete: true });
  });

  it('extends its lease while it takes long', async () => {
    const pages = 5;
    const other = another();
    const list = await listInstead(testApp, provider, 'listOrders', async (page) => {
      await testApp.sandbox.clock.advance(40_000);
      await other.start();
      return { observations: [], hasMore: page < pages };
    });
    await testApp.advance(hour);
    await other.idle();
    expect(list.mock.calls.length).toBe(pages);
    expect(sweeps()).toBe(0);
    expect(await lastReconciliation(testApp, provider)).toMatchObject({ complete: true });
  });

  it('ends silently when another process has taken it', async () => {
    const { queue } = testApp.app.deps;
    const id = testApp.accounts[provider];
    let leaseUntil = 0;
    const list = await listInstead(testApp, provider, 'listOrders', async () => {
      // So long without an answer that its lease ran out.
      await testApp.sandbox.clock.advance(2 * minute);
      const now = testApp.sandbox.clock.now();
      leaseUntil = now + minute;
      await queue.commit((tx) => leaseDue(tx, 'provider_accounts', id, now, leaseUntil));
      return { observations: [], hasMore: true };
    });
    await testApp.advance(hour);
    expect(list.mock.calls.length).toBe(1);
    expect(await dueAt()).toBe(leaseUntil);
    expect(await lastReconciliation(testApp, provider)).toBeNull();
  });

  it('releases what it has not done when the process is to end', async () => {
    const background = another();
    const endless = async () => {
      background.stop();
      return { observations: [], hasMore: true };
    };
    const list = await listInstead(testApp, provider, 'listOrders', endless);
    await testApp.sandbox.clock.advance(hour + minute);
    await background.start();
    await background.idle();
    expect(list.mock.calls.length).toBe(1);
    expect(await lastReconciliation(testApp, provider)).toBeNull();
    vi.restoreAllMocks();
    await testApp.app.runDue();
    expect(await lastReconciliation(testApp, provider)).toMatchObject({ complete: true });
  });

  it('R5: leaves one state when a client cancels the same order at that moment', async () => {
    const order = await created(testApp, provider, { expiresIn: 86_400 });
    await testApp.sandbox.clock.advance(hour + minute);
    const input = { idempotencyKey: 'cancel-at-once', id: order.id };
    const since = sandbox().requests().length;
    await Promise.all([
      mutate(testApp, documents.cancelOrder, { input }),
      testApp.app.runDue(),
      reconciled(testApp, provider, 2 * hour),
    ]);
    expect(await pathOf(testApp, order.id)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT', 'CANCELED']);
    const calls = callsSince(sandbox(), since);
    expect(calls.filter((operation) => operation === 'cancelOrder')).toHaveLength(1);
    expect((await reconciled(testApp, provider, 2 * hour)).findings).toEqual([]);
  });
});
