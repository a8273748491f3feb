import type { OrderRequest, PaymentMethodType } from '@paygraph/provider-kit';

/** What Stripe calls a payment method, and the currencies in which it can be paid. */
interface StripeMethod {
  type: string;
  currencies: readonly string[];
  /** Parameters that a session with this method must have. */
  options?: Readonly<Record<string, string>>;
}

const pix: StripeMethod = { type: 'pix', currencies: ['BRL'] };
const konbini: StripeMethod = { type: 'konbini', currencies: ['JPY'] };

/** By the code of the wallet in `method.eWallet`. */
const wallets: Readonly<Record<string, StripeMethod>> = {
  ALIPAY: {
    type: 'alipay',
    currencies: ['CNY', 'EUR', 'GBP', 'HKD', 'JPY', 'MYR', 'SGD', 'USD'],
  },
  WECHAT_PAY: {
    type: 'wechat_pay',
    currencies: ['CNY', 'EUR', 'GBP', 'HKD', 'JPY', 'SGD', 'USD'],
    options: { client: 'web' },
  },
  GRABPAY: { type: 'grabpay', currencies: ['MYR', 'SGD'] },
};

/** The name by which `method.convenienceStore` chooses it. The payer chooses the chain on the page. */
const konbiniChain = 'KONBINI';

export const methods: readonly PaymentMethodType[] = ['PIX', 'CONVENIENCE_STORE', 'E_WALLET'];

export const currencies: readonly string[] = [
  ...new Set([pix, konbini, ...Object.values(wallets)].flatMap((method) => method.currencies)),
].toSorted();

/** Null where Stripe Checkout has no such method. */
export function methodOf({ method }: Pick<OrderRequest, 'method'>): StripeMethod | null {
  switch (method.type) {
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
