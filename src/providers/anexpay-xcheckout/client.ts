import type { ResponseSigning } from '../stablecoin-gateway/brand.ts';

/** Answers are signed under the same names as requests (docs/providers/stablecoin-gateway.md#answer-signatures). */
export const responseSigning: ResponseSigning = {
  signatureHeaders: ['SIGNATURE'],
  timestampHeaders: ['TIMESTAMP'],
  queryPrefix: '?',
};
