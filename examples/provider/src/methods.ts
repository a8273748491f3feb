import type { OrderRequest, PaymentMethodType } from '@paygraph/provider-kit';

/** What Stripe calls a payment method, and the currencies in which it can be paid. */
interface StripeMethod {
  /** Empty: whatever the account has switched on. */
  types: readonly string[];
  currencies: readonly string[];
  /** Parameters that a session with this method must have. */
  options?: Readonly<Record<string, string>>;
}

/** Currencies in which Stripe takes cards, without those that it counts in other units than it says (UGX). */
const presented = (
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CLP CNY COP CRC ' +
  'CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD JOD JPY ' +
  'KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO ' +
  'NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RWF SAR SBD SCR SEK SGD SHP SLE SOS SRD SZL THB TJS TND TOP ' +
  'TRY TTD TWD TZS UAH USD UYU UZS VND VUV WST XAF XCD XOF XPF YER ZAR ZMW'
).split(' ');

const card: StripeMethod = { types: ['card'], currencies: presented };
const pix: StripeMethod = { types: ['pix'], currencies: ['BRL'] };
const konbini: StripeMethod = { types: ['konbini'], currencies: ['JPY'] };

/** By the code of the wallet in `method.eWallet`. */
const wallets: Readonly<Record<string, StripeMethod>> = {
  ALIPAY: {
    types: ['alipay'],
    currencies: ['CNY', 'EUR', 'GBP', 'HKD', 'JPY', 'MYR', 'SGD', 'USD'],
  },
  WECHAT_PAY: {
    types: ['wechat_pay'],
    currencies: ['CNY', 'EUR', 'GBP', 'HKD', 'JPY', 'SGD', 'USD'],
    options: { client: 'web' },
  },
  GRABPAY: { types: ['grabpay'], currencies: ['MYR', 'SGD'] },
};

/** The name by which `method.convenienceStore` chooses it. The payer chooses the chain on the page. */
const konbiniChain = 'KONBINI';

export const methods: readonly PaymentMethodType[] = [
  'HOSTED_CHECKOUT',
  'CARD',
  'PIX',
  'CONVENIENCE_STORE',
  'E_WALLET',
];

export const currencies: readonly string[] = presented;

/** Null where Stripe Checkout has no such method. */
export function methodOf({ method }: Pick<OrderRequest, 'method'>): StripeMethod | null {
  switch (method.type) {
    case 'HOSTED_CHECKOUT':
      return { types: method.methods, currencies: presented };
    case 'CARD':
      return card;
    case 'PIX':
      return method.presentation === 'HOSTED_PAGE' ? pix : null;
    case 'CONVENIENCE_STORE':
      return method.chain === konbiniChain ? konbini : null;
    case 'E_WALLET':
      return Object.hasOwn(wallets, method.wallet) ? (wallets[method.wallet] ?? null) : null;
    default:
      return null;
  }
}
