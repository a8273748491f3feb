/** The list of providers, one line for each. No other file imports from their folders. */
export { anexpayXcheckout } from './anexpay-xcheckout/index.ts';
export { examplepay } from './examplepay/index.ts';
export { nexapay } from './nexapay/index.ts';
export { vexora } from './vexora/index.ts';
export { wCheckout } from './w-checkout/index.ts';
