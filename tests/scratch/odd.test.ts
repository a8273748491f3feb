import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { mutate, newKey, orderInput, paid } from '../support/operations.ts';
import { lineFormat } from '../../src/operations/exports/cells.ts';
import { ask } from '../operations/exports/files.ts';
let testApp: TestApp;
beforeAll(async () => { testApp = await openTestApp(); await paid(testApp, 'W_CHECKOUT'); });
afterAll(() => testApp.close());
const F = `query F($filter: OrderFilter, $sort: OrderSort) { orders(filter: $filter, sort: $sort) { nodes { id } } }`;
describe('many terms', () => {
  it.each([20, 100, 250, 300, 1000, 3000])('%i metadata entries', async (n) => {
    const metadata = Array.from({ length: n }, (_, i) => ({ key: `k${i}`, value: `v${i}` }));
    for (const sort of [undefined, { field: 'AMOUNT' }]) {
      const from = performance.now();
      const a = await testApp.post({ query: F, variables: { filter: { metadata }, sort } });
      const ms = performance.now() - from;
      expect.soft([undefined, 'BAD_USER_INPUT'], `${n} ${JSON.stringify(a).slice(0, 200)} ${ms}`).toContain((a.errors?.[0]?.extensions as any)?.code);
    }
  });
  it.each([100, 3000, 20000])('%i methods', async (n) => {
    const a = await testApp.post({ query: F, variables: { filter: { methods: Array(n).fill('PIX') } } });
    expect.soft([undefined, 'BAD_USER_INPUT'], JSON.stringify(a).slice(0, 200)).toContain((a.errors?.[0]?.extensions as any)?.code);
  });
  it.each([100, 3000, 20000])('%i statuses and reasons', async (n) => {
    const a = await testApp.post({ query: F, variables: { filter: { statuses: Array(n).fill('PAID'), currency: 'USD' } } });
    expect.soft([undefined, 'BAD_USER_INPUT'], JSON.stringify(a).slice(0, 200)).toContain((a.errors?.[0]?.extensions as any)?.code);
    const b = await testApp.post({ query: 'query($r: [AttentionReason!]) { attention(filter: { reasons: $r }) { totalCount nodes { reason } } }', variables: { r: Array(n).fill('DEAD_WEBHOOK') } });
    expect.soft([undefined, 'BAD_USER_INPUT'], JSON.stringify(b).slice(0, 200)).toContain((b.errors?.[0]?.extensions as any)?.code);
  });
});
it('a text that has a separator of other countries in it starts no formula there', () => {
  const { line } = lineFormat('csv', { order: 'CODE', reference: 'TEXT' } as never);
  for (const reference of ['x;=1+1', 'x\t=1+1', ';@SUM(A1)']) {
    const cells = line({ order: 'ord_1', reference }).trim().split(/[;\t]/);
    for (const cell of cells) expect.soft(cell, reference).not.toMatch(/^"?[=+@-]/);
  }
});
it('which texts a reference may have', async () => {
  for (const reference of ['\u001b[31mred', '\u009b31m', 'a\nb', 'a\tb', '\u202Eabc', 'a\u0000', '\r=1', '\u200b=1', '\ufeff=1', ' =1+1', '\u00a0=1+1']) {
    const made = (await mutate(testApp, documents.createOrder, { input: orderInput(testApp, 'W_CHECKOUT', { reference }) })) as any;
    console.log(JSON.stringify(reference), made.__typename, JSON.stringify(made.issues ?? ''));
  }
});
it('wrong keys at exports are held back as at the API', async () => {
  const from = performance.now();
  const statuses: Record<string, number> = {};
  for (let i = 0; i < 300; i += 1) {
    const r = await ask({ url: testApp.url, key: `pgk_test_wrong${i}` }, 'orders.csv');
    statuses[r.status] = (statuses[r.status] ?? 0) + 1;
    await r.text();
  }
  const api: Record<string, number> = {};
  for (let i = 0; i < 300; i += 1) {
    const r = await fetch(new URL('/graphql', testApp.url), { method: 'POST', headers: { authorization: `Bearer wrong${i}`, 'content-type': 'application/json' }, body: '{"query":"{ viewer { id } }"}' });
    api[r.status] = (api[r.status] ?? 0) + 1;
    await r.text();
  }
  console.log('exports', statuses, 'api', api, performance.now() - from);
});
