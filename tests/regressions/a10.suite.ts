import { once } from 'node:events';
import { WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Template } from '../../src/graphql/streams/payload.ts';
import { createNotifier } from '../../src/notifier/notifier.ts';
import { createReaderSweep } from '../../src/operations/sweep-readers.ts';
import { orderVersion } from '../../src/store/queries/orders.ts';
import type { Reader } from '../../src/store/sql.ts';
import { addOrder, addEvent } from '../graphql/rows.ts';
import { key, startToy } from '../graphql/transports/toy.ts';
import { createFixture } from '../graphql/fixture.ts';
import type { Fixture } from '../graphql/fixture.ts';
import { followItems } from '../graphql/followers.ts';
import type { Executed, FollowOptions, Items } from '../graphql/followers.ts';
import { eventually } from '../support/app.ts';
import { intercepted } from '../support/watching.ts';
import { onPostgres } from '../support/own-database.ts';

/** The distance between the first and the last. */
const span = (times: readonly number[]): number => Math.max(...times) - Math.min(...times);

const next = async (items: Items): Promise<Executed | undefined> =>
  (await items.next()).value ?? undefined;

/** The next item that is not the same again. */
async function nextOther(items: Items, before: Executed | undefined) {
  let item = await next(items);
  while (item?.cursor === before?.cursor && item?.execution === before?.execution) {
    item = await next(items);
  }
  return item;
}

export function describeA10(): void {
  describe('those who wait', () => {
    let fixture: Fixture;
    const opened: Items[] = [];
    beforeEach(async () => {
      fixture = await createFixture();
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((items) => items.return()));
      await fixture.close();
    });

    /** Caught up when this resolves. */
    async function follow(
      options: Partial<FollowOptions> = {},
      deps: Parameters<typeof followItems>[0] = fixture.deps,
    ): Promise<Items> {
      const { id } = fixture.merchant;
      const all = { merchantId: id, topic: id, after: null, snapshot: false, search: {} };
      const items = followItems(deps, { ...all, ...options });
      opened.push(items);
      await items.next();
      return items;
    }

    it('A10: receive the same state while nothing has changed that is shown', async () => {
      const order = await addOrder(fixture, fixture.merchant);
      const other = await addOrder(fixture, fixture.merchant);
      const state = () => orderVersion(fixture.deps.read, order.id);
      const search = { order: order.id };
      const items = await follow({ checkpointMs: 20, search, topic: order.id, state });
      const first = await next(items);
      expect(await next(items)).toEqual(first);
      await addEvent(fixture, other);
      const passed = await nextOther(items, first);
      expect(passed).toEqual({ ...first, cursor: passed?.cursor });
      expect(passed?.cursor).not.toBe(first?.cursor);
      // Without an event: what is shown of it changes all the same.
      const change = 'update orders set revision = revision + 1 where id = ?';
      await fixture.deps.queue.commit((tx) => tx.run(change, order.id));
      const changed = await nextOther(items, passed);
      expect(changed).toMatchObject({ kind: 'CHECKPOINT', cursor: passed?.cursor });
      expect(changed).not.toEqual(passed);
    });

    // On PostgreSQL any write to another database of the server counts too.
    it.skipIf(onPostgres)(
      'A10: receive another state after any write, where the document shows more',
      async () => {
        const items = await follow({ checkpointMs: 20 });
        const first = await next(items);
        expect(await next(items)).toEqual(first);
        await fixture.addMerchant('another');
        const changed = await nextOther(items, first);
        expect(changed).toMatchObject({ kind: 'CHECKPOINT', cursor: first?.cursor });
      },
    );

    it('A10: cost an execution only where the state differs', async () => {
      const data = { it: { n: 7, cursor: 'c1', where: 'c1', order: { cursor: 'c1' } } };
      const template = Template.of({ data, extensions: { cost: 1 } }, 'c1');
      expect(JSON.parse(template?.at('c2').json.toString('utf8') ?? '')).toEqual({
        data: { it: { n: 7, cursor: 'c2', where: 'c2', order: { cursor: 'c1' } } },
        extensions: { cost: 1 },
      });
      expect(Template.of({ data, errors: [] }, 'c1')).toBeNull();
    });

    // A machine that stands still gives them all at once, when it goes on.
    it('A10: do not receive it all at once though they came at once', { retry: 2 }, async () => {
      const checkpointMs = 500;
      const readers = await Promise.all(
        Array.from({ length: 100 }, () => follow({ checkpointMs })),
      );
      const items = await Promise.all(
        readers.map(async (items) => {
          expect((await next(items))?.kind).toBe('CHECKPOINT');
          return performance.now();
        }),
      );
      expect(span(items)).toBeGreaterThan(checkpointMs / 4);
    });

    it('A10: are not pinged all at once either', async () => {
      const toy = await startToy({ ws: { pingEvery: 500 } });
      const sockets = Array.from(
        { length: 50 },
        () => new WebSocket(toy.wsUrl, 'graphql-transport-ws'),
      );
      const pinged = await Promise.all(
        sockets.map(async (socket) => {
          await once(socket, 'open');
          socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: key } }));
          await once(socket, 'ping');
          return performance.now();
        }),
      );
      expect(span(pinged)).toBeGreaterThan(125);
      for (const socket of sockets) socket.terminate();
      await toy.drain();
    });

    it.skipIf(onPostgres)(
      'A10: share one read of the database where nothing was written, whatever each of them follows',
      async () => {
        let reads = 0;
        const read = counting(fixture.deps.read, () => (reads += 1));
        const orders = await Promise.all(
          Array.from({ length: 100 }, () => addOrder(fixture, fixture.merchant)),
        );
        const readers = await Promise.all(
          orders.map(({ id }) => {
            const options = { search: { order: id }, topic: id, checkpointMs: 300 };
            const state = () => orderVersion(read, id);
            return follow({ ...options, state }, { ...fixture.deps, read });
          }),
        );
        await Promise.all(readers.map(next));
        reads = 0;
        const items = await Promise.all(readers.map(next));
        expect(items.map((item) => item?.kind)).toEqual(orders.map(() => 'CHECKPOINT'));
        // One read for each time at which some of them were notified, and not one for each of them.
        expect(reads).toBeGreaterThan(0);
        expect(reads).toBeLessThan(20);
      },
    );

    it('A10: cost nothing where the head of the log is unchanged, and only those wake whose subject has an event', async () => {
      let reads = 0;
      const counted = counting(fixture.deps.read, () => (reads += 1));
      // This notifier is never notified.
      const notifier = createNotifier();
      const orders = await Promise.all(
        Array.from({ length: 50 }, () => addOrder(fixture, fixture.merchant)),
      );
      const deps = { read: counted, notifier, cursors: fixture.deps.cursors };
      const readers = await Promise.all(
        orders.map(({ id }) => follow({ search: { order: id }, topic: id }, deps)),
      );
      const pending = readers.map(next);
      const sweep = createReaderSweep({ read: fixture.deps.read, notifier });
      await eventually(async () => reads > 0);
      await sweep();
      reads = 0;
      await sweep();
      const [changed] = orders;
      if (changed === undefined) throw new Error('no order');
      const id = await addEvent(fixture, changed);
      await sweep();
      expect((await pending[0])?.event?.id).toBe(id);
      // The head, and the events after those that it had read.
      expect(reads).toBe(2);
    });
  });
}

function counting(read: Reader, count: () => void): Reader {
  return intercepted(read, count, ['get', 'all']);
}
