import type { ResponseSigning } from '../stablecoin-gateway/brand.ts';

/** Either naming, and equal where both are there (docs/providers/stablecoin-gateway.md#answer-signatures). */
export const responseSigning: ResponseSigning = {
  signatureHeaders: ['D-Signature', 'SIGNATURE'],
  timestampHeaders: ['D-Timestamp', 'TIMESTAMP'],
  queryPrefix: '?',
};
