import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';

let testApp: TestApp;

beforeAll(async () => {
  testApp = await openTestApp({ timeoutMs: 1_500 });
});

afterAll(async () => {
  await testApp.close();
});

async function order(key: string, account: string): Promise<string> {
  const { createOrder } = await testApp.request(documents.createOrder, {
    input: {
      idempotencyKey: key,
      reference: key,
      amount: { amount: '10.00', currency: 'USD' },
      method: { stablecoin: { currency: 'USDT', network: 'ETHEREUM' } },
      account,
    },
  });
  if (createOrder.__typename !== 'CreateOrderSuccess') throw new Error(createOrder.__typename);
  return createOrder.order.id;
}

const queries = (provider: 'ANEXPAY_XCHECKOUT' | 'W_CHECKOUT'): number =>
  testApp.sandbox
    .provider(provider)
    .requests()
    .filter(({ operation }) => operation === 'orderInfo').length;

it('the scheduler queries what is due at one provider while another one hangs', async () => {
  for (let number = 0; number < 5; number += 1) {
    await order(`hang-${number}-xx`, testApp.accounts.ANEXPAY_XCHECKOUT);
  }
  await order('well-behaved', testApp.accounts.W_CHECKOUT);
  testApp.sandbox
    .provider('ANEXPAY_XCHECKOUT')
    .faults.arm({ fault: 'delay', operation: 'orderInfo', delayMs: 60_000, times: 5 });
  await testApp.sandbox.clock.advance(31_000);
  const due = testApp.app.runDue();
  // Long before the calls to the other provider time out.
  await eventually(async () => queries('W_CHECKOUT') > 0);
  // The hanging provider is queried only a few at a time, so that callers do not wait behind these queries.
  expect(queries('ANEXPAY_XCHECKOUT')).toBeLessThanOrEqual(3);
  await due;
  expect(queries('ANEXPAY_XCHECKOUT')).toBe(5);
});
