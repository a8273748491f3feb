import type { ResponseSigning } from '../stablecoin-gateway/brand.ts';

/** Either name; if both are present they must be equal (docs/providers/stablecoin-gateway.md#answer-signatures). */
export const responseSigning: ResponseSigning = {
  signatureHeaders: ['D-Signature', 'SIGNATURE'],
  timestampHeaders: ['D-Timestamp', 'TIMESTAMP'],
  queryPrefix: '?',
};
