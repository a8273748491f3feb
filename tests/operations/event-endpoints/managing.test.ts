import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultDocument } from '../../../src/domain/event-endpoints/event-endpoint.ts';
import { existing } from '../../../src/operations/find.ts';
import { deliveriesOfEndpoint } from '../../../src/store/queries/event-endpoints/delivery-lists.ts';
import { eventEndpointById } from '../../../src/store/queries/event-endpoints/endpoints.ts';
import type { Sql } from '../../../src/store/sql.ts';
import { eventually, openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { created, mutate, nowhere } from '../../support/operations.ts';
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
let order: string;

beforeAll(async () => {
  testApp = await openTestApp({ timeoutMs: 3_000 });
  order = (await created(testApp, provider)).id;
});
afterAll(() => testApp.close());

const caughtUp = (id: string) =>
  eventually(async () => {
    const found = await endpointOf(testApp, id);
    return found.lag === 0 && found;
  });
const cursor = async (nth: number): Promise<string> => {
  const { events } = await testApp.request(documents.events, { first: 100 });
  return events.nodes.at(nth)?.cursor ?? '';
};

const updates = 'subscription { orderUpdates(id: "ord_1") { kind } }';
const filtered = 'subscription { events(filter: { types: [ORDER_CREATED] }) { kind } }';
const withVariable =
  'subscription ($c: Boolean = true) { events { kind cursor @include(if: $c) } }';
const one = (name: string) => `subscription ${name} { events { kind } }`;
const managed =
  'subscription { events { event { subject { ... on Order { account { balances { total { amount } } } } } } } }';

const cursorOfOtherLog = async (): Promise<string> =>
  testApp.app.deps.cursors.encode({ timeline: 'another', seq: 1 });

describe('the input of an endpoint', () => {
  it.each([
    ['a host that is not loopback over http', { url: 'http://shop.example/' }, ['url']],
    ['credentials in the address', { url: 'https://a:b@shop.example/' }, ['url']],
    ['a fragment', { url: 'https://shop.example/#a' }, ['url']],
    ['a blank description', { url: nowhere, description: ' ' }, ['description']],
    ['what is no document', { url: nowhere, document: 'subscription {' }, ['document']],
    [
      'an unknown field',
      { url: nowhere, document: 'subscription { events { no } }' },
      ['document'],
    ],
    ['a query', { url: nowhere, document: '{ viewer { id } }' }, ['document']],
    ['another subscription', { url: nowhere, document: updates }, ['document']],
    ['an alias', { url: nowhere, document: 'subscription { a: events { kind } }' }, ['document']],
    ['an argument', { url: nowhere, document: filtered }, ['document']],
    ['a variable', { url: nowhere, document: withVariable }, ['document']],
    ['two operations', { url: nowhere, document: `${one('A')} ${one('B')}` }, ['document']],
    ['what READ does not show', { url: nowhere, document: managed }, ['document']],
    ['what is no cursor', { url: nowhere, after: 'none' }, ['after']],
  ])('is refused with %s, and nothing is stored', async (_what, input, path) => {
    const { eventEndpoints: before } = await testApp.request(documents.eventEndpoints, {});
    const result = await mutate(testApp, documents.createEventEndpoint, { input });
    expect(result).toMatchObject({ __typename: 'ValidationError', issues: [{ path }] });
    const { eventEndpoints: after } = await testApp.request(documents.eventEndpoints, {});
    expect(after.nodes).toEqual(before.nodes);
  });
});

describe('an endpoint', () => {
  it('is not shown to others, and not found once it is deleted', async () => {
    const { id } = await makeEndpoint(testApp, { url: nowhere });
    const { eventEndpoints } = await testApp.request(documents.eventEndpoints, { first: 1 });
    expect(eventEndpoints.nodes).toMatchObject([{ id, status: 'ACTIVE', lag: 0, document: null }]);
    expect(await mutate(testApp, documents.deleteEventEndpoint, { id })).toMatchObject({ id });
    expect(await testApp.request(documents.eventDeliveries, { id })).toEqual({ node: null });
    const again = await mutate(testApp, documents.deleteEventEndpoint, { id });
    expect(again.__typename).toBe('NotFoundError');
    const row = await testApp.app.deps.read.get('select * from event_endpoints where id = ?', id);
    expect(row).toMatchObject({ secrets: '', url: '' });
  });

  it('stores its secrets sealed, and shows them once', async () => {
    const { id, secret } = await makeEndpoint(testApp, { url: nowhere });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const row = await testApp.app.deps.read.get('select * from event_endpoints where id = ?', id);
    expect(JSON.stringify(row)).not.toContain(secret.slice(6));
    const trail = await testApp.app.deps.read.all('select * from audit_entries');
    expect(JSON.stringify(trail)).not.toContain(secret.slice(6));
  });

  it('is sent what its document selects, with what READ shows, and the default again after a null', async () => {
    await using receiver = await startReceiver();
    const document =
      'subscription { events { event { subject { ... on Order { reference refundable { amount } } } } } }';
    const { id } = await makeEndpoint(testApp, { url: receiver.url, document });
    await append(testApp, [order]);
    const [first] = await receiver.count(1);
    expect(first?.body.data).toEqual({
      event: { subject: { reference: expect.any(String), refundable: { amount: '0.00' } } },
    });
    const input = { id, document: null, eventTypes: ['SETTLEMENT_CREATED', 'ORDER_UPDATED'] };
    const { endpoint } = await mutate(testApp, documents.updateEventEndpoint, { input });
    expect(endpoint).toMatchObject({
      document: null,
      eventTypes: ['ORDER_UPDATED', 'SETTLEMENT_CREATED'],
    });
    await append(testApp, [order], 'ORDER_STATUS_CHANGED');
    await append(testApp, [order]);
    const messages = await receiver.count(2);
    expect(messages[1]?.body).toMatchObject({ type: 'ORDER_UPDATED', data: { kind: 'EVENT' } });
    expect(defaultDocument).toContain('__typename');
    expect((await caughtUp(id)).deliveries).toHaveLength(2);
  });

  it('is signed with both secrets while one replaces the other', async () => {
    await using receiver = await startReceiver();
    const old = await makeEndpoint(testApp, { url: receiver.url, asymmetric: true });
    const input = { id: old.id, keepOldFor: 600 };
    const made = await mutate(testApp, documents.rotateEventEndpointSecret, { input });
    const anew = { secret: String(made['secret']), publicKey: String(made['publicKey']) };
    expect(anew.secret).not.toBe(old.secret);
    await append(testApp, [order]);
    const [both] = await receiver.count(1);
    if (both === undefined) throw new Error('nothing came');
    expect(both.signature.split(' ')).toHaveLength(4);
    for (const { secret, publicKey } of [old, anew]) {
      expect(verified(secret, both)).toEqual(both.body);
      expect(isSignedBy(publicKey ?? '', both)).toBe(true);
    }
    await testApp.advance(601_000);
    await append(testApp, [order]);
    const [, alone] = await receiver.count(2);
    if (alone === undefined) throw new Error('nothing came');
    expect(verified(anew.secret, alone)).toEqual(alone.body);
    expect(() => verified(old.secret, alone)).toThrow(/signature/i);
    const wrong = { id: old.id, keepOldFor: 604_801 };
    const refused = await mutate(testApp, documents.rotateEventEndpointSecret, { input: wrong });
    expect(refused).toMatchObject({ issues: [{ path: ['keepOldFor'] }] });
  });

  it('that is paused is sent nothing, and everything from its cursor once it is enabled', async () => {
    await using receiver = await startReceiver();
    const { id } = await makeEndpoint(testApp, { url: receiver.url });
    await mutate(testApp, documents.updateEventEndpoint, { input: { id, enabled: false } });
    const events = await append(testApp, [order, order]);
    await testApp.advance(1_000);
    expect(await endpointOf(testApp, id)).toMatchObject({ status: 'PAUSED', lag: 2 });
    expect(receiver.messages).toEqual([]);
    await mutate(testApp, documents.updateEventEndpoint, { input: { id, enabled: true } });
    const messages = await receiver.count(2);
    expect(messages.map(({ body }) => body.data.event.id)).toEqual(events);
  });

  it('begins at a cursor, and is sent everything after another one again by a replay', async () => {
    await using receiver = await startReceiver();
    const start = await cursor(0);
    const { id } = await makeEndpoint(testApp, { url: receiver.url, after: start });
    const { deliveries } = await caughtUp(id);
    const total = receiver.messages.length;
    expect(deliveries).toHaveLength(total);
    receiver.answer(answering(500));
    await mutate(testApp, documents.updateEventEndpoint, { input: { id, enabled: false } });
    const from = await cursor(2);
    const replayed = await mutate(testApp, documents.replayEvents, {
      input: { endpoint: id, after: from },
    });
    expect(replayed).toMatchObject({ endpoint: { cursor: from, lag: total - 2 } });
    const waiting = (await endpointOf(testApp, id)).deliveries;
    expect(waiting.map((one) => one.id)).toEqual(deliveries.map((one) => one.id));
    expect(waiting.map(({ status, attempts }) => `${status} ${attempts}`)).toEqual([
      ...Array.from({ length: total - 2 }, () => 'WAITING 0'),
      'DELIVERED 1',
      'DELIVERED 1',
    ]);
    expect((await endpointOf(testApp, id, { statuses: ['DELIVERED'] })).deliveries).toHaveLength(2);
    receiver.answer(answering(200));
    await mutate(testApp, documents.updateEventEndpoint, { input: { id, enabled: true } });
    await caughtUp(id);
    const again = receiver.messages.slice(total).map(({ id: one }) => one);
    expect(again).toEqual(receiver.messages.slice(2, total).map(({ id: one }) => one));
    for (const after of ['none', await cursorOfOtherLog()]) {
      const input = { endpoint: id, after };
      const refused = await mutate(testApp, documents.replayEvents, { input });
      expect(refused).toMatchObject({ issues: [{ path: ['after'] }] });
    }
  });

  it('is sent a delivery and all later ones again by a replay that begins with it', async () => {
    await using receiver = await startReceiver();
    const { id } = await makeEndpoint(testApp, { url: receiver.url });
    await append(testApp, [order, order, order]);
    const newestFirst = (await caughtUp(id)).deliveries;
    for (const [at, delivery] of newestFirst.entries()) {
      const before = receiver.messages.length;
      const input = { endpoint: id, after: delivery.replayAfter };
      await mutate(testApp, documents.replayEvents, { input });
      await receiver.count(before + at + 1);
      await caughtUp(id);
      const again = receiver.messages.slice(before).map((message) => message.id);
      expect(again).toEqual(
        newestFirst
          .slice(0, at + 1)
          .map((one) => one.id)
          .toReversed(),
      );
    }
  });

  it('lists a delivery once that is delivered while the list is read', async () => {
    await using receiver = await startReceiver();
    const { id } = await makeEndpoint(testApp, { url: receiver.url });
    const events = await append(testApp, [order, order, order]);
    await caughtUp(id);
    const { read, queue } = testApp.app.deps;
    const set = (status: string) =>
      queue.commit((tx) =>
        tx.run('update event_deliveries set status = ? where endpoint_id = ?', status, id),
      );
    await set('WAITING');
    const moving: Sql = Object.create(read, {
      all: {
        async value(...params: Parameters<Sql['all']>) {
          const rows = await read.all(...params);
          if (rows.length > 0) await set('DELIVERED');
          return rows;
        },
      },
    });
    const endpoint = await existing(eventEndpointById(read, id));
    const page = { before: endpoint.readTo + 1, first: 10 };
    const listed = await deliveriesOfEndpoint(moving, endpoint, page, null);
    expect(listed.map(({ eventId, status }) => [eventId, status])).toEqual(
      events.toReversed().map((event) => [event, 'DELIVERED']),
    );
  });

  it('lists its deliveries in pages, newest first', async () => {
    await using receiver = await startReceiver();
    const { id } = await makeEndpoint(testApp, { url: receiver.url });
    const events = await append(testApp, [order, order, order]);
    await caughtUp(id);
    const first = await endpointOf(testApp, id, { first: 2 });
    const after = first.page.endCursor;
    const second = await endpointOf(testApp, id, { first: 2, after });
    expect([first.page.hasNextPage, second.page.hasNextPage]).toEqual([true, false]);
    const listed = [...first.deliveries, ...second.deliveries].map(({ event }) => event.id);
    expect(listed).toEqual(events.toReversed());
  });
});
