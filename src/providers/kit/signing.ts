import { createHash, createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { signedBytes } from '../../domain/signatures/how-signed.ts';
import type { HashName, SignedPart } from '../../domain/signatures/how-signed.ts';

/** Compares in constant time. A signature of another length is wrong. */
export function sameSignature(expected: string, actual: string): boolean {
  const [right, received] = [Buffer.from(expected, 'utf8'), Buffer.from(actual, 'utf8')];
  return right.length === received.length && timingSafeEqual(right, received);
}

/** The key of an HMAC is the text of the secret. As a `KeyObject` it is four times faster than as a buffer. */
export const signingKey = (secret: string): KeyObject =>
  createSecretKey(Buffer.from(secret, 'utf8'));

/** Signs with an HMAC over bytes: a body alone, or several parts joined. */
export const hmac =
  (hash: HashName, encoding: 'base64' | 'hex') =>
  (key: KeyObject, signed: string | Uint8Array): string =>
    createHmac(hash, key).update(signed).digest(encoding);

/** Signs with a plain hash over parts, one of which is the secret. Such a signature can be lengthened. */
export const keyedHash =
  (hash: HashName) =>
  (parts: readonly SignedPart[], secret: string): string =>
    createHash(hash).update(signedBytes(parts, secret)).digest('hex');

/** A member of a message with its value exactly as it is sent; a number is its lexeme, `50002.0000`. */
export type SignedField = readonly [name: string, value: string];

/**
 * `name=value` of all fields but the signature and the empty ones, sorted by name. `after` follows each, the last one
 * too. The secret is not part of it.
 */
export const sortedFields = (
  fields: Iterable<SignedField>,
  { signature = 'sign', after = '' }: { signature?: string; after?: string } = {},
): readonly SignedPart[] =>
  [...fields]
    .filter(([name, value]) => name !== signature && value !== '')
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]) => ({
      rule: `The member ${name}: not empty and not the signature, sorted by name.`,
      value: `${name}=${value}${after}`,
    }));

/** Whether a time in milliseconds, as digits, is at most `windowMs` from `now`, ends included. */
export const isFresh = (timestamp: string, now: number, windowMs: number): boolean =>
  /^\d{1,15}$/.test(timestamp) && Math.abs(now - Number(timestamp)) <= windowMs;
