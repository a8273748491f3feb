import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventEndpointById } from '../../../src/store/queries/event-endpoints/endpoints.ts';
import { eventually, openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { created, mutate } from '../../support/operations.ts';
import { onPostgres } from '../../support/own-database.ts';
import {
  answering,
  append,
  endpointOf,
  makeEndpoint,
  startReceiver,
  verified,
} from './receiver.ts';
import type { Receiver } from './receiver.ts';

const eventsOf = ({ messages }: Receiver) => messages.map(({ body }) => body.data.event.id);

/** A receiver whose first answer waits until it is given. */
async function startHolding() {
  const held: ServerResponse[] = [];
  const receiver = await startReceiver((message, response, nth) => {
    if (nth === 1) held.push(response);
    else answering(200)(message, response, nth);
  });
  return { receiver, release: (status: number) => void held[0]?.writeHead(status).end() };
}

const caughtUp = (testApp: TestApp, id: string) =>
  eventually(async () => (await endpointOf(testApp, id)).lag === 0);

describe('an endpoint that its merchant changes meanwhile', () => {
  let testApp: TestApp;
  let order: string;

  beforeAll(async () => {
    testApp = await openTestApp();
    order = (await created(testApp, 'ANEXPAY_XCHECKOUT')).id;
  });
  afterAll(() => testApp.close());

  it('is sent everything after a cursor again at once, in order, also while one waits for its next try', async () => {
    await using receiver = await startReceiver();
    const { id, cursor: after } = await makeEndpoint(testApp, { url: receiver.url });
    const [first = ''] = await append(testApp, [order]);
    await caughtUp(testApp, id);
    receiver.answer(answering(500));
    const more = await append(testApp, [order, order]);
    await eventually(async () =>
      (await endpointOf(testApp, id)).deliveries.some(({ status }) => status === 'FAILED'),
    );
    receiver.answer(answering(200));
    const before = receiver.messages.length;
    await mutate(testApp, documents.replayEvents, { input: { endpoint: id, after } });
    await caughtUp(testApp, id);
    await testApp.advance(10_000);
    expect(eventsOf(receiver).slice(before)).toEqual([first, ...more]);
    const { deliveries } = await endpointOf(testApp, id);
    expect(deliveries.map(({ status, attempts }) => [status, attempts])).toEqual(
      deliveries.map(() => ['DELIVERED', 1]),
    );
  });

  it('is tried again at its new address under its new secret, and in order', async () => {
    const { receiver, release } = await startHolding();
    await using old = receiver;
    await using anew = await startReceiver();
    const { id } = await makeEndpoint(testApp, { url: old.url });
    const events = await append(testApp, [order, order]);
    await old.count(1);
    await mutate(testApp, documents.updateEventEndpoint, { input: { id, url: anew.url } });
    const input = { id, keepOldFor: 0 };
    const made = await mutate(testApp, documents.rotateEventEndpointSecret, { input });
    await testApp.app.deps.queue.ready();
    expect(anew.messages).toEqual([]);
    release(500);
    await eventually(async () => {
      const { deliveries } = await endpointOf(testApp, id);
      return deliveries.some(({ status }) => status === 'FAILED');
    });
    await testApp.advance(7_000);
    await caughtUp(testApp, id);
    expect(eventsOf(old)).toEqual(events.slice(0, 1));
    expect(eventsOf(anew)).toEqual(events);
    for (const message of anew.messages) {
      expect(verified(String(made['secret']), message)).toEqual(message.body);
    }
  });
});

it('a process that stood still beyond its lease undoes nothing, and sends nothing out of order', async () => {
  // It sends nothing itself.
  const testApp = await openTestApp({ environment: { PAYGRAPH_ROLE: 'serve' } });
  const { id: order } = await created(testApp, 'ANEXPAY_XCHECKOUT');
  const { receiver, release } = await startHolding();
  await using held = receiver;
  const { id } = await makeEndpoint(testApp, { url: held.url });
  const cursorNow = async () => (await eventEndpointById(testApp.app.deps.read, id))?.cursor ?? 0;
  // It polls only where it is told to: otherwise it stands still.
  const still = await testApp.another({ PAYGRAPH_ROLE: 'work' });
  const [first = '', second = ''] = await append(testApp, [order, order]);
  void still.app.runDue();
  await held.count(1);
  const other = await testApp.another({ PAYGRAPH_ROLE: 'work' });
  if (onPostgres) await other.app.runDue();
  expect(eventsOf(held)).toEqual([first]);
  await testApp.advance(31_000);
  await other.app.runDue();
  expect(eventsOf(held)).toEqual([first, first, second]);
  const cursor = await cursorNow();
  release(500);
  await still.app.runDue();
  expect(await cursorNow()).toBe(cursor);
  const [third = ''] = await append(testApp, [order]);
  await Promise.all([still.app.runDue(), other.app.runDue()]);
  await caughtUp(testApp, id);
  expect(eventsOf(held)).toEqual([first, first, second, third]);
  const { deliveries } = await endpointOf(testApp, id);
  expect(deliveries.map(({ status, attempts }) => [status, attempts])).toEqual(
    deliveries.map(() => ['DELIVERED', 1]),
  );
  await testApp.close();
});
