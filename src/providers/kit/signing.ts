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

/** Whether a time in milliseconds, as digits, is at most `windowMs` from `now`, ends included. */
export const isFresh = (timestamp: string, now: number, windowMs: number): boolean =>
  /^\d{1,15}$/.test(timestamp) && Math.abs(now - Number(timestamp)) <= windowMs;
