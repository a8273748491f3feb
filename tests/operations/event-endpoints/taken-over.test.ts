import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { created } from '../../support/operations.ts';
import { leaveBehind } from './left-behind.ts';
import { answering, append, endpointOf, makeEndpoint, startReceiver } from './receiver.ts';

/** This process sends nothing itself: others do, one after the other. */
let testApp: TestApp;
let orders: string[];

beforeAll(async () => {
  testApp = await openTestApp({ timeoutMs: 1_500, environment: { PAYGRAPH_ROLE: 'serve' } });
  orders = [];
  for (let count = 0; count < 12; count += 1) {
    orders.push((await created(testApp, 'ANEXPAY_XCHECKOUT')).id);
  }
});
afterAll(() => testApp.close());

const startSender = () => testApp.another({ PAYGRAPH_ROLE: 'work' });

it('what a killed process had read and not sent is sent by the next one, without a new event', async () => {
  await using receiver = await startReceiver();
  const { id } = await makeEndpoint(testApp, { url: receiver.url });
  const events = await append(testApp, orders);
  await leaveBehind(testApp, id);
  const sender = await startSender();
  await sender.app.runDue();
  expect(receiver.messages.map(({ body }) => body.data.event.id).toSorted()).toEqual(
    events.toSorted(),
  );
  expect((await endpointOf(testApp, id)).lag).toBe(0);
  await sender.close();
});

it('what a process had read and not sent when it was stopped is sent by the next one', async () => {
  await using receiver = await startReceiver(() => undefined);
  await makeEndpoint(testApp, { url: receiver.url });
  const first = await startSender();
  const events = await append(testApp, orders);
  void first.app.runDue();
  await receiver.count(8);
  await first.close();
  const tried = new Set(receiver.messages.map(({ body }) => body.data.event.id));
  expect(tried.size).toBeLessThan(events.length);
  receiver.answer(answering(204));
  const before = receiver.messages.length;
  const second = await startSender();
  await second.app.runDue();
  const sent = receiver.messages.slice(before).map(({ body }) => body.data.event.id);
  expect(new Set(sent)).toEqual(new Set(events.filter((event) => !tried.has(event))));
  await second.close();
});

it('events that another process writes are sent without a notification', async () => {
  await using receiver = await startReceiver();
  await makeEndpoint(testApp, { url: receiver.url });
  const sender = await startSender();
  for (const order of orders.slice(0, 3)) {
    const [event = ''] = await append(testApp, [order]);
    await sender.app.runDue();
    expect(receiver.messages.at(-1)?.body.data.event.id).toBe(event);
  }
  await sender.close();
});
