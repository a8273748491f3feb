import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

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
 * The bytes signed for a request, and with the response body for a response: method, timestamp, path, percent-decoded
 * query and body, without separators (docs/providers/stablecoin-gateway.md#request-signatures). `+` is not turned
 * into a space.
 */
export function exchangeStringToSign(exchange: SignedExchange): Buffer {
  const { method, timestamp, target, body, queryPrefix = '?' } = exchange;
  const at = target.indexOf('?');
  const path = at === -1 ? target : target.slice(0, at);
  const query = at === -1 ? '' : decodeURIComponent(target.slice(at + 1));
  const head = method.toUpperCase() + timestamp + path + (query === '' ? '' : queryPrefix + query);
  return Buffer.concat([Buffer.from(head, 'utf8'), Buffer.from(body)]);
}

/**
 * The bytes signed for a webhook: timestamp and raw body only
 * (docs/providers/stablecoin-gateway.md#webhooks).
 */
export function webhookStringToSign(timestamp: string, body: Uint8Array | string): Buffer {
  return Buffer.concat([Buffer.from(timestamp, 'utf8'), Buffer.from(body)]);
}

/** The HMAC key as a `KeyObject`: four times faster than a buffer. */
export function signingKey(signKey: string): KeyObject {
  return createSecretKey(Buffer.from(signKey, 'utf8'));
}

/** Base64(HMAC-SHA512(signKey, stringToSign)), standard alphabet with padding. */
export function sign(key: KeyObject, stringToSign: Uint8Array): string {
  return createHmac('sha512', key).update(stringToSign).digest('base64');
}

/** Compares in constant time. A signature of another length is wrong. */
export function signatureMatches(
  key: KeyObject,
  stringToSign: Uint8Array,
  signature: string,
): boolean {
  const expected = Buffer.from(sign(key, stringToSign), 'utf8');
  const actual = Buffer.from(signature, 'utf8');
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
