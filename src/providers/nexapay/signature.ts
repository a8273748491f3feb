import type { KeyObject } from 'node:crypto';
import type { SignedPart } from '../../domain/signatures/how-signed.ts';
import { hmac, sameSignature, signingKey } from '../kit/signing.ts';
import { canonicalForms, canonicalMembers } from './canonical-json.ts';

/** Which of the provider's two code samples (Java, Python) a body was signed like. */
export type SignForm = 'J' | 'P';

export { canonicalForms };

/** The key is the text of the secret, although it looks like hexadecimal (docs/providers/nexapay.md#signatures). */
export { signingKey };

/** Base64(HMAC-SHA256(secretKey, canonical)): always 44 characters. */
export const sign = hmac('sha256', 'base64');

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
  const isJ = sameSignature(sign(key, j), signature);
  const isP = sameSignature(sign(key, p), signature);
  return isJ ? 'J' : isP ? 'P' : null;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Throws a TypeError for bytes that are not UTF-8. */
export function textOf(body: Uint8Array): string {
  return utf8.decode(body);
}
