import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';

let testApp: TestApp;

beforeAll(async () => {
  testApp = await openTestApp({ disabledTokens: ['TRX_USDT'] });
});

afterAll(async () => {
  await testApp.close();
});

async function order(key: string, network: 'TRON' | 'ETHEREUM', account?: string) {
  const { createOrder } = await testApp.request(documents.createOrder, {
    input: {
      idempotencyKey: key,
      reference: key,
      amount: { amount: '10.00', currency: 'USD' },
      method: { stablecoin: { currency: 'USDT', network } },
      ...(account === undefined ? {} : { account }),
    },
  });
  if (createOrder.__typename !== 'CreateOrderSuccess') throw new Error(createOrder.__typename);
  return createOrder.order;
}

const calls = async (id: string) => {
  const { order: found } = await testApp.request(documents.orderInFull, { id });
  return found?.providerCalls.map(({ operation, outcome }) => `${operation} ${outcome}`) ?? [];
};

it('an order goes to the account that was made first', async () => {
  expect(await order('route-first', 'ETHEREUM')).toMatchObject({
    provider: 'ANEXPAY_XCHECKOUT',
    status: 'AWAITING_PAYMENT',
  });
});

it('an order goes to the next account where the method is not enabled, and fails with the last one’s reason', async () => {
  const made = await order('route-disabled', 'TRON');
  expect(made).toMatchObject({
    provider: 'W_CHECKOUT',
    status: 'FAILED',
    failure: { code: 'METHOD_NOT_ENABLED' },
  });
  expect((await calls(made.id)).filter((call) => call === 'createOrder ANSWERED')).toHaveLength(2);
});

it('an order goes to the next account where nothing was sent', async () => {
  const first = testApp.accounts.ANEXPAY_XCHECKOUT;
  const { updateProviderAccount } = await testApp.request(documents.updateProviderAccount, {
    input: { id: first, baseUrl: 'http://127.0.0.1:1' },
  });
  expect(updateProviderAccount.__typename).toBe('ProviderAccountSuccess');
  const made = await order('route-away', 'ETHEREUM');
  expect(made).toMatchObject({ provider: 'W_CHECKOUT', status: 'AWAITING_PAYMENT' });
  expect(await calls(made.id)).toContain('getAccessToken NOT_SENT');
  const baseUrl = testApp.sandbox.provider('ANEXPAY_XCHECKOUT').baseUrl;
  await testApp.request(documents.updateProviderAccount, { input: { id: first, baseUrl } });
});

it('an order goes to no other account after an unknown outcome', async () => {
  const { faults } = testApp.sandbox.provider('ANEXPAY_XCHECKOUT');
  faults.arm({ fault: 'cut-after', operation: 'createOrder' });
  const made = await order('route-unknown', 'ETHEREUM');
  expect(made).toMatchObject({ provider: 'ANEXPAY_XCHECKOUT', status: 'UNKNOWN' });
  expect(testApp.sandbox.provider('W_CHECKOUT').effects().ordersCreated).toBe(2);
});
