import type { CreateOrderInput, CreateSettlementInput } from '../generated/graphql.ts';
import type { TestApp } from './app.ts';
import * as documents from './documents.ts';
import { newKey } from './operations.ts';

/** The providers that have no lists, and what an order and a payout need there. */

export const unlisted = ['EXAMPLEPAY', 'VEXORA', 'NEXAPAY'] as const;
export type Unlisted = (typeof unlisted)[number];

const person = { firstName: 'Maria', lastName: 'Silva', email: 'maria@example.com' };

const orderInputs: Record<Unlisted, Pick<CreateOrderInput, 'amount' | 'method' | 'customer'>> = {
  EXAMPLEPAY: {
    amount: { amount: '100.00', currency: 'INR' },
    method: { upi: { flow: 'HOSTED_PAGE' } },
    customer: { ...person, phone: '+919876543210' },
  },
  VEXORA: {
    amount: { amount: '300', currency: 'TWD' },
    method: { convenienceStore: { chain: '711' } },
    customer: {
      ...person,
      phone: '0912345678',
      postcode: '100',
      address: '1 Test Road, Taipei',
    },
  },
  NEXAPAY: {
    amount: { amount: '100.00', currency: 'BRL' },
    method: { pix: { presentation: 'QR_CODE' } },
    customer: { ...person, phone: '+5511987654321', document: '123.456.789-00' },
  },
};

let payers = 0;

export async function orderAt(testApp: TestApp, provider: Unlisted) {
  const { customer, ...request } = orderInputs[provider];
  // Vexora accepts only a few orders a day from one address.
  payers += 1;
  const own = provider === 'VEXORA' ? { ipAddress: `203.0.113.${payers}` } : {};
  const { createOrder } = await testApp.request(documents.createOrder, {
    input: {
      idempotencyKey: newKey(),
      reference: 'basket',
      account: testApp.accounts[provider],
      ...request,
      customer: { ...customer, ...own },
    },
  });
  if (createOrder.__typename !== 'CreateOrderSuccess') throw new Error(JSON.stringify(createOrder));
  return createOrder.order;
}

type Payout = Pick<CreateSettlementInput, 'amount' | 'destination'>;

const payoutInputs: Record<Exclude<Unlisted, 'NEXAPAY'>, Payout> = {
  EXAMPLEPAY: {
    amount: { amount: '250.00', currency: 'INR' },
    destination: { upi: { vpa: 'asha@bank', holderName: 'Asha Rao' } },
  },
  VEXORA: {
    amount: { amount: '100', currency: 'TWD' },
    destination: {
      bankAccount: {
        bankCode: '004',
        accountNumber: '3560123456789012',
        holderName: 'Wang Xiaoming',
        phone: '0912345678',
        email: 'payee@example.test',
      },
    },
  },
};

export async function payoutAt(testApp: TestApp, provider: keyof typeof payoutInputs) {
  const { createSettlement } = await testApp.request(documents.createSettlement, {
    input: {
      idempotencyKey: newKey(),
      reference: 'payout',
      account: testApp.accounts[provider],
      ...payoutInputs[provider],
    },
  });
  if (createSettlement.__typename === 'CreateSettlementSuccess') return createSettlement.settlement;
  throw new Error(JSON.stringify(createSettlement));
}
