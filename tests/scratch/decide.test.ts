import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { created, deliver, mutate, newKey, orderOf, paid, refundAddress, refundOf, callsSince, pathOf } from '../support/operations.ts';
import { acknowledge, attentionOf, decide, itemsOf } from '../operations/attention/attention.ts';
import { download, rowsOfCsv, rowsOfNdjson, sums } from '../operations/exports/files.ts';
import { verify } from '../../src/operations/verification/verify.ts';

const provider = 'W_CHECKOUT';
let testApp: TestApp;
const sandbox = () => testApp.sandbox.provider(provider);
beforeAll(async () => { testApp = await openTestApp(); });
afterAll(() => testApp.close());
beforeEach(() => { sandbox().faults.clear(); });
const lostOrder = async (input: object = {}) => {
  sandbox().faults.arm({ fault: 'error-before', operation: 'createOrder' });
  const o = await created(testApp, provider, input as never);
  expect(o.status).toBe('UNKNOWN');
  return o;
};
const say = (orderNo: string, orderStatus: string, more: object = {}) =>
  deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', { orderNo, orderStatus, token: 'ETH_USDT', ...more });
async function check(): Promise<string[]> {
  const report = (await verify({ sql: testApp.app.deps.read, damage: async () => [] } as never, { sealer: testApp.app.deps.sealer } as never)) as any;
  return (report.findings ?? report.problems ?? report) as string[];
}
async function movementsOf(order: string) {
  const { text } = await download(testApp, 'movements.csv');
  return rowsOfCsv(text).filter((r) => r['order'] === order);
}
const sumOf = (rows: readonly any[]) => rows.reduce((s, r) => s + Number(r.amount), 0);

it('two decisions at once and a webhook: one decision, money once', async () => {
  for (let i = 0; i < 6; i += 1) {
    const { id, providerReference: orderNo } = await lostOrder();
    const results = await Promise.all([
      decide(testApp, id, 'HAPPENED'), decide(testApp, id, 'NEVER_HAPPENED'),
      say(orderNo, 'PAID', { payingAmount: 101 }).catch((e) => e),
      decide(testApp, id, 'HAPPENED'),
    ]);
    const ok = (results as any[]).filter((r) => r?.__typename === 'DecideUnknownSuccess');
    expect(ok.length).toBeLessThanOrEqual(1);
    await say(orderNo, 'PAID', { payingAmount: 101 });
    expect(await orderOf(testApp, id)).toMatchObject({ status: 'PAID', paid: { amount: '101.00' } });
    expect(sumOf((await movementsOf(id)).filter((r) => r['type'] === 'PAID'))).toBe(101);
  }
});
it('HAPPENED, refunded, then the provider says expired: sums agree', async () => {
  const { id, providerReference: orderNo } = await lostOrder();
  // now it is known how much
  await say(orderNo, 'WAITING', { payingAmount: 101 }).catch(() => undefined);
  const before = await orderOf(testApp, id);
  console.log('after waiting', before.status, before.payable);
});
it('decided HAPPENED with a stablecoin price has an amount, refund goes, then REVERSED / EXPIRED', async () => {
  const { id, providerReference: orderNo } = await lostOrder({ amount: { amount: '100', currency: 'USDT', network: 'ETHEREUM' } }).catch(async (e) => { console.log(String(e)); return lostOrder(); });
  await decide(testApp, id, 'HAPPENED');
  const o = (await orderOf(testApp, id)) as any;
  console.log('decided', JSON.stringify({ s: o.status, p: o.paid, r: o.refundable }));
  const r = (await mutate(testApp, documents.createRefund, { input: { idempotencyKey: newKey(), order: id, ...refundAddress(provider) } })) as any;
  console.log('refund', JSON.stringify(r).slice(0, 400));
  await testApp.advance(120_000);
  await say(orderNo, 'TIMEOUT');
  console.log('then', JSON.stringify(await orderOf(testApp, id)).slice(0, 300), await itemsOf(testApp));
  console.log(JSON.stringify(await movementsOf(id)));
});
it('a decision while a query is under way does not lead to a resend', async () => {
  const order = await paid(testApp, provider);
  sandbox().faults.arm({ fault: 'error-before', operation: 'createRefund' });
  const { refund } = (await mutate(testApp, documents.createRefund, { input: { idempotencyKey: newKey(), order: order.id, ...refundAddress(provider) } })) as any;
  expect(refund.status).toBe('UNKNOWN');
  const since = sandbox().requests().length;
  const all = await Promise.all([testApp.advance(31_000), (async () => { await new Promise((r) => setTimeout(r, 3)); return decide(testApp, refund.id, 'NEVER_HAPPENED'); })()]);
  console.log((all[1] as any).__typename, callsSince(sandbox(), since));
  for (let i = 0; i < 5; i += 1) await testApp.advance(20_000);
  const s = await refundOf(testApp, refund.id);
  console.log(s.status, callsSince(sandbox(), since), await pathOf(testApp, refund.id));
  if ((all[1] as any).__typename === 'DecideUnknownSuccess') expect(callsSince(sandbox(), since)).not.toContain('createRefund');
});
it('verify finds nothing', async () => {
  const found = await verify({ sql: testApp.app.deps.read, damage: async () => [] } as never, { sealer: testApp.app.deps.sealer } as never).catch((e) => e);
  console.log(JSON.stringify(found, (k, v) => typeof v === 'bigint' ? String(v) : v)?.slice(0, 800));
});
it('attention metrics equal the table', async () => {
  const { totalCount, nodes } = await attentionOf(testApp);
  expect(totalCount).toBe(nodes.length);
  const metrics = await (await fetch(new URL('/metrics', testApp.url))).text();
  const lines = metrics.split('\n').filter((l) => l.startsWith('paygraph_attention'));
  console.log(lines.join('\n'), totalCount);
  const sum = lines.filter((l) => l.startsWith('paygraph_attention_items')).reduce((s, l) => s + Number(l.split(' ').at(-1)), 0);
  expect(sum).toBe(totalCount);
});
