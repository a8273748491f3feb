import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { paid, nowhere } from '../support/operations.ts';
import { makeEndpoint } from '../operations/event-endpoints/receiver.ts';
let testApp: TestApp; let eep: string;
beforeAll(async () => { testApp = await openTestApp(); await paid(testApp, 'W_CHECKOUT'); eep = (await makeEndpoint(testApp, { url: nowhere })).id; });
afterAll(() => testApp.close());
it.each([
  ['statuses sorted', 'query($f: OrderFilter) { orders(filter: $f, sort: {field: AMOUNT}) { nodes { id } } }', () => ({ f: { statuses: Array(30000).fill('PAID') } })],
  ['statuses tokens', 'query($f: OrderFilter) { orders(filter: $f) { nodes { id } } }', () => ({ f: { currency: 'USD', statuses: Array(30000).fill('PAID') } })],
  ['statuses plain', 'query($f: OrderFilter) { orders(filter: $f) { nodes { id } } }', () => ({ f: { statuses: Array(30000).fill('PAID') } })],
  ['statuses attention', 'query($f: OrderFilter) { orders(filter: $f) { nodes { id } } }', () => ({ f: { needsAttention: true, statuses: Array(30000).fill('PAID') } })],
  ['methods', 'query($f: OrderFilter) { orders(filter: $f) { nodes { id } } }', () => ({ f: { methods: Array(30000).fill('PIX') } })],
  ['reasons', 'query($r: [AttentionReason!]) { attention(filter: { reasons: $r }) { totalCount nodes { reason } } }', () => ({ r: Array(14000).fill('DIFFERENCE') })],
  ['deliveries', 'query($s: [EventDeliveryStatus!], $id: ID!) { node(id: $id) { ... on EventEndpoint { deliveries(statuses: $s) { nodes { id } } } } }', () => ({ s: Array(30000).fill('DEAD'), id: eep })],
  ['metadata', 'query($f: OrderFilter) { orders(filter: $f) { nodes { id } } }', () => ({ f: { metadata: Array.from({ length: 8000 }, (_, i) => ({ key: String(i), value: '' })) } })],
  ['same metadata', 'query($f: OrderFilter) { orders(filter: $f) { nodes { id } } }', () => ({ f: { metadata: Array.from({ length: 9000 }, (_, i) => ({ key: 'a', value: '' })) } })],
])('%s', async (_n, query, variables) => {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const from = performance.now();
  const a = await testApp.post({ query, variables: variables() });
  delay.disable();
  console.log(_n, JSON.stringify(a).slice(0, 200), 'ms', (performance.now() - from) | 0, 'block', (delay.max / 1e6) | 0);
  expect(a.errors?.[0]?.message ?? '').not.toContain('nternal');
  expect(delay.max / 1e6).toBeLessThan(250);
}, 60000);
