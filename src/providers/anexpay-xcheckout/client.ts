import type { Wire } from '../stablecoin-gateway/brand.ts';

/** Section 5: responses are signed under the same names as requests. */
export const wire: Wire = {
  signatureHeaders: ['SIGNATURE'],
  timestampHeaders: ['TIMESTAMP'],
  queryPrefix: '?',
};
