import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recoverInFlight } from '../../src/operations/instructions/resolve.ts';
import { deliveryByIdentity } from '../../src/store/queries/webhooks.ts';
import { subjectsAppeared } from '../../src/store/queries/webhooks/awaited-subjects.ts';
import type { Sql, Texts } from '../../src/store/sql.ts';
import { openTestApp } from '../support/app.ts';
import type { Another, TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  callsSince,
  created,
  deliver,
  newKey,
  paid,
  settlementInput,
  usdt,
} from '../support/operations.ts';
import { onPostgres } from '../support/own-database.ts';
import { intercepted, planOf } from '../support/watching.ts';

const provider = 'W_CHECKOUT';
const many = 24;
let testApp: TestApp;
let other: Another;
const sandbox = () => testApp.sandbox.provider(provider);

beforeAll(async () => {
  testApp = await openTestApp();
  other = await testApp.another();
});
afterAll(() => testApp.close());

const times = <T>(make: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: many }, (_, at) => make(at)));

const runBoth = () => Promise.all([testApp.app.runDue(), other.app.runDue()]);

/** Does everything that is due until then, so that only what a test makes is due in it. */
async function settleDown(): Promise<void> {
  await sandbox().webhooks.idle();
  await runBoth();
}

async function refundMany(): Promise<void> {
  await times(async () => {
    const order = await paid(testApp, provider);
    const input = { idempotencyKey: newKey(), order: order.id };
    return mutate(testApp, documents.createRefund, { input });
  });
}

async function settleMany(): Promise<void> {
  // Settlements are taken from these.
  for (let count = 0; count < 3; count += 1) await paid(testApp, provider);
  const amount = { amount: '1', ...usdt };
  await times(async () => {
    const input = settlementInput(testApp, provider, { amount });
    return mutate(testApp, documents.createSettlement, { input });
  });
}

describe('two processes with one database do once, between them,', () => {
  const kinds = [
    { name: 'refunds', make: refundMany, operation: 'getRefundInfo', ms: 31_000 },
    { name: 'settlements', make: settleMany, operation: 'getSettlementInfo', ms: 31_000 },
    {
      name: 'orders',
      make: async () => void (await times(() => created(testApp, provider))),
      operation: 'getOrderInfo',
      ms: 31_000,
    },
    {
      name: 'questions about abnormal payments',
      make: async () => {
        const { providerReference: orderNo } = await created(testApp, provider);
        const money = { token: 'ETH_USDT', amount: '5', pendingAmount: '5' };
        await times((at) => {
          const notice = { abnormalPaymentNo: `AP${orderNo}${at}`, orderNo, ...money };
          return deliver(testApp, provider, 'ABNORMAL_PAYMENT', notice);
        });
      },
      operation: 'getAbnormalPaymentList',
      ms: 1,
    },
  ];

  it.each(kinds)('what is due of many $name', async ({ make, operation, ms }) => {
    await testApp.sandbox.clock.advance(86_400_000);
    await settleDown();
    await make();
    await sandbox().webhooks.idle();
    await testApp.sandbox.clock.advance(ms);
    const since = testApp.app.deps.now();
    await runBoth();
    // Each new access token ends the previous one, so the two processes make each other request another: HTTP 401.
    const text = `select count(*) as answers from provider_calls
      where operation = ? and http_status = 200 and at >= ?`;
    expect(await testApp.app.deps.read.get(text, operation, since)).toEqual({ answers: many });
    const again = sandbox().requests().length;
    await runBoth();
    expect(callsSince(sandbox(), again)).toEqual([]);
  });

  it('what is due of many webhooks that could not be applied', async () => {
    const eventIds = await times(async () => {
      const eventId = newKey();
      const data = { orderNo: `NOBODY${eventId.replace('-', '')}`, orderStatus: 'PAID' };
      await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data, { eventId });
      return eventId;
    });
    await testApp.sandbox.clock.advance(5_001);
    await runBoth();
    const text = `select status, attempts, count(*) as deliveries from webhook_deliveries
      where event_id in (${eventIds.map(() => '?').join()}) group by status, attempts`;
    expect(await testApp.app.deps.read.all(text, ...eventIds)).toEqual([
      { status: 'UNMATCHED', attempts: 2, deliveries: many },
    ]);
  });
});

/** The same reader, and how each statement finds its rows. */
function explained<S extends Sql & Texts>(read: S): { sql: S; plans: string[] } {
  const plans: string[] = [];
  const sql = intercepted(read, async (...args) => {
    plans.push((await planOf(read, ...args)).steps.join('; '));
  });
  return { sql, plans };
}

describe.skipIf(onPostgres)('due work', () => {
  it('that was in progress when a process ended is found through an index', async () => {
    const { sql, plans } = explained(testApp.app.deps.read);
    await recoverInFlight({ ...testApp.app.deps, read: sql });
    expect(plans).toHaveLength(3);
    for (const plan of plans) expect(plan).toMatch(/SEARCH \w+ USING INDEX \w+_check_at_index/);
  });

  it('is claimed, found and made due through an index', async () => {
    const { queue } = testApp.app.deps;
    await queue.commit(async (tx) => {
      const { sql, plans } = explained(tx);
      await subjectsAppeared(sql, [['acc_1', 'nobody']], 0);
      await deliveryByIdentity(sql, { accountId: 'acc_1', identity: 'nothing' });
      await sql.run('update orders set check_at = ? where id = ? and check_at <= ?', 1, 'ord_1', 0);
      expect(plans).toHaveLength(3);
      for (const plan of plans) expect(plan).not.toMatch(/SCAN (?!json_each)/);
    });
  });
});
