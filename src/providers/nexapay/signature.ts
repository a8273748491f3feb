import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { SignedPart } from '../../domain/signatures/how-signed.ts';
import { canonicalForms, canonicalMembers } from './canonical-json.ts';

/** Which of the provider's two code samples (Java, Python) a body was signed like. */
export type SignForm = 'J' | 'P';

/** The key is the text of the secret, although it looks like hexadecimal (docs/providers/nexapay.md#signatures). */
export function signingKey(secretKey: string): KeyObject {
  return createSecretKey(Buffer.from(secretKey, 'utf8'));
}

/** Base64(HMAC-SHA256(secretKey, canonical)): always 44 characters. */
export function sign(key: KeyObject, canonical: string | Uint8Array): string {
  return createHmac('sha256', key).update(canonical).digest('base64');
}

/** Both canonical forms, member by member. Throws a SyntaxError if `body` is not a JSON object. */
export function signedParts(body: string): Readonly<Record<SignForm, readonly SignedPart[]>> {
  const members = canonicalMembers(body);
  return {
    J: partsOf(members.flatMap(({ name, j }) => (j === null ? [] : [{ name, value: j }]))),
    P: partsOf(members.map(({ name, p }) => ({ name, value: p }))),
  };
}

function partsOf(members: readonly { name: string; value: string }[]): readonly SignedPart[] {
  return [
    { rule: 'An opening brace.', value: '{' },
    ...members.map(({ name, value }, at) => ({
      rule: `The member ${name}, sorted by name, without whitespace.`,
      value: at === 0 ? value : `,${value}`,
    })),
    { rule: 'A closing brace.', value: '}' },
  ];
}

/** Signs a JSON object. Throws a SyntaxError if `body` is not one. */
export function signBody(key: KeyObject, body: string, form: SignForm = 'J'): string {
  const { j, p } = canonicalForms(body);
  return sign(key, form === 'J' ? j : p);
}

/**
 * The form in which `signature` signs `body`, or null. J if both forms are the same. Always computes both and compares
 * in constant time. Throws a SyntaxError if `body` is not a JSON object.
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
