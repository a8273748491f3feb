import type { GraphiqlTab } from './tabs.ts';

/** An order that somebody may try, as the input of `createOrder` without its key. */
export interface DemoOrder {
  /** The name of its tab. */
  operation: string;
  comment: string;
  input: Readonly<Record<string, unknown>>;
}

/** A tab with another order for step 1. The later steps follow the order that it creates. */
export function orderTab({ operation, comment, input }: DemoOrder): GraphiqlTab {
  const query = `# ${comment}
# The order made here is the one that steps 2 and 3 follow.
mutation ${operation}($input: CreateOrderInput!) {
  createOrder(input: $input) {
    ... on CreateOrderSuccess {
      order {
        id
        status
        account { id provider }
        payable { amount currency }
        fees { type amount { amount } }
        nextAction {
          ... on RedirectAction { url }
          ... on QrCodeAction { payload }
          ... on DepositAddressAction { checkoutUrl }
        }
        failure { code message }
      }
    }
    ... on ValidationError {
      issues { path message }
    }
    ... on NoRouteError {
      reasons
    }
    ... on Error {
      errorCode
      message
    }
  }
}
`;
  return { query, variables: { input: { idempotencyKey: 'NEW_KEY', ...input } } };
}

const tab = (operation: string, comment: string, input: DemoOrder['input']): GraphiqlTab =>
  orderTab({ operation, comment, input });

const inTaiwan = {
  firstName: 'Mei',
  lastName: 'Lin',
  email: 'mei@example.com',
  phone: '0912345678',
  ipAddress: '203.0.113.7',
};
const inBrazil = {
  firstName: 'Ana Souza',
  email: 'ana@example.com',
  phone: '+5511987654321',
  document: '12345678909',
  documentType: 'CPF',
};
const inIndia = { firstName: 'Asha', email: 'asha@example.com', phone: '9876543210' };

/** A tab for each other payment method, with the customer details that its provider requires. */
export const methodTabs: readonly GraphiqlTab[] = [
  tab('PayByBankTransfer', 'Bank transfer in Taiwan.', {
    reference: 'demo-bank-transfer',
    amount: { amount: '500', currency: 'TWD' },
    method: { bankTransfer: { payerAccounts: [{ bankCode: '004', accountNumber: '1234567890' }] } },
    customer: inTaiwan,
  }),
  tab('PayAtAStore', 'Convenience store in Taiwan.', {
    reference: 'demo-store',
    amount: { amount: '500', currency: 'TWD' },
    method: { convenienceStore: { chain: '711' } },
    customer: { ...inTaiwan, postcode: '100', address: '1 Zhongxiao Road' },
  }),
  tab('PayByEWallet', 'E-wallet in Taiwan: LINEPAY or JKOPAY.', {
    reference: 'demo-wallet',
    amount: { amount: '500', currency: 'TWD' },
    method: { eWallet: { wallet: 'LINEPAY' } },
    customer: inTaiwan,
  }),
  tab('PayByPix', 'PIX: QR_CODE or HOSTED_PAGE. To choose the provider, give its account too.', {
    reference: 'demo-pix',
    amount: { amount: '25.00', currency: 'BRL' },
    method: { pix: { presentation: 'HOSTED_PAGE' } },
    customer: inBrazil,
  }),
  tab('PayByUpi', 'UPI: HOSTED_PAGE, COLLECT (with a vpa) or INTENT.', {
    reference: 'demo-upi',
    amount: { amount: '250.00', currency: 'INR' },
    method: { upi: { flow: 'HOSTED_PAGE' } },
    customer: inIndia,
  }),
];
