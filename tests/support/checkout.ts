import type { PaymentMethodInput } from '../generated/graphql.ts';
import type { SandboxProvider } from '../../sandbox/sandbox.ts';
import type { TestApp } from './app.ts';
import * as documents from './documents.ts';
import { newKey } from './operations.ts';

const customer = {
  firstName: 'Maria',
  lastName: 'Silva',
  email: 'maria@example.com',
  phone: '+5511987654321',
  document: '123.456.789-00',
};

let payers = 0;
/** Each is another one: Vexora takes few orders from one address. */
const inTaiwan = () => ({
  ...customer,
  phone: '0912345678',
  ipAddress: `203.0.113.${(payers += 1) % 256}`,
  postcode: '100',
  address: '1 Test Road, Taipei',
});

interface Payable {
  provider: SandboxProvider;
  method: PaymentMethodInput;
  amount: { amount: string; currency: string };
}

const usd = { amount: '100.00', currency: 'USD' };
const brl = { amount: '100.00', currency: 'BRL' };
const inr = { amount: '100.00', currency: 'INR' };
const twd = { amount: '300', currency: 'TWD' };
const stablecoin = { stablecoin: { currency: 'USDT', network: 'ETHEREUM' } } as const;
const transfer = {
  bankTransfer: { payerAccounts: [{ bankCode: '808', accountNumber: '0368988888888' }] },
};

/** Every method of every provider, by what a payer would call it. */
export const payables = {
  'USDT at XCheckout': { provider: 'ANEXPAY_XCHECKOUT', method: stablecoin, amount: usd },
  'USDT at W Checkout': { provider: 'W_CHECKOUT', method: stablecoin, amount: usd },
  'a PIX code at NexaPay': {
    provider: 'NEXAPAY',
    method: { pix: { presentation: 'QR_CODE' } },
    amount: brl,
  },
  'a PIX page at NexaPay': {
    provider: 'NEXAPAY',
    method: { pix: { presentation: 'HOSTED_PAGE' } },
    amount: brl,
  },
  'a PIX code at ExamplePay': {
    provider: 'EXAMPLEPAY',
    method: { pix: { presentation: 'QR_CODE' } },
    amount: brl,
  },
  'a PIX page at ExamplePay': {
    provider: 'EXAMPLEPAY',
    method: { pix: { presentation: 'HOSTED_PAGE' } },
    amount: brl,
  },
  'a UPI page at ExamplePay': {
    provider: 'EXAMPLEPAY',
    method: { upi: { flow: 'HOSTED_PAGE' } },
    amount: inr,
  },
  'a UPI link at ExamplePay': {
    provider: 'EXAMPLEPAY',
    method: { upi: { flow: 'INTENT' } },
    amount: inr,
  },
  'a UPI request at ExamplePay': {
    provider: 'EXAMPLEPAY',
    method: { upi: { flow: 'COLLECT', vpa: 'asha@bank' } },
    amount: inr,
  },
  'a bank transfer at Vexora': { provider: 'VEXORA', method: transfer, amount: twd },
  'a convenience store at Vexora': {
    provider: 'VEXORA',
    method: { convenienceStore: { chain: '711' } },
    amount: twd,
  },
  'an e-wallet at Vexora': {
    provider: 'VEXORA',
    method: { eWallet: { wallet: 'LINEPAY' } },
    amount: twd,
  },
} as const satisfies Record<string, Payable>;

export type PayableName = keyof typeof payables;

export interface OpenOrder {
  id: string;
  /** The path and query of its checkout page. */
  path: string;
  /** As the provider knows it. */
  number: string;
  /** The payer pays it in full, at the provider. */
  pay(): Promise<void>;
}

/** Makes an order whose payer has not begun. */
export async function openOrder(
  testApp: TestApp,
  name: PayableName,
  more: object = {},
): Promise<OpenOrder> {
  const { provider, method, amount }: Payable = payables[name];
  const { createOrder: created } = await testApp.request(documents.createOrder, {
    input: {
      idempotencyKey: newKey(),
      reference: `order of ${name}`,
      amount,
      method,
      customer: provider === 'VEXORA' ? inTaiwan() : customer,
      account: testApp.accounts[provider],
      ...more,
    },
  });
  if (created.__typename !== 'CreateOrderSuccess') throw new Error(JSON.stringify(created));
  const { order } = created;
  const query = 'query ($id: ID!) { order(id: $id) { checkoutPageUrl } }';
  const { data } = await testApp.post({ query, variables: { id: order.id } });
  const found = data as { order: { checkoutPageUrl: string } };
  return {
    id: order.id,
    path: new URL(found.order.checkoutPageUrl).pathname,
    number: order.providerReference,
    async pay() {
      testApp.sandbox.provider(provider).pay(order.providerReference);
      // The first attempt of a callback comes two seconds after the change.
      if (provider === 'VEXORA') await testApp.advance(2000);
    },
  };
}
