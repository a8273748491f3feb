import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FollowError, followOrder } from '../../clients/typescript/src/index.ts';
import type { OrderItem } from '../../clients/typescript/src/index.ts';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { lineTo, newOrder, pay, readAll, transports } from './following.ts';
import type { Opening } from './following.ts';

let testApp: TestApp;

beforeAll(async () => {
  testApp = await openTestApp();
});

afterAll(async () => testApp.close());

const isCurrent = ({ kind }: OrderItem): boolean => kind === 'CAUGHT_UP';
const isPaid = ({ order }: OrderItem): boolean => order.status === 'PAID';
const eventsOf = (items: readonly OrderItem[]) => items.flatMap(({ event }) => event?.id ?? []);

/** The ids of all events of the order, from the query. */
async function eventsOnRecord(id: string): Promise<string[]> {
  const query = `{ order(id: "${id}") { events(first: 50) { edges { node { id } } } } }`;
  const { data } = await testApp.post({ query });
  const { order } = data as { order: { events: { edges: { node: { id: string } }[] } } };
  return order.events.edges.map(({ node }) => node.id);
}

describe.each(transports)('followOrder over %s', (transport) => {
  /** A new order that is followed over a line of its own, up to its CAUGHT_UP. */
  async function following() {
    const order = await newOrder(testApp);
    const line = await lineTo(testApp);
    const open = (opening: Opening) =>
      followOrder({ url: line.url, transport, id: order.id, token: order.token, ...opening });
    const reader = readAll(open);
    const first = await reader.until(isCurrent);
    return { order, line, reader, first };
  }

  it('yields the order as it is, and each event once and in order', async () => {
    const { order, reader } = await following();
    expect(reader.items.map(({ kind }) => kind)).toEqual(['SNAPSHOT', 'CAUGHT_UP']);
    await pay(testApp, order);
    await reader.until(isPaid);
    const all = await eventsOnRecord(order.id);
    expect(all.slice(-eventsOf(reader.items).length)).toEqual(eventsOf(reader.items));
    expect(reader.connections).toEqual(['live']);
  });

  it('resumes after a line that was cut, with what happened meanwhile', async () => {
    const { order, line, reader, first } = await following();
    const before = await eventsOnRecord(order.id);
    await line.cut();
    await reader.untilConnection('reconnecting');
    await pay(testApp, order);
    await line.heal();
    await reader.until(isPaid);
    await reader.untilConnection('live', 2);
    const missed = (await eventsOnRecord(order.id)).slice(before.length);
    expect(eventsOf(reader.items)).toEqual(missed);
    expect(missed.length).toBeGreaterThan(0);
    expect(first.order.status).toBe('AWAITING_PAYMENT');
  });

  it('finds a line that is silent without closing, and is back within 8 s of its return', async () => {
    const { order, line, reader } = await following();
    line.silence();
    await pay(testApp, order);
    await reader.untilConnection('reconnecting');
    await line.heal();
    const returned = performance.now();
    await reader.until(isPaid);
    expect(performance.now() - returned).toBeLessThan(8000);
  });

  it('misses nothing on a line that was silent for too short a time to be given up', async () => {
    const { order, line, reader } = await following();
    const before = await eventsOnRecord(order.id);
    line.hold();
    await pay(testApp, order);
    expect(eventsOf(reader.items)).toEqual([]);
    line.release();
    await reader.until(isPaid);
    const missed = (await eventsOnRecord(order.id)).slice(before.length);
    await eventually(async () => eventsOf(reader.items).length >= missed.length);
    expect(eventsOf(reader.items)).toEqual(missed);
    expect(reader.connections).toEqual(['live']);
  });

  it('resumes wherever in the bytes its line is cut', async () => {
    const order = await newOrder(testApp);
    const bytes = fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 3 });
    const all = fc.sample(bytes, 8);
    const readers = await Promise.all(
      all.map(async (cuts) => {
        const line = await lineTo(testApp);
        line.cutAfter(...cuts);
        return readAll((opening) =>
          followOrder({ url: line.url, transport, ...order, ...opening }),
        );
      }),
    );
    await pay(testApp, order);
    const record = await eventsOnRecord(order.id);
    for (const [at, reader] of readers.entries()) {
      // Who saw the order for the first time when it was paid is sent no events.
      await reader.until(
        (item) => isPaid(item) && [record.at(-1), undefined].includes(item.event?.id),
      );
      const seen = eventsOf(reader.items);
      const expected = record.slice(record.length - seen.length);
      expect({ cuts: all[at], seen }).toEqual({ cuts: all[at], seen: expected });
    }
  });

  it.each(['live', 'reconnecting', 'ended'] as const)(
    'ends with what onConnection throws at %s',
    async (thrownAt) => {
      const order = await newOrder(testApp);
      const line = await lineTo(testApp);
      const leave = new AbortController();
      const reader = readAll((opening) =>
        followOrder({
          url: line.url,
          transport,
          ...order,
          signal: leave.signal,
          onConnection(connection) {
            opening.onConnection(connection);
            if (connection === thrownAt) throw new RangeError('of the caller');
          },
        }),
      );
      if (thrownAt !== 'live') await reader.untilConnection('live');
      if (thrownAt === 'reconnecting') await line.cut();
      if (thrownAt === 'ended') leave.abort();
      expect(await reader.ended).toEqual(new RangeError('of the caller'));
      expect(reader.connections.at(-1)).toBe('ended');
      await eventually(async () => line.connections() === 0);
    },
  );

  it('resumes at the server that comes after a restart', async () => {
    const { order, line, reader } = await following();
    await testApp.restart();
    line.leadTo(testApp.url);
    await pay(testApp, order);
    await reader.until(isPaid);
    expect(reader.items.filter(({ kind }) => kind === 'SNAPSHOT')).toHaveLength(1);
  });

  it('resumes from a stored cursor without a SNAPSHOT', async () => {
    const { order, first } = await following();
    const { url } = testApp;
    const after = first.cursor;
    const reader = readAll((opening) =>
      followOrder({ url, transport, id: order.id, token: order.token, after, ...opening }),
    );
    await reader.until(isCurrent);
    expect(reader.items.map(({ kind }) => kind)).toEqual(['CAUGHT_UP']);
  });

  it('yields RESET where the cursor is of another log, and goes on', async () => {
    const order = await newOrder(testApp);
    const { url } = testApp;
    const reader = readAll((opening) =>
      followOrder({ url, transport, ...order, after: 'of another log', ...opening }),
    );
    const { order: now } = await reader.until(({ kind }) => kind === 'RESET');
    expect(now.id).toBe(order.id);
    await reader.until(isCurrent);
    await pay(testApp, order);
    await reader.until(isPaid);
  });

  it('ends with UNAUTHENTICATED where the token is wrong', async () => {
    const { url } = testApp;
    const { id } = await newOrder(testApp);
    const reader = readAll((opening) =>
      followOrder({ url, transport, id, token: 'wrong', ...opening }),
    );
    expect(await reader.ended).toMatchObject({ name: 'FollowError', code: 'UNAUTHENTICATED' });
    expect(reader.connections).toEqual(['ended']);
  });

  it('ends with NOT_FOUND where the order is not that of the token', async () => {
    const { url } = testApp;
    const [{ token }, { id }] = [await newOrder(testApp), await newOrder(testApp)];
    const reader = readAll((opening) => followOrder({ url, transport, id, token, ...opening }));
    expect(await reader.ended).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('ends with FORBIDDEN where the document selects what the token may not see', async () => {
    const { url } = testApp;
    const order = await newOrder(testApp);
    const document = `subscription ($id: ID!, $after: EventCursor) {
      orderUpdates(id: $id, after: $after) { kind cursor order { metadata { key } } }
    }`;
    const reader = readAll((opening) =>
      followOrder({ url, transport, ...order, document, ...opening }),
    );
    expect(await reader.ended).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('ends without an error when it is aborted, and leaves no connection open', async () => {
    const order = await newOrder(testApp);
    const line = await lineTo(testApp);
    const abort = new AbortController();
    const { signal } = abort;
    const reader = readAll((opening) =>
      followOrder({ url: line.url, transport, ...order, ...opening, signal }),
    );
    await reader.until(isCurrent);
    abort.abort();
    expect(await reader.ended).toBeNull();
    await eventually(async () => line.connections() === 0);
  });

  it('leaves no connection open after a loop that was left', async () => {
    const order = await newOrder(testApp);
    const line = await lineTo(testApp);
    for await (const { kind } of followOrder({ url: line.url, transport, ...order })) {
      if (kind === 'CAUGHT_UP') break;
    }
    await eventually(async () => line.connections() === 0);
    expect(line.connections()).toBe(0);
  });

  it('gives a slow reader each event with the order as it is now', async () => {
    const order = await newOrder(testApp);
    const { url } = testApp;
    const abort = new AbortController();
    onTestFinished(() => abort.abort());
    const { signal } = abort;
    const items = followOrder({ url, transport, ...order, signal });
    const { value: first } = await items.next();
    expect(first?.order.status).toBe('AWAITING_PAYMENT');
    await pay(testApp, order);
    // The reader has taken one item, and everything else has come meanwhile.
    const other = readAll((opening) =>
      followOrder({ url, transport, ...order, after: first?.cursor, ...opening }),
    );
    await other.until(isPaid);
    await eventually(async () => {
      const { value: next } = await items.next();
      return next?.order.status === 'PAID';
    });
  });
});

describe('followOrder', () => {
  it('refuses a document that it could not resume', async () => {
    const { url } = testApp;
    const order = await newOrder(testApp);
    const document = 'subscription ($id: ID!) { orderUpdates(id: $id) { kind cursor } }';
    const ended = followOrder({ url, ...order, document }).next();
    await expect(ended).rejects.toThrow(FollowError);
    await expect(ended).rejects.toMatchObject({ code: 'BAD_DOCUMENT' });
  });
});
