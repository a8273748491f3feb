import type { SandboxProvider } from '../../../sandbox/sandbox.ts';

/** Personal data that must never appear where it does not belong. */
export const payer = {
  firstName: 'Zsazsa',
  lastName: 'Quillfeather',
  email: 'zsazsa.quillfeather@payer.example',
  phone: '+5511987650421',
  document: '123.456.789-00',
} as const;

const taiwanese = {
  ...payer,
  phone: '0912340421',
  ipAddress: '203.0.113.42',
  postcode: '100',
  address: '421 Quillfeather Road',
};

/** The input of an order at each provider, without its key and its account. */
export function orderRequest(provider: SandboxProvider): object {
  switch (provider) {
    case 'ANEXPAY_XCHECKOUT':
    case 'W_CHECKOUT':
      return {
        amount: { amount: '120.00', currency: 'USD' },
        method: { stablecoin: { currency: 'USDT', network: 'ETHEREUM' } },
        expiresIn: 1800,
      };
    case 'VEXORA':
      return {
        amount: { amount: '300', currency: 'TWD' },
        method: {
          bankTransfer: { payerAccounts: [{ bankCode: '808', accountNumber: '0368988880421' }] },
        },
        customer: taiwanese,
      };
    case 'NEXAPAY':
      return {
        amount: { amount: '50.00', currency: 'BRL' },
        method: { pix: { presentation: 'QR_CODE' } },
        customer: payer,
      };
    case 'EXAMPLEPAY':
      return {
        amount: { amount: '100.00', currency: 'INR' },
        method: { upi: { flow: 'HOSTED_PAGE' } },
        customer: { ...payer, phone: '+919876540421' },
      };
  }
}

/** Personal data of the payers, as it would stand in a log. */
export const personalData: readonly string[] = [
  payer.lastName,
  payer.email,
  payer.phone,
  taiwanese.phone,
  taiwanese.ipAddress,
  '0368988880421',
  '9876540421',
];
