import { afterAll, beforeAll, expect, it } from 'vitest';
import { administrator, executeAs, key } from './execute.ts';
import { createFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await createFixture();
});
afterAll(() => fixture.close());

const parts = `provider name methods currencies cancelOrder listOrders refund partialRefund
  concurrentRefunds cancelRefund settlementDestinations cancelSettlement abnormalPayments balance
  orderStatuses requiredInputs { method paths }`;

/** The capabilities for which the connection in `fixture.ts` has methods. */
const capabilities = {
  provider: 'W_CHECKOUT',
  name: 'W Checkout',
  methods: ['STABLECOIN'],
  currencies: ['USD'],
  cancelOrder: true,
  listOrders: false,
  refund: true,
  partialRefund: true,
  concurrentRefunds: false,
  cancelRefund: false,
  settlementDestinations: [],
  cancelSettlement: false,
  abnormalPayments: false,
  balance: true,
  orderStatuses: ['AWAITING_PAYMENT', 'PAID'],
  requiredInputs: [{ method: 'STABLECOIN', paths: ['customer.email'] }],
};

it('a provider has the capabilities that its methods implement', async () => {
  const answer = await executeAs(fixture, administrator, `{ providers { ${parts} } }`);
  expect(answer).toEqual({ data: { providers: [capabilities] } });
});

it('an account has the capabilities of its connection, and shows none of its credentials', async () => {
  const query = `{ viewer { accounts { id provider merchant { id } capabilities { ${parts} } } } }`;
  const answer = await executeAs(fixture, key(fixture.merchant, 'READ'), query);
  expect(answer.data?.['viewer']).toEqual({
    accounts: [
      {
        id: fixture.merchant.account,
        provider: 'W_CHECKOUT',
        merchant: { id: fixture.merchant.id },
        capabilities,
      },
    ],
  });
  expect(JSON.stringify(answer)).not.toContain('sealed');
});
