import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createRefusals } from '../../src/operations/webhooks/refusals.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { onPostgres } from '../support/own-database.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  callsSince,
  created,
  deliver,
  newKey,
  overpaid,
  paid,
  pathOf,
  settlementInput,
} from '../support/operations.ts';

const provider = 'W_CHECKOUT';
let testApp: TestApp;
const sandbox = () => testApp.sandbox.provider(provider);

beforeAll(async () => {
  testApp = await openTestApp();
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => testApp.close());

const newReference = (): string => `LATER${newKey().replace('-', '')}`;
/** What is created in the rest of the test gets this reference. */
const expectReference = (reference: string): void =>
  void vi.spyOn(testApp.app.deps.ids, 'providerReference').mockReturnValue(reference);

async function statusesOf(eventId: string): Promise<string[]> {
  const { webhookDeliveries } = await testApp.request(documents.webhookDeliveries, {
    account: testApp.accounts[provider],
    statuses: ['UNMATCHED', 'FAILED', 'DEAD', 'APPLIED', 'IGNORED'],
  });
  return webhookDeliveries.nodes
    .filter((one) => one.eventId === eventId)
    .map(({ status }) => status);
}

/** Its next attempt is two minutes away. */
async function unmatched(type: string, data: object): Promise<string> {
  const eventId = newKey();
  expect(await deliver(testApp, provider, type, data, { eventId })).toBe(200);
  for (const ms of [5_000, 30_000]) await testApp.advance(ms);
  expect(await statusesOf(eventId)).toEqual(['UNMATCHED']);
  return eventId;
}

describe('a webhook that came before its subject is applied as soon as there is one', () => {
  it('for an order', async () => {
    const orderNo = newReference();
    const paying = { orderNo, orderStatus: 'PAID', token: 'ETH_USDT', payingAmount: 101 };
    const eventId = await unmatched('CHECKOUT_ORDER_CHANGED', paying);
    expectReference(orderNo);
    const order = await created(testApp, provider);
    await testApp.app.runDue();
    expect(await pathOf(testApp, order.id)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT', 'PAID']);
    expect(await statusesOf(eventId)).toEqual(['APPLIED']);
  });

  it('for an order, whatever was restarted in between', async () => {
    const orderNo = newReference();
    const data = { orderNo, orderStatus: 'CANCELLED' };
    const eventId = await unmatched('CHECKOUT_ORDER_CHANGED', data);
    await testApp.restart();
    expectReference(orderNo);
    const order = await created(testApp, provider);
    await testApp.restart();
    await testApp.app.runDue();
    expect((await pathOf(testApp, order.id)).at(-1)).toBe('CANCELED');
    expect(await statusesOf(eventId)).toEqual(['APPLIED']);
  });

  it('for a refund', async () => {
    const order = await paid(testApp, provider);
    const refundOrderNo = newReference();
    const data = { refundOrderNo, refundStatus: 'REFUNDED' };
    const eventId = await unmatched('REFUND_ORDER_CHANGED', data);
    expectReference(refundOrderNo);
    const input = { idempotencyKey: newKey(), order: order.id };
    const { refund } = await mutate(testApp, documents.createRefund, { input });
    await testApp.app.runDue();
    expect((await pathOf(testApp, refund?.id ?? '')).at(-1)).toBe('SUCCEEDED');
    expect(await statusesOf(eventId)).toEqual(['APPLIED']);
  });

  it('for a settlement', async () => {
    await paid(testApp, provider);
    const settlementOrderNo = newReference();
    const data = { settlementOrderNo, settlementStatus: 'SETTLED' };
    const eventId = await unmatched('SETTLEMENT_ORDER_CHANGED', data);
    expectReference(settlementOrderNo);
    const input = settlementInput(testApp, provider);
    const { settlement } = await mutate(testApp, documents.createSettlement, { input });
    await testApp.app.runDue();
    expect((await pathOf(testApp, settlement?.id ?? '')).at(-1)).toBe('SUCCEEDED');
    expect(await statusesOf(eventId)).toEqual(['APPLIED']);
  });

  it('for the order of an abnormal payment', async () => {
    const orderNo = newReference();
    const abnormalPaymentNo = `AP${orderNo}`;
    const money = { token: 'ETH_USDT', amount: '5', pendingAmount: '5', type: 'LATE_PAYMENT' };
    const data = { abnormalPaymentNo, orderNo, ...money };
    const eventId = await unmatched('ABNORMAL_PAYMENT', data);
    expectReference(orderNo);
    const order = await created(testApp, provider);
    await testApp.app.runDue();
    expect(await statusesOf(eventId)).toEqual(['APPLIED']);
    const { order: now } = await testApp.request(documents.orderInFull, { id: order.id });
    expect(now?.abnormalPayments).toMatchObject([{ type: 'LATE' }]);
  });

  it('for the abnormal payment that a refund made elsewhere takes', async () => {
    const { id, providerReference: orderNo } = await paid(testApp, provider);
    const abnormalPaymentNo = `AP${orderNo}`;
    const money = { token: 'ETH_USDT', amount: '5' };
    const refund = { refundOrderNo: newReference(), orderNo, abnormalPaymentNo, ...money };
    const result = { ...refund, refundStatus: 'REFUNDED' };
    const eventId = await unmatched('REFUND_ORDER_CHANGED', result);
    const notice = { abnormalPaymentNo, orderNo, ...money, pendingAmount: '5', type: 'OVER_PAID' };
    expect(await deliver(testApp, provider, 'ABNORMAL_PAYMENT', notice)).toBe(200);
    await testApp.app.runDue();
    expect(await statusesOf(eventId)).toEqual(['APPLIED']);
    const { order: now } = await testApp.request(documents.orderInFull, { id });
    expect(now?.refunds.nodes).toMatchObject([{ status: 'SUCCEEDED' }]);
  });

  it('and waits for nothing any more once it is dead', async () => {
    const orderNo = newReference();
    const data = { orderNo, orderStatus: 'CANCELLED' };
    const eventId = await unmatched('CHECKOUT_ORDER_CHANGED', data);
    for (const seconds of [120, 600, 3_600, 10_800, 21_600, 43_200]) {
      await testApp.advance(seconds * 1000);
    }
    expect(await statusesOf(eventId)).toEqual(['DEAD']);
    const text = 'select count(*) as rows from awaited_subjects where reference = ?';
    expect(await testApp.app.deps.read.get(text, orderNo)).toEqual({ rows: 0 });
  });
});

const deliveryOf = async (eventId: string) => {
  const text = 'select id from webhook_deliveries where event_id = ?';
  const row = await testApp.app.deps.read.get<{ id: string }>(text, eventId);
  return row?.id ?? '';
};

describe('a webhook', () => {
  it('that is dead can be replayed months later, because its freshness was judged when it came in', async () => {
    const orderNo = newReference();
    const data = { orderNo, orderStatus: 'CANCELLED' };
    const eventId = await unmatched('CHECKOUT_ORDER_CHANGED', data);
    await testApp.advance(90 * 86_400_000);
    for (const seconds of [600, 3_600, 10_800, 21_600, 43_200])
      await testApp.advance(seconds * 1000);
    expect(await statusesOf(eventId)).toEqual(['DEAD']);
    expectReference(orderNo);
    const order = await created(testApp, provider);
    await testApp.app.runDue();
    expect((await pathOf(testApp, order.id)).at(-1)).toBe('AWAITING_PAYMENT');
    await mutate(testApp, documents.replayWebhook, { id: await deliveryOf(eventId) });
    expect((await pathOf(testApp, order.id)).at(-1)).toBe('CANCELED');
    expect(await statusesOf(eventId)).toEqual(['APPLIED']);
  });

  it('that was applied can be replayed, and changes nothing', async () => {
    const { id, providerReference: orderNo } = await created(testApp, provider);
    const eventId = newKey();
    const data = { orderNo, orderStatus: 'CANCELLED' };
    await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data, { eventId });
    const before = await testApp.request(documents.orderInFull, { id });
    const delivery = await deliveryOf(eventId);
    for (let count = 0; count < 3; count += 1) {
      const result = await mutate(testApp, documents.replayWebhook, { id: delivery });
      expect(result).toMatchObject({ delivery: { status: 'APPLIED', lastError: null } });
    }
    expect(await testApp.request(documents.orderInFull, { id })).toEqual(before);
  });

  it('leaves nothing behind when it cannot be applied completely, but is stored itself', async () => {
    const { id, providerReference: orderNo } = await created(testApp, provider);
    const before = await testApp.request(documents.orderInFull, { id });
    const eventId = newKey();
    const { queue } = testApp.app.deps;
    const [refuse, allow] = onPostgres
      ? [
          'alter table events add constraint no_events check (false) not valid',
          'alter table events drop constraint no_events',
        ]
      : [
          "create trigger no_events before insert on events begin select raise(abort, ''); end",
          'drop trigger no_events',
        ];
    await queue.commit((tx) => tx.run(refuse));
    const data = { orderNo, orderStatus: 'CANCELLED' };
    expect(await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data, { eventId })).toBe(200);
    await queue.commit((tx) => tx.run(allow));
    expect(await testApp.request(documents.orderInFull, { id })).toEqual(before);
    expect(await statusesOf(eventId)).toEqual(['FAILED']);
    await testApp.advance(5_000);
    expect((await pathOf(testApp, id)).at(-1)).toBe('CANCELED');
    expect(await statusesOf(eventId)).toEqual(['APPLIED']);
  });
});

const listed = (since: number): string[] =>
  callsSince(sandbox(), since).filter((operation) => operation === 'abnormalPaymentList');
const notice = async () => {
  const { order } = await overpaid(testApp, provider);
  const { providerReference: orderNo } = order;
  const money = { token: 'ETH_USDT', amount: '5', pendingAmount: '5' };
  return { abnormalPaymentNo: `AP${orderNo}`, orderNo, ...money };
};

describe('a webhook that makes us query the provider', () => {
  it('causes one query, however often it is repeated', async () => {
    const data = await notice();
    const eventId = newKey();
    const since = sandbox().requests().length;
    for (let count = 0; count < 5; count += 1) {
      expect(await deliver(testApp, provider, 'ABNORMAL_PAYMENT', data, { eventId })).toBe(200);
    }
    expect(listed(since)).toHaveLength(1);
  });

  it('causes one query when it comes many times at the same instant', async () => {
    const data = await notice();
    const eventId = newKey();
    const since = sandbox().requests().length;
    const all = Array.from({ length: 10 }, () =>
      deliver(testApp, provider, 'ABNORMAL_PAYMENT', data, { eventId }),
    );
    expect(new Set(await Promise.all(all))).toEqual(new Set([200]));
    expect(listed(since)).toHaveLength(1);
  });
});

describe('refused webhooks', () => {
  it('are counted, and the log has a few of each minute and how many it omitted', () => {
    const lines: { msg: string; leftOut?: number }[] = [];
    const log = pino({}, { write: (line) => void lines.push(JSON.parse(line) as { msg: string }) });
    let now = 0;
    const refusals = createRefusals(log, () => now);
    const flood = (count: number): void => {
      for (let at = 0; at < count; at += 1) {
        refusals.note({ account: 'acc_1', reason: 'signature' });
      }
    };
    flood(5_000);
    expect(lines.map(({ msg }) => msg)).toEqual([
      ...Array<string>(10).fill('a webhook was refused'),
      'further ones in this minute are only counted',
    ]);
    now += 60_000;
    lines.length = 0;
    flood(2);
    expect(lines.map(({ msg, leftOut }) => leftOut ?? msg)).toEqual([
      4_990,
      'a webhook was refused',
      'a webhook was refused',
    ]);
    now += 60_000;
    lines.length = 0;
    flood(1);
    expect(lines).toMatchObject([{ account: 'acc_1', reason: 'signature' }]);
  });

  it('of an account that does not exist, or signed with another key, cost no row and no call', async () => {
    const since = sandbox().requests().length;
    const count = 'select count(*) as rows from webhook_deliveries';
    const before = await testApp.app.deps.read.get(count);
    const url = testApp.url.replace('/graphql', '/webhooks/');
    const post = (account: string) => fetch(url + account, { method: 'POST', body: '{}' });
    const [unknown, forged] = [await post('acc_none'), await post(testApp.accounts[provider])];
    expect([unknown.status, forged.status]).toEqual([401, 401]);
    expect(await unknown.text()).toBe(await forged.text());
    expect(await testApp.app.deps.read.get(count)).toEqual(before);
    expect(callsSince(sandbox(), since)).toEqual([]);
  });
});
