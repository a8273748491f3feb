import type { KeyObject } from 'node:crypto';
import { signedBytes } from '../../domain/signatures/how-signed.ts';
import type { SignedPart } from '../../domain/signatures/how-signed.ts';
import { hmac, isFresh as isWithin, sameSignature, signingKey } from '../kit/signing.ts';

/**
 * Whether the `?` belongs to the string-to-sign. The provider's formula omits it; its example includes it
 * (docs/providers/stablecoin-gateway.md#request-signatures).
 */
export type QueryPrefix = '?' | '';

export interface SignedExchange {
  method: string;
  /** Epoch milliseconds in decimal digits, exactly as sent in the TIMESTAMP header. */
  timestamp: string;
  /** The request target as sent: the path and, if there is a query, `?` and the encoded query. */
  target: string;
  /** Request or response body, the exact bytes. */
  body: Uint8Array | string;
  queryPrefix?: QueryPrefix;
}

/**
 * What is signed for a request, and with the response body for a response: method, timestamp, path, percent-decoded
 * query and body, without separators (docs/providers/stablecoin-gateway.md#request-signatures). `+` is not turned
 * into a space. Throws a URIError where the query cannot be decoded.
 */
export function exchangeParts(exchange: SignedExchange): readonly SignedPart[] {
  const { method, timestamp, target, body, queryPrefix = '?' } = exchange;
  const { path, query } = splitTarget(target);
  const decoded = decodeURIComponent(query);
  return [
    { rule: 'The method, in capitals.', value: method.toUpperCase() },
    timestampPart(timestamp),
    { rule: 'The path of the address, as sent.', value: path },
    ...(decoded === '' ? [] : [queryPart(queryPrefix + decoded)]),
    bodyPart(body),
  ];
}

export const timestampPart = (value: string): SignedPart => ({
  rule: 'The time of the header, in milliseconds, exactly as it is there.',
  value,
});
export const queryPart = (value: string): SignedPart => ({
  rule: 'The query, percent-decoded. A plus stays.',
  value,
});
export const bodyPart = (value: string | Uint8Array): SignedPart => ({
  rule: 'The exact bytes of the body.',
  value,
});

/** The query without its `?`; empty where there is none. */
export function splitTarget(target: string): { path: string; query: string } {
  const at = target.indexOf('?');
  if (at === -1) return { path: target, query: '' };
  return { path: target.slice(0, at), query: target.slice(at + 1) };
}

export const exchangeStringToSign = (exchange: SignedExchange): Buffer =>
  signedBytes(exchangeParts(exchange), '');

/** What is signed for a webhook: timestamp and raw body only (docs/providers/stablecoin-gateway.md#webhooks). */
export const webhookParts = (timestamp: string, body: string | Uint8Array): SignedPart[] => [
  timestampPart(timestamp),
  bodyPart(body),
];

export const webhookStringToSign = (timestamp: string, body: Uint8Array | string): Buffer =>
  signedBytes(webhookParts(timestamp, body), '');

export { signingKey };

/** Base64(HMAC-SHA512(signKey, stringToSign)), standard alphabet with padding. */
export const sign = hmac('sha512', 'base64');

/** Compares in constant time. A signature of another length is wrong. */
export const signatureMatches = (
  key: KeyObject,
  stringToSign: Uint8Array,
  signature: string,
): boolean => sameSignature(sign(key, stringToSign), signature);

/** Milliseconds in both directions, ends included (docs/providers/stablecoin-gateway.md#request-signatures). */
export const windowMs = 120_000;

export const isFresh = (timestamp: string, now: number): boolean =>
  isWithin(timestamp, now, windowMs);
