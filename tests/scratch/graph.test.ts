import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { created, mutate, newKey, paid, orderInput } from '../support/operations.ts';
import { createMerchant, storeApiKey } from '../../src/operations/merchants/merchants.ts';
import { scopes } from '../../src/domain/principal.ts';
import { makeEndpoint, startReceiver, append, endpointOf } from '../operations/event-endpoints/receiver.ts';
import { eventually } from '../support/app.ts';

let testApp: TestApp;
let other: string;
let order: string;
beforeAll(async () => {
  testApp = await openTestApp({ timeoutMs: 500 });
  const merchant = await createMerchant(testApp.app.deps, { name: 'Other' });
  other = 'pgk_test_other_other_other_other_other_o';
  await storeApiKey(testApp.app.deps, { id: testApp.app.deps.ids.make('key'), merchantId: merchant.id, name: 'o', scopes, secret: other });
  order = (await paid(testApp, 'W_CHECKOUT')).id;
});
afterAll(() => testApp.close());
const S = 'query S($t: String!, $n: Int) { search(text: $t, first: $n) { __typename ... on Node { id } } }';
const nasty = ['"', '""', '*', 'a*', 'NEAR(a b)', '-a', 'a OR b', 'a AND NOT b', "'", "';--", '(', ')', '&', '|', '!', ':*', '<->', '\\', '%', '_', '\u0000', '\u0000a', 'ﬁ', 'İ', 'e\u0301', '\ud800', '\udfff x', 'x'.repeat(500), 'ǅ'.repeat(500), '\uFDFA'.repeat(500), Array(20).fill('a').map((c, i) => c + i).join(' '), Array(21).fill('a').map((c, i) => c + i).join(' '), 'x'.repeat(501), '', ' ', '\u200b', '\u3000', 'ord_', 'ord_' + '0'.repeat(26), 'ORD_' + 'Z'.repeat(26), 'lnk_' + '0'.repeat(26), 'ord_' + 'ı'.repeat(26), 'ord_' + 'U'.repeat(26)];
describe('search', () => {
  it.each(nasty)('%j is no internal error', async (t) => {
    const a = await testApp.post({ query: S, variables: { t, n: 50 } });
    const code = (a.errors?.[0]?.extensions as any)?.code;
    expect([undefined, 'BAD_USER_INPUT']).toContain(code);
  });
  it('first 0, -1, 51', async () => {
    for (const n of [0, -1, 51, 1000]) {
      const a = await testApp.post({ query: S, variables: { t: 'a', n } });
      expect((a.errors?.[0]?.extensions as any)?.code, String(n)).toBe('BAD_USER_INPUT');
    }
  });
  it('null first', async () => {
    const a = await testApp.post({ query: S, variables: { t: 'a', n: null } });
    expect((a.errors?.[0]?.extensions as any)?.code ?? 'BAD_USER_INPUT').toBe('BAD_USER_INPUT');
  });
  it('another merchant finds nothing by id, reference', async () => {
    const o = (await testApp.post({ query: '{ orders { nodes { id reference providerReference } } }' })) as any;
    const { id, reference, providerReference } = o.data.orders.nodes[0];
    for (const t of [id, id.toLowerCase(), reference, providerReference]) {
      expect(((await testApp.post({ query: S, variables: { t } })) as any).data.search.length).toBeGreaterThan(0);
      expect(((await testApp.post({ query: S, variables: { t } }, other)) as any).data).toEqual({ search: [] });
    }
  });
  it('a reference with punctuation or an emoji is found as it was entered', async () => {
    for (const reference of ['#42/7-b', '№ 12', '🎉', '---', 'a_b', 'Straße 5', 'ﬁne', '１２３', 'I\u0307stanbul', 'ΣΑΣ', 'e\u0301t', '.hidden.', 'C++', 'क्षि', '( )']) {
      const input = orderInput(testApp, 'W_CHECKOUT', { reference });
      const made = await mutate(testApp, documents.createOrder, { input });
      const a = (await testApp.post({ query: S, variables: { t: reference } })) as any;
      expect.soft(a.data?.search?.map((h: any) => h.id), reference).toContain(made.order?.id);
      const u = (await testApp.post({ query: S, variables: { t: reference.toUpperCase() } })) as any;
      expect.soft(u.data?.search?.map((h: any) => h.id), `upper ${reference}`).toContain(made.order?.id);
    }
  });
});
const F = `query F($first: Int, $after: String, $filter: OrderFilter, $sort: OrderSort) { orders(first: $first, after: $after, filter: $filter, sort: $sort) { nodes { id } pageInfo { endCursor hasNextPage } } }`;
describe('orders', () => {
  it('odd filters are no internal errors', async () => {
    const odd = [
      { amountFrom: '1' }, { amountFrom: '-1', amountTo: '-0' }, { amountTo: '-0.0' }, { amountFrom: '9'.repeat(60) }, { amountFrom: '1e400' }, { amountFrom: '0.' + '0'.repeat(50) + '1' }, { amountFrom: '5', amountTo: '1' },
      { currency: 'XXX' }, { currency: '' }, { currency: 'usd' }, { methods: [] }, { metadata: [] }, { metadata: Array(200).fill({ key: 'a', value: 'b' }) }, { metadata: [{ key: '', value: '' }] }, { metadata: [{ key: '\ud800', value: '\u0000' }] },
      { customerEmail: '' }, { customerEmail: '\u0000' }, { customerPhone: '' }, { customerPhone: 'x' }, { customerId: '' }, { customerId: 'x'.repeat(100000) }, { needsAttention: true }, { needsAttention: false }, { needsAttention: true, amountFrom: '1' }, { needsAttention: false, currency: 'USD' },
    ];
    for (const filter of odd) for (const sort of [undefined, { field: 'AMOUNT' }, { field: 'UPDATED_AT', direction: 'ASCENDING' }]) {
      const a = await testApp.post({ query: F, variables: { filter, sort } });
      const code = (a.errors?.[0]?.extensions as any)?.code;
      expect.soft([undefined, 'BAD_USER_INPUT'], JSON.stringify({ filter, sort }).slice(0, 200) + code).toContain(code);
    }
  });
  it('cursors of one sort in another, and garbage, are refused or harmless', async () => {
    const list = async (variables: object) => (await testApp.post({ query: F, variables })) as any;
    const cursors: string[] = [];
    for (const sort of [undefined, { field: 'AMOUNT' }, { field: 'UPDATED_AT' }]) {
      cursors.push((await list({ first: 1, sort })).data.orders.pageInfo.endCursor);
    }
    for (const after of [...cursors, '', 'x', Buffer.from('["AMOUNT"]').toString('base64url'), Buffer.from('{"value":{"a":1},"id":"ord_1"}').toString('base64')]) {
      for (const sort of [undefined, { field: 'AMOUNT' }, { field: 'UPDATED_AT' }, { field: 'UPDATED_AT', direction: 'ASCENDING' }]) {
        const a = await list({ first: 2, after, sort });
        const code = a.errors?.[0]?.extensions?.code;
        expect.soft([undefined, 'BAD_USER_INPUT'], `${after} ${JSON.stringify(sort)} ${code}`).toContain(code);
      }
    }
  });
  it('paging by amount with ties shows each once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let i = 0; i < 100; i += 1) {
      const a = (await testApp.post({ query: F, variables: { first: 2, after, sort: { field: 'AMOUNT' }, filter: { currency: 'USD' } } })) as any;
      seen.push(...a.data.orders.nodes.map((n: any) => n.id));
      if (!a.data.orders.pageInfo.hasNextPage) break;
      after = a.data.orders.pageInfo.endCursor;
    }
    const all = (await testApp.post({ query: F, variables: { first: 100, filter: { currency: 'USD' } } })) as any;
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(all.data.orders.nodes.length);
  });
});
describe('attention', () => {
  const A = `query A($first: Int, $after: String, $filter: AttentionFilter) { attention(first: $first, after: $after, filter: $filter) { totalCount nodes { reason subject { __typename ... on Node { id } } summary } pageInfo { endCursor hasNextPage } } }`;
  it('odd input', async () => {
    for (const v of [{ filter: { reasons: [] } }, { filter: { account: 'acc_0' } }, { filter: { account: '' } }, { after: 'x' }, { after: '' }, { after: 'att_1' }, { first: 0 }, { filter: { account: testApp.accounts.W_CHECKOUT } }]) {
      const a = await testApp.post({ query: A, variables: v }, other);
      const code = (a.errors?.[0]?.extensions as any)?.code;
      expect.soft([undefined, 'BAD_USER_INPUT'], JSON.stringify(v) + code).toContain(code);
      if (code === undefined) expect((a as any).data.attention.totalCount).toBe(0);
    }
  });
});
describe('endpoints of others', () => {
  it('are not there', async () => {
    await using receiver = await startReceiver();
    const { id } = await makeEndpoint(testApp, { url: receiver.url });
    await append(testApp, [order]);
    await receiver.count(1);
    const made = await eventually(async () => { const e = await endpointOf(testApp, id); return e.deliveries.length > 0 && e.lag === 0 && e; });
    const edl = (made.deliveries[0] as any).id;
    const N = '{ a: node(id: "%") { id __typename } }';
    for (const x of [id, edl]) {
      const a = await testApp.post({ query: N.replace('%', x) }, other);
      expect.soft((a as any).data, x).toEqual({ a: null });
      const b = await testApp.post({ query: N.replace('%', x) }, testApp.adminKey);
      console.log('admin', x, JSON.stringify(b));
      const { secret } = await mutate(testApp, documents.createApiKey, { input: { name: 'reader', scopes: ['READ'] } }) as any;
      const c = await testApp.post({ query: `{ a: node(id: "${x}") { id __typename ... on EventEndpoint { url } ... on EventDelivery { httpStatus } } }` }, String(secret));
      console.log('reader', x, JSON.stringify(c));
    }
    for (const [doc, vars] of [
      [documents.updateEventEndpoint, { input: { id, enabled: false } }],
      [documents.deleteEventEndpoint, { id }],
      [documents.rotateEventEndpointSecret, { input: { id } }],
    ] as const) {
      const r = await testApp.request(doc as any, vars, other) as any;
      expect.soft((Object.values(r)[0] as any).__typename).toBe('NotFoundError');
    }
    // audit trail
    const t = await testApp.post({ query: '{ auditTrail(first: 50) { nodes { __typename } } }' });
    console.log(JSON.stringify(t).slice(0, 300));
    const rows = await testApp.app.deps.read.all<any>('select * from audit_entries');
    const text = JSON.stringify(rows);
    console.log('url token in audit', text.includes('of-ours'));
  });
  it.each(['https://127.0.0.1/', 'https://localhost/', 'https://[::1]/', 'https://[::ffff:10.0.0.1]/', 'https://2130706433/', 'https://0x7f.1/', 'https://169.254.169.254/latest', 'https://localhost./', 'https://foo.localhost/', 'https://[fd00::1]/', 'https://[64:ff9b::7f00:1]/', 'https://0/', 'https://127.1/', 'http://127.0.0.1:22/', 'https://１２７.0.0.1/', 'https://100.64.0.1/', 'https://[::]/', 'https://[2002:7f00:1::]/', 'https://inside.test/'])('%s', async (url) => {
    const prod = await openProd();
    const r = await prod.post({ query: 'mutation($input: CreateEventEndpointInput!) { createEventEndpoint(input: $input) { __typename ... on ValidationError { issues { path message } } } }', variables: { input: { url } } });
    expect((r as any).data?.createEventEndpoint?.__typename, JSON.stringify(r)).toBe('ValidationError');
  });
});
let prod: TestApp | null = null;
const openProd = async () => (prod ??= await openTestApp({ environment: { PAYGRAPH_SANDBOX: 'off', NODE_ENV: 'production', PAYGRAPH_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'), PAYGRAPH_ADMIN_KEY: 'an-administrators-key', PAYGRAPH_PRIVATE_TARGETS: '127.0.0.1' }, resolve: async (n) => n === 'public.test' ? [{ address: '93.184.215.14', family: 4 }] : [{ address: n.includes('inside') ? '10.0.0.1' : '127.0.0.1', family: 4 }] }));
afterAll(async () => { await prod?.close(); });
