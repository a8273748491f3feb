import { afterEach, beforeEach, expect, it } from 'vitest';
import { UnavailableError } from '../../src/domain/errors.ts';
import { Audience } from '../../src/graphql/streams/audience.ts';
import { followLog } from '../../src/graphql/streams/log.ts';
import type { LogItem } from '../../src/graphql/streams/log.ts';
import type { ExecuteItems } from '../../src/graphql/streams/subscriber.ts';
import { removeArchived, storeArchived } from '../../src/store/queries/retention/archive.ts';
import { cursors } from '../support/cursors.ts';
import { intercepted } from '../support/watching.ts';
import { addOrder, addEvent } from './rows.ts';
import { createFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';
import { Collector, followItems, resultsOf, shown } from './followers.ts';
import type { FollowOptions, Items } from './followers.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
});
afterEach(() => fixture.close());

const follow = (options: Partial<FollowOptions> = {}) =>
  followItems(fixture.deps, {
    merchantId: fixture.merchant.id,
    topic: fixture.merchant.id,
    after: null,
    snapshot: false,
    search: {},
    ...options,
  });

async function takeItems(items: Items, count: number): Promise<LogItem[]> {
  const found: LogItem[] = [];
  while (found.length < count) {
    const { value } = await items.next();
    if (value === undefined) break;
    found.push(value);
  }
  return found;
}

const kinds = (items: readonly LogItem[]): string[] => items.map(({ kind }) => kind);
const eventIds = (items: readonly LogItem[]): string[] =>
  items.flatMap(({ event }) => (event === null ? [] : [event.id]));

it('a stream begins an order with a SNAPSHOT and CAUGHT_UP, and then sends its events', async () => {
  const order = await addOrder(fixture, fixture.merchant);
  await addEvent(fixture, order);
  const items = follow({ snapshot: true, search: { order: order.id }, topic: order.id });
  expect(kinds(await takeItems(items, 2))).toEqual(['SNAPSHOT', 'CAUGHT_UP']);
  const next = items.next();
  const id = await addEvent(fixture, order);
  expect(await next).toMatchObject({ value: { kind: 'EVENT', event: { id } } });
  await items.return();
});

it('a stream is told to begin anew where events were archived while it caught up with them', async () => {
  const order = await addOrder(fixture, fixture.merchant);
  for (let made = 0; made < 350; made += 1) await addEvent(fixture, order);
  const items = follow({ after: cursors.encode({ timeline: 'first', seq: 0 }) });
  expect(eventIds(await takeItems(items, 100))).toHaveLength(100);
  const archived = { merchant: fixture.merchant.id, after: 0, until: 340 };
  await fixture.deps.queue.commit(async (tx) => {
    await storeArchived(tx, archived);
    await removeArchived(tx, archived);
  });
  const rest: LogItem[] = [];
  while (rest.at(-1)?.kind !== 'CAUGHT_UP') rest.push(...(await takeItems(items, 1)));
  expect(eventIds(rest).length).toBeLessThan(250);
  expect(kinds(rest).slice(-2)).toEqual(['RESET', 'CAUGHT_UP']);
  await items.return();
});

it('a stream resumes after any cursor without losing or repeating an event, through catch-up and live', async () => {
  const order = await addOrder(fixture, fixture.merchant);
  const ids: string[] = [];
  for (let i = 0; i < 5; i += 1) ids.push(await addEvent(fixture, order));
  const first = follow({ after: cursors.encode({ timeline: 'first', seq: 0 }) });
  const all = await takeItems(first, 6);
  expect(eventIds(all)).toEqual(ids);
  expect(all.at(-1)?.kind).toBe('CAUGHT_UP');
  await first.return();
  for (const [index, { cursor }] of all.slice(0, 5).entries()) {
    const resumed = follow({ after: cursor });
    const expected = ids.slice(index + 1);
    expect(eventIds(await takeItems(resumed, expected.length))).toEqual(expected);
    await resumed.return();
  }
});

it('a stream sends every event once when many are written while it reads', async () => {
  const order = await addOrder(fixture, fixture.merchant);
  const items = follow({ after: cursors.encode({ timeline: 'first', seq: 0 }) });
  const writing = Promise.all(Array.from({ length: 250 }, () => addEvent(fixture, order)));
  const seen = eventIds(await takeItems(items, 251));
  const written = await writing;
  expect(seen.length).toBe(250);
  expect(new Set(seen)).toEqual(new Set(written));
  await items.return();
});

it('a stream sends only what is followed, and moves the cursor past the rest', async () => {
  const [order, other] = [
    await addOrder(fixture, fixture.merchant),
    await addOrder(fixture, fixture.merchant),
  ];
  const items = follow({ search: { order: order.id }, topic: order.id, checkpointMs: 20 });
  await takeItems(items, 1);
  await addEvent(fixture, other);
  const cursor = cursors.encode({ timeline: 'first', seq: 1 });
  let checkpoint = (await items.next()).value;
  // One may have been sent before the event was written.
  while (checkpoint?.cursor !== cursor) checkpoint = (await items.next()).value;
  expect(checkpoint).toMatchObject({ kind: 'CHECKPOINT', event: null });
  await items.return();
});

it('a stream sends heartbeats, however many events there are about something else', async () => {
  const order = await addOrder(fixture, fixture.merchant);
  const search = { types: ['REFUND_CREATED' as const] };
  const items = follow({ search, checkpointMs: 400 });
  await takeItems(items, 1);
  await addEvent(fixture, order);
  const ringing = setInterval(() => fixture.deps.notifier.notify([fixture.merchant.id]), 5);
  const [checkpoint] = await takeItems(items, 1);
  clearInterval(ringing);
  const cursor = cursors.encode({ timeline: 'first', seq: 1 });
  expect(checkpoint).toMatchObject({ kind: 'CHECKPOINT', cursor });
  await items.return();
});

it.each([
  ['no cursor at all', 'bogus'],
  ['of another timeline', cursors.encode({ timeline: 'another', seq: 0 })],
  ['beyond the head', cursors.encode({ timeline: 'first', seq: 99 })],
])(
  'a stream answers a cursor that is %s with RESET, and continues from the head',
  async (_what, after) => {
    const order = await addOrder(fixture, fixture.merchant);
    await addEvent(fixture, order);
    const items = follow({ after });
    const [reset, caughtUp] = await takeItems(items, 2);
    expect(reset).toMatchObject({
      kind: 'RESET',
      cursor: cursors.encode({ timeline: 'first', seq: 1 }),
      event: null,
      seq: 1,
    });
    expect(caughtUp?.kind).toBe('CAUGHT_UP');
    const id = await addEvent(fixture, order);
    expect(eventIds(await takeItems(items, 1))).toEqual([id]);
    await items.return();
  },
);

it('a stream ends promptly while it waits, and unsubscribes', async () => {
  const items = follow();
  await takeItems(items, 1);
  const pending = items.next();
  await items.return();
  expect(await pending).toEqual({ value: undefined, done: true });
  expect(fixture.deps.notifier.merchants()).toEqual([]);
});

it('a stream ends without ever having been read', async () => {
  await follow().return();
  expect(fixture.deps.notifier.merchants()).toEqual([]);
});

const run: ExecuteItems['run'] = async (items) =>
  items.map((item) => ({ data: { item: shown(item) } }));

it('cursors can be resumed from, though the first who followed the log could not begin', async () => {
  const { deps, merchant } = fixture;
  let isAway = true;
  const away = intercepted(deps.read, () => {
    if (isAway) throw new UnavailableError();
  });
  const options = { merchantId: merchant.id, topic: merchant.id, search: {} };
  const [first, second] = [away, deps.read].map((read) =>
    followLog({ ...deps, read }, options, { after: null, snapshot: false }),
  );
  if (first === undefined || second === undefined) throw new Error('two sources');
  const audience = new Audience(first.log, { most: 8, run }, '', () => undefined);
  const [failing, member] = [new Collector(), new Collector()];
  audience.add(failing, first);
  audience.add(member, second);
  await expect(resultsOf(failing).next()).rejects.toThrow(UnavailableError);
  isAway = false;
  const results = resultsOf(member);
  expect((await results.next()).value).toMatchObject({ data: { item: { kind: 'CAUGHT_UP' } } });
  await addEvent(fixture, await addOrder(fixture, merchant));
  const { value } = await results.next();
  const item = value?.data?.['item'] as LogItem | undefined;
  expect(cursors.decode(item?.cursor ?? '')).toEqual({ timeline: 'first', seq: 1 });
  await results.return();
});
