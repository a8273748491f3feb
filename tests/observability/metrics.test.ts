import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, follow, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { created, deliver, mutate, newKey, paid } from '../support/operations.ts';
import { samplesOf, scrape } from './scraped.ts';

const provider = 'W_CHECKOUT';
let testApp: TestApp;
beforeAll(async () => {
  testApp = await openTestApp();
});
afterAll(() => testApp.close());

const openMetrics = 'application/openmetrics-text; version=1.0.0';

const namesIn = async (accept?: string) =>
  new Set(samplesOf((await scrape(testApp, accept)).text).map(({ name }) => name));

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

describe('the metrics', () => {
  it('count an operation under its root field, whatever its client calls it', async () => {
    const query = 'query made_up_by_a_stranger { made_up: eventEndpoints { nodes { id } } }';
    await testApp.post({ query });
    await testApp.post({ query: '{ __typename more: __typename }' });
    await testApp.post({ query: '{ noSuchField }' });
    await mutate(testApp, documents.cancelOrder, {
      input: { idempotencyKey: newKey(), id: 'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV' },
    });
    const found = await scrape(testApp);
    const of = (operation: string, outcome: string) =>
      found.value('paygraph_operations_total', { operation, outcome });
    expect(of('eventEndpoints', 'SUCCEEDED')).toBe(1);
    expect(of('several', 'SUCCEEDED')).toBe(1);
    expect(of('unknown', 'GRAPHQL_VALIDATION_FAILED')).toBe(1);
    expect(of('cancelOrder', 'NOT_FOUND')).toBe(1);
    expect(found.text).not.toContain('made_up');
  });

  it('lead from a value to the order: as exemplars, where OpenMetrics is accepted', async () => {
    const order = await paid(testApp, provider);
    const exemplar = `# {order="${order.id}"}`;
    const { text } = await scrape(testApp, openMetrics);
    const lines = text.split('\n').filter((line) => line.includes(exemplar));
    const names = new Set(lines.map((line) => line.slice(0, line.indexOf('{'))));
    expect([...names].toSorted()).toEqual([
      'paygraph_operations_total',
      'paygraph_provider_call_seconds_bucket',
      'paygraph_webhook_verdicts_total',
    ]);
    expect(text.endsWith('\n# EOF\n')).toBe(true);
    expect(text).toContain('# TYPE paygraph_operations counter\n');
  });

  it('are the same in both formats, and stay so after OpenMetrics was asked for', async () => {
    collectGarbage();
    // The metrics of the garbage collector begin with its first collection.
    await eventually(async () => (await namesIn()).has('nodejs_gc_duration_seconds_count'));
    const before = await namesIn();
    expect(await namesIn(openMetrics)).toEqual(before);
    expect(await namesIn()).toEqual(before);
    expect(before).toContain('paygraph_webhooks_total');
  });

  it('measure how long a webhook takes to its first subscriber', async () => {
    const order = await created(testApp, provider);
    const following = follow(testApp, documents.orderUpdates, { id: order.id });
    await following.until(({ orderUpdates }) => orderUpdates.kind === 'CAUGHT_UP');
    const before = (await scrape(testApp)).value('paygraph_webhook_to_subscriber_seconds_count');
    testApp.sandbox.provider(provider).pay(order.providerReference);
    await following.until(({ orderUpdates }) => orderUpdates.kind === 'EVENT');
    const after = await scrape(testApp, openMetrics);
    await following.close();
    expect(after.value('paygraph_webhook_to_subscriber_seconds_count')).toBe((before ?? 0) + 1);
    expect(after.text).toMatch(
      new RegExp(`^paygraph_webhook_to_subscriber_seconds_bucket.*order="${order.id}"`, 'm'),
    );
    const seconds = after.value('paygraph_webhook_to_subscriber_seconds_sum');
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(10);
  });

  it('count what is open by status and age, and no more what is over', async () => {
    const open = async (status: string, age: string) =>
      (await scrape(testApp)).value('paygraph_open_items', { kind: 'orders', status, age }) ?? 0;
    const before = await open('AWAITING_PAYMENT', 'minute');
    const order = await created(testApp, provider);
    expect(await open('AWAITING_PAYMENT', 'minute')).toBe(before + 1);
    const older = await open('AWAITING_PAYMENT', 'hour');
    await testApp.advance(61_000);
    expect(await open('AWAITING_PAYMENT', 'minute')).toBe(0);
    expect(await open('AWAITING_PAYMENT', 'hour')).toBe(older + before + 1);
    testApp.sandbox.provider(provider).pay(order.providerReference);
    await eventually(async () => (await open('AWAITING_PAYMENT', 'hour')) === older + before);
  });

  it('count webhooks by verdict, jobs by outcome and the changes of a group', async () => {
    const stranger = { orderNo: 'not-from-here', orderStatus: 'PAYING' };
    await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', stranger, { eventId: 'counted' });
    await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', stranger, { eventId: 'counted' });
    await testApp.advance(6_000);
    const found = await scrape(testApp);
    const verdict = (name: string) =>
      found.value('paygraph_webhook_verdicts_total', { provider, verdict: name });
    expect([verdict('unmatched'), verdict('repeated')]).toEqual([1, 1]);
    const job = { kind: 'webhook_deliveries', outcome: 'done' };
    expect(found.value('paygraph_jobs_total', job)).toBe(1);
    expect(found.value('paygraph_write_group_changes_count')).toBeGreaterThan(0);
    expect(found.value('paygraph_log_lag_events')).toBe(0);
  });
});
