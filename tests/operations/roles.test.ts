import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { Another, TestApp } from '../support/app.ts';
import { created } from '../support/operations.ts';

let serving: TestApp;
let working: Another;

beforeAll(async () => {
  serving = await openTestApp({ environment: { PAYGRAPH_ROLE: 'serve' } });
  working = await serving.another({ PAYGRAPH_ROLE: 'work' });
});
afterAll(() => serving.close());

const queries = (): number =>
  serving.sandbox
    .provider('W_CHECKOUT')
    .requests()
    .filter(({ operation }) => operation === 'orderInfo').length;

it('a process that only serves leaves what is due to one that works', async () => {
  await created(serving, 'W_CHECKOUT');
  await serving.advance(31_000);
  expect(queries()).toBe(0);
  await working.app.runDue();
  expect(queries()).toBe(1);
});

it('a process that only works answers the probes and nothing else', async () => {
  const base = working.url.replace('/graphql', '');
  const statusOf = async (path: string, method = 'GET') =>
    (await fetch(`${base}${path}`, { method })).status;
  expect(await statusOf('/health/live')).toBe(200);
  expect(await statusOf('/health/ready')).toBe(200);
  expect(await statusOf('/metrics')).toBe(200);
  expect(await statusOf('/graphql', 'POST')).toBe(404);
  expect(await statusOf('/')).toBe(404);
  expect(await statusOf(`/webhooks/${serving.accounts.W_CHECKOUT}`, 'POST')).toBe(404);
  await expect(
    new Promise((resolve, reject) => {
      const socket = new WebSocket(working.url.replace('http', 'ws'), 'graphql-transport-ws');
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error('refused')));
    }),
  ).rejects.toThrow('refused');
});
