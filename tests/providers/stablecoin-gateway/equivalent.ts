import type { Equivalent } from '../mutations/equivalent.ts';

/** Of both brands. */
export const equivalent: readonly Equivalent[] = [
  {
    name: /(?:stablecoin-gateway|anexpay-xcheckout|w-checkout)\/client\.ts#.*\.queryPrefix$/,
    change: 'deleted',
    reason: 'the question mark is what is signed by default, too',
  },
  {
    name: /stablecoin-gateway\/signature\.ts#\w+StringToSign\(1\)$/,
    reason: 'no part of what is signed is a secret',
  },
  {
    name: /stablecoin-gateway\/client\.ts#.*'(?:authorization|api_key|api_secret)'$/,
    reason: 'masked by its name, and its value is masked wherever it is',
  },
];
