import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { existing } from '../../src/operations/find.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { mutate, newKey, deliver, created, orderInput, orderOf, paid } from '../support/operations.ts';
import { decide } from '../operations/attention/attention.ts';
let testApp: TestApp;
beforeAll(async () => { testApp = await openTestApp(); testApp.sandbox.provider('NEXAPAY').switch({ autoPay: false }); });
afterAll(() => testApp.close());
const who = { firstName: 'Wilhelmina', lastName: 'Quackenbush', email: 'Wilhelmina.Q@conspicuous.test', phone: '+5511987650123', document: '12345678901' };
const input = (more: object = {}) => ({ idempotencyKey: newKey(), reference: `r-${newKey()}`, amount: { amount: '123.45', currency: 'BRL' }, method: { pix: { presentation: 'QR_CODE' as const } }, account: testApp.accounts.NEXAPAY, customer: who, ...more });
const create = async (i = input()) => ((await mutate(testApp, documents.createOrder, { input: i as never })) as any).order;
const erase = (i: object) => mutate(testApp, documents.eraseCustomer, { input: { idempotencyKey: newKey(), note: 'x', ...i } as never }) as any;
const bodies = async () => ((await testApp.post({ query: '{ webhookDeliveries(first: 100) { nodes { id body status lastError } } }' })) as any).data.webhookDeliveries.nodes;
it('erasing twice at once while webhooks come: nothing is left', async () => {
  const { read } = testApp.app.deps;
  const counts: number[] = [];
  for (let i = 0; i < 12; i += 1) {
    const o = await create();
    const { providerReference } = await existing(orderById(read, o.id));
    const [a, b] = await Promise.all([
      erase({ customerEmail: who.email }),
      (async () => { await new Promise((r) => setTimeout(r, i)); return erase({ customerPhone: '55 11 98765 0123' }); })(),
      (async () => { await new Promise((r) => setTimeout(r, (i * 7) % 10)); testApp.sandbox.provider('NEXAPAY').pay(providerReference); })(),
    ]);
    counts.push(a.orders + b.orders);
    await eventually(async () => (await existing(orderById(read, o.id))).status === 'PAID');
    expect.soft((await existing(orderById(read, o.id))).erasedAt).not.toBeNull();
  }
  expect(counts).toEqual(counts.map(() => 1));
  await testApp.advance(60_000);
  expect((await bodies()).filter((x: any) => x.body !== '').map((x: any) => x)).toEqual([]);
  const query = `{ orders(first: 100) { nodes { id explanation { evidence { says reason } } providerCalls(first: 50) { nodes { request response } } } } auditTrail(first: 100) { nodes { __typename } } }`;
  const a = await testApp.post({ query });
  if (a.errors) console.log(JSON.stringify(a.errors).slice(0, 400));
  expect(JSON.stringify(a).toLowerCase()).not.toMatch(/quackenbush|conspicuous|5511987650123|12345678901/);
});
it('same idempotency key at once', async () => {
  await create();
  const key = newKey();
  const i = { idempotencyKey: key, note: 'x', customerEmail: who.email };
  const r = await Promise.all([erase(i), erase(i), erase(i)]);
  console.log(JSON.stringify(r));
});
it('the note of a decision of an erased order, search by note, audit', async () => {
  testApp.sandbox.provider('NEXAPAY').faults.arm({ fault: 'cut-before' } as never);
  const o = await create();
  await decide(testApp, o.id, 'HAPPENED', { note: `Frau Quackenbush (${who.email}) hat bezahlt` });
  await erase({ customerEmail: who.email });
  const a = await testApp.post({ query: `{ order(id: "${o.id}") { explanation { evidence { says } } } }` });
  console.log(JSON.stringify(a));
  expect(JSON.stringify(a)).not.toMatch(/Quackenbush/);
  const trail = await testApp.app.deps.read.all('select * from audit_entries');
  console.log('in audit trail rows', /Quackenbush/.test(JSON.stringify(trail)));
});
it('what is found by customerId alone is masked too where the e-mail was given in metadata? stays', async () => {
  const { read } = testApp.app.deps;
  const rows = await read.all<any>("select name from sqlite_master where type = 'table'");
  const hits: string[] = [];
  for (const { name } of rows) {
    try { const all = JSON.stringify(await read.all(`select * from "${name}"`)); if (/quackenbush|conspicuous/i.test(all)) hits.push(name); } catch { /* shadow tables */ }
  }
  expect(hits).toEqual([]);
});
it('webhook with free text after the erasure', async () => {
  const i = orderInput(testApp, 'W_CHECKOUT', { customer: who });
  const made = (await mutate(testApp, documents.createOrder, { input: i as never })) as any;
  await erase({ customerEmail: who.email });
  const r = await deliver(testApp, 'W_CHECKOUT', 'CHECKOUT_ORDER_CHANGED', { orderNo: made.order.providerReference, orderStatus: 'FAILED', failReason: `payer ${who.email} blocked`, remark: who.email, message: who.email });
  const rows = await testApp.app.deps.read.all<any>("select name from sqlite_master where type = 'table'");
  const hits: string[] = [];
  for (const { name } of rows) {
    try { const all = JSON.stringify(await testApp.app.deps.read.all(`select * from "${name}"`)); if (/conspicuous/i.test(all)) hits.push(name); } catch { /* */ }
  }
  expect(hits).toEqual([]);
});
