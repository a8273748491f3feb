import {
  answering,
  append,
  makeEndpoint,
  startReceiver,
} from '../../operations/event-endpoints/receiver.ts';
import { eventually } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { holdWriteLock } from '../../support/lock.ts';
import {
  created,
  deliver,
  deliverRaw,
  mutate,
  nowhere,
  overpaid,
  paid,
  redirect,
  refundInPortal,
} from '../../support/operations.ts';
import { refunded } from '../../support/payouts.ts';
import { reconciled } from '../../support/reconciliation.ts';
import { scrape } from '../scraped.ts';

/** Makes a fault. It is scraped at each `yield`; at the last one the alert fires. `DOWN`: nobody answers that scrape. */
export type Fault = (testApp: TestApp) => AsyncGenerator<'DOWN' | undefined, void, void>;

export const provider = 'W_CHECKOUT';
const hour = 3_600_000;
const sandboxOf = (testApp: TestApp) => testApp.sandbox.provider(provider);
const valueOf = async (testApp: TestApp, name: string) => (await scrape(testApp)).value(name) ?? 0;
const settle = (pending: Promise<unknown>): Promise<unknown> => pending.catch(() => undefined);

/** Nothing can open the account's credentials: all that needs them fails in a way that nothing foresees. */
const breakAccount = ({ app, accounts }: TestApp): Promise<unknown> =>
  app.deps.queue.commit((tx) =>
    tx.run("update provider_accounts set credentials = 'x' where id = ?", accounts[provider]),
  );

function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

export const faults: Readonly<Record<string, Fault>> = {
  async *PaygraphDown() {
    yield 'DOWN';
    yield 'DOWN';
  },

  async *PaygraphCannotWrite(testApp) {
    const lock = await holdWriteLock(testApp.databaseUrl);
    try {
      await settle(created(testApp, provider));
      yield;
      yield;
    } finally {
      await lock.release();
    }
  },

  async *PaygraphOutcomesOnlyInMemory(testApp) {
    const sandbox = sandboxOf(testApp);
    const { ordersCreated } = sandbox.effects();
    sandbox.faults.arm({ fault: 'delay', operation: 'createOrder', delayMs: 1_500 });
    const order = settle(created(testApp, provider));
    await eventually(async () => sandbox.effects().ordersCreated > ordersCreated);
    const lock = await holdWriteLock(testApp.databaseUrl);
    try {
      await eventually(async () => (await valueOf(testApp, 'paygraph_outcomes_kept')) > 0);
      yield;
      yield;
    } finally {
      await lock.release();
      await order;
    }
  },

  async *PaygraphWriteQueueLong(testApp) {
    const lock = await holdWriteLock(testApp.databaseUrl);
    const { queue } = testApp.app.deps;
    const change = () => queue.commit((tx) => tx.run('update merchants set name = name'));
    const waiting = Promise.allSettled(Array.from({ length: 3_000 }, change));
    try {
      yield;
      yield;
    } finally {
      await lock.release();
      await waiting;
    }
  },

  async *PaygraphProviderUnreachable(testApp) {
    await redirect(testApp, provider, nowhere);
    for (let scrapes = 0; scrapes < 3; scrapes += 1) {
      await created(testApp, provider);
      yield;
    }
  },

  async *PaygraphOutcomesUnknown(testApp) {
    for (let scrapes = 0; scrapes < 3; scrapes += 1) {
      sandboxOf(testApp).faults.arm({ fault: 'cut-after', operation: 'createOrder' });
      await created(testApp, provider);
      yield;
    }
  },

  async *PaygraphProviderSlow(testApp) {
    await created(testApp, provider);
    yield;
    sandboxOf(testApp).faults.arm({ fault: 'delay', operation: 'createOrder', delayMs: 2_700 });
    await created(testApp, provider);
    yield;
    yield;
  },

  async *PaygraphCircuitOpen(testApp) {
    await redirect(testApp, provider, nowhere);
    await eventually(async () => {
      await created(testApp, provider);
      return testApp.app.deps.connections.openCircuits().length > 0;
    });
    yield;
    yield;
  },

  async *PaygraphWebhooksRefused(testApp) {
    for (let scrapes = 0; scrapes < 3; scrapes += 1) {
      await deliverRaw(testApp, provider, '{}', testApp.sandbox.clock.now() - 24 * hour);
      yield;
    }
  },

  async *PaygraphWebhooksFailing(testApp) {
    await deliverRaw(testApp, provider, 'no json');
    yield;
    yield;
  },

  async *PaygraphWebhooksSlow(testApp) {
    const { faults: armed } = sandboxOf(testApp);
    yield;
    armed.arm({ fault: 'delay', operation: 'abnormalPaymentList', delayMs: 1_300 });
    const notice = { abnormalPaymentNo: 'AP1', orderNo: 'not-from-here', amount: '5' };
    const money = { token: 'ETH_USDT', pendingAmount: '5' };
    await deliver(testApp, provider, 'ABNORMAL_PAYMENT', { ...notice, ...money });
    yield;
    yield;
  },

  async *PaygraphNeedsAttention(testApp) {
    await overpaid(testApp, provider);
    yield;
    yield;
  },

  async *PaygraphDeadWebhooks(testApp) {
    await deliverRaw(testApp, provider, 'no json');
    for (const seconds of [5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200]) {
      await testApp.advance(seconds * 1000);
    }
    yield;
    yield;
  },

  async *PaygraphUnknownForLong(testApp) {
    const { faults: armed } = sandboxOf(testApp);
    const order = await paid(testApp, provider);
    armed.arm({ fault: 'cut-before', operation: 'createRefund' });
    armed.arm({ fault: 'cut-before', operation: 'refundInfo', times: 1_000 });
    await refunded(testApp, provider, order);
    await testApp.advance(2 * hour);
    yield;
    yield;
  },

  async *PaygraphUnsentForLong(testApp) {
    const order = await paid(testApp, provider);
    await redirect(testApp, provider, nowhere);
    await refunded(testApp, provider, order);
    await testApp.advance(2 * hour);
    yield;
    yield;
  },

  async *PaygraphEndpointSuspended(testApp) {
    await using receiver = await startReceiver(answering(410));
    await makeEndpoint(testApp, { url: receiver.url });
    await created(testApp, provider);
    const suspended = 'paygraph_event_endpoints_suspended';
    await eventually(async () => {
      await testApp.app.runDue();
      return (await valueOf(testApp, suspended)) > 0;
    });
    yield;
    yield;
  },

  async *PaygraphEventsGivenUp(testApp) {
    await using receiver = await startReceiver(answering(500));
    await makeEndpoint(testApp, { url: receiver.url });
    await created(testApp, provider);
    await eventually(async () => {
      await testApp.advance(8 * hour);
      return (await valueOf(testApp, 'paygraph_event_endpoints_with_dead')) > 0;
    }, 30_000);
    yield;
    yield;
  },

  async *PaygraphEndpointsBehind(testApp) {
    const { id } = await created(testApp, provider);
    await using receiver = await startReceiver(() => undefined);
    await makeEndpoint(testApp, { url: receiver.url });
    await append(testApp, Array<string>(1_100).fill(id));
    yield;
    yield;
  },

  async *PaygraphSubscribersBehind(testApp) {
    const { id } = await created(testApp, provider);
    const { app, merchantId } = testApp;
    const stuck = { merchantId, readUpTo: () => 0, wake: () => undefined };
    const leave = app.deps.notifier.subscribe(merchantId, stuck);
    await append(testApp, Array<string>(1_100).fill(id));
    yield;
    yield;
    leave();
  },

  async *PaygraphEventLoopBlocked() {
    for (let scrapes = 0; scrapes < 2; scrapes += 1) {
      // The monitor notices what lies between two of its samples.
      await new Promise((resolve) => {
        setTimeout(resolve, 250);
      });
      block(1_200);
      yield;
    }
  },

  async *PaygraphInternalErrors(testApp) {
    const { id } = await created(testApp, provider);
    await breakAccount(testApp);
    for (let scrapes = 0; scrapes < 3; scrapes += 1) {
      await settle(mutate(testApp, documents.refreshOrder, { id }));
      yield;
    }
  },

  async *PaygraphJobsFailing(testApp) {
    await created(testApp, provider);
    await breakAccount(testApp);
    await testApp.advance(61_000);
    yield;
    yield;
  },

  async *PaygraphReconciliationFindings(testApp) {
    for (let scrapes = 0; scrapes < 2; scrapes += 1) {
      const order = await paid(testApp, provider);
      await refundInPortal(testApp, provider, order, '5');
      await reconciled(testApp, provider);
      yield;
    }
  },
};
