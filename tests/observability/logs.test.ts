import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeEndpoint, startReceiver } from '../operations/event-endpoints/receiver.ts';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  created,
  deliver,
  deliverRaw,
  mutate,
  nowhere,
  paid,
  redirect,
} from '../support/operations.ts';
import { refunded } from '../support/payouts.ts';
import { captured } from './captured.ts';
import type { Line } from './captured.ts';

const provider = 'W_CHECKOUT';
const capture = captured('debug');
let testApp: TestApp;
beforeAll(async () => {
  testApp = await openTestApp({ log: capture.log });
});
afterAll(() => testApp.close());
beforeEach(() => capture.clear());

const about = (order: string) => (line: Line) => line['order'] === order;

/** Once the answer is complete, which is a moment after the client has it. */
const requestLines = (operation: string): Promise<Line[]> =>
  eventually(async () => {
    const found = capture.of('request').filter((line) => line['operation'] === operation);
    return found.length > 0 && found;
  });

describe('the log', () => {
  it("has an order's whole story under its id, from the request to the merchant's endpoint", async () => {
    await using receiver = await startReceiver();
    await makeEndpoint(testApp, { url: receiver.url });
    const order = await paid(testApp, provider);
    await eventually(async () => {
      await testApp.app.runDue();
      const sent = capture.of('event delivery').filter(about(order.id));
      return sent.length === capture.of('event').filter(about(order.id)).length;
    });
    await requestLines('createOrder');
    const story = capture.lines().filter((line) => line.level >= 30 && about(order.id)(line));
    const described = story.map((line) =>
      [line.msg, line['operation'] ?? line['verdict'] ?? line['status'], line['to']]
        .filter((part) => typeof part === 'string')
        .join(' '),
    );
    expect(described.filter((text) => !text.includes('getAccessToken')).toSorted()).toEqual([
      'event AWAITING_PAYMENT',
      'event PAID',
      'event SUBMITTING',
      'event delivery DELIVERED',
      'event delivery DELIVERED',
      'event delivery DELIVERED',
      'provider call createOrder',
      'request createOrder',
      'webhook APPLIED',
    ]);
  });

  it('names in each line of a request its id, which the caller and the audit trail have', async () => {
    const { id } = await created(testApp, provider);
    const [request] = await requestLines('createOrder');
    expect(request).toMatchObject({
      level: 30,
      route: '/graphql',
      method: 'POST',
      status: 200,
      outcome: 'SUCCEEDED',
      order: id,
      merchant: testApp.merchantId,
      ms: expect.any(Number) as number,
    });
    const ofRequest = capture.lines().filter(({ requestId }) => requestId === request?.requestId);
    const events = ofRequest.filter(({ msg }) => msg === 'event');
    expect(events.map((line) => line['cause'])).toEqual(['MUTATION', 'PROVIDER_ANSWER']);
    const [call] = ofRequest.filter((line) => line['operation'] === 'createOrder');
    expect(call).toMatchObject({
      msg: 'provider call',
      outcome: 'ANSWERED',
      httpStatus: 200,
      provider,
      account: testApp.accounts[provider],
      order: id,
    });
    const text = 'select request_id from audit_entries order by id desc limit 1';
    expect(await testApp.app.deps.read.all(text)).toEqual([{ request_id: request?.requestId }]);
  });

  it('names in each line of a webhook its delivery, and what became of it', async () => {
    const order = await paid(testApp, provider);
    const [webhook] = capture.of('webhook');
    expect(webhook).toMatchObject({ verdict: 'APPLIED', order: order.id, provider });
    const [event] = capture.of('event').filter((line) => line['to'] === 'PAID');
    expect(event).toMatchObject({ cause: 'WEBHOOK', delivery: webhook?.delivery });
    expect(event?.requestId).toBe(webhook?.requestId);
    const stranger = { orderNo: 'not-from-here', orderStatus: 'PAYING' };
    await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', stranger, { eventId: 'logged' });
    await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', stranger, { eventId: 'logged' });
    const [, first, repeated] = capture.of('webhook');
    expect([first?.['verdict'], repeated?.['verdict']]).toEqual(['UNMATCHED', 'REPEATED']);
    expect(repeated?.delivery).toBe(first?.delivery);
  });

  it('names the order also in the line of a webhook that changes nothing', async () => {
    const { id, providerReference: orderNo } = await paid(testApp, provider);
    capture.clear();
    const data = { orderNo, orderStatus: 'PAYING' };
    await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data);
    expect(capture.of('webhook')).toMatchObject([{ verdict: 'IGNORED', order: id }]);
  });

  it('has a line for each job, whose provider calls and events name it too', async () => {
    const order = await created(testApp, provider);
    const { faults } = testApp.sandbox.provider(provider);
    faults.arm({ fault: 'cut-after', operation: 'createRefund' });
    testApp.sandbox.provider(provider).pay(order.providerReference);
    await eventually(async () => capture.of('webhook').some(about(order.id)));
    const { id } = await refunded(testApp, provider, order);
    capture.clear();
    await testApp.advance(6_000);
    const [job] = capture.of('job').filter((line) => line['refund'] === id);
    expect(job).toMatchObject({
      kind: 'refunds',
      outcome: 'DONE',
      job: id,
      account: testApp.accounts[provider],
    });
    const ofJob = capture.lines().filter((line) => line.job === id);
    expect(ofJob.map(({ msg }) => msg)).toEqual(['provider call', 'event', 'job']);
    expect(ofJob[0]).toMatchObject({ operation: 'getRefundInfo', order: order.id, refund: id });
  });

  it('has what a refused mutation was refused with', async () => {
    const input = { idempotencyKey: 'key-not-found', id: 'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV' };
    await mutate(testApp, documents.cancelOrder, { input });
    const [request] = await requestLines('cancelOrder');
    expect(request).toMatchObject({ status: 200, outcome: 'NOT_FOUND' });
  });

  it('has a provider that cannot be reached, and no order that waits for it twice', async () => {
    await redirect(testApp, provider, nowhere);
    capture.clear();
    const order = await created(testApp, provider);
    await redirect(testApp, provider);
    const calls = capture.of('provider call').filter(about(order.id));
    expect(calls.length).toBeGreaterThan(0);
    expect(new Set(calls.map((line) => line['outcome']))).toEqual(new Set(['NOT_SENT']));
  });

  it('has probes and scrapes only at level debug', async () => {
    const base = testApp.url.replace('/graphql', '');
    for (const path of ['/health/live', '/metrics']) {
      // oxlint-disable-next-line no-await-in-loop
      await (await fetch(`${base}${path}`)).arrayBuffer();
    }
    const lines = await eventually(async () => {
      const found = capture.of('request');
      return found.length === 2 && found;
    });
    expect(lines.map(({ level, route }) => [level, route])).toEqual([
      [20, '/health'],
      [20, '/metrics'],
    ]);
  });

  it('has of a path and a method only those that are ours', async () => {
    const base = testApp.url.replace('/graphql', '');
    await (await fetch(`${base}/conspicuous/path?token=conspicuous`)).arrayBuffer();
    const [line] = await eventually(async () => {
      const found = capture.of('request');
      return found.length > 0 && found;
    });
    expect(line).toMatchObject({ route: 'other', status: 404 });
    expect(capture.text()).not.toContain('conspicuous');
  });

  it('has the refusal of a webhook that is not genuine, and no line of the webhook itself', async () => {
    const sent = testApp.sandbox.clock.now() - 86_400_000;
    expect(await deliverRaw(testApp, provider, '{"conspicuous":true}', sent)).toBe(401);
    expect(capture.of('webhook')).toEqual([]);
    expect(capture.of('a webhook was refused')).toMatchObject([
      { account: testApp.accounts[provider] },
    ]);
    expect(capture.text()).not.toContain('conspicuous');
  });
});
