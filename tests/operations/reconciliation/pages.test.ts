import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { callsSince, created } from '../../support/operations.ts';
import { reconciled } from '../../support/reconciliation.ts';

const provider = 'W_CHECKOUT';

let testApp: TestApp;

beforeAll(async () => {
  testApp = await openTestApp();
});

afterAll(() => testApp.close());

it('a reconciliation reads a list to its end and heals all of it, page by page', async () => {
  const sandbox = testApp.sandbox.provider(provider);
  sandbox.webhooks.mode = 'hold';
  const orders = await Promise.all(Array.from({ length: 205 }, () => created(testApp, provider)));
  for (const { providerReference } of orders) sandbox.pay(providerReference);
  const since = sandbox.requests().length;
  const result = await reconciled(testApp, provider);
  expect(result).toMatchObject({ checked: 205, unanswered: 0, complete: true });
  expect(new Set(result.findings.map(({ subject }) => subject?.id)).size).toBe(205);
  expect(result.findings.every(({ healed }) => healed)).toBe(true);
  const calls = callsSince(sandbox, since);
  expect(calls.filter((operation) => operation === 'orderList')).toHaveLength(3);
  expect(calls).not.toContain('orderInfo');
  expect((await reconciled(testApp, provider)).findings).toEqual([]);
});
