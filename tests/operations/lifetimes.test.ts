import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { mutate, orderOf } from '../support/operations.ts';
import * as documents from '../support/documents.ts';

const minute = 60_000;

const taiwanese = {
  firstName: '小明',
  lastName: '王',
  email: 'payer@example.test',
  phone: '0912345678',
  ipAddress: '203.0.113.7',
};
const brazilian = {
  firstName: 'João',
  email: 'payer@example.test',
  phone: '+5511987654321',
  document: '12345678909',
};

/**
 * The order's own time decides between failed and expired (docs/rules.md#failed-or-expired). It differs from method
 * to method.
 */
describe('an order whose answer was lost', () => {
  let testApp: TestApp;
  beforeAll(async () => (testApp = await openTestApp()));
  afterAll(() => testApp.close());

  const create = async (input: object) => {
    const result = await mutate(testApp, documents.createOrder, { input });
    if (!result.order) throw new Error(JSON.stringify(result));
    return result.order;
  };

  it('expires by the lifetime of its wallet, not by that of a bank transfer', async () => {
    testApp.sandbox.provider('VEXORA').faults.arm({ fault: 'error-after', operation: 'checkout' });
    const { id } = await create({
      idempotencyKey: 'lifetime-1',
      reference: 'basket',
      account: testApp.accounts.VEXORA,
      amount: { amount: '300', currency: 'TWD' },
      method: { eWallet: { wallet: 'LINEPAY' } },
      customer: taiwanese,
    });
    await testApp.advance(31 * minute);
    expect((await orderOf(testApp, id)).status).toBe('EXPIRED');
  });

  it('fails while its page still lives, which is longer than a QR code does', async () => {
    const provider = testApp.sandbox.provider('NEXAPAY');
    provider.faults.arm({ fault: 'error-after', operation: 'createCashierOrder' });
    const { id, providerReference } = await create({
      idempotencyKey: 'lifetime-2',
      reference: 'basket',
      account: testApp.accounts.NEXAPAY,
      amount: { amount: '30.00', currency: 'BRL' },
      method: { pix: { presentation: 'HOSTED_PAGE' } },
      customer: brazilian,
    });
    await testApp.advance(15 * minute);
    provider.refuse(providerReference);
    await testApp.advance(minute);
    expect((await orderOf(testApp, id)).status).toBe('FAILED');
  });
});
