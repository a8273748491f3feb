import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tx } from '../../src/store/sql.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { padded } from '../support/own-database.ts';
import { mutate, created, settlementInput } from '../support/operations.ts';

const many = 60;

/** Copies the merchant's first row of a table under other ids, in which `n` counts up. */
async function copy(tx: Tx, table: string, columns: Record<string, string>): Promise<void> {
  const row = await tx.get<object>(`select * from ${table} limit 1`);
  const names = Object.keys(row ?? {});
  const values = names.map((name) => columns[name] ?? `one.${name}`).join(', ');
  await tx.run(`insert into ${table} (${names.join(', ')})
    with recursive counted(n) as (select 1 union all select n + 1 from counted where n < ${many})
    select ${values} from counted, (select * from ${table} limit 1) one`);
}

const id = (prefix: string): string => `'${prefix}_7ZZ' || ${padded('n', 23)}`;

interface Ids {
  id: string;
}

/** What clients of the contract request without `first`, and what they find by the times that they received. */
export function describeWhole(): void {
  describe('A12: a client that does not know about pages', () => {
    let testApp: TestApp;
    beforeAll(async () => {
      testApp = await openTestApp();
    });
    afterAll(() => testApp.close());

    it('A12: receives all accounts and keys', async () => {
      await testApp.app.deps.queue.commit(async (tx) => {
        await copy(tx, 'api_keys', { id: id('key'), hash: `'hash' || n` });
        await copy(tx, 'provider_accounts', { id: id('acc'), enabled: '0' });
      });
      const { data } = await testApp.post({
        query: '{ viewer { accounts { id } apiKeys { id } } }',
      });
      const { viewer } = data as { viewer: Record<'accounts' | 'apiKeys', Ids[]> };
      expect(viewer.accounts).toHaveLength(many + 5);
      expect(viewer.apiKeys).toHaveLength(many + 1);
    });

    it('A12: receives all orders of a settlement, each once, and pages neither repeat nor restart', async () => {
      const order = await created(testApp, 'W_CHECKOUT');
      await testApp.app.deps.queue.commit((tx) =>
        copy(tx, 'orders', { id: id('ord'), provider_reference: `'ref' || n`, check_at: 'null' }),
      );
      const { data } = await testApp.post({ query: '{ orders(first: 100) { nodes { id } } }' });
      const { nodes } = (data as { orders: { nodes: Ids[] } }).orders;
      const named = [order.id, ...nodes.map((one) => one.id), order.id];
      const input = settlementInput(testApp, 'W_CHECKOUT', { orders: named });
      const { settlement } = await mutate(testApp, documents.createSettlement, { input });
      const ordersOf = async (paging: string) =>
        testApp.post({
          query: `{ settlement(id: "${settlement?.id}") { orders${paging} { id } } }`,
        });
      const idsOf = ({ data: found }: { data?: unknown }): string[] =>
        (found as { settlement: { orders: Ids[] } }).settlement.orders.map((one) => one.id);
      const all = idsOf(await ordersOf(''));
      expect(all).toEqual([...new Set(named)]);
      expect(idsOf(await ordersOf(`(first: 2, after: "${order.id}")`))).toEqual(all.slice(1, 3));
      const foreign = await ordersOf('(after: "ord_7ZZ99999999999999999999999")');
      expect(foreign.errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    });

    it('A12: finds what was made at the very time that it received, also after the clock was set back', async () => {
      const early = await created(testApp, 'W_CHECKOUT');
      await testApp.advance(5);
      const made = [
        early,
        ...(await Promise.all(Array.from({ length: 40 }, () => created(testApp, 'W_CHECKOUT')))),
      ];
      await testApp.advance(-600_000);
      made.push(await created(testApp, 'W_CHECKOUT'));
      const found = await Promise.all(
        made.map(async (order) => {
          const answer = await testApp.post({
            query: `{ order(id: "${order.id}") { createdAt } }`,
          });
          const { createdAt } = (answer.data as { order: { createdAt: string } }).order;
          const filter = `{ createdFrom: "${createdAt}", createdTo: "${createdAt}" }`;
          const query = `{ orders(first: 100, filter: ${filter}) { nodes { id } } }`;
          const { data } = await testApp.post({ query });
          return (data as { orders: { nodes: Ids[] } }).orders.nodes.map((one) => one.id);
        }),
      );
      for (const [at, order] of made.entries()) expect(found[at]).toContain(order.id);
    });
  });
}
