import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { mutate, newKey, orderOf, refundOf } from '../support/operations.ts';
import { decide, itemsOf } from '../operations/attention/attention.ts';
import { download, rowsOfCsv } from '../operations/exports/files.ts';
import { verify } from '../../src/operations/verification/verify.ts';
import { existing } from '../../src/operations/find.ts';
import { orderById } from '../../src/store/queries/orders.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await openTestApp();
  testApp.sandbox.provider('NEXAPAY').switch({ autoPay: false });
});
afterAll(() => testApp.close());
const who = { firstName: 'Wilhelmina', lastName: 'Quackenbush', email: 'Wilhelmina.Q@conspicuous.test', phone: '+5511987650123', document: '12345678901' };
const input = (more: object = {}) => ({ idempotencyKey: newKey(), reference: `r-${newKey()}`, amount: { amount: '123.45', currency: 'BRL' }, method: { pix: { presentation: 'QR_CODE' as const } }, account: testApp.accounts.NEXAPAY, customer: who, ...more });
const create = async (i = input()) => ((await mutate(testApp, documents.createOrder, { input: i as never })) as any).order;
const rows = async (kind: string) => rowsOfCsv((await download(testApp, `${kind}.csv`)).text);
const movements = async (id: string) => (await rows('movements')).filter((r) => r['order'] === id).map((r) => `${r['type']} ${r['amount']}`);

it('a decided payment that never came, refunded', async () => {
  testApp.sandbox.provider('NEXAPAY').faults.arm({ fault: 'cut-before' } as never);
  let o = await create();
  console.log(o?.status);
  if (o.status !== 'UNKNOWN') return;
  await decide(testApp, o.id, 'HAPPENED');
  const now = (await orderOf(testApp, o.id)) as any;
  console.log('decided', now.status, JSON.stringify(now.paid), JSON.stringify(now.refundable), await movements(o.id));
  const r = (await mutate(testApp, documents.createRefund, { input: { idempotencyKey: newKey(), order: o.id } as never })) as any;
  console.log('refund', JSON.stringify(r).slice(0, 300), await movements(o.id));
  for (let i = 0; i < 10; i += 1) await testApp.advance(60_000);
  if (r.refund) console.log('refund later', (await refundOf(testApp, r.refund.id)).status);
  // the provider pays after all: the same reference arrives
  console.log('items', await itemsOf(testApp), await movements(o.id), JSON.stringify((await orderOf(testApp, o.id)) as any).slice(0, 200));
  const found = await verify({ sql: testApp.app.deps.read, damage: async () => [] } as never, { sealer: testApp.app.deps.sealer } as never);
  expect((found as any).findings).toEqual([]);
});
it('the same range is the same bytes after later changes', async () => {
  const o = await create(input({ reference: '=1+1', metadata: [{ key: '=cmd', value: '+x;=HYPERLINK("http://evil")' }] }));
  const kinds = ['orders', 'refunds', 'settlements', 'abnormal-payments', 'movements', 'events'];
  const before: Record<string, any> = {};
  for (const k of kinds) for (const f of ['csv', 'ndjson']) before[`${k}.${f}`] = await download(testApp, `${k}.${f}`);
  const { read } = testApp.app.deps;
  const { providerReference } = await existing(orderById(read, o.id));
  testApp.sandbox.provider('NEXAPAY').pay(providerReference);
  await eventually(async () => (await existing(orderById(read, o.id))).status === 'PAID');
  await mutate(testApp, documents.createRefund, { input: { idempotencyKey: newKey(), order: o.id, amount: { amount: '10', currency: 'BRL' } } as never });
  await testApp.advance(120_000);
  await mutate(testApp, documents.eraseCustomer, { input: { idempotencyKey: newKey(), note: 'x', customerEmail: who.email } as never });
  for (const [name, b] of Object.entries(before)) {
    const again = await download(testApp, name, { to: b.cursor });
    expect.soft(again.text === b.text, name).toBe(true);
  }
  const csv = (await download(testApp, 'orders.csv')).text;
  for (const line of csv.split('\r\n')) for (const cell of line.split(';')) expect.soft(/^"?[=+@]/.test(cell), cell.slice(0, 60)).toBe(false);
  for (const k of kinds) for (const f of ['csv', 'ndjson']) expect.soft((await download(testApp, `${k}.${f}`)).text.toLowerCase()).not.toMatch(/quackenbush|conspicuous|5511987650123/);
  console.log(await movements(o.id));
});
it('requests that are refused', async () => {
  const get = async (path: string, init: RequestInit = {}) => { const r = await fetch(new URL(`/exports/${path}`, testApp.url), { headers: { authorization: `Bearer ${testApp.key}` }, ...init }); return `${r.status} ${(await r.text()).slice(0, 60)}`; };
  const out: string[] = [];
  for (const [p, i] of [['orders.csv?key=' + testApp.key, { headers: {} }], ['orders.csv?access_token=x'], ['orders.csv?after='], ['orders.csv?to='], ['orders.csv?after=x&after=y'], ['__proto__.csv'], ['constructor.csv'], ['orders.CSV'], ['orders.csv/'], ['orders.csv%00'], ['orders.csv', { method: 'POST', body: 'x' }], ['orders.csv', { method: 'DELETE' }], ['orders.csv', { method: 'OPTIONS' }], ['orders.csv', { method: 'HEAD' }], ['orders.csv', { headers: { authorization: `Bearer ${testApp.adminKey}` } }], ['orders.csv', { headers: { authorization: 'Basic eA==' } }], ['../exports/orders.csv'], ['orders.csv', { headers: { authorization: `Bearer ${testApp.key}`, range: 'bytes=0-5' } }]] as any[]) out.push(`${p.replace(testApp.key, 'KEY')} ${i?.method ?? ''} -> ${await get(p, i)}`);
  console.log(out.join('\n'));
});
