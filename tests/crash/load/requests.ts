import type { Random } from '../random.ts';
import type { Account } from '../testbed/testbed.ts';

/** Random inputs of merchants that every provider would accept. */

export const ethereumAddress = '0x9f9D96DAB48f2E67BF93CCc7Ece46e09D5e4a22C';

const customer = {
  firstName: 'Asha',
  lastName: 'Rao',
  email: 'asha@example.com',
};
const brazilian = { ...customer, phone: '+5511987654321', document: '123.456.789-00' };
const taiwanese = {
  ...customer,
  phone: '0912345678',
  ipAddress: '203.0.113.7',
  postcode: '100',
  address: '1 Test Road, Taipei',
};

const bankTransfer = { payerAccounts: [{ bankCode: '808', accountNumber: '0368988888888' }] };

/** Cents that decide what the provider does with the amount, among many that decide nothing. */
const cents = ['00', '00', '00', '50', '01', '02', '03', '04', '06', '07', '08', '09'];

export const brazilianOrder = (whole: number): object => ({
  amount: { amount: `${whole}.00`, currency: 'BRL' },
  method: { pix: { presentation: 'QR_CODE' } },
  customer: brazilian,
});

/** The input of an order, without its key and its account. */
export function orderRequest(random: Random, { provider }: Account): object {
  const whole = random.between(20, 400);
  const amount = `${whole}.${random.pick(cents)}`;
  switch (provider) {
    case 'ANEXPAY_XCHECKOUT':
    case 'W_CHECKOUT': {
      const network = random.pick(['ETHEREUM', 'TRON', 'SOLANA']);
      return {
        amount: { amount: `${whole}.00`, currency: 'USD' },
        method: { stablecoin: { currency: random.pick(['USDT', 'USDC']), network } },
        expiresIn: random.pick([300, 600, 1800]),
      };
    }
    case 'VEXORA':
      return {
        amount: { amount: String(whole + 100), currency: 'TWD' },
        method: random.pick([
          { bankTransfer },
          { convenienceStore: { chain: '711' } },
          { eWallet: { wallet: random.pick(['LINEPAY', 'JKOPAY']) } },
        ]),
        customer: taiwanese,
      };
    case 'NEXAPAY':
      return {
        amount: { amount, currency: 'BRL' },
        method: { pix: { presentation: random.pick(['QR_CODE', 'HOSTED_PAGE']) } },
        customer: brazilian,
      };
    case 'EXAMPLEPAY':
      return random.chance(0.3)
        ? {
            amount: { amount, currency: 'BRL' },
            method: { pix: { presentation: random.pick(['QR_CODE', 'HOSTED_PAGE']) } },
            customer: brazilian,
          }
        : {
            amount: { amount, currency: 'INR' },
            method: {
              upi: random.pick([
                { flow: 'HOSTED_PAGE' },
                { flow: 'INTENT' },
                { flow: 'COLLECT', vpa: 'asha@bank' },
              ]),
            },
            customer: { ...customer, phone: '+919876543210' },
          };
  }
}

/** The input of a settlement, without its key and its account. Null where the provider has no settlements. */
export function settlementRequest(random: Random, { provider }: Account): object | null {
  const amount = String(random.between(20, 120));
  switch (provider) {
    case 'ANEXPAY_XCHECKOUT':
    case 'W_CHECKOUT':
      return {
        amount: { amount, currency: 'USDT', network: 'ETHEREUM' },
        destination: { onChain: { address: ethereumAddress } },
      };
    case 'VEXORA':
      return {
        amount: { amount, currency: 'TWD' },
        destination: {
          bankAccount: {
            bankCode: '004',
            accountNumber: '3560123456789012',
            holderName: 'Wang Xiaoming',
            phone: '0912345678',
            email: 'payee@example.test',
          },
        },
      };
    case 'EXAMPLEPAY':
      return {
        amount: { amount: `${amount}.${random.pick(cents)}`, currency: 'INR' },
        destination: { upi: { vpa: 'asha@bank', holderName: 'Asha Rao' } },
      };
    case 'NEXAPAY':
      return null;
  }
}

/** Refunds of the chain: XCheckout pays them to an address given with the request. */
export function refundAddress(provider: string, network: string | null): object {
  if (provider !== 'ANEXPAY_XCHECKOUT') return {};
  const addresses: Record<string, string> = {
    TRON: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
    SOLANA: 'Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB',
  };
  return { address: addresses[network ?? ''] ?? ethereumAddress };
}

/** Half of an amount, in the decimals of its currency. */
export function halfOf(amount: string): string {
  const [whole = '0', fraction] = amount.split('.');
  const half = BigInt(whole) / 2n;
  if (half === 0n) return amount;
  return fraction === undefined ? String(half) : `${half}.${'0'.repeat(fraction.length)}`;
}
