import type { Wire } from '../stablecoin-gateway/brand.ts';

/** Either naming, and equal where both are there (docs/providers/stablecoin-gateway.md#answer-signatures). */
export const wire: Wire = {
  signatureHeaders: ['D-Signature', 'SIGNATURE'],
  timestampHeaders: ['D-Timestamp', 'TIMESTAMP'],
  queryPrefix: '?',
};
