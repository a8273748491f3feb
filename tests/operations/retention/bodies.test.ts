import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../../src/operations/verification/verify.ts';
import { openDatabase } from '../../../src/store/open.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { created, deliver, newKey, paid, pathOf } from '../../support/operations.ts';

const day = 86_400_000;
const calls = `query ($id: ID!) { order(id: $id) {
  status providerCalls(first: 100) { operation outcome times at lastAt request response }
} }`;
const deliveries = `query { webhookDeliveries(first: 100) { nodes { id status body headers { key } } } }`;
const replay = `mutation ($id: ID!) { replayWebhook(id: $id) { __typename ... on Error { message } } }`;

interface Call {
  operation: string;
  outcome: string;
  times: number;
  at: string;
  lastAt: string;
  request: string;
  response: string | null;
}

describe('what is kept for a time', () => {
  let testApp: TestApp;
  let order: { id: string; providerReference: string };
  beforeAll(async () => {
    const environment = { PAYGRAPH_KEEP_POLLS: '1', PAYGRAPH_KEEP_BODIES: '60' };
    testApp = await openTestApp({ environment });
    order = await created(testApp, 'W_CHECKOUT');
  });
  afterAll(() => testApp.close());

  const callsOf = async (): Promise<Call[]> => {
    const { data } = await testApp.post({ query: calls, variables: { id: order.id } });
    return (data as { order: { providerCalls: Call[] } }).order.providerCalls;
  };
  const deliveriesNow = async () => {
    const { data } = await testApp.post({ query: deliveries });
    return (data as { webhookDeliveries: { nodes: Record<string, unknown>[] } }).webhookDeliveries
      .nodes;
  };
  const findings = async () => {
    const database = await openDatabase(testApp.databaseUrl);
    const report = await verify(
      { sql: database.sql, damage: async () => [] },
      { sealer: testApp.app.deps.sealer },
    );
    await database.close();
    return report.findings;
  };

  it('polls that got the same answer again become one row after a day, with their number', async () => {
    for (let at = 0; at < 6; at += 1) {
      await testApp.advance(31_000);
    }
    const before = await callsOf();
    const made = before.length;
    expect(before.every(({ times, at, lastAt }) => times === 1 && at === lastAt)).toBe(true);
    await testApp.advance(3 * day);
    await testApp.advance(3 * day);
    const after = await callsOf();
    const folded = after.find(({ times }) => times > 1);
    expect(folded).toBeDefined();
    expect(after.length).toBeLessThan(made);
    expect(after.reduce((sum, { times }) => sum + times, 0)).toBeGreaterThanOrEqual(made);
    expect(Date.parse(folded?.lastAt ?? '')).toBeGreaterThan(Date.parse(folded?.at ?? ''));
    expect(await findings()).toEqual([]);
  });

  it('bodies and texts are removed after their time, and what recognises a repetition stays', async () => {
    const later = await paid(testApp, 'W_CHECKOUT');
    const kept = await deliveriesNow();
    expect(kept.some(({ body }) => body !== '')).toBe(true);
    await testApp.advance(61 * day);
    await testApp.advance(day);
    const left = await deliveriesNow();
    expect(left.map(({ id, status }) => [id, status])).toEqual(
      kept.map(({ id, status }) => [id, status]),
    );
    expect(left.map(({ body, headers }) => [body, headers])).toEqual(left.map(() => ['', []]));
    const old = (await callsOf()).filter(({ at }) => Date.parse(at) < Date.now());
    expect(old.map(({ request, response }) => [request, response])).toContainEqual(['', null]);
    const { deps } = testApp.app;
    const rows = await deps.read.all('select identity from webhook_deliveries');
    expect(rows).toHaveLength(kept.length);
    expect(await findings()).toEqual([]);
    expect(later.id).not.toBe(order.id);
  });

  it('a webhook whose body is gone is recognised when the provider repeats it, and changes nothing', async () => {
    const { id, providerReference: orderNo } = await created(testApp, 'W_CHECKOUT');
    const data = { orderNo, orderStatus: 'CANCELLED' };
    const eventId = newKey();
    const repeat = () =>
      deliver(testApp, 'W_CHECKOUT', 'CHECKOUT_ORDER_CHANGED', data, { eventId });
    expect(await repeat()).toBe(200);
    await testApp.advance(61 * day);
    await testApp.advance(day);
    const before = await deliveriesNow();
    expect(new Set(before.map(({ body }) => body))).toEqual(new Set(['']));
    const path = await pathOf(testApp, id);
    expect(await repeat()).toBe(200);
    expect(await deliveriesNow()).toEqual(before);
    expect(await pathOf(testApp, id)).toEqual(path);
  });

  it('a webhook whose body is gone cannot be replayed, which is said by name', async () => {
    const [delivery] = await deliveriesNow();
    const answer = await testApp.post({ query: replay, variables: { id: delivery?.['id'] } });
    expect(answer).toMatchObject({
      data: {
        replayWebhook: {
          __typename: 'NotFoundError',
          message: 'There is no such webhook body: it is no longer kept.',
        },
      },
    });
  });
});
