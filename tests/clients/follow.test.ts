import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FollowError, followEvents, followOrder } from '../../clients/typescript/src/index.ts';
import type { Connection } from '../../clients/typescript/src/index.ts';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { freePort } from '../support/free-port.ts';
import { orderAt } from '../support/one-by-one.ts';
import { openProxy } from '../support/proxy.ts';
import type { Proxy } from '../support/proxy.ts';

type Item = {
  kind: string;
  cursor: string;
  event?: { id: string; toStatus: string | null } | null;
};

/** A CHECKPOINT comes after up to 19 s. */
const patienceMs = 25_000;

/** Reads on by itself, as a page would. */
class Reader<T extends Item> {
  readonly items: T[] = [];
  readonly connections: Connection[] = [];
  error: unknown = null;
  isOver = false;
  readonly #leave = new AbortController();
  readonly #reading: Promise<void>;

  constructor(
    start: (signal: AbortSignal, onConnection: (to: Connection) => void) => AsyncIterable<T>,
  ) {
    const all = start(this.#leave.signal, (to) => this.connections.push(to));
    this.#reading = this.#read(all).catch((error: unknown) => {
      this.error = error;
    });
  }

  async #read(all: AsyncIterable<T>): Promise<void> {
    for await (const item of all) this.items.push(item);
    this.isOver = true;
  }

  get eventIds(): string[] {
    return this.items.flatMap(({ event }) => (event ? [event.id] : []));
  }

  /** Waits for an item that is new. */
  async sees(condition: (item: T) => boolean): Promise<void> {
    await eventually(async () => this.items.some(condition), patienceMs);
  }

  async becomes(connection: Connection): Promise<void> {
    await eventually(async () => this.connections.at(-1) === connection, patienceMs);
  }

  async end(): Promise<void> {
    this.#leave.abort();
    await this.#reading;
  }
}

describe.each(['sse', 'ws'] as const)('following over %s', (transport) => {
  let testApp: TestApp;
  let line: Proxy;
  const readers: Reader<Item>[] = [];

  beforeAll(async () => {
    testApp = await openTestApp({ environment: { PORT: String(await freePort()) } });
  });

  afterAll(() => testApp?.close());

  beforeEach(async () => {
    line = await openProxy(testApp.url);
  });

  afterEach(async () => {
    await Promise.all(readers.splice(0).map((reader) => reader.end()));
    await line[Symbol.asyncDispose]();
  });

  const common = () => ({ url: line.url, token: testApp.key, transport });

  function follow<T extends Item>(
    start: (signal: AbortSignal, onConnection: (to: Connection) => void) => AsyncIterable<T>,
  ): Reader<T> {
    const reader = new Reader(start);
    readers.push(reader);
    return reader;
  }

  const followAll = (after?: string) =>
    follow((signal, onConnection) => followEvents({ ...common(), after, signal, onConnection }));

  const order = () => orderAt(testApp, 'EXAMPLEPAY');
  const pay = (reference: string) => testApp.sandbox.provider('EXAMPLEPAY').pay(reference);

  async function statusOf(id: string): Promise<string> {
    const { data } = await testApp.post({ query: `{ order(id: "${id}") { status } }` });
    return (data as { order: { status: string } }).order.status;
  }

  it('gives an order as it is, and each change', async () => {
    const { id, providerReference } = await order();
    const reader = follow((signal, onConnection) =>
      followOrder({ ...common(), id, signal, onConnection }),
    );
    await reader.sees(({ kind }) => kind === 'CAUGHT_UP');
    expect(reader.items[0]).toMatchObject({
      kind: 'SNAPSHOT',
      order: { status: 'AWAITING_PAYMENT' },
    });
    pay(providerReference);
    await reader.sees(({ event }) => event?.toStatus === 'PAID');
    expect(reader.items.at(-1)).toMatchObject({ order: { status: 'PAID' } });
    await reader.end();
    expect(reader.connections.at(-1)).toBe('ended');
    await eventually(async () => line.connections() === 0);
  });

  it('gives what happened while the line was cut, once and in order', async () => {
    const reader = followAll();
    await reader.becomes('live');
    const { providerReference } = await order();
    await line.cut();
    pay(providerReference);
    await reader.becomes('reconnecting');
    await line.heal();
    await reader.sees(({ event }) => event?.toStatus === 'PAID');
    await reader.becomes('live');
    expect(reader.connections).toEqual(['live', 'reconnecting', 'live']);
    const { data } = await testApp.post({ query: '{ events(first: 100) { nodes { id } } }' });
    const all = (data as { events: { nodes: { id: string }[] } }).events.nodes.map(({ id }) => id);
    expect(reader.eventIds).toEqual(all.slice(-reader.eventIds.length));
  });

  it('gives what happened while the server was away', async () => {
    const { id, providerReference } = await order();
    const reader = follow((signal) => followOrder({ ...common(), id, signal }));
    await reader.sees(({ kind }) => kind === 'CAUGHT_UP');
    await testApp.restart(async () => void pay(providerReference));
    // The provider notifies again.
    await testApp.advance(120_000);
    await reader.sees(({ event }) => event?.toStatus === 'PAID');
    expect(reader.items.at(-1)).toMatchObject({ order: { status: 'PAID' } });
  });

  it('resumes after the cursor that it is given', async () => {
    const first = followAll();
    await first.becomes('live');
    await order();
    await first.sees(({ event }) => event?.toStatus === 'AWAITING_PAYMENT');
    const [, created] = first.items;
    const second = followAll(created?.cursor);
    await second.sees(({ kind }) => kind === 'CAUGHT_UP');
    expect(second.eventIds).toEqual(first.eventIds.slice(1));
  });

  it('tells of a cursor that the log does not know', async () => {
    const reader = followAll('nonsense');
    await reader.sees(({ kind }) => kind === 'CAUGHT_UP');
    expect(reader.items[0]?.kind).toBe('RESET');
  });

  it.each([
    ['a wrong token', { token: 'pgk_wrong' }, 'UNAUTHENTICATED'],
    ['an order that is not there', { id: 'ord_01JEXAMPLE' }, 'NOT_FOUND'],
  ])('ends at %s', async (_, changed, code) => {
    const { id } = await order();
    const reader = follow((signal, onConnection) =>
      followOrder({ ...common(), id, signal, onConnection, ...changed }),
    );
    await reader.becomes('ended');
    await reader.end();
    expect(reader.error).toBeInstanceOf(FollowError);
    expect((reader.error as FollowError).code).toBe(code);
  });

  it('lets the line go at once, whether the next item is awaited, asked for or not', async () => {
    const abort = new AbortController();
    const idle = followEvents({ ...common(), signal: abort.signal });
    await idle.next();
    abort.abort();
    await eventually(async () => line.connections() === 0);

    const waiting = followEvents(common());
    await waiting.next();
    const next = waiting.next();
    await waiting.return();
    expect(await next).toEqual({ done: true, value: undefined });
    await eventually(async () => line.connections() === 0);
  });

  it('loses nothing to a reader that takes its time', async () => {
    const { id, providerReference } = await order();
    const leave = new AbortController();
    const all = followOrder({ ...common(), id, signal: leave.signal });
    await all.next();
    pay(providerReference);
    await eventually(async () => (await statusOf(id)) === 'PAID');
    await testApp.restart();
    const kinds: (string | null | undefined)[] = [];
    for await (const { event } of all) {
      kinds.push(event?.toStatus);
      if (event?.toStatus === 'PAID') break;
    }
    expect(kinds.at(-1)).toBe('PAID');
  });
});

it('stays on a line on which nothing happens', async () => {
  const testApp = await openTestApp();
  try {
    const readers = (['sse', 'ws'] as const).map(
      (transport) =>
        new Reader((signal, onConnection) =>
          followEvents({ url: testApp.url, token: testApp.key, transport, signal, onConnection }),
        ),
    );
    await Promise.all(readers.map((one) => one.sees(({ kind }) => kind === 'CHECKPOINT')));
    expect(readers.map(({ connections }) => connections)).toEqual([['live'], ['live']]);
    await Promise.all(readers.map((one) => one.end()));
  } finally {
    await testApp.close();
  }
});
