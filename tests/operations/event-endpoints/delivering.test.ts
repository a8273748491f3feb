import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acknowledgeAttention } from '../../../src/operations/attention/acknowledge-attention.ts';
import { isAttended } from '../../../src/store/queries/attention/items.ts';
import { eventually, openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { created } from '../../support/operations.ts';
import {
  answering,
  append,
  endpointOf,
  isSignedBy,
  makeEndpoint,
  startReceiver,
  verified,
} from './receiver.ts';

const provider = 'ANEXPAY_XCHECKOUT';
let testApp: TestApp;
let orders: string[];

beforeAll(async () => {
  testApp = await openTestApp({ timeoutMs: 3_000 });
  orders = [];
  for (let count = 0; count < 3; count += 1) orders.push((await created(testApp, provider)).id);
});
afterAll(() => testApp.close());

const first = (): string => orders[0] ?? '';
const minute = 60_000;

describe('an endpoint', () => {
  it('is sent each event of an order in order, signed as the library of Standard Webhooks verifies', async () => {
    await using receiver = await startReceiver();
    const endpoint = await makeEndpoint(testApp, { url: receiver.url, asymmetric: true });
    const order = await created(testApp, provider);
    const messages = await eventually(async () => {
      const { lag } = await endpointOf(testApp, endpoint.id);
      return lag === 0 && receiver.messages.length > 0 && receiver.messages;
    });
    const { deliveries, lastDeliveredAt, cursor } = await endpointOf(testApp, endpoint.id);
    expect(lastDeliveredAt).not.toBeNull();
    expect(deliveries.map(({ event }) => event.id).toReversed()).toEqual(
      messages.map(({ body }) => body.data.event.id),
    );
    expect(messages.at(-1)?.body.cursor).toBe(cursor);
    for (const message of messages) {
      expect(message.body.data).toMatchObject({ kind: 'EVENT', cursor: message.body.cursor });
      expect(message.body.data.event.subject).toEqual({ __typename: 'Order', id: order.id });
      expect(verified(endpoint.secret, message)).toEqual(message.body);
      expect(isSignedBy(endpoint.publicKey ?? '', message)).toBe(true);
      expect(message.id).toBe(
        deliveries.find(({ event }) => event.id === message.body.data.event.id)?.id,
      );
    }
    expect(deliveries).toMatchObject(
      deliveries.map(() => ({
        status: 'DELIVERED',
        attempts: 1,
        httpStatus: 200,
        lastError: null,
      })),
    );
  });

  it('that fails holds back only the subject of the event', async () => {
    await using receiver = await startReceiver((message, response) => {
      answering(message.body.data.event.subject.id === first() ? 500 : 204)(message, response, 0);
    });
    const { id } = await makeEndpoint(testApp, { url: receiver.url });
    const [a = '', b = '', c = ''] = orders;
    const events = await append(testApp, [a, b, a, c, b, a]);
    const { deliveries, lag } = await eventually(async () => {
      const found = await endpointOf(testApp, id);
      return found.deliveries.filter(({ status }) => status === 'DELIVERED').length === 3 && found;
    });
    expect(lag).toBe(6);
    const inOrder = deliveries.toReversed();
    expect(inOrder.map(({ event }) => event.id)).toEqual(events);
    expect(inOrder.map(({ status }) => status)).toEqual([
      'FAILED',
      'DELIVERED',
      'WAITING',
      'DELIVERED',
      'DELIVERED',
      'WAITING',
    ]);
    expect(inOrder[0]).toMatchObject({
      attempts: 1,
      httpStatus: 500,
      lastError: 'it answered with status 500',
    });
    expect((await endpointOf(testApp, id, { statuses: ['WAITING'] })).deliveries).toHaveLength(2);
    receiver.answer(answering(200));
    await testApp.advance(7_000);
    const after = await eventually(async () => {
      const found = await endpointOf(testApp, id);
      return found.lag === 0 && found;
    });
    expect(after.deliveries.every(({ status }) => status === 'DELIVERED')).toBe(true);
    const ofFirst = receiver.messages.filter(({ body }) => body.data.event.subject.id === a);
    expect(ofFirst.map(({ body }) => body.data.event.id)).toEqual([
      events[0],
      events[0],
      events[2],
      events[5],
    ]);
    expect(ofFirst[0]?.id).toBe(ofFirst[1]?.id);
  });

  it('is tried ten times over 76 hours, and then the event is given up and the next one sent', async () => {
    await using receiver = await startReceiver(answering(503));
    const { id } = await makeEndpoint(testApp, { url: receiver.url });
    const [given = '', next = ''] = await append(testApp, [first(), first()]);
    const waits: number[] = [];
    const began = testApp.app.deps.now();
    for (let tries = 1; tries < 10; tries += 1) {
      await receiver.count(tries);
      const delivery = await eventually(async () => {
        const { deliveries } = await endpointOf(testApp, id);
        return deliveries.find(({ event, attempts }) => event.id === given && attempts === tries);
      });
      expect(delivery.status).toBe('FAILED');
      const wait = Date.parse(delivery.nextAttemptAt ?? '') - testApp.app.deps.now();
      waits.push(wait);
      await testApp.advance(wait + 1);
    }
    const seconds = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
    waits.forEach((wait, at) => {
      const planned = (seconds[at] ?? 0) * 1000;
      expect(Math.abs(wait - planned)).toBeLessThan(planned * 0.2 + 2_000);
    });
    const dead = await eventually(async () => {
      const { deliveries } = await endpointOf(testApp, id);
      return deliveries.find(({ status }) => status === 'DEAD');
    });
    expect(dead).toMatchObject({ attempts: 10, nextAttemptAt: null, deliveredAt: null });
    expect(testApp.app.deps.now() - began).toBeGreaterThan(60 * 60 * minute);
    await eventually(async () => receiver.messages.at(-1)?.body.data.event.id === next);
    const { app, merchantId } = testApp;
    const { read } = app.deps;
    const reason = 'EVENT_ENDPOINT';
    expect(await isAttended(read, merchantId, id, reason)).toBe(true);
    const done = {
      idempotencyKey: 'seen-by-hand',
      subject: id,
      reason,
      note: 'sent by hand',
    } as const;
    await acknowledgeAttention(app.deps, merchantId, done);
    expect(await isAttended(read, merchantId, id, reason)).toBe(false);
  });
});
