import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { canonicalForms } from './canonical-json.ts';

/** Which of the provider's two samples a body was signed like. */
export type SignForm = 'J' | 'P';

/** The key is the text of the secret, though it looks like hexadecimal (docs/providers/nexapay.md#signatures). */
export function signingKey(secretKey: string): KeyObject {
  return createSecretKey(Buffer.from(secretKey, 'utf8'));
}

/** Base64(HMAC-SHA256(secretKey, canonical)): always 44 characters. */
export function sign(key: KeyObject, canonical: string | Uint8Array): string {
  return createHmac('sha256', key).update(canonical).digest('base64');
}

/** The signature of a JSON object. Throws a SyntaxError where `body` is none. */
export function signBody(key: KeyObject, body: string, form: SignForm = 'J'): string {
  const { j, p } = canonicalForms(body);
  return sign(key, form === 'J' ? j : p);
}

/**
 * The form under which `signature` is the signature of `body`, or null; J where both are the same. Both are computed
 * and compared in constant time, whichever fits. Throws a SyntaxError where `body` is no JSON object.
 */
export function matchingForm(key: KeyObject, body: string, signature: string): SignForm | null {
  const { j, p } = canonicalForms(body);
  const isJ = isSame(sign(key, j), signature);
  const isP = isSame(sign(key, p), signature);
  return isJ ? 'J' : isP ? 'P' : null;
}

function isSame(expected: string, signature: string): boolean {
  const right = Buffer.from(expected, 'utf8');
  const actual = Buffer.from(signature, 'utf8');
  return right.length === actual.length && timingSafeEqual(right, actual);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Throws a TypeError for bytes that are not UTF-8. */
export function textOf(body: Uint8Array): string {
  return utf8.decode(body);
}
