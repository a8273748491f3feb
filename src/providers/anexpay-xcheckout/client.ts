import type { ResponseSigning } from '../stablecoin-gateway/brand.ts';

/** Answers use the same header names as requests (docs/providers/stablecoin-gateway.md#answer-signatures). */
export const responseSigning: ResponseSigning = {
  signatureHeaders: ['SIGNATURE'],
  timestampHeaders: ['TIMESTAMP'],
  queryPrefix: '?',
};
