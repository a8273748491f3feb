import { createHash, timingSafeEqual } from 'node:crypto';

/** A field and its value exactly as it stands in the body: a number by its lexeme, `50002.0000`. */
export type SignedField = readonly [name: string, value: string];

/**
 * All fields but `sign` and the empty ones, sorted by name, `name=value` without separators
 * (docs/providers/vexora.md#signatures). Whitespace is kept. The secret is no part of it: it is appended when the
 * digest is made.
 */
export function stringToSign(fields: Iterable<SignedField>): string {
  return [...fields]
    .filter(([name, value]) => name !== 'sign' && value !== '')
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('');
}

/** MD5 of the UTF-8 bytes of string and secret, 32 lower-case hexadecimal digits. */
export function sign(text: string, appSecret: string): string {
  return createHash('md5')
    .update(text + appSecret, 'utf8')
    .digest('hex');
}

/** Compares in constant time; upper-case digits are taken too (docs/providers/vexora.md#signatures). */
export function signatureMatches(text: string, appSecret: string, signature: string): boolean {
  const expected = Buffer.from(sign(text, appSecret), 'utf8');
  const actual = Buffer.from(signature.toLowerCase(), 'utf8');
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
