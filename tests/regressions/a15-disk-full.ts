import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnavailableError } from '../../src/domain/errors.ts';
import { WriteQueue } from '../../src/store/commit.ts';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { writing } from '../support/core.ts';
import * as documents from '../support/documents.ts';
import { openTestDatabase } from '../support/database.ts';
import { created, deliver, orderInput, orderOf } from '../support/operations.ts';
import { onPostgres } from '../support/own-database.ts';
import { startPaygraph } from '../support/process.ts';
import {
  createOrder,
  metric,
  provider,
  readiness,
  timed,
  unavailable,
  viewer,
} from './a15-outage.ts';

/** The pages that SQLite may use: it reports SQLITE_FULL as it does where the disk has no room. */
const limitPages = (testApp: TestApp, pages: number) =>
  testApp.app.deps.queue.commit((tx) => tx.get(`pragma max_page_count = ${pages}`));

export function describeA15DiskFull(): void {
  describe.skipIf(onPostgres)('A15: while the disk is full', () => {
    let testApp: TestApp;
    /** The input that is refused. */
    let input: ReturnType<typeof orderInput>;
    let refused: unknown;
    let order: { id: string; providerReference: string };

    beforeAll(async () => {
      testApp = await openTestApp();
      order = await created(testApp, provider);
      await limitPages(testApp, 1);
      // What fits into existing pages is written.
      refused = await eventually(async () => {
        input = orderInput(testApp, provider);
        const answer = await createOrder(testApp, input);
        // If the order fits and only the provider's answer does not, the next one is refused whole.
        const stored = await testApp.app.deps.read.all(
          'select 1 as found from orders where reference = ?',
          input.reference,
        );
        return answer.errors !== undefined && stored.length === 0 && answer;
      });
    });
    afterAll(() => testApp.close());

    it('A15: a mutation is UNAVAILABLE, queries are answered, and it is logged', async () => {
      expect(refused).toMatchObject(unavailable);
      expect(await testApp.post(viewer)).toMatchObject({ status: 200, data: { viewer: {} } });
      expect(await readiness(testApp)).toEqual({ status: 200, state: 'ready', writable: false });
      expect(await metric(testApp, 'paygraph_writable')).toBe(0);
    });

    it('A15: a webhook is answered 503, and everything continues by itself when there is room, with the same key', async () => {
      const data = { orderNo: order.providerReference, orderStatus: 'PAID', token: 'ETH_USDT' };
      const paid = { ...data, payingAmount: 101, note: 'x'.repeat(100_000) };
      const message = ['CHECKOUT_ORDER_CHANGED', paid, { eventId: 'paid' }] as const;
      expect(await deliver(testApp, provider, ...message)).toBe(503);
      await limitPages(testApp, 0xffff_fffe);
      expect(await deliver(testApp, provider, ...message)).toBe(200);
      expect(await orderOf(testApp, order.id)).toMatchObject({ status: 'PAID' });
      const { data: made, errors } = await createOrder(testApp, input);
      expect(errors).toBeUndefined();
      expect(made).toMatchObject({ createOrder: { replayed: false } });
      await eventually(async () => {
        await createOrder(testApp, orderInput(testApp, provider));
        return (await metric(testApp, 'paygraph_writable')) === 1;
      });
    });
  });

  it.skipIf(onPostgres)(
    'A15: an outage is logged once at its beginning and once at its end, whatever is tried meanwhile',
    async () => {
      await using opened = await openTestDatabase();
      const logged: string[] = [];
      const queue = new WriteQueue(opened.database.writer, () => undefined, {
        began: (error) => logged.push((error as Error).message),
        ended: () => logged.push('ended'),
        lost: () => logged.push('lost'),
        unobserved: () => logged.push('unobserved'),
        wrote: () => undefined,
        recorded: () => undefined,
        otherMoney: () => logged.push('other money'),
        attention: () => logged.push('attention'),
      });
      const { sql } = opened.database;
      const write = () =>
        queue.commit((tx) =>
          tx.run(
            "insert into merchants (id, name, timeline, created_at) values (?, '', '', 0)",
            'm',
          ),
        );
      await sql.run('pragma query_only = on');
      for (let tried = 0; tried < 20; tried += 1) {
        await expect(write()).rejects.toThrow(UnavailableError);
        await expect(queue.ready()).rejects.toThrow(UnavailableError);
      }
      const retried = queue.persist(writing((tx) => tx.run("update merchants set name = 'kept'")));
      await expect(retried).rejects.toThrow(UnavailableError);
      await sql.run('pragma query_only = off');
      await write();
      await eventually(async () => {
        await queue.ready();
        return queue.isWritable;
      });
      const row = await opened.database.reader.get('select name from merchants');
      expect(row).toEqual({ name: 'kept' });
      expect(logged).toEqual([
        'Nothing can be written: attempt to write a readonly database',
        'ended',
      ]);
      await queue.close();
    },
  );

  it.skipIf(onPostgres)(
    'A15: a process whose files cannot grow serves queries, refuses the rest at once and recovers',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'paygraph-full-'));
      const adminKey = 'the-key-of-an-administrator';
      const paygraph = await startPaygraph({
        databaseUrl: `sqlite:${join(folder, 'full.sqlite')}`,
        adminKey,
        // Exceeding the size limit of a file is an error, and not the end of the process.
        preload: [`data:text/javascript,process.on('SIGXFSZ', () => undefined)`],
      });
      const growTo = (bytes: string): void => {
        execFileSync('prlimit', [
          '--pid',
          String(paygraph.child.pid),
          `--fsize=${bytes}:unlimited`,
        ]);
      };
      const post = async (query: string, variables = {}) => {
        const response = await fetch(`${paygraph.base}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${adminKey}` },
          body: JSON.stringify({ query, variables }),
          signal: AbortSignal.timeout(10_000),
        });
        return (await response.json()) as object;
      };
      const createMerchant = () =>
        post(print(documents.createMerchant), { input: { name: 'x'.repeat(200) } });
      try {
        growTo('4096');
        const [refused, ms] = await timed(createMerchant);
        expect(refused).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] });
        expect(ms).toBeLessThan(1_500);
        expect(await post('{ __typename }')).toMatchObject({ data: { __typename: 'Query' } });
        growTo('unlimited');
        expect(await createMerchant()).toMatchObject({ data: { createMerchant: {} } });
        await eventually(async () => {
          const ready = await fetch(`${paygraph.base}/health/ready`);
          return ((await ready.json()) as { writable: boolean }).writable;
        });
      } finally {
        await paygraph.kill();
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
}
