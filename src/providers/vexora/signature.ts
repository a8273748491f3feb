import { createHash } from 'node:crypto';
import { shownText } from '../../domain/signatures/how-signed.ts';
import type { SignedPart } from '../../domain/signatures/how-signed.ts';
import { sameSignature } from '../kit/signing.ts';

/** A field with its value exactly as in the body; a number is its lexeme, `50002.0000`. */
export type SignedField = readonly [name: string, value: string];

/**
 * All fields but `sign` and the empty ones, sorted by name, `name=value` without separators
 * (docs/providers/vexora.md#signatures). Whitespace stays. The secret is not part of it: `sign` appends it.
 */
export const fieldParts = (fields: Iterable<SignedField>): readonly SignedPart[] =>
  [...fields]
    .filter(([name, value]) => name !== 'sign' && value !== '')
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]) => ({
      rule: `The member ${name}: not empty and not the signature, sorted by name.`,
      value: `${name}=${value}`,
    }));

export const stringToSign = (fields: Iterable<SignedField>): string =>
  shownText(fieldParts(fields));

/** MD5 of the UTF-8 bytes of string and secret, 32 lower-case hexadecimal digits. */
export function sign(text: string, appSecret: string): string {
  return createHash('md5')
    .update(text + appSecret, 'utf8')
    .digest('hex');
}

/** Compares in constant time. Accepts upper-case digits too (docs/providers/vexora.md#signatures). */
export function signatureMatches(text: string, appSecret: string, signature: string): boolean {
  return sameSignature(sign(text, appSecret), signature.toLowerCase());
}
