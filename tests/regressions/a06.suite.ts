import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/store/open.ts';
import { ormOptions } from '../../src/store/sqlite/open.ts';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { footprint, orderOf } from '../support/operations.ts';
import { orderAt } from '../support/one-by-one.ts';

/** Vexora's callbacks are the same bytes at every attempt, and carry neither a time nor a type. */
export function describeA6(): void {
  describe('A6: the same signed body', () => {
    let testApp: TestApp;
    const provider = () => testApp.sandbox.provider('VEXORA');

    beforeEach(async () => {
      testApp = await openTestApp();
      provider().webhooks.mode = 'hold';
    });
    afterEach(() => testApp.close());

    /** An order that was paid, and Vexora's callback about it. */
    const paidOrder = async () => {
      const order = await orderAt(testApp, 'VEXORA');
      provider().pay(order.providerReference);
      await testApp.sandbox.clock.advance(2_000);
      return { id: order.id, body: provider().webhooks.find().body };
    };
    const post = async (topic: string, body: string): Promise<number> => {
      const address = `/webhooks/${testApp.accounts.VEXORA}/${topic}`;
      const url = testApp.url.replace('/graphql', address);
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body });
      await response.arrayBuffer();
      return response.status;
    };
    const statusOf = async (id: string): Promise<string> => (await orderOf(testApp, id)).status;
    const queries = (): number =>
      provider()
        .requests()
        .filter(({ operation }) => operation === 'queryPayInResult').length;
    const written = async () => [
      await footprint(testApp),
      await testApp.app.deps.read.get('select sum(times) as heard from evidence'),
    ];
    const deliveries = async (): Promise<number> =>
      (await footprint(testApp))['webhook_deliveries'] ?? -1;

    it('A6: at another topic does not make the genuine webhook a repetition', async () => {
      const { id, body } = await paidOrder();
      for (const topic of ['settlements', 'refunds']) expect(await post(topic, body)).toBe(200);
      expect(await statusOf(id)).toBe('AWAITING_PAYMENT');
      expect(await post('orders', body)).toBe(200);
      expect(await statusOf(id)).toBe('PAID');
    });

    it('A6: is a reason to query each time, and writes nothing where it reports nothing new', async () => {
      const { id, body } = await paidOrder();
      provider().faults.arm({ fault: 'error-before', operation: 'queryPayInResult' });
      expect(await post('orders', body)).toBe(200);
      expect(await statusOf(id)).toBe('AWAITING_PAYMENT');
      expect(await post('orders', body)).toBe(200);
      expect(await statusOf(id)).toBe('PAID');
      const before = await written();
      const start = queries();
      const variants = [body, body.replace('{', '{ '), body.replace('{', '{"x":"",')];
      for (const variant of variants) expect(await post('orders', variant)).toBe(200);
      expect(queries() - start).toBe(variants.length);
      expect(await written()).toEqual(before);
    });

    it('A6: in a flood causes one query while one is in flight, and one more after it', async () => {
      const { id, body } = await paidOrder();
      const start = queries();
      const shared = vi.spyOn(testApp.app.deps.coalescer, 'run');
      provider().faults.arm({ fault: 'delay', operation: 'queryPayInResult', delayMs: 60_000 });
      const first = post('orders', body);
      await eventually(async () => queries() > start);
      const others = Array.from({ length: 50 }, () => post('orders', body));
      const questions = () => shared.mock.calls.filter(([name]) => !name.startsWith('account '));
      await eventually(async () => questions().length === 51);
      await testApp.sandbox.clock.advance(60_000);
      expect(new Set(await Promise.all([first, ...others]))).toEqual(new Set([200]));
      expect(queries() - start).toBe(2);
      expect(await statusOf(id)).toBe('PAID');
      expect(await deliveries()).toBe(1);
    });

    it('A6: that was acknowledged is not lost, whether the provider answers or the process ends', async () => {
      const { id, body } = await paidOrder();
      provider().faults.arm({ fault: 'error-before', operation: 'queryPayInResult', times: 2 });
      const several = await Promise.all([post('orders', body), post('orders', body)]);
      expect(several).toEqual([200, 200]);
      await testApp.restart();
      const { webhookDeliveries } = await testApp.request(documents.webhookDeliveries, {
        account: testApp.accounts.VEXORA,
        statuses: ['FAILED'],
      });
      expect(webhookDeliveries.nodes).toMatchObject([{ attempts: 1 }]);
      await testApp.advance(5_000);
      expect(await statusOf(id)).toBe('PAID');
    });
  });

  it('A6: a delivery stored before the topic counted is recognized with it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'paygraph-'));
    const file = join(folder, 'old.sqlite');
    const old = await MikroORM.init(ormOptions(file));
    await old.migrator.up({ to: '0008-audit-trail' });
    const execute = (text: string) => old.em.getConnection().execute(text);
    await execute(
      "insert into merchants (id, name, timeline, created_at) values ('mer_1', 'Shop', 'T', 1)",
    );
    await execute(`insert into provider_accounts
      (id, merchant_id, provider, name, base_url, credentials, created_at, updated_at)
      values ('acc_1', 'mer_1', 'VEXORA', 'main', '', '', 1, 1)`);
    for (const [id, topic] of [
      ['whd_1', "'orders'"],
      ['whd_2', 'null'],
    ]) {
      await execute(`insert into webhook_deliveries
        (id, merchant_id, account_id, status, topic, identity, headers, body, received_at)
        values ('${id}', 'mer_1', 'acc_1', 'APPLIED', ${topic}, 'hash of ${id}', '{}', x'00', 1)`);
    }
    await old.close(true);
    const database = await openDatabase(`sqlite:${file}`);
    const text = 'select identity from webhook_deliveries order by id';
    expect(await database.reader.all(text)).toEqual([
      { identity: 'orders/hash of whd_1' },
      { identity: 'hash of whd_2' },
    ]);
    expect(await database.schemaDrift()).toBe('');
    await database.close();
    await rm(folder, { recursive: true });
  });
}
