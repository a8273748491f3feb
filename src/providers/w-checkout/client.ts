import type { Wire } from '../stablecoin-gateway/brand.ts';

/** Section 5, W2 and W8: either naming, and equal where both are there. */
export const wire: Wire = {
  signatureHeaders: ['D-Signature', 'SIGNATURE'],
  timestampHeaders: ['D-Timestamp', 'TIMESTAMP'],
  queryPrefix: '?',
};
